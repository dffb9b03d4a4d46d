"""The live API as attendees use it."""

import json
from collections.abc import Callable

import pytest

from forum.accounts.enums import Role
from forum.congress import keys
from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.core.clock import now
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db
TEXT = "Woran merken Sie, dass aus einer Beschwerde ein Konflikt wird?"


def joined(live: LiveSession) -> ApiClient:
    """A client that has joined."""
    client = ApiClient()
    response = client.send("post", "live/join", {"code": live.code})
    assert response.status_code == 200, response.content
    return client


def test_a_code_typed_with_spaces_and_small_letters_opens_the_session(api: ApiClient) -> None:
    live = make_live()
    typed = f" {keys.shown_code(live.code).lower()} "
    response = api.send("post", "live/join", {"code": typed})
    assert response.status_code == 200
    assert response.json()["socket"] == f"/ws/live/{live.pk}/"
    assert response.json()["session"]["id"] == str(live.pk)
    assert response.json()["session"]["code"] == keys.shown_code(live.code)


def test_the_token_is_only_in_a_cookie_that_no_script_reads(api: ApiClient) -> None:
    live = make_live()
    response = api.send("post", "live/join", {"code": live.code})
    cookie = response.cookies["participant"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    stored = Participant.objects.get()
    assert stored.key == keys.voter_key(live, cookie.value)
    assert cookie.value not in response.content.decode()
    assert cookie.value not in str(list(Participant.objects.values()))


def test_joining_again_keeps_the_person(api: ApiClient) -> None:
    live = make_live()
    first = api.send("post", "live/join", {"code": live.code}).cookies["participant"].value
    again = api.send("post", "live/join", {"code": live.code}).cookies["participant"].value
    assert again == first
    assert Participant.objects.count() == 1


def test_an_unknown_code_is_refused_and_limited_while_a_right_code_never_is(api: ApiClient) -> None:
    live = make_live()
    answers = [api.send("post", "live/join", {"code": "AAAAAA"}) for _ in range(11)]
    assert [answer.json()["code"] for answer in answers] == ["unknown_code"] * 10 + ["rate_limited"]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert api.send("post", "live/join", {"code": live.code}).status_code == 200


@pytest.mark.parametrize(
    ("state", "status", "code"),
    [(LiveState.PLANNED, 409, "session_not_open"), (LiveState.CLOSED, 409, "session_closed")],
)
def test_a_session_that_does_not_run_cannot_be_joined(api: ApiClient, state: str, status: int, code: str) -> None:
    live = make_live(state=state)
    response = api.send("post", "live/join", {"code": live.code})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Participant.objects.count() == 0


@pytest.mark.parametrize("documented", [True, False])
def test_the_code_of_an_ended_session_leads_to_its_documentation_once_that_is_published(
    api: ApiClient, documented: bool
) -> None:
    live = make_live(state=LiveState.CLOSED)
    live.documented = live.closed = now() if documented else None
    live.save()
    answer = api.send("post", "live/join", {"code": live.code}).json()
    assert (answer["code"], answer["session"], answer["documented"]) == ("session_closed", str(live.pk), documented)


def test_who_has_not_joined_gets_nothing(api: ApiClient) -> None:
    live = make_live()
    question = make_question(live)
    for method, path, data in [
        ("get", f"live/{live.pk}/state", None),
        ("get", f"live/{live.pk}/me", None),
        ("get", f"live/{live.pk}/qr.svg", None),
        ("post", f"live/{live.pk}/questions", {"text": TEXT}),
        ("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1}),
    ]:
        response = api.send(method, path, data)
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), path
        assert question.text not in response.content.decode()


def test_asking_gives_a_receipt_and_shows_nothing_to_others_before_approval() -> None:
    live = make_live()
    asker, other = joined(live), joined(live)
    response = asker.send("post", f"live/{live.pk}/questions", {"text": f"  {TEXT}\n", "identity": "anonymous"})
    receipt = response.json()
    assert response.status_code == 201
    assert (receipt["text"], receipt["state"], receipt["by"]) == (TEXT, "submitted", None)
    assert asker.send("get", f"live/{live.pk}/me").json() == {"votes": {}, "own": [receipt], "ballots": {}}
    assert other.send("get", f"live/{live.pk}/me").json() == {"votes": {}, "own": [], "ballots": {}}
    assert other.send("get", f"live/{live.pk}/state").json()["questions"] == []


def test_a_repeated_request_asks_once() -> None:
    live = make_live()
    client = joined(live)
    send = [client.send("post", f"live/{live.pk}/questions", {"text": TEXT}, Idempotency_Key="one") for _ in range(2)]
    assert [answer.status_code for answer in send] == [201, 201]
    assert send[0].json() == send[1].json()
    assert LiveQuestion.objects.count() == 1


def test_a_vote_is_absolute_and_counted_once() -> None:
    live = make_live()
    question = make_question(live)
    client = joined(live)
    path = f"live/{live.pk}/questions/{question.pk}/vote"
    assert [client.send("put", path, {"value": 1}).json() for _ in range(2)] == [{"value": 1}, {"value": 1}]
    state = client.send("get", f"live/{live.pk}/state").json()
    assert [(row["score"], row["version"]) for row in state["questions"]] == [(1, 1)]
    assert client.send("get", f"live/{live.pk}/me").json()["votes"] == {str(question.pk): 1}
    assert client.send("put", path, {"value": 0}).json() == {"value": 0}
    assert client.send("get", f"live/{live.pk}/state").json()["questions"][0]["score"] == 0


def test_a_vote_for_a_question_that_was_just_answered_is_refused_as_such() -> None:
    live = make_live()
    question = make_question(live, QuestionState.ANSWERED)
    response = joined(live).send("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1})
    assert (response.status_code, response.json()["code"]) == (409, "voting_over")


def test_the_state_is_sent_again_only_when_something_has_changed() -> None:
    live = make_live()
    question = make_question(live)
    client = joined(live)
    tag = client.send("get", f"live/{live.pk}/state").headers["ETag"]
    assert tag == f'"{live.epoch}-0.0"'
    assert client.send("get", f"live/{live.pk}/state", If_None_Match=tag).status_code == 304
    client.send("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1})
    changed = client.send("get", f"live/{live.pk}/state", If_None_Match=tag)
    assert (changed.status_code, changed.headers["ETag"]) == (200, f'"{live.epoch}-0.1"')


def test_the_state_is_the_same_bytes_for_every_attendee() -> None:
    live = make_live()
    question = make_question(live)
    one, other = joined(live), joined(live)
    one.send("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1})
    own = make_question(live, QuestionState.SUBMITTED, Participant.objects.order_by("pk").last())
    first = one.send("get", f"live/{live.pk}/state").content
    assert first == other.send("get", f"live/{live.pk}/state").content
    assert own.text not in first.decode()


def test_the_state_takes_as_many_statements_with_one_and_with_three_questions(
    same_queries: Callable[..., int],
) -> None:
    live = make_live()
    make_question(live)
    client = joined(live)

    def read() -> None:
        LiveSession.objects.update(rev=LiveSession.objects.get(pk=live.pk).rev + 1)
        assert client.send("get", f"live/{live.pk}/state").status_code == 200

    same_queries(read, lambda: make_question(live), most=10)


def test_a_phone_that_polls_an_unchanged_state_costs_two_statements(
    statements: Callable[[Callable[[], object]], list[str]],
) -> None:
    live = make_live()
    client = joined(live)
    tag = client.send("get", f"live/{live.pk}/state").headers["ETag"]
    assert len(statements(lambda: client.send("get", f"live/{live.pk}/state", If_None_Match=tag))) == 2


def test_a_question_can_be_withdrawn_by_its_asker_alone() -> None:
    live = make_live()
    asker, other = joined(live), joined(live)
    asked = asker.send("post", f"live/{live.pk}/questions", {"text": TEXT}).json()
    path = f"live/{live.pk}/questions/{asked['id']}/withdraw"
    assert other.send("post", path, {}).json()["code"] == "not_found"
    assert asker.send("post", path, {}).json()["state"] == "withdrawn"
    assert asker.send("get", f"live/{live.pk}/me").json()["own"][0]["state"] == "withdrawn"


def test_staff_see_the_public_stream_without_joining(api_as: Callable[..., ApiClient]) -> None:
    live = make_live()
    hidden = make_question(live, QuestionState.SUBMITTED)
    client = api_as(make_staff(live, make_user(Role.MODERATOR)))
    response = client.send("get", f"live/{live.pk}/state")
    assert response.status_code == 200
    assert hidden.text not in json.dumps(response.json(), ensure_ascii=False)
    assert client.send("get", f"live/{live.pk}/me").json() == {"votes": {}, "own": [], "ballots": {}}
    asked = client.send("post", f"live/{live.pk}/questions", {"text": TEXT})
    assert (asked.status_code, asked.json()["code"]) == (401, "not_joined")


def test_a_participant_of_another_session_is_a_stranger_here() -> None:
    here, there = make_live(), make_live()
    question = make_question(here)
    make_participant(here)
    client = joined(there)
    assert client.send("get", f"live/{here.pk}/state").status_code == 404
    assert client.send("put", f"live/{there.pk}/questions/{question.pk}/vote", {"value": 1}).status_code == 404
    assert LiveQuestion.objects.get(pk=question.pk).score == 0
