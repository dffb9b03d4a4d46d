"""Who connects: the account behind the session cookie, the participant's token, the grants for stage and podium."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from forum.accounts.rules import Reader
from forum.congress.keys import PARTICIPANT_COOKIE, PODIUM_GRANTS, STAGE_GRANTS


@dataclass(frozen=True)
class Visitor:
    """A browser, by its cookies."""

    reader: Reader
    token: str
    grants: Mapping[str, str]
    podiums: Mapping[str, str]

    def podium(self, session_id: int) -> str:
        """The speaker's grant for this live session, or nothing."""
        return str(self.podiums.get(str(session_id), ""))

    def grant(self, session_id: int) -> str:
        """The grant for the stage of this live session, or nothing."""
        return str(self.grants.get(str(session_id), ""))


def visitor(cookies: Mapping[str, str]) -> Visitor:
    """The visitor with these cookies. Without a session cookie the database is not asked."""
    request = HttpRequest()
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    reader: Any = get_user(request)
    grants, podiums = (_mapping(request.session.get(name)) for name in (STAGE_GRANTS, PODIUM_GRANTS))
    return Visitor(reader, cookies.get(PARTICIPANT_COOKIE, ""), grants, podiums)


def _mapping(value: object) -> Mapping[str, str]:
    return value if isinstance(value, dict) else {}
