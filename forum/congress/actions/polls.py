"""What staff do with polls. Each act is one revision of the session and one audit row."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import poll_rules, queries
from forum.congress.actions.revisions import advance, require_open
from forum.congress.enums import LiveState, PollState, PollVerb
from forum.congress.models import LiveSession, Poll, PollOption
from forum.core.errors import ConflictError


@transaction.atomic
def create_poll(*, actor: User, session_id: int, form: poll_rules.PollForm) -> Poll:
    """Write a poll, as a draft at the end of the list; also before the session begins.

    Raises ``NotFoundError`` unless the actor is staff of this congress, ``InvalidError`` for the form (see
    ``poll_rules.clean``), ``ConflictError`` (``session_closed``, ``too_many_polls``).
    """
    live = lock(actor=actor, session_id=session_id)
    return _add(actor, live, poll_rules.clean(form), {})


@transaction.atomic
def duplicate_poll(*, actor: User, session_id: int, poll_id: int) -> Poll:
    """A draft with the same question and options, without ballots: how a poll that was opened is changed.

    Raises ``NotFoundError``, ``ConflictError`` (``session_closed``, ``too_many_polls``).
    """
    live = lock(actor=actor, session_id=session_id)
    poll = queries.access_poll(live=live, poll_id=poll_id)
    names = ("kind", "text", "results", "most", "scale_low", "scale_high", "low_label", "high_label")
    options = [option.text for option in poll.options.all()]
    content = poll_rules.PollContent({name: getattr(poll, name) for name in names}, options)
    return _add(actor, live, content, {"copy_of": poll.pk})


@transaction.atomic
def edit_poll(
    *, actor: User, session_id: int, poll_id: int, form: poll_rules.PollForm, version: int | None = None
) -> Poll:
    """Write a draft anew. ``version`` is the version that the actor saw.

    Raises ``NotFoundError``, ``InvalidError`` for the form, ``ConflictError`` (``session_closed``, ``poll_not_draft``:
    what people voted on is not changed under them; ``changed_meanwhile`` with ``by``).
    """
    live = lock(actor=actor, session_id=session_id)
    poll = queries.access_poll(live=live, poll_id=poll_id)
    content = poll_rules.clean(form)
    _require_draft(poll)
    _require_unchanged(poll, version)
    for name, value in content.fields.items():
        setattr(poll, name, value)
    poll.options.all().delete()
    _add_options(poll, content.options)
    _touch(poll, actor, *content.fields)
    _record(actor, poll, "edit", {})
    advance(live, polls=[poll])
    return poll


@transaction.atomic
def delete_poll(*, actor: User, session_id: int, poll_id: int, version: int | None = None) -> None:
    """Throw a draft away. Raises what ``edit_poll`` raises."""
    live = lock(actor=actor, session_id=session_id)
    poll = queries.access_poll(live=live, poll_id=poll_id)
    _require_draft(poll)
    _require_unchanged(poll, version)
    _record(actor, poll, "delete", {})
    pk = poll.pk
    poll.delete()
    advance(live, polls=[Poll(pk=pk)])


@transaction.atomic
def move_poll(*, actor: User, session_id: int, poll_id: int, position: int) -> Poll:
    """Put a poll at a place of the list (1 is the first); the others move along. Repeating it changes nothing.

    Raises ``NotFoundError``, ``ConflictError("session_closed")``.
    """
    live = lock(actor=actor, session_id=session_id)
    poll = queries.access_poll(live=live, poll_id=poll_id)
    others = list(live.polls.exclude(pk=poll.pk).order_by("position", "pk"))
    place = min(max(position, 1), len(others) + 1)
    moved = []
    for number, one in enumerate([*others[: place - 1], poll, *others[place - 1 :]], 1):
        if one.position != number:
            one.position = number
            moved.append(one)
    if not moved:
        return poll
    Poll.objects.bulk_update(moved, ["position"])
    _record(actor, poll, "move", {"position": place})
    advance(live, polls=moved)
    return poll


@transaction.atomic
def run_poll(*, actor: User, session_id: int, poll_id: int, verb: PollVerb, version: int | None = None) -> Poll:
    """Open, close, reopen, or show a poll on the stage, where it takes the place of the one before.

    ``version`` is the version that the actor saw. What is so already is left as it is. Raises ``NotFoundError``,
    ``ConflictError`` (``session_closed``, ``session_not_open`` for opening; ``changed_meanwhile`` with ``by``;
    ``wrong_state``).
    """
    live = lock(actor=actor, session_id=session_id)
    poll = queries.access_poll(live=live, poll_id=poll_id)
    sources, target = poll_rules.TRANSITIONS[verb]
    if target == PollState.OPEN:
        require_open(live)
    wants_stage = {PollVerb.STAGE: True, PollVerb.UNSTAGE: False}.get(verb, poll.on_stage)
    if (target is None and poll.on_stage == wants_stage) or (poll.state == target and poll.changed_by_id == actor.pk):
        return poll
    _require_unchanged(poll, version)
    if poll.state not in sources:
        raise ConflictError("wrong_state", state=poll.state)
    cleared = _clear_stage(actor, live) if verb == PollVerb.STAGE else []
    before = poll.state
    poll.state, poll.on_stage = target or poll.state, wants_stage
    _touch(poll, actor, "state", "on_stage")
    _record(actor, poll, verb.value, {"from": before, "to": poll.state})
    advance(live, polls=[*cleared, poll])
    return poll


def close_open_polls(*, actor: User | None, live: LiveSession) -> None:
    """Close what is still open, as part of closing the session: hidden results come out now."""
    for poll in live.polls.filter(state=PollState.OPEN).order_by("pk"):
        poll.state = PollState.CLOSED
        _touch(poll, actor, "state")
        _record(actor, poll, PollVerb.CLOSE.value, {"from": PollState.OPEN, "to": PollState.CLOSED})


def lock(*, actor: User, session_id: int) -> LiveSession:
    """The session under its lock, for staff while it is not closed; ``NotFoundError``, ``ConflictError`` otherwise."""
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)
    if live.state == LiveState.CLOSED:
        raise ConflictError("session_closed")
    return live


def _require_unchanged(poll: Poll, version: int | None) -> None:
    """Raise ``ConflictError("changed_meanwhile")`` when the poll is not as the actor saw it."""
    if version is not None and version != poll.version:
        raise ConflictError("changed_meanwhile", by=poll.changed_by.name if poll.changed_by else "")


def _touch(poll: Poll, actor: User | None, *changed: str) -> None:
    """Store these fields with a new version of the poll and of its result."""
    poll.version += 1
    poll.result_version += 1
    poll.changed_by = actor
    poll.save(update_fields=[*changed, "version", "result_version", "changed_by"])


def _require_draft(poll: Poll) -> None:
    if poll.state != PollState.DRAFT:
        raise ConflictError("poll_not_draft")


def _add(actor: User, live: LiveSession, content: poll_rules.PollContent, facts: dict[str, object]) -> Poll:
    if live.polls.count() >= poll_rules.MOST_POLLS:
        raise ConflictError("too_many_polls", most=poll_rules.MOST_POLLS)
    last = live.polls.aggregate(last=Max("position"))["last"] or 0
    poll = Poll.objects.create(session=live, position=last + 1, changed_by=actor, **content.fields)
    _add_options(poll, content.options)
    _record(actor, poll, "create", {"kind": poll.kind, **facts})
    advance(live, polls=[poll])
    return poll


def _add_options(poll: Poll, texts: Sequence[str]) -> None:
    PollOption.objects.bulk_create(
        PollOption(poll=poll, text=text, position=position) for position, text in enumerate(texts, 1)
    )


def _clear_stage(actor: User, live: LiveSession) -> list[Poll]:
    """Take the poll before off the stage: only one can be there."""
    polls = list(live.polls.filter(on_stage=True))
    for poll in polls:
        poll.on_stage = False
        _touch(poll, actor, "on_stage")
        _record(actor, poll, PollVerb.UNSTAGE.value, {"from": poll.state, "to": poll.state})
    return polls


def _record(actor: User | None, poll: Poll, verb: str, facts: dict[str, object]) -> None:
    record(actor=actor, action=f"live_poll.{verb}", target=poll, facts={"session": poll.session_id, **facts})
