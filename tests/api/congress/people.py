"""Callers of the live API, by their part towards one session."""

from collections.abc import Callable

from forum.accounts.enums import Role
from forum.congress import keys, podium
from forum.congress.models import LiveSession, Speaker
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_speaker, make_staff


def client_with(token: str) -> ApiClient:
    """A browser with this participant cookie."""
    client = ApiClient()
    client.cookies["participant"] = token
    return client


def joined(live: LiveSession) -> ApiClient:
    """A guest who has joined."""
    token = keys.new_token()
    make_participant(live, token)
    return client_with(token)


def stranger(live: LiveSession) -> ApiClient:
    """A guest who has not joined."""
    return ApiClient()


def joined_elsewhere(live: LiveSession) -> ApiClient:
    """A guest in another session."""
    return joined(make_live())


def member(live: LiveSession) -> ApiClient:
    """Somebody signed in without a part in the congress, though with many roles elsewhere."""
    client = ApiClient()
    client.force_login(make_staff(make_live(), make_user(Role.MODERATOR, Role.HOST, Role.CURATOR)))
    return client


def projector(live: LiveSession) -> ApiClient:
    """A browser with the stage key."""
    client = ApiClient()
    response = client.send("post", f"live/{live.pk}/stage", {"key": keys.stage_key(live)})
    assert response.status_code == 200
    return client


def key_of(live: LiveSession, speaker: Speaker) -> str:
    """The secret of this speaker's link."""
    (url,) = [link["url"] for link in podium.speaker_links(live) if link["id"] == str(speaker.pk)]
    return str(url).split("#")[1]


def speaking(live: LiveSession, speaker: Speaker) -> ApiClient:
    """A browser with this speaker's link."""
    client = ApiClient()
    assert client.send("post", f"live/{live.pk}/podium", {"key": key_of(live, speaker)}).status_code == 200
    return client


def speaker(live: LiveSession) -> ApiClient:
    """Somebody who speaks in this session."""
    return speaking(live, make_speaker(live, "Prof. Ruth Vogel"))


def staff(live: LiveSession) -> ApiClient:
    """A moderator of this congress."""
    client = ApiClient()
    client.force_login(make_staff(live, make_user(name="Malte Vogt")))
    return client


ROLES: dict[str, Callable[[LiveSession], ApiClient]] = {
    "stranger": stranger,
    "joined_elsewhere": joined_elsewhere,
    "member": member,
    "joined": joined,
    "projector": projector,
    "speaker": speaker,
    "staff": staff,
}
