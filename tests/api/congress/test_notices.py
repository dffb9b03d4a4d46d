"""Being told of answers by the API: who can ask, what is refused, and that nobody learns whose address is known."""

from typing import Any

import pytest

from forum.congress import notice_links, queries
from forum.congress.enums import QuestionState
from forum.congress.models import AnswerNotice
from forum.notifications.models import OutboxMail
from tests.api.congress.people import joined, joined_elsewhere, projector, staff, stranger
from tests.api.congress.test_bad_input import refused
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question
from tests.factories.documented import make_documented

pytestmark = pytest.mark.django_db
ADDRESS = "gast@musterstadt.example"
SECRET = "Niemand darf das je zu sehen bekommen."
LINK = "live/notices/link"


def path(question: Any) -> str:
    return f"live/{question.session_id}/questions/{question.pk}/notice"


def test_a_guest_types_an_address_and_hears_the_same_whether_it_is_known_or_not() -> None:
    question = make_question(make_live())
    phone, other = joined(question.session), joined(question.session)
    answers = [client.send("put", path(question), {"email": ADDRESS, "locale": "en"}) for client in (phone, other)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"state": "mail_sent"})] * 2
    assert OutboxMail.objects.get().subject == "Do you want to be told of the answer?"


def test_an_account_asks_sees_and_gives_up() -> None:
    question, reader = make_question(make_live()), make_user(email="ich@musterstadt.example")
    phone = joined(question.session)
    phone.force_login(reader)
    assert phone.send("put", path(question), {}).json() == {"state": "confirmed"}
    listed = {"email": "ich@musterstadt.example", "questions": [str(question.pk)]}
    assert phone.send("get", f"live/{question.session_id}/notices").json() == listed
    assert phone.send("delete", path(question)).json() == {**listed, "questions": []}


def test_guests_have_no_list_and_learn_nothing_of_others() -> None:
    question = make_question(make_live())
    AnswerNotice.objects.create(question=question, address=ADDRESS, asked_on=queries.today())
    phone = joined(question.session)
    assert phone.send("get", f"live/{question.session_id}/notices").json() == {"email": "", "questions": []}
    assert refused(phone, "delete", path(question), None) == (401, "not_signed_in")


@pytest.mark.parametrize("who", [stranger, joined_elsewhere, projector])
def test_who_has_not_joined_cannot_ask(who: Any) -> None:
    question = make_question(make_live())
    client = who(question.session)
    assert refused(client, "put", path(question), {"email": ADDRESS}) == (404, "not_found")
    assert refused(client, "get", f"live/{question.session_id}/notices", None) == (404, "not_found")
    assert not AnswerNotice.objects.exists()


def test_staff_who_have_not_joined_ask_for_their_account_only() -> None:
    question = make_question(make_live())
    desk = staff(question.session)
    assert refused(desk, "put", path(question), {"email": ADDRESS}) == (401, "not_joined")
    assert desk.send("put", path(question), {}).json() == {"state": "confirmed"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, (422, "email_required")),
        ({"email": ""}, (422, "email_required")),
        ({"email": "kein"}, (422, "invalid_email")),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, (422, "invalid_email")),
        ({"email": "x" * 260 + "@b.example"}, (422, "invalid_email")),
        ({"email": "x" * 400}, (422, "invalid")),
        ({"email": 7}, (422, "invalid")),
        ({"email": [ADDRESS]}, (422, "invalid")),
        ({"email": "a\x00@b.example"}, (422, "invalid")),
        ({"email": ADDRESS, "locale": "fr"}, (422, "invalid")),
        ({"email": ADDRESS, "mehr": 1}, (422, "invalid")),
        (b"{", (400, "malformed")),
        (b"[]", (422, "invalid")),
        (b'{"email": "\xff"}', (400, "malformed")),
        (b'"' + b"x" * 1_100_000 + b'"', (413, "too_large")),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_call_says_why_and_stores_nothing(data: Any, expected: tuple[int, str]) -> None:
    question = make_question(make_live())
    assert refused(joined(question.session), "put", path(question), data) == expected
    assert (AnswerNotice.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_a_hidden_and_a_missing_question_look_alike() -> None:
    hidden = make_question(make_live(), QuestionState.SUBMITTED, text=SECRET)
    phone = joined(hidden.session)
    answers = [
        phone.send("put", f"live/{hidden.session_id}/questions/{pk}/notice", {"email": ADDRESS}).content
        for pk in (hidden.pk, hidden.pk + 1)
    ]
    assert answers[0] == answers[1]
    assert not AnswerNotice.objects.exists()


def test_the_link_shows_confirms_and_stops_without_any_sign_in(api: ApiClient) -> None:
    live = make_live()
    notice = AnswerNotice.objects.create(question=make_question(live), address=ADDRESS, asked_on=queries.today())
    key = {"key": notice_links.token_of(notice)}
    ids = {"live": str(live.pk), "question": str(notice.question_id)}
    names = {**ids, "session": live.programme.title, "congress": live.programme.congress.title}
    assert api.send("post", LINK, key).json() == {"state": "waiting", **names}
    assert not AnswerNotice.objects.get().confirmed
    for _ in range(2):
        assert api.send("post", f"{LINK}/confirm", key).json() == {"state": "confirmed", **names}
    assert AnswerNotice.objects.get().confirmed
    gone = {"state": "gone", "live": "", "question": "", "session": "", "congress": ""}
    for path in (f"{LINK}/stop", f"{LINK}/stop", f"{LINK}/confirm", LINK):
        answer = api.send("post", path, key)
        assert (answer.json(), answer["Cache-Control"]) == (gone, "no-store")
    assert not AnswerNotice.objects.exists()


@pytest.mark.parametrize("token", ["x", "1-0.AAAA", "x" * 300, "ü"])
def test_a_link_that_is_not_ours_is_not_found(api: ApiClient, token: str) -> None:
    for path in (LINK, f"{LINK}/confirm", f"{LINK}/stop"):
        assert refused(api, "post", path, {"key": token}) == (404, "not_found")


def test_nothing_of_an_address_is_in_any_answer_to_others() -> None:
    question = make_question(make_live())
    AnswerNotice.objects.create(question=question, address=ADDRESS, confirmed=True, asked_on=queries.today())
    for client in (joined(question.session), staff(question.session), projector(question.session)):
        for place in ("state", "me", "notices", "desk/state", "desk/carry", "stage/state", "desk/links"):
            assert ADDRESS not in client.send("get", f"live/{question.session_id}/{place}").content.decode()


def test_everybody_who_reads_the_documentation_can_ask_and_nobody_else() -> None:
    live = make_documented()
    question = make_question(live, QuestionState.DEFERRED)
    guest = stranger(live)
    awaited = guest.send("get", f"live/{live.pk}/documentation").json()["awaited"]
    assert awaited == {"1": str(question.pk)}
    assert guest.send("put", path(question), {"email": ADDRESS}).json() == {"state": "mail_sent"}
    assert OutboxMail.objects.get().to == ADDRESS
    live.documented = None
    live.save()
    assert refused(guest, "put", path(question), {"email": ADDRESS}) == (404, "not_found")
