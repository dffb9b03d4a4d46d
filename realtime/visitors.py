"""Who connects: the account behind the session cookie, the participant's token, the grant for the stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from forum.accounts.rules import Reader
from forum.congress.keys import PARTICIPANT_COOKIE, STAGE_GRANTS


@dataclass(frozen=True)
class Visitor:
    """A browser, by its cookies."""

    reader: Reader
    token: str
    grants: Mapping[str, str]

    def grant(self, session_id: int) -> str:
        """The grant for the stage of this live session, or nothing."""
        return str(self.grants.get(str(session_id), ""))


def visitor(cookies: Mapping[str, str]) -> Visitor:
    """The visitor with these cookies. Without a session cookie the database is not asked."""
    request = HttpRequest()
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    reader: Any = get_user(request)
    grants = request.session.get(STAGE_GRANTS)
    return Visitor(reader, cookies.get(PARTICIPANT_COOKIE, ""), grants if isinstance(grants, dict) else {})
