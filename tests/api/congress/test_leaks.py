"""Every call by everybody, and every message of the two open streams: no text that is not approved gets out."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from forum.congress.actions import moderate_question, set_premoderation, submit_question, withdraw_question
from forum.congress.enums import Identity, QuestionState, RejectReason, Stream, Verb
from forum.congress.events import SessionChanged
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.congress.projections import delta, personal, snapshot
from forum.core.events import subscribe
from tests.api.congress.people import ROLES, joined
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db
SECRET = "Geheimwort"
HIDDEN = [
    QuestionState.SUBMITTED,
    QuestionState.REJECTED,
    QuestionState.WITHDRAWN,
    QuestionState.MERGED,
]
VERBS = ["approve", "reject", "stage", "unstage", "answer", "restore", "withdraw", "edit", "merge"]


def calls(live: LiveSession, question: LiveQuestion) -> list[tuple[str, str, Any]]:
    base, one = f"live/{live.pk}", f"live/{live.pk}/questions/{question.pk}"
    return [
        ("get", f"{base}/state", None),
        ("get", f"{base}/me", None),
        ("get", f"{base}/qr.svg", None),
        ("get", f"{base}/stage/state", None),
        ("get", f"{base}/desk/state", None),
        ("get", f"{base}/desk/links", None),
        ("get", one, None),
        ("put", f"{one}/vote", {"value": 1}),
        *(("post", f"{one}/{verb}", {"reason": "unclear"} if verb == "reject" else {}) for verb in VERBS),
        *(("post", f"{one}/{verb}", {"rev": 99}) for verb in VERBS),
        ("post", f"{base}/desk/premoderation", {"on": False}),
        ("post", f"{base}/desk/close", None),
        ("get", f"{base}/state", None),
        ("get", f"{base}/documentation", None),
        ("post", f"{base}/exports", {"format": "json"}),
        ("get", "search?q=" + SECRET, None),
        ("get", "congresses", None),
        ("get", f"congresses/{live.programme.congress.slug}", None),
    ]


@pytest.mark.parametrize("role", [name for name in ROLES if name != "staff"])
@pytest.mark.parametrize("state", HIDDEN)
def test_no_call_of_anybody_but_staff_and_the_asker_gives_a_hidden_text(role: str, state: QuestionState) -> None:
    live = make_live()
    question = make_question(live, state, text=f"{SECRET} steht in dieser Frage", shown_name=SECRET)
    client = ROLES[role](live)
    for method, path, data in calls(live, question):
        response = client.send(method, path, data)
        assert SECRET not in response.content.decode(), path
        assert SECRET not in str(response.headers), path
    question.refresh_from_db()
    assert question.state == state


@pytest.mark.parametrize("role", [name for name in ROLES if name != "staff"])
def test_the_desk_is_closed_to_everybody_else(role: str) -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    client = ROLES[role](live)
    base = f"live/{live.pk}"
    signed_in = role == "member"
    for method, path, data, gate in [
        ("get", f"{base}/desk/state", None, 404),
        ("get", f"{base}/desk/links", None, 404),
        ("post", f"{base}/desk/open", None, 404 if signed_in else 401),
        ("post", f"{base}/desk/close", None, 404 if signed_in else 401),
        ("post", f"{base}/desk/premoderation", {"on": False}, 404 if signed_in else 401),
        ("post", f"{base}/questions/{question.pk}/approve", {}, 404 if signed_in else 401),
    ]:
        assert client.send(method, path, data).status_code == gate, path
    live.refresh_from_db()
    assert (live.state, live.premoderation, live.rev) == ("open", True, 0)


def test_staff_see_everything_at_the_desk_but_not_who_asked_anonymously() -> None:
    live = make_live()
    texts = {make_question(live, state).text for state in QuestionState}
    response = ROLES["staff"](live).send("get", f"live/{live.pk}/desk/state")
    rows = response.json()["questions"]
    assert {row["text"] for row in rows} == texts
    assert {row["by"] for row in rows} == {None}
    seen = json.dumps(rows)
    assert [key for key in Participant.objects.values_list("key", flat=True) if key in seen] == []
    assert "participant" not in seen


def test_nobody_sees_what_another_has_voted_or_asked() -> None:
    live = make_live()
    mine, other = joined(live), joined(live)
    question = make_question(live)
    mine.send("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1})
    mine.send("post", f"live/{live.pk}/questions", {"text": f"{SECRET} steht in dieser Frage"})
    assert other.send("get", f"live/{live.pk}/me").json() == {"votes": {}, "own": [], "ballots": {}}


@pytest.mark.parametrize("stream", [Stream.PUBLIC, Stream.STAGE])
def test_no_message_of_an_open_stream_carries_a_hidden_text_whatever_happens(
    stream: Stream, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    live = make_live()
    staff = make_staff(live, make_user())
    told: list[str] = []

    def tell(event: SessionChanged) -> None:
        told.append(json.dumps(delta(live.pk, stream, event.from_rev, event.rev, event.question_ids)))
        told.append(json.dumps(snapshot(live.pk, stream)))

    def moderate(question: LiveQuestion, verb: Verb, reason: RejectReason | None = None) -> None:
        moderate_question(actor=staff, session_id=live.pk, question_id=question.pk, verb=verb, reason=reason)

    def ask() -> LiveQuestion:
        return submit_question(
            actor=make_participant(live),
            text=f"{SECRET} steht in dieser Frage",
            identity=Identity.PSEUDONYM,
            name=f"{SECRET} von Amt",
        )

    stop = subscribe(SessionChanged, tell)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            ask()
            withdrawn, rejected, again = ask(), ask(), ask()
            withdraw_question(actor=withdrawn.participant, question_id=withdrawn.pk)
            moderate(rejected, Verb.REJECT, RejectReason.INSULTING)
            moderate(again, Verb.APPROVE)
            moderate(again, Verb.REJECT, RejectReason.INSULTING)
            set_premoderation(actor=staff, session_id=live.pk, on=False)
    finally:
        stop()
    # The deltas are read after all that has happened: a question that was visible for a moment is "gone" already.
    assert len(told) == 2 * 9
    assert [text for text in told if SECRET in text] == []
    left = [gone for text in told if (gone := json.loads(text).get("gone"))]
    assert left == [[str(again.pk)]] * 3


def test_a_hidden_question_is_gone_only_for_those_who_have_seen_it() -> None:
    live = make_live()
    never, once = make_question(live, QuestionState.SUBMITTED), make_question(live)
    moderate_question(
        actor=make_staff(live, make_user()),
        session_id=live.pk,
        question_id=once.pk,
        verb=Verb.REJECT,
        reason=RejectReason.UNCLEAR,
    )
    for stream in (Stream.PUBLIC, Stream.STAGE):
        change = delta(live.pk, stream, 0, 1, [never.pk, once.pk])
        assert change == {"from": 0, "rev": 1, "questions": [], "gone": [str(once.pk)]}
    own = personal(live.pk, once.participant_id)["own"]
    assert [(row["state"], row["reason"]) for row in own] == [("rejected", "unclear")]


def test_a_foreign_question_is_in_no_delta() -> None:
    here, foreign = make_live(), make_question(make_live())
    change = delta(here.pk, Stream.MODERATION, 0, 1, [foreign.pk])
    assert change == {"from": 0, "rev": 1, "questions": [], "gone": []}


def test_the_stage_key_is_in_no_answer_but_that_for_staff() -> None:
    live = make_live()
    shown = {}
    for name, make in ROLES.items():
        client: ApiClient = make(live)
        answers = [client.send(method, path, data) for method, path, data in calls(live, make_question(live))]
        shown[name] = any("#" in answer.content.decode() and "saal" in answer.content.decode() for answer in answers)
    assert shown == {name: name == "staff" for name in ROLES}
