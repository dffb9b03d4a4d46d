"""What each stream sees of a live session, as JSON-ready data. The same for everybody in a stream.

Guaranteed: a question whose state is not in ``rules.VISIBLE[stream]`` appears in that stream at most as an id in
``gone``, and of an anonymous asker nothing appears anywhere. Ids are strings; moments are ISO 8601 in UTC.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from forum.congress import keys, poll_projections, queries, rules
from forum.congress.enums import RejectReason, Stream
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, Participant, QuestionVote, SessionSpeaker
from forum.core.errors import NotFoundError

Shape = dict[str, Any]
_LEADER: Final = Coalesce("question__merged_into", "question")
"""The question at which a vote counts."""
_LEADER_IS_VISIBLE: Final = Q(question__state__in=rules.VISIBLE[Stream.PUBLIC]) | Q(
    question__merged_into__state__in=rules.VISIBLE[Stream.PUBLIC]
)


def snapshot(session_id: int, stream: Stream) -> Shape:
    """The whole state of a stream; it shows at least its ``rev``. Raises ``NotFoundError``."""
    live = queries.session_with_programme(session_id)
    shown = _questions(live.pk, stream).filter(state__in=rules.VISIBLE[stream]).order_by("-score", "pk")
    return {
        "epoch": live.epoch,
        "rev": live.rev,
        "votes_rev": live.votes_rev,
        "session": session_shape(live),
        "questions": [_question(question, stream) for question in shown],
        "polls": poll_projections.polls(live.pk, stream),
    }


def delta(
    session_id: int,
    stream: Stream,
    from_rev: int,
    rev: int,
    question_ids: Iterable[int],
    poll_ids: Iterable[int] = (),
) -> Shape:
    """What a structural change means for a stream: changed questions and polls as they are now, and ids that left it.

    ``gone`` holds only questions that have been visible at some time. ``session`` is there, with all polls, when
    neither a question nor a poll changed.
    """
    ids, changed_polls = tuple(question_ids), tuple(poll_ids)
    found = list(_questions(session_id, stream).filter(pk__in=ids).order_by("pk")) if ids else []
    visible = rules.VISIBLE[stream]
    change: Shape = {
        "from": from_rev,
        "rev": rev,
        "questions": [_question(question, stream) for question in found if question.state in visible],
        "gone": [str(q.pk) for q in found if q.state not in visible and q.published is not None],
    }
    if changed_polls:
        change |= poll_projections.changed(session_id, stream, changed_polls)
    elif not ids:
        change["session"] = session_shape(queries.session_with_programme(session_id))
        if polls := poll_projections.polls(session_id, stream):
            change["polls"] = polls
    return change


def personal(session_id: int, participant_id: int) -> Shape:
    """What one participant alone sees: their votes on visible questions, ballots, and receipts of own questions.

    A vote anywhere in a set shows at the question that leads it.
    """
    if not queries.has_acted(participant_id):
        return {"votes": {}, "own": [], "ballots": {}}
    votes = QuestionVote.objects.filter(voter=participant_id, question__session=session_id)
    voted = votes.annotate(leader=_LEADER).filter(_LEADER_IS_VISIBLE).values_list("leader", flat=True)
    own = _with_parts(LiveQuestion.objects.filter(session=session_id, participant=participant_id))
    return {
        "votes": {str(pk): 1 for pk in sorted(set(voted))},
        "own": [receipt(question) for question in own.order_by("-created", "-pk")],
        "ballots": poll_projections.own_ballots(session_id, participant_id),
    }


poll_results = poll_projections.poll_results


def votes_in_sets(session_id: int, question_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """For each voter of these questions or of their sets: which of the visible ones now show their vote (1 or 0)."""
    ids = tuple(question_ids)
    sets = LiveQuestion.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids), session=session_id)
    votes = QuestionVote.objects.filter(question__in=sets.values("pk")).annotate(leader=_LEADER)
    visible = sets.filter(pk__in=ids, state__in=rules.VISIBLE[Stream.PUBLIC])
    nothing = {str(pk): 0 for pk in visible.order_by("pk").values_list("pk", flat=True)}
    voted: dict[int, dict[str, int]] = {}
    for voter, leader in votes.order_by("voter").values_list("voter", "leader"):
        shown = voted.setdefault(voter, dict(nothing))
        if str(leader) in shown:
            shown[str(leader)] = 1
    return voted


def receipt(question: LiveQuestion) -> Shape:
    """A question as its asker sees it, in every state; of others' wordings they see no more than the hall."""
    return {
        **_shape(question),
        **({} if question.state in rules.VISIBLE[Stream.PUBLIC] else {"also": [], "also_more": 0}),
        "reason": question.reason or None,
        "created": _moment(question.created),
        "merged_into": _id(question.merged_into_id),
    }


def own_receipt(participant: Participant, question_id: int) -> Shape:
    """The receipt of one of the participant's own questions; raises ``NotFoundError`` for any other."""
    question = _with_parts(queries.receipts(participant)).filter(pk=question_id).first()
    if question is None:
        raise NotFoundError
    return receipt(question)


def receipts_by_link(session_id: int, key: str) -> Shape:
    """What a receipt link shows: the session, and its holder's own questions in every state; no votes.

    Raises ``NotFoundError("unknown_key")``.
    """
    leaders = Prefetch("merged_into", _with_parts(LiveQuestion.objects.all()))
    found = _with_parts(queries.access_receipts(session_id=session_id, key=key)).prefetch_related(leaders)
    own = [{**receipt(question), "merged_with": _leading(question)} for question in found]
    return {"session": session(session_id), "own": own}


def _leading(question: LiveQuestion) -> Shape | None:
    """The question that leads the set and has its answers, as the hall sees it, if the hall may."""
    leader = question.merged_into
    return _shape(leader) if leader is not None and leader.state in rules.VISIBLE[Stream.PUBLIC] else None


def receipt_url(live: LiveSession, key: str) -> str:
    """The receipt link; the secret is in the fragment, which no server and no log sees."""
    return f"{settings.BASE_URL}/live/{live.pk}/beleg#{key}"


def session(session_id: int) -> Shape:
    """A session as every stream sees it, by its id; raises ``NotFoundError``."""
    return session_shape(queries.session_with_programme(session_id))


def session_shape(live: LiveSession) -> Shape:
    """A session as every stream sees it."""
    programme = live.programme
    return {
        "id": str(live.pk),
        "title": programme.title,
        "congress": programme.congress.title,
        "congress_slug": programme.congress.slug,
        "fictional": programme.congress.fictional,
        "state": live.state,
        "premoderation": live.premoderation,
        "documented": queries.is_documented(live),
        "code": keys.shown_code(live.code),
        "join_url": join_url(live),
        "ends": _moment(programme.ends),
        "key_until": _moment(queries.key_until(live)),
        "key_destroyed": _moment(live.key_destroyed),
        "rules": {
            "min": rules.SHORTEST_TEXT,
            "max": rules.LONGEST_TEXT,
            "open": rules.MOST_OPEN,
            "name_min": rules.SHORTEST_NAME,
            "name_max": rules.LONGEST_NAME,
            "reasons": RejectReason.values,
            "key_days": queries.key_days().days,
        },
        "question_seconds": live.question_seconds,
        "speakers": [
            {"name": part.speaker.name, "role": part.role}
            for part in SessionSpeaker.objects.select_related("speaker")
            .filter(session=live.programme_id)
            .order_by("position", "pk")
        ],
    }


def join_url(live: LiveSession) -> str:
    """The address in the QR code: the join page with the code filled in."""
    return f"{settings.BASE_URL}/live?code={live.code}"


def links(live: LiveSession) -> Shape:
    """What staff hand out; the stage key is in the fragment, which no server and no log sees."""
    return {
        "stage_url": f"{settings.BASE_URL}/live/{live.pk}/saal#{keys.stage_key(live)}",
        "join_url": join_url(live),
        "code": keys.shown_code(live.code),
    }


def _questions(session_id: int, stream: Stream) -> QuerySet[LiveQuestion]:
    questions = _with_parts(LiveQuestion.objects.filter(session=session_id))
    return questions.select_related("changed_by") if stream == Stream.MODERATION else questions


def _with_parts(questions: QuerySet[LiveQuestion]) -> QuerySet[LiveQuestion]:
    """Questions with what hangs on them, in a statement for all of each kind."""
    merged = LiveQuestion.objects.only("pk", "text", "score", "merged_into", "state", "state_before_merge").order_by(
        "pk"
    )
    answers = LiveAnswer.objects.order_by("created", "pk")
    return questions.prefetch_related(Prefetch("merged", merged), Prefetch("answers", answers))


def _question(question: LiveQuestion, stream: Stream) -> Shape:
    return desk_question(question) if stream == Stream.MODERATION else _shape(question)


def public_question(question: LiveQuestion) -> Shape:
    """A question as the hall sees it, after an act upon a visible one."""
    return _shape(question)


def desk_question(question: LiveQuestion) -> Shape:
    """A question as the moderation sees it."""
    return {
        **receipt(question),
        "also": _also(question),
        "also_more": _also_more(question),
        "changed_by": question.changed_by.name if question.changed_by else None,
        "original": question.original_text or None,
        "merged": [
            {"id": str(one.pk), "text": one.text, "score": one.score, "shown": one.cleared} for one in _set(question)
        ],
        "similar": [str(pk) for pk in question.similar],
    }


def _shape(question: LiveQuestion) -> Shape:
    return {
        "id": str(question.pk),
        "text": question.text,
        "by": question.shown_name or None,
        "verified": question.verified,
        "identity": question.identity,
        "state": question.state,
        "score": question.score,
        "version": question.score_version,
        "rev": question.version,
        "at": _moment(question.published),
        "stage_since": _moment(question.staged),
        "answered_at": _moment(question.answered),
        "edited": bool(question.original_text),
        "labels": question.labels,
        "pinned": question.pinned,
        "also": _also(question),
        "also_more": _also_more(question),
        "answers": [_answer(answer) for answer in sorted(question.answers.all(), key=lambda one: one.pk)],
        "answered_how": question.answered_how or None,
        "thread": _id(question.thread_id),
    }


def _set(question: LiveQuestion) -> list[LiveQuestion]:
    """The questions merged into this one, in the order of asking."""
    return sorted(question.merged.all(), key=lambda one: one.pk)


def _also(question: LiveQuestion) -> list[str]:
    """Wordings of the set that were approved; those of others appear nowhere but in the moderation's ``merged``."""
    return [one.text for one in _set(question) if one.cleared]


def _also_more(question: LiveQuestion) -> int:
    return sum(not one.cleared for one in _set(question))


def _answer(answer: LiveAnswer) -> Shape:
    return {
        "id": str(answer.pk),
        "text": answer.text,
        "by": answer.by,
        "noted": answer.noted,
        "at": _moment(answer.created),
    }


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None
