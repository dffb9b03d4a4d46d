"""The live API as moderators, hosts and the projector use it."""

import io
from collections.abc import Callable

import pytest
import segno
from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession

from forum.congress import keys
from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveQuestion
from forum.congress.origins import documentation_url
from forum.congress.projections import join_url
from forum.core.clock import now
from tests.api.congress.people import joined, projector, speaker, staff, stranger
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_question, make_session

pytestmark = pytest.mark.django_db


def test_a_question_goes_from_the_desk_to_the_phones_and_the_stage() -> None:
    live = make_live()
    desk, phone, stage = staff(live), joined(live), projector(live)
    asked = joined(live).send("post", f"live/{live.pk}/questions", {"text": "Wer lädt die Ämter eigentlich ein?"})
    path = f"live/{live.pk}/questions/{asked.json()['id']}"
    assert desk.send("get", f"live/{live.pk}/desk/state").json()["questions"][0]["rev"] == 1
    approved = desk.send("post", f"{path}/approve", {"rev": 1})
    assert (approved.status_code, approved.json()["state"], approved.json()["rev"]) == (200, "approved", 2)
    phone.send("put", f"{path}/vote", {"value": 1})
    assert desk.send("post", f"{path}/stage", {"rev": 2}).json()["state"] == "on_stage"
    for client, stream in ((phone, "state"), (stage, "stage/state")):
        rows = client.send("get", f"live/{live.pk}/{stream}").json()["questions"]
        assert [(row["state"], row["score"]) for row in rows] == [("on_stage", 1)]
    assert desk.send("post", f"{path}/answer", {"rev": 3}).json()["state"] == "answered"
    assert stage.send("get", f"live/{live.pk}/stage/state").json()["questions"] == []
    assert phone.send("get", f"live/{live.pk}/state").json()["questions"][0]["state"] == "answered"


def test_the_later_of_two_moderators_gets_a_conflict_with_a_name() -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    first, second = staff(live), staff(live)
    path = f"live/{live.pk}/questions/{question.pk}"
    assert first.send("post", f"{path}/approve", {"rev": 1}).status_code == 200
    late = second.send("post", f"{path}/reject", {"rev": 1, "reason": "unclear"})
    assert late.status_code == 409
    assert (late.json()["code"], late.json()["by"]) == ("changed_meanwhile", "Malte Vogt")


def test_the_desk_opens_closes_and_sets_a_session() -> None:
    live = make_live(state=LiveState.PLANNED)
    client = staff(live)
    assert client.send("post", f"live/{live.pk}/desk/open").json()["state"] == "open"
    changed = client.send("post", f"live/{live.pk}/desk/premoderation", {"on": False}).json()
    assert (changed["state"], changed["premoderation"]) == ("open", False)
    assert client.send("post", f"live/{live.pk}/desk/close").json()["state"] == "closed"


def test_the_stage_link_opens_the_stage_and_nothing_else() -> None:
    live = make_live()
    links = staff(live).send("get", f"live/{live.pk}/desk/links").json()
    address, _, key = links["stage_url"].partition("#")
    assert address == f"{settings.BASE_URL}/live/{live.pk}/saal"
    assert links["code"] == keys.shown_code(live.code)
    assert links["join_url"] == f"{settings.BASE_URL}/live?code={live.code}"
    browser = ApiClient()
    assert browser.send("get", f"live/{live.pk}/stage/state").status_code == 404
    assert browser.send("post", f"live/{live.pk}/stage", {"key": key}).status_code == 200
    assert browser.send("get", f"live/{live.pk}/stage/state").status_code == 200
    for path in (f"live/{live.pk}/state", f"live/{live.pk}/desk/state", f"live/{make_live().pk}/stage/state"):
        assert browser.send("get", path).status_code == 404


def test_a_wrong_stage_key_opens_nothing() -> None:
    live, other = make_live(), make_live()
    browser = ApiClient()
    for key in (keys.stage_key(other), "x", "ä" * 100, keys.stage_grant(keys.stage_key(live))):
        response = browser.send("post", f"live/{live.pk}/stage", {"key": key})
        assert (response.status_code, response.json()["code"]) == (404, "unknown_key")
    assert browser.send("get", f"live/{live.pk}/stage/state").status_code == 404


def test_a_new_nonce_makes_the_old_link_and_its_grants_void() -> None:
    live = make_live()
    browser = projector(live)
    live.stage_nonce = "another"
    live.save()
    assert browser.send("get", f"live/{live.pk}/stage/state").status_code == 404


def test_no_table_holds_the_stage_key() -> None:
    live = make_live()
    projector(live)
    stored = [row.get_decoded() for row in BrowserSession.objects.all()]
    assert stored == [{"stage_grants": {str(live.pk): keys.stage_grant(keys.stage_key(live))}}]
    assert keys.stage_key(live) not in str(stored)


@pytest.mark.parametrize("make_client", [joined, projector, speaker, staff])
def test_the_qr_code_is_a_picture_for_everybody_who_may_know_the_code(
    make_client: Callable[..., ApiClient],
) -> None:
    live = make_live()
    response = make_client(live).send("get", f"live/{live.pk}/qr.svg")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/svg+xml")
    assert response.content.startswith(b"<svg ")
    assert stranger(live).send("get", f"live/{live.pk}/qr.svg").status_code == 404


def test_the_stage_of_a_point_that_was_taken_out_of_the_programme_opens_for_nobody() -> None:
    live = make_live(make_session(removed=now()))
    response = ApiClient().send("post", f"live/{live.pk}/stage", {"key": keys.stage_key(live)})
    assert (response.status_code, response.json()["code"]) == (404, "unknown_key")


def test_after_closing_the_qr_code_leads_to_the_documentation() -> None:
    live = make_live()
    client = projector(live)
    for state, url in ((LiveState.OPEN, join_url(live)), (LiveState.CLOSED, documentation_url(live))):
        live.state = state
        live.save()
        picture = io.BytesIO()
        code = segno.make(url, error="m", micro=False)
        code.save(picture, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#000", light="#fff")
        assert client.send("get", f"live/{live.pk}/qr.svg").content == picture.getvalue()


@pytest.mark.parametrize("stream", ["desk/state", "stage/state"])
def test_desk_and_stage_take_as_many_statements_with_one_and_with_three_questions(
    stream: str, same_queries: Callable[..., int]
) -> None:
    live = make_live()
    client = staff(live)
    make_question(live)

    def read() -> None:
        live.rev += 1
        live.save()
        assert client.send("get", f"live/{live.pk}/{stream}").status_code == 200

    same_queries(read, lambda: make_question(live), most=13)


def test_a_closed_session_stays_readable_for_its_people() -> None:
    live = make_live()
    question = make_question(live)
    phone = joined(live)
    staff(live).send("post", f"live/{live.pk}/desk/close")
    state = phone.send("get", f"live/{live.pk}/state").json()
    assert (state["session"]["state"], [row["id"] for row in state["questions"]]) == ("closed", [str(question.pk)])
    late = phone.send("put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1})
    assert (late.status_code, late.json()["code"]) == (409, "session_closed")
    assert LiveQuestion.objects.get().score == 0
