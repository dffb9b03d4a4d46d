"""Gates and reads of live sessions. A stream is chosen here from who asks, never by the client."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader, has_role
from forum.congress import keys
from forum.congress.enums import CongressStatus, LiveState, Stream
from forum.congress.models import Congress, CongressStaff, LiveQuestion, LiveSession, Participant
from forum.congress.queries.podium import PodiumAccess, grant_podium, part_of_grant
from forum.congress.rules import FORGOTTEN_AFTER
from forum.core.errors import NotFoundError

SHOWN: Final = CongressStatus.PUBLISHED


@dataclass(frozen=True)
class LiveAccess:
    """A gate that was passed: to which session, into which stream, as which participant (if any)."""

    live: LiveSession
    stream: Stream
    participant: Participant | None = None
    by_account: bool = False
    """Whether it was passed by the account alone, as staff."""
    speaker_id: int | None = None
    """Whose link it was passed by, for who has not joined."""


def _live(session_id: int) -> LiveSession:
    # Every poll of every phone passes here: the congress, which the list does not need, is not read, and the row not
    # sought in an order, as ``first`` does.
    found = LiveSession.objects.filter(
        pk=session_id, programme__congress__status=CongressStatus.PUBLISHED, programme__removed=None
    )
    for live in found:
        return live
    raise NotFoundError


def lock_session(session_id: int) -> LiveSession:
    """The session under its row lock, for an action's transaction; raises ``NotFoundError``."""
    live = LiveSession.objects.select_for_update().filter(pk=session_id).first()
    if live is None:
        raise NotFoundError
    return live


def may_run(reader: Reader, live: LiveSession) -> bool:
    """Whether the reader is staff of this session's congress (or an admin)."""
    if not isinstance(reader, User) or not reader.is_active:
        return False
    staff = CongressStaff.objects.filter(user=reader, congress__sessions=live.programme_id)
    return has_role(reader, Role.ADMIN) or staff.exists()


def participant_of(live: LiveSession, token: str) -> Participant | None:
    """The participant with this token; ``None`` for strangers and once the session's key is destroyed."""
    key = keys.voter_key(live, token) if keys.is_token(token) else ""
    return next(iter(Participant.objects.filter(session=live, key=key)), None) if key else None


def participants_let_in(session_id: int, participant_ids: Iterable[int]) -> frozenset[int]:
    """Which of these participants the gate to the public stream still lets in, with one statement."""
    there = Participant.objects.filter(
        session=session_id,
        pk__in=participant_ids,
        key__isnull=False,
        session__voter_key__isnull=False,
        session__programme__congress__status=SHOWN,
        session__programme__removed=None,
    )
    return frozenset(there.order_by().values_list("pk", flat=True))


def access_attendee(*, session_id: int, reader: Reader, token: str, podium: str = "") -> LiveAccess:
    """Gate to the public stream: for who has joined, speakers by their grant, and staff; else ``NotFoundError``.

    Only who has joined is a participant: neither speakers nor staff can ask or vote by being let in.
    """
    live = _live(session_id)
    participant = participant_of(live, token)
    part = part_of_grant(live, podium) if participant is None else None
    by_account = participant is None and part is None
    if by_account and not may_run(reader, live):
        raise NotFoundError
    speaker_id = part.speaker_id if part else None
    return LiveAccess(live, Stream.PUBLIC, participant, by_account=by_account, speaker_id=speaker_id)


def access_podium(*, session_id: int, grant: str) -> PodiumAccess:
    """Gate to a speaker's page: for a browser that has shown the key of somebody who speaks; else ``NotFoundError``."""
    live = _live(session_id)
    part = part_of_grant(live, grant)
    if part is None:
        raise NotFoundError
    return PodiumAccess(live, part)


def enter_podium(*, session_id: int, key: str) -> str:
    """The grant for a browser that shows a speaker's key; raises ``NotFoundError("unknown_key")`` for a wrong one."""
    try:
        live = _live(session_id)
    except NotFoundError as missing:
        raise NotFoundError("unknown_key") from missing
    return grant_podium(live=live, key=key)


def access_desk(*, session_id: int, reader: Reader) -> LiveAccess:
    """Gate to the moderation stream: for staff of this congress; else ``NotFoundError``."""
    live = _live(session_id)
    if not may_run(reader, live):
        raise NotFoundError
    return LiveAccess(live, Stream.MODERATION, by_account=True)


def access_stage(*, session_id: int, reader: Reader, grant: str) -> LiveAccess:
    """Gate to the stage stream: for a browser that has shown the stage key, and for staff; else ``NotFoundError``."""
    live = _live(session_id)
    shown = bool(grant) and keys.same(grant, keys.stage_grant(keys.stage_key(live)))
    if not shown and not may_run(reader, live):
        raise NotFoundError
    return LiveAccess(live, Stream.STAGE, by_account=not shown)


def grant_stage(*, session_id: int, key: str) -> str:
    """The grant for a browser that shows the stage key; raises ``NotFoundError("unknown_key")`` for a wrong one."""
    try:
        live = _live(session_id)
    except NotFoundError as missing:
        raise NotFoundError("unknown_key") from missing
    if not keys.same(key, keys.stage_key(live)):
        raise NotFoundError("unknown_key")
    return keys.stage_grant(key)


def access_any(*, session_id: int, reader: Reader, token: str, grant: str, podium: str = "") -> LiveAccess:
    """Gate to what every stream may know of a session (its code and link); else ``NotFoundError``."""
    try:
        return access_attendee(session_id=session_id, reader=reader, token=token, podium=podium)
    except NotFoundError:
        return access_stage(session_id=session_id, reader=reader, grant=grant)


def session_ids(congress: Congress) -> tuple[int, ...]:
    """The live sessions of a congress, by id."""
    return tuple(LiveSession.objects.filter(programme__congress=congress).order_by("pk").values_list("pk", flat=True))


def key_days() -> timedelta:
    """So long after its closing a session may be opened again and its people see their votes and receipts."""
    return timedelta(days=settings.VOTER_KEY_DAYS)


def key_until(live: LiveSession) -> datetime | None:
    """When the session's voter key is to be destroyed; ``None`` unless it is closed and has one."""
    return live.closed + key_days() if live.closed and live.voter_key is not None else None


def due_for_forgetting(moment: datetime) -> QuerySet[LiveSession]:
    """Sessions whose voter key is to be destroyed at this moment, those closed longest first."""
    old = LiveSession.objects.filter(state=LiveState.CLOSED, closed__lt=moment - key_days(), voter_key__isnull=False)
    return old.order_by("closed", "pk")


def due_for_closing(moment: datetime) -> QuerySet[LiveSession]:
    """Sessions that nobody has closed long after their end, if they were opened or somebody is in them."""
    late = moment - FORGOTTEN_AFTER
    used = Q(state=LiveState.OPEN) | Exists(Participant.objects.filter(session=OuterRef("pk")))
    over = LiveSession.objects.filter(used, programme__ends__lt=late).exclude(opened__gte=late)
    return over.exclude(state=LiveState.CLOSED).order_by("pk")


def joinable(code: str) -> LiveSession | None:
    """The session that is not closed with this stored code, if its congress is shown; only what joining needs is read.

    A hall comes at once: neither the congress, which has long texts, nor an order is asked for.
    """
    shown = LiveSession.objects.filter(
        code=code, programme__congress__status=CongressStatus.PUBLISHED, programme__removed=None
    )
    found = shown.exclude(state=LiveState.CLOSED).only("state", "epoch", "rev", "voter_key")
    return next(iter(found), None)


def closed_with_code(code: str) -> LiveSession | None:
    """The session closed last with this stored code, if its congress is shown."""
    closed = LiveSession.objects.filter(
        code=code,
        programme__congress__status=CongressStatus.PUBLISHED,
        programme__removed=None,
        state=LiveState.CLOSED,
    )
    return closed.order_by("-closed", "-pk").first()


def access_question(*, live: LiveSession, question_id: int) -> LiveQuestion:
    """A question of this session, to be used under the session's lock; raises ``NotFoundError``."""
    question = LiveQuestion.objects.select_related("changed_by").filter(session=live, pk=question_id).first()
    if question is None:
        raise NotFoundError
    return question


def access_receipts(*, session_id: int, key: str) -> QuerySet[LiveQuestion]:
    """The questions that a receipt link's secret stands for, newest first; raises ``NotFoundError("unknown_key")``.

    Also after the session's key has been destroyed. It reads the marks of the session and nothing of participants.
    """
    marked = LiveQuestion.objects.filter(session=session_id, session__programme__congress__status=SHOWN)
    marks = marked.exclude(receipt_mark="").values_list("pk", "receipt_mark")
    found = [pk for pk, mark in marks if keys.same(mark, keys.receipt_mark(key, pk))]
    if not found:
        raise NotFoundError("unknown_key")
    return LiveQuestion.objects.filter(pk__in=found).order_by("-created", "-pk")


def receipts(participant: Participant) -> QuerySet[LiveQuestion]:
    """The participant's own questions in every state, newest first."""
    return LiveQuestion.objects.filter(participant=participant).order_by("-created", "-pk")
