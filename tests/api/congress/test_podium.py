"""The podium: a secret link per speaker opens one session to one name, to read and to answer in writing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress import keys
from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveAnswer, LiveQuestion, SessionSpeaker, SpeakerLink
from forum.core.clock import now
from tests.api.congress.people import ROLES, client_with, joined, key_of, speaking
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_question, make_speaker

pytestmark = pytest.mark.django_db
TEXT = "Ja, seit 2024: Die Runde trifft sich jeden zweiten Monat."
SECRET = "Geheimwort steht in dieser Frage"


def answer(client: ApiClient, question: LiveQuestion, text: str = TEXT) -> Any:
    return client.send("post", f"live/{question.session_id}/podium/questions/{question.pk}/answer", {"text": text})


def status(client: ApiClient, method: str, path: str, data: Any = None) -> tuple[int, str]:
    response = client.send(method, path, data)
    return response.status_code, response.json().get("code", "") if response.content else ""


def test_the_link_opens_the_hall_s_view_and_nothing_of_the_desk() -> None:
    live = make_live()
    speaker = make_speaker(live)
    shown = make_question(live)
    make_question(live, QuestionState.SUBMITTED, text=SECRET)
    client = speaking(live, speaker)
    base = f"live/{live.pk}"
    me = client.send("get", f"{base}/podium").json()
    assert me["speaker"] == {"name": "Dr. Jana Öztürk", "role": "speaker"}
    assert [row["text"] for row in client.send("get", f"{base}/state").json()["questions"]] == [shown.text]
    assert not any(client.send("get", f"{base}/me").json().values())
    for path in ("desk/state", "desk/links", "desk/speakers", "desk/breakdown", "stage/state"):
        response = client.send("get", f"{base}/{path}")
        assert response.status_code in {401, 404}, path
        assert SECRET not in response.content.decode()


def test_a_speaker_is_no_participant() -> None:
    live = make_live()
    question = make_question(live)
    client = speaking(live, make_speaker(live))
    base = f"live/{live.pk}"
    assert status(client, "put", f"{base}/questions/{question.pk}/vote", {"value": 1}) == (401, "not_joined")
    assert status(client, "post", f"{base}/questions", {"text": "Darf ich hier selbst fragen?"}) == (401, "not_joined")
    assert status(client, "post", f"{base}/questions/{question.pk}/reject", {"reason": "unclear"})[0] == 401
    question.refresh_from_db()
    assert (question.score, question.state) == (0, "approved")


def test_wrong_voided_and_foreign_keys_are_all_unknown() -> None:
    live, other = make_live(), make_live()
    speaker, elsewhere = make_speaker(live), make_speaker(other)
    old = key_of(live, speaker)
    SpeakerLink.objects.create(session=live, speaker=speaker)
    wrong = [old, key_of(other, elsewhere), keys.stage_key(live), "0" * 40, "x"]
    for key in wrong:
        assert status(ApiClient(), "post", f"live/{live.pk}/podium", {"key": key}) == (404, "unknown_key")
    assert status(ApiClient(), "post", "live/999999/podium", {"key": old}) == (404, "unknown_key")


@pytest.mark.parametrize("role", [name for name in ROLES if name != "speaker"])
def test_nobody_else_is_let_in(role: str) -> None:
    live = make_live()
    make_speaker(live)
    question = make_question(live)
    client = ROLES[role](live)
    assert client.send("get", f"live/{live.pk}/podium").status_code == 404
    assert answer(client, question).status_code == 404
    assert not LiveAnswer.objects.exists()


def test_a_grant_ends_when_the_link_is_renewed_or_the_speaker_leaves_the_programme() -> None:
    live = make_live()
    first, second = make_speaker(live), make_speaker(live, "Prof. Ilse Grün")
    clients = [speaking(live, first), speaking(live, second)]
    staff = ROLES["staff"](live)
    renewed = staff.send("post", f"live/{live.pk}/desk/speakers/{first.pk}/link").json()
    assert [link["name"] for link in renewed] == ["Dr. Jana Öztürk", "Prof. Ilse Grün"]
    assert [client.send("get", f"live/{live.pk}/podium").status_code for client in clients] == [404, 200]
    assert [client.send("get", f"live/{live.pk}/state").status_code for client in clients] == [404, 200]
    SessionSpeaker.objects.filter(speaker=second).delete()
    assert clients[1].send("get", f"live/{live.pk}/podium").status_code == 404


def test_links_are_for_staff_and_for_those_who_speak_here() -> None:
    live = make_live()
    speaker, foreign = make_speaker(live), make_speaker(make_live())
    for name, make in ROLES.items():
        expected = 200 if name == "staff" else 404 if name == "member" else 401
        client = make(live)
        assert client.send("get", f"live/{live.pk}/desk/speakers").status_code == expected
        assert client.send("post", f"live/{live.pk}/desk/speakers/{speaker.pk}/link").status_code == expected
    staff = ROLES["staff"](make_live())
    assert staff.send("get", f"live/{live.pk}/desk/speakers").status_code == 404
    own = ROLES["staff"](live)
    assert own.send("post", f"live/{live.pk}/desk/speakers/{foreign.pk}/link").status_code == 404
    assert list(AuditEntry.objects.values_list("action", "facts")) == [
        ("live_session.speaker_link", {"speaker": speaker.pk})
    ]


@pytest.mark.parametrize("state", [QuestionState.APPROVED, QuestionState.ON_STAGE, QuestionState.DEFERRED])
def test_an_answer_in_writing_is_seen_by_the_hall_under_the_name_of_the_programme(state: QuestionState) -> None:
    live = make_live()
    question = make_question(live, state)
    response = answer(speaking(live, make_speaker(live)), question)
    assert response.status_code == 200
    (row,) = joined(live).send("get", f"live/{live.pk}/state").json()["questions"]
    assert response.json() == row
    assert (row["state"], row["answered_how"]) == ("answered", "written")
    assert [(one["text"], one["by"]) for one in row["answers"]] == [(TEXT, "Dr. Jana Öztürk")]
    entry = AuditEntry.objects.get()
    assert (entry.actor_kind, entry.actor, TEXT in str(entry.facts)) == ("speaker", None, False)


@pytest.mark.parametrize(
    "state", [QuestionState.SUBMITTED, QuestionState.REJECTED, QuestionState.WITHDRAWN, QuestionState.MERGED]
)
def test_what_the_hall_does_not_see_does_not_exist_for_a_speaker(state: QuestionState) -> None:
    live = make_live()
    leader = make_question(live)
    more = {"merged_into": leader, "merged_with": leader} if state == QuestionState.MERGED else {}
    hidden = make_question(live, state, text=SECRET, **more)
    response = answer(speaking(live, make_speaker(live)), hidden)
    assert (response.status_code, SECRET in response.content.decode()) == (404, False)
    foreign = make_question(make_live())
    foreign_path = f"live/{live.pk}/podium/questions/{foreign.pk}/answer"
    assert speaking(live, make_speaker(live, "B")).send("post", foreign_path, {"text": TEXT}).status_code == 404


def test_after_closing_and_after_the_end_of_the_key_answers_are_still_written() -> None:
    live = make_live(state=LiveState.CLOSED, closed=now() - timedelta(days=40), voter_key=None)
    question = make_question(live, QuestionState.DEFERRED)
    assert answer(speaking(live, make_speaker(live)), question).status_code == 200


def test_for_ten_minutes_an_own_answer_can_be_changed_and_taken_back() -> None:
    live = make_live()
    question = make_question(live)
    writer, other = speaking(live, make_speaker(live)), speaking(live, make_speaker(live, "Prof. Ilse Grün"))
    answer(writer, question)
    written = LiveAnswer.objects.get()
    path = f"live/{live.pk}/podium/answers/{written.pk}"
    assert [one["id"] for one in writer.send("get", f"live/{live.pk}/podium").json()["answers"]] == [str(written.pk)]
    assert other.send("put", path, {"text": "Nein."}).status_code == 404
    assert other.send("delete", path).status_code == 404
    assert writer.send("put", path, {"text": "Ja, seit 2023."}).json()["answers"][0]["text"] == "Ja, seit 2023."
    LiveAnswer.objects.update(created=now() - timedelta(minutes=11))
    assert writer.send("put", path, {"text": "Nein."}).status_code == 404
    assert writer.send("delete", path).status_code == 404
    LiveAnswer.objects.update(created=now())
    shown = writer.send("delete", path).json()
    assert (shown["state"], shown["answered_how"], shown["answers"]) == ("approved", None, [])
    assert writer.send("delete", path).status_code == 404


def test_taking_one_answer_back_leaves_the_others_and_what_was_answered_aloud() -> None:
    live = make_live()
    writer, other = speaking(live, make_speaker(live)), speaking(live, make_speaker(live, "Prof. Ilse Grün"))
    question, oral = make_question(live), make_question(live, QuestionState.ANSWERED, answered_how="oral")
    answer(writer, question)
    answer(other, question, "Bei uns nicht.")
    answer(writer, oral)
    for written in LiveAnswer.objects.filter(by="Dr. Jana Öztürk"):
        row = writer.send("delete", f"live/{live.pk}/podium/answers/{written.pk}").json()
        assert row["state"] == "answered"
    assert list(LiveAnswer.objects.values_list("by", flat=True)) == ["Prof. Ilse Grün"]


@pytest.mark.parametrize("data", [{}, {"text": 7}, {"text": " "}, {"text": TEXT, "x": 1}, {"text": "x" * 20_001},
                                  {"text": "a\x00b"}, {"text": TEXT, "rev": "1"}])  # fmt: skip
def test_a_malformed_answer_is_refused_and_nothing_stored(data: Any) -> None:
    live = make_live()
    question = make_question(live)
    client = speaking(live, make_speaker(live))
    path = f"live/{live.pk}/podium/questions/{question.pk}/answer"
    assert client.send("post", path, data).status_code == 422
    assert not LiveAnswer.objects.exists()


def test_a_later_speaker_is_told_that_the_question_has_changed() -> None:
    live = make_live()
    question = make_question(live)
    client = speaking(live, make_speaker(live))
    path = f"live/{live.pk}/podium/questions/{question.pk}/answer"
    stale = {"text": TEXT, "rev": question.version + 1}
    assert status(client, "post", path, stale) == (409, "changed_meanwhile")


def test_the_links_take_as_many_statements_for_many_speakers(same_queries: Callable[..., int]) -> None:
    live = make_live()
    make_speaker(live)
    names = iter(("B", "C", "D"))
    staff = ROLES["staff"](live)
    same_queries(lambda: staff.send("get", f"live/{live.pk}/desk/speakers"), lambda: make_speaker(live, next(names)))


def test_a_browser_may_be_participant_and_speaker_at_once() -> None:
    live = make_live()
    question = make_question(live)
    guest = joined(live)
    client = client_with(guest.cookies["participant"].value)
    client.send("post", f"live/{live.pk}/podium", {"key": key_of(live, make_speaker(live))})
    assert status(client, "put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1}) == (200, "")
    assert answer(client, question).status_code == 200
