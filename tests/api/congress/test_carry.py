"""Carrying over by the API: who may, what is refused, and what the hall then sees."""

from typing import Any

import pytest

from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveQuestion
from forum.threads.enums import Access
from forum.threads.models import Thread
from tests.api.congress.people import ROLES, joined, staff
from tests.api.congress.test_bad_input import refused
from tests.factories.congress import make_live, make_question, make_votes
from tests.factories.threads import make_answer, make_category

pytestmark = pytest.mark.django_db
SECRET = "Niemand darf das je zu sehen bekommen."


def test_the_plan_names_what_can_go_where_and_what_has_gone() -> None:
    live = make_live()
    place, closed = make_category(), make_category(Access.CIRCLE)
    deferred, approved = make_question(live, QuestionState.DEFERRED), make_question(live)
    make_votes(approved, 2)
    make_question(live, QuestionState.SUBMITTED, text=SECRET)
    desk = staff(live)
    plan = desk.send("get", f"live/{live.pk}/desk/carry").json()
    assert (plan["state"], plan["category"], plan["most"]) == ("open", None, 50)
    assert [row["slug"] for row in plan["categories"]] == [place.slug]
    assert closed.slug not in str(plan)
    assert [(row["id"], row["title"], row["score"]) for row in plan["questions"]] == [
        (str(deferred.pk), deferred.text, 0),
        (str(approved.pk), approved.text, 2),
    ]
    assert plan["carried"] == []


def test_closing_with_the_chosen_questions_makes_threads_and_phones_see_them() -> None:
    live, place = make_live(), make_category()
    question, other = make_question(live, QuestionState.DEFERRED), make_question(live)
    phone, desk = joined(live), staff(live)
    wanted = {"category": place.slug, "questions": [question.pk], "close": True}
    done = desk.send("post", f"live/{live.pk}/desk/carry", wanted).json()
    thread = Thread.objects.get()
    link = {"id": str(question.pk), "title": question.text, "url": done["now"][0]["url"]}
    assert done == {"now": [link], "before": [], "left": []}
    assert done["now"][0]["url"].startswith(f"/t/{thread.pk}/")
    plan = desk.send("get", f"live/{live.pk}/desk/carry").json()
    assert (plan["state"], plan["category"], plan["carried"]) == ("closed", place.slug, [link])
    assert [row["id"] for row in plan["questions"]] == [str(other.pk)]
    again = desk.send("post", f"live/{live.pk}/desk/carry", wanted).json()
    assert again == {"now": [], "before": [link], "left": []}
    make_answer(thread)
    states = {row["id"]: row for row in phone.send("get", f"live/{live.pk}/state").json()["questions"]}
    seen = states[str(question.pk)]
    assert (seen["state"], seen["answered_how"], seen["thread"]) == ("answered", "forum", str(thread.pk))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_nobody_but_staff_sees_or_carries_anything(role: str) -> None:
    live, place = make_live(state=LiveState.CLOSED), make_category()
    question = make_question(live, QuestionState.DEFERRED, text=SECRET)
    client = ROLES[role](live)
    status = 404 if role == "member" else 401
    response = client.send("get", f"live/{live.pk}/desk/carry")
    assert (response.status_code, SECRET in response.content.decode()) == (status, False)
    wanted = {"category": place.slug, "questions": [question.pk]}
    assert refused(client, "post", f"live/{live.pk}/desk/carry", wanted)[0] == status
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"category": "fehlt"}, (404, "not_found")),
        ({"category": 7}, (422, "invalid")),
        ({"category": "x" * 61}, (422, "invalid")),
        ({"category": ""}, (422, "invalid")),
        ({"category": "a\x00b"}, (422, "invalid")),
        ({"questions": []}, (422, "invalid")),
        ({"questions": "1"}, (422, "invalid")),
        ({"questions": ["1"]}, (422, "invalid")),
        ({"questions": [True]}, (422, "invalid")),
        ({"questions": [0]}, (422, "invalid")),
        ({"questions": [2**63]}, (422, "invalid")),
        ({"questions": [2**62]}, (404, "not_found")),
        ({"questions": list(range(1, 52))}, (422, "invalid")),
        ({"close": "ja"}, (422, "invalid")),
        ({"close": 1}, (422, "invalid")),
        ({"mehr": 1}, (422, "invalid")),
        ({"close": False}, (409, "session_not_closed")),
    ],
    ids=str,
)
def test_a_wrong_call_says_why_and_stores_nothing(change: dict[str, Any], expected: tuple[int, str]) -> None:
    live, place = make_live(), make_category()
    question = make_question(live, QuestionState.DEFERRED)
    wanted = {"category": place.slug, "questions": [question.pk], "close": True, **change}
    assert refused(staff(live), "post", f"live/{live.pk}/desk/carry", wanted) == expected
    assert not Thread.objects.exists()


def test_a_question_of_another_session_stops_the_whole_call() -> None:
    live, place = make_live(), make_category()
    own, foreign = make_question(live, QuestionState.DEFERRED), make_question(make_live(), QuestionState.DEFERRED)
    wanted = {"category": place.slug, "questions": [own.pk, foreign.pk], "close": True}
    assert refused(staff(live), "post", f"live/{live.pk}/desk/carry", wanted) == (404, "not_found")


def test_what_waits_unseen_does_not_become_public_by_carrying() -> None:
    live, place = make_live(), make_category()
    hidden = make_question(live, QuestionState.SUBMITTED, text=SECRET)
    wanted = {"category": place.slug, "questions": [hidden.pk], "close": True}
    done = staff(live).send("post", f"live/{live.pk}/desk/carry", wanted).json()
    assert done == {"now": [], "before": [], "left": [str(hidden.pk)]}
    assert LiveQuestion.objects.get().state == QuestionState.SUBMITTED
    assert not Thread.objects.exists()


def test_the_plan_takes_as_many_statements_for_three_questions_as_for_one(same_queries: Any) -> None:
    live, place = make_live(state=LiveState.CLOSED), make_category()
    desk = staff(live)

    def add() -> None:
        make_question(live, QuestionState.DEFERRED)
        gone = make_question(live, QuestionState.DEFERRED)
        desk.send("post", f"live/{live.pk}/desk/carry", {"category": place.slug, "questions": [gone.pk]})

    add()
    same_queries(lambda: desk.send("get", f"live/{live.pk}/desk/carry"), add, most=16)
