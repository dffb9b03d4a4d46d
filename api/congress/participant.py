"""What a browser holds in a live session: the participant cookie, and the stage grant in its Django session."""

from typing import Final

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from api.requests import reader
from forum.congress import queries
from forum.congress.keys import PARTICIPANT_COOKIE, PODIUM_GRANTS, STAGE_GRANTS
from forum.congress.models import Participant
from forum.core.errors import NotSignedInError

COOKIE_AGE: Final = 30 * 24 * 3600


def token(request: Request) -> str:
    """The participant token of this browser, ``""`` without one."""
    return str(request.COOKIES.get(PARTICIPANT_COOKIE, ""))


def keep_token(response: Response, value: str) -> None:
    """Let the browser keep the token where no script can read it."""
    response.set_cookie(
        PARTICIPANT_COOKIE,
        value,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def grant(request: Request, session_id: int) -> str:
    """The stage grant of this browser for the session, ``""`` without one."""
    return str(request._request.session.get(STAGE_GRANTS, {}).get(str(session_id), ""))


def keep_grant(request: Request, session_id: int, value: str) -> None:
    """Let this browser show the stage."""
    session = request._request.session
    session[STAGE_GRANTS] = {**session.get(STAGE_GRANTS, {}), str(session_id): value}


def podium(request: Request, session_id: int) -> str:
    """The speaker's grant of this browser for the session, ``""`` without one."""
    return str(request._request.session.get(PODIUM_GRANTS, {}).get(str(session_id), ""))


def keep_podium(request: Request, session_id: int, value: str) -> None:
    """Let this browser be a speaker's."""
    session = request._request.session
    session[PODIUM_GRANTS] = {**session.get(PODIUM_GRANTS, {}), str(session_id): value}


def attendee(request: Request, session_id: int) -> queries.LiveAccess:
    """The gate to the public stream for this request."""
    return queries.access_attendee(
        session_id=session_id, reader=reader(request), token=token(request), podium=podium(request, session_id)
    )


def participant(request: Request, session_id: int) -> Participant:
    """The participant who calls; raises ``NotSignedInError("not_joined")`` for staff who have not joined."""
    found = attendee(request, session_id).participant
    if found is None:
        raise NotSignedInError("not_joined")
    return found


def address(request: Request) -> str:
    """The client's address, read behind as many proxies as are trusted."""
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return str(forwarded[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))
