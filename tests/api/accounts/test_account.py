"""One's own account, and asking for the confirmation mail again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from forum.accounts.enums import Role
from tests.conftest import ApiClient
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.municipalities import make_affiliation, make_municipality

pytestmark = pytest.mark.django_db


def test_a_guest_has_no_account_and_an_empty_session(api: ApiClient) -> None:
    assert api.send("get", "session").json() == {"user": None}
    answer = api.send("get", "account")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_the_account_tells_what_is_certain(api_as: Callable[..., ApiClient]) -> None:
    user = make_user(Role.COORDINATOR, name="Özlem Berg")
    make_affiliation(user, make_municipality("Musterstadt", ags="99001000"))
    assert api_as(user).send("get", "account").json() == {
        "name": "Özlem Berg",
        "email": user.email,
        "locale": "de",
        "roles": ["coordinator", "member"],
        "affiliation": {
            "state": "confirmed",
            "municipality": {"ags": "99001000", "name": "Musterstadt"},
            "requested": None,
            "decided": None,
        },
        "may_confirm": True,
    }


def test_name_and_language_are_changed_each_on_its_own(api_as: Callable[..., ApiClient]) -> None:
    client = api_as(make_user(name="Alt"))
    assert client.send("patch", "account", {"name": "  Neu   Name "}).json()["name"] == "Neu Name"
    answer = client.send("patch", "account", {"locale": "en"}).json()
    assert (answer["name"], answer["locale"]) == ("Neu Name", "en")


@pytest.mark.parametrize(
    "data",
    [{"name": ""}, {"name": "x" * 101}, {"name": 7}, {"name": "\ud800"}, {"locale": "fr"}, {"email": "a@b.example"}],
)
def test_a_bad_change_stores_nothing(api_as: Callable[..., ApiClient], data: dict[str, Any]) -> None:
    user = make_user(name="Alt", email="alt@musterstadt.example")
    answer = api_as(user).send("patch", "account", data)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    user.refresh_from_db()
    assert (user.name, user.email, user.locale) == ("Alt", "alt@musterstadt.example", "de")


def test_the_mail_is_sent_again_to_waiting_addresses_only_and_the_answer_never_tells(api: ApiClient) -> None:
    make_newcomer(email="wartet@musterstadt.example", verified=False)
    make_newcomer(email="fertig@musterstadt.example")
    answers = [
        api.send("post", "registration/resend", {"email": f"{name}@musterstadt.example"})
        for name in ("wartet", "fertig", "niemand")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(204, b"")}
    assert [message.to for message in mail.outbox] == [["wartet@musterstadt.example"]]


def test_asking_again_at_once_sends_no_second_mail_and_a_sixth_time_is_too_often(api: ApiClient) -> None:
    make_newcomer(email="wartet@musterstadt.example", verified=False)
    data = {"email": "wartet@musterstadt.example"}
    answers = [api.send("post", "registration/resend", data).status_code for _ in range(6)]
    assert answers == [204] * 5 + [429]
    assert len(mail.outbox) == 1
