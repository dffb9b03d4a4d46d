"""What staff do with polls: drafts, opening and closing, the stage, the order. One revision and one audit row each."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import (
    close_session,
    create_poll,
    delete_poll,
    duplicate_poll,
    edit_poll,
    move_poll,
    run_poll,
)
from forum.congress.enums import LiveState, PollKind, PollState, PollVerb
from forum.congress.events import SessionChanged
from forum.congress.models import LiveSession, Poll
from forum.congress.poll_rules import MOST_POLLS, PollForm
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import Event
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_staff
from tests.factories.polls import FORMS, make_poll, option_ids, some_choices, vote_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> LiveSession:
    return make_live()


@pytest.fixture
def staff(live: LiveSession) -> User:
    return make_staff(live, make_user(name="Malte Vogt"))


def run(staff: User, poll: Poll, verb: PollVerb, version: int | None = None) -> Poll:
    return run_poll(actor=staff, session_id=poll.session_id, poll_id=poll.pk, verb=verb, version=version)


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("kind", PollKind)
def test_a_poll_of_each_kind_begins_as_a_draft_at_the_end(kind: PollKind, live: LiveSession, staff: User) -> None:
    make_poll(live)
    poll = create_poll(actor=staff, session_id=live.pk, form=FORMS[kind])
    assert (poll.kind, poll.state, poll.position, poll.on_stage) == (kind, "draft", 2, False)
    assert [option.text for option in poll.options.all()] == list(FORMS[kind].options)
    live.refresh_from_db()
    assert (live.rev, acts()) == (1, ["live_poll.create"])


BAD_FORMS = [
    ({"text": "ab"}, "too_short", "text"),
    ({"text": "x" * 301}, "too_long", "text"),
    ({"text": "Wie \u202e geht es?"}, "malformed_text", "text"),
    ({"options": ["Ja"]}, "too_few", "options"),
    ({"options": [str(number) for number in range(13)]}, "too_many", "options"),
    ({"options": ["Ja", " ja "]}, "duplicate", "options"),
    ({"options": ["Ja", " "]}, "too_short", "options"),
    ({"options": ["Ja", "x" * 121]}, "too_long", "options"),
    ({"most": 2}, "out_of_range", "most"),
    ({"kind": PollKind.MULTIPLE, "most": 3}, "out_of_range", "most"),
    ({"low": 1, "high": 5}, "scale_not_allowed", "scale"),
    ({"kind": PollKind.WORDS, "most": 6, "options": []}, "out_of_range", "most"),
    ({"kind": PollKind.WORDS}, "options_not_allowed", "options"),
    ({"kind": PollKind.SCALE, "options": []}, "out_of_range", "scale"),
    ({"kind": PollKind.SCALE, "options": [], "low": 2, "high": 5}, "out_of_range", "scale"),
    ({"kind": PollKind.SCALE, "options": [], "low": 1, "high": 2}, "out_of_range", "scale"),
    ({"kind": PollKind.SCALE, "options": [], "low": 0, "high": 11}, "out_of_range", "scale"),
    ({"kind": PollKind.SCALE, "options": [], "low": 0, "high": 10, "low_label": "x" * 41}, "too_long", "scale"),
]


@pytest.mark.parametrize(("changes", "code", "field"), BAD_FORMS)
def test_a_form_that_makes_no_poll_is_refused(
    changes: dict[str, Any], code: str, field: str, live: LiveSession, staff: User
) -> None:
    form = replace(PollForm(PollKind.SINGLE, "Kommen Sie wieder?", options=["Ja", "Nein"]), **changes)
    with pytest.raises(InvalidError) as refused:
        create_poll(actor=staff, session_id=live.pk, form=form)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert Poll.objects.count() == 0


def test_a_draft_is_written_anew_and_what_was_opened_is_copied(live: LiveSession, staff: User) -> None:
    poll = make_poll(live, PollKind.MULTIPLE, PollState.DRAFT)
    form = replace(FORMS[PollKind.SCALE], text="Wie  gut gelingt es?")
    edited = edit_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, form=form, version=1)
    assert (edited.kind, edited.text, edited.version, edited.options.count()) == ("scale", "Wie gut gelingt es?", 2, 0)
    run(staff, edited, PollVerb.OPEN, 2)
    vote_in(edited, [3])
    with pytest.raises(ConflictError, match="poll_not_draft"):
        edit_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, form=form)
    with pytest.raises(ConflictError, match="poll_not_draft"):
        delete_poll(actor=staff, session_id=live.pk, poll_id=poll.pk)
    copy = duplicate_poll(actor=staff, session_id=live.pk, poll_id=poll.pk)
    assert (copy.text, copy.state, copy.low_label, copy.ballot_count) == (edited.text, "draft", "gar nicht", 0)
    assert acts() == ["live_poll.edit", "live_poll.open", "live_poll.create"]


def test_a_copy_has_its_own_options(live: LiveSession, staff: User) -> None:
    poll = make_poll(live, PollKind.RANKING)
    copy = duplicate_poll(actor=staff, session_id=live.pk, poll_id=poll.pk)
    assert [option.text for option in copy.options.all()] == ["Ja", "Nein", "Weiß nicht"]
    assert set(option_ids(copy)).isdisjoint(option_ids(poll))


def test_a_draft_is_thrown_away(
    live: LiveSession, staff: User, heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    poll = make_poll(live, state=PollState.DRAFT)
    with django_capture_on_commit_callbacks(execute=True):
        delete_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, version=1)
    assert (Poll.objects.count(), acts()) == (0, ["live_poll.delete"])
    assert heard == [SessionChanged(live.pk, 0, 1, (), (), (poll.pk,))]


ALLOWED = {
    ("draft", "open"),
    ("open", "close"),
    ("closed", "reopen"),
    ("open", "stage"),
    ("closed", "stage"),
    ("open", "unstage"),
    ("closed", "unstage"),
}


@pytest.mark.parametrize("state", PollState)
@pytest.mark.parametrize("verb", PollVerb)
def test_each_verb_works_in_its_states_only(state: PollState, verb: PollVerb, live: LiveSession, staff: User) -> None:
    poll = make_poll(live, state=state, on_stage=verb == PollVerb.UNSTAGE and state != PollState.DRAFT)
    if (state, verb) in ALLOWED:
        run(staff, poll, verb)
        assert acts() == [f"live_poll.{verb}"]
    elif (state, verb) == (PollState.DRAFT, PollVerb.UNSTAGE):
        assert run(staff, poll, verb).version == 1
    else:
        with pytest.raises(ConflictError, match="wrong_state"):
            run(staff, poll, verb)
        assert acts() == []


def test_a_poll_is_closed_and_opened_again_with_its_ballots(live: LiveSession, staff: User) -> None:
    poll = make_poll(live)
    voter = vote_in(poll, some_choices(poll))
    run(staff, poll, PollVerb.CLOSE)
    run(staff, poll, PollVerb.REOPEN)
    vote_in(poll, some_choices(poll, 1), voter)
    assert (poll.state, poll.ballot_count, poll.result_version) == ("open", 1, 4)


def test_repeating_an_act_changes_nothing(live: LiveSession, staff: User) -> None:
    poll = make_poll(live, state=PollState.DRAFT)
    for verb in (PollVerb.OPEN, PollVerb.STAGE):
        first = run(staff, poll, verb, poll.version)
        again = run(staff, poll, verb, poll.version)
        assert again.version == first.version
        poll = again
    live.refresh_from_db()
    assert (live.rev, acts()) == (2, ["live_poll.open", "live_poll.stage"])


def test_the_later_of_two_moderators_learns_who_was_quicker(live: LiveSession, staff: User) -> None:
    poll = make_poll(live, state=PollState.DRAFT)
    other = make_staff(live, make_user())
    run(staff, poll, PollVerb.OPEN, 1)
    with pytest.raises(ConflictError, match="changed_meanwhile") as refused:
        run(other, poll, PollVerb.CLOSE, 1)
    assert refused.value.params == {"by": "Malte Vogt"}


def test_one_poll_is_on_stage_and_the_next_takes_its_place(
    live: LiveSession, staff: User, heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    first, second = make_poll(live, on_stage=True), make_poll(live)
    with django_capture_on_commit_callbacks(execute=True):
        run(staff, second, PollVerb.STAGE)
    assert list(Poll.objects.filter(on_stage=True)) == [second]
    assert acts() == ["live_poll.unstage", "live_poll.stage"]
    assert heard == [SessionChanged(live.pk, 0, 1, (), (), (first.pk, second.pk))]


@pytest.mark.parametrize(
    ("position", "order"), [(1, [3, 1, 2]), (2, [1, 3, 2]), (3, [1, 2, 3]), (99, [1, 2, 3]), (-5, [3, 1, 2])]
)
def test_a_poll_moves_and_the_others_move_along(
    position: int, order: list[int], live: LiveSession, staff: User
) -> None:
    polls = [make_poll(live) for _ in range(3)]
    move_poll(actor=staff, session_id=live.pk, poll_id=polls[2].pk, position=position)
    now = list(live.polls.order_by("position").values_list("pk", flat=True))
    assert now == [polls[number - 1].pk for number in order]
    assert len(acts()) == int(order != [1, 2, 3])


def test_closing_the_session_closes_its_open_polls(live: LiveSession, staff: User) -> None:
    states = [make_poll(live, state=state) for state in PollState]
    close_session(actor=staff, session_id=live.pk)
    assert [Poll.objects.get(pk=poll.pk).state for poll in states] == ["draft", "closed", "closed"]
    live.refresh_from_db()
    assert (live.rev, acts()) == (1, ["live_session.close", "live_poll.close"])


def test_a_planned_session_takes_drafts_but_opens_none_and_a_closed_one_takes_nothing(staff: User) -> None:
    planned, closed = make_live(state=LiveState.PLANNED), make_live(state=LiveState.CLOSED)
    for live in (planned, closed):
        make_staff(live, staff)
    draft = create_poll(actor=staff, session_id=planned.pk, form=FORMS[PollKind.WORDS])
    with pytest.raises(ConflictError, match="session_not_open"):
        run(staff, draft, PollVerb.OPEN)
    poll = make_poll(closed, state=PollState.CLOSED)
    for act in (
        lambda: create_poll(actor=staff, session_id=closed.pk, form=FORMS[PollKind.WORDS]),
        lambda: duplicate_poll(actor=staff, session_id=closed.pk, poll_id=poll.pk),
        lambda: move_poll(actor=staff, session_id=closed.pk, poll_id=poll.pk, position=1),
        lambda: run(staff, poll, PollVerb.REOPEN),
    ):
        with pytest.raises(ConflictError, match="session_closed"):
            act()


def test_a_session_has_so_many_polls_and_no_more(live: LiveSession, staff: User) -> None:
    Poll.objects.bulk_create(
        Poll(session=live, kind=PollKind.WORDS, text="Ein Wort", position=number) for number in range(MOST_POLLS)
    )
    with pytest.raises(ConflictError, match="too_many_polls"):
        create_poll(actor=staff, session_id=live.pk, form=FORMS[PollKind.WORDS])


def test_nobody_else_does_anything_and_a_foreign_poll_is_not_found(live: LiveSession, staff: User) -> None:
    mine, foreign = make_poll(live), make_poll(make_live())
    for actor, session, poll in ((make_user(), live.pk, mine), (staff, live.pk, foreign), (staff, foreign.pk, foreign)):
        for verb in PollVerb:
            with pytest.raises(NotFoundError):
                run_poll(actor=actor, session_id=session, poll_id=poll.pk, verb=verb)
        with pytest.raises(NotFoundError):
            duplicate_poll(actor=actor, session_id=session, poll_id=poll.pk)
    assert acts() == []
