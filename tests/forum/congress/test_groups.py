"""Breakdowns by size class and function: only after closing, only from ten people up, and still there afterwards."""

from datetime import timedelta
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import keys
from forum.congress.actions import close_session, forget_voters, moderate_question, open_session, say_group
from forum.congress.enums import QuestionState, RejectReason, Verb
from forum.congress.models import LiveQuestion, LiveSession, Participant, QuestionVote
from forum.congress.queries import breakdown
from forum.core.clock import now
from forum.core.errors import ConflictError
from tests.api.congress.people import ROLES, joined
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.municipalities import make_affiliation, make_municipality

pytestmark = pytest.mark.django_db


def people(live: LiveSession, number: int, size: str = "", function: str = "") -> list[Participant]:
    rows = [Participant(session=live, key=keys.new_token(), size_class=size, function=function) for _ in range(number)]
    return Participant.objects.bulk_create(rows)


def vote(question: LiveQuestion, voters: list[Participant]) -> None:
    QuestionVote.objects.bulk_create(QuestionVote(question=question, voter=voter) for voter in voters)


def close(live: LiveSession, days: int = 0) -> LiveSession:
    close_session(actor=staff_of(live), session_id=live.pk)
    LiveSession.objects.filter(pk=live.pk).update(closed=now() - timedelta(days=days))
    live.refresh_from_db()
    return live


def staff_of(live: LiveSession) -> User:
    return make_staff(live, make_user())


def dimension(live: LiveSession, name: str) -> dict[str, Any]:
    found = breakdown(live)
    assert found is not None
    (one,) = [row for row in found["dimensions"] if row["name"] == name]
    return dict(one)


def figures(rows: list[dict[str, Any]]) -> dict[str, int | None]:
    return {row["group"]: row["people"] for row in rows}


def test_there_is_nothing_to_see_before_the_session_is_closed() -> None:
    live = make_live()
    people(live, 40, "5_20")
    assert breakdown(live) is None
    found = breakdown(close(live))
    assert found is not None
    assert found["people"] == 40


def test_groups_stand_in_their_order_and_small_ones_are_hidden() -> None:
    live = make_live()
    for size, number in (("over_500", 20), ("5_20", 11), ("20_50", 4), ("", 30)):
        people(live, number, size)
    assert figures(dimension(close(live), "size_class")["groups"]) == {
        "5_20": None,
        "20_50": None,
        "over_500": 20,
        "unsaid": 30,
    }


def test_votes_count_each_person_once_over_a_whole_set() -> None:
    live = make_live()
    small, large = people(live, 25, "5_20"), people(live, 30, "50_100")
    leader = make_question(live, participant=small[0])
    merged = make_question(live, QuestionState.MERGED, small[0], merged_into=leader, merged_with=leader)
    vote(leader, [*small[:12], *large[:15]])
    vote(merged, [*small[:12], *large[15:20]])
    (table,) = dimension(close(live), "size_class")["questions"]
    assert (table["id"], figures(table["groups"])) == (str(leader.pk), {"5_20": 12, "50_100": 20})


def test_a_second_closing_tells_nothing_that_the_first_does_not() -> None:
    live = make_live()
    small = people(live, 25, "5_20")
    people(live, 25, "20_50")
    question = make_question(live, participant=small[0])
    vote(question, small[:12])
    before = breakdown(close(live))
    open_session(actor=staff_of(live), session_id=live.pk)
    live.refresh_from_db()
    assert breakdown(live) is None
    vote(question, people(live, 1, "5_20"))
    assert breakdown(close(live)) == before
    Participant.objects.filter(pk=small[-1].pk).delete()
    assert breakdown(live) == before


def test_a_closing_by_mistake_before_anything_could_be_shown_is_counted_again() -> None:
    live = make_live()
    people(live, 9, "5_20")
    assert figures(dimension(close(live), "size_class")["groups"]) == {"5_20": None}
    open_session(actor=staff_of(live), session_id=live.pk)
    people(live, 30, "5_20")
    assert figures(dimension(close(live), "size_class")["groups"]) == {"5_20": 39}


def test_a_question_that_goes_after_the_closing_takes_its_text_along() -> None:
    live = make_live()
    voters = people(live, 40, "5_20")
    question = make_question(live, participant=voters[0])
    vote(question, voters[:20])
    assert dimension(close(live), "size_class")["questions"][0]["text"] == question.text
    open_session(actor=staff_of(live), session_id=live.pk)
    host, reason = staff_of(live), RejectReason.INSULTING
    moderate_question(actor=host, session_id=live.pk, question_id=question.pk, verb=Verb.REJECT, reason=reason)
    close(live)
    live.refresh_from_db()
    assert dimension(live, "size_class")["questions"] == []
    assert question.text not in str(live.breakdown)


def test_hidden_questions_are_in_no_table() -> None:
    live = make_live()
    voters = people(live, 40, "5_20")
    for state in (QuestionState.REJECTED, QuestionState.WITHDRAWN, QuestionState.SUBMITTED):
        vote(make_question(live, state, voters[0]), voters[:20])
    assert dimension(close(live), "size_class")["questions"] == []


def test_with_the_key_the_groups_go_and_what_may_be_shown_stays() -> None:
    live = make_live()
    people(live, 20, "5_20", "integration")
    people(live, 4, "over_500", "leadership")
    before = breakdown(close(live, days=15))
    forget_voters()
    live.refresh_from_db()
    assert set(Participant.objects.values_list("size_class", "function")) == {("", "")}
    assert breakdown(live) == before
    assert before is not None
    assert "4" not in str({**before, "counted": ""}).replace("24", "")


def test_only_while_the_session_runs_one_says_what_one_is_and_no_log_has_it() -> None:
    live = make_live()
    person = make_participant(live)
    say_group(actor=person, size_class="5_20", function="integration")
    person.refresh_from_db()
    assert (person.size_class, person.function) == ("5_20", "integration")
    say_group(actor=person, size_class="", function="")
    person.refresh_from_db()
    assert (person.size_class, person.function) == ("", "")
    close(live)
    with pytest.raises(ConflictError, match="session_closed"):
        say_group(actor=person, size_class="5_20", function="")
    assert "5_20" not in str(list(AuditEntry.objects.values()))


def test_what_the_account_knows_is_offered_and_stored_only_when_said() -> None:
    live = make_live()
    user = make_user()
    make_affiliation(user, make_municipality("Musterstadt", population=34_000))
    client = joined(live)
    client.force_login(user)
    path = f"live/{live.pk}/me/group"
    offered = {"size_class": "", "function": "", "known_size_class": "20_50"}
    assert client.send("get", path).json() == offered
    assert client.send("put", path, {"size_class": "20_50", "function": ""}).status_code == 204
    assert client.send("get", path).json() == {**offered, "size_class": "20_50"}


@pytest.mark.parametrize(
    "data",
    [{}, {"size_class": "5_20"}, {"size_class": "huge", "function": ""}, {"size_class": None, "function": ""},
     {"size_class": "5_20", "function": "mayor"}, {"size_class": "5_20", "function": "", "name": "x"}],
)  # fmt: skip
def test_other_groups_than_the_lists_know_are_refused(data: Any) -> None:
    live = make_live()
    assert joined(live).send("put", f"live/{live.pk}/me/group", data).status_code == 422
    assert not Participant.objects.exclude(size_class="", function="").exists()


def test_the_breakdown_is_for_staff() -> None:
    live = close(make_live())
    seen = {name: make(live).send("get", f"live/{live.pk}/desk/breakdown").status_code for name, make in ROLES.items()}
    expected = dict.fromkeys(ROLES, 401) | {"member": 404, "staff": 200}
    assert seen == expected
