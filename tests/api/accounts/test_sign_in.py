"""Signing in, out, and with a new password."""

import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from forum.accounts.enums import Role
from tests.api.accounts.browser import Browser, codes, key_in_mail, link_in_mail
from tests.factories.accounts import PASSWORD, make_newcomer, make_user

pytestmark = pytest.mark.django_db


def test_signing_in_changes_the_session_key_and_signing_out_ends_the_session() -> None:
    user = make_user(Role.CURATOR, email="karla@musterstadt.example")
    browser = Browser()
    session = browser.session
    session["before"] = True
    session.save()
    before = browser.cookies["session"].value
    assert browser.sign_in("Karla@musterstadt.example")[0] == 200
    after = browser.cookies["session"].value
    assert after != before
    assert (browser.me()["id"], browser.me()["roles"]) == (user.pk, ["curator", "member"])
    assert browser.ask("DELETE", "auth/session")[0] == 401
    assert browser.me() is None
    thief = Browser()
    thief.cookies["session"] = after
    assert thief.me() is None


def test_a_wrong_password_and_an_unknown_address_are_answered_alike() -> None:
    make_user(email="da@musterstadt.example")
    known = Browser().sign_in("da@musterstadt.example", "falsches Kennwort")
    unknown = Browser().sign_in("niemand@musterstadt.example", "falsches Kennwort")
    assert known == unknown
    assert (known[0], codes(known[1])) == (400, {"password": "email_password_mismatch"})


def test_a_wrong_password_takes_as_long_as_an_unknown_address(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    make_user(email="da@musterstadt.example")

    def seconds(email: str) -> float:
        start = time.perf_counter()
        Browser().sign_in(email, "falsches Kennwort")
        return time.perf_counter() - start

    known = min(seconds("da@musterstadt.example") for _ in range(3))
    unknown = min(seconds("niemand@musterstadt.example") for _ in range(3))
    assert 0.5 < known / unknown < 2


def test_an_unconfirmed_address_does_not_sign_in_and_gets_the_mail_again() -> None:
    make_newcomer(email="neu@musterstadt.example", verified=False)
    browser = Browser()
    status, answer = browser.sign_in("neu@musterstadt.example")
    assert (status, [flow["id"] for flow in answer["data"]["flows"] if flow.get("is_pending")]) == (
        401,
        ["verify_email"],
    )
    assert browser.me() is None
    assert [message.to for message in mail.outbox] == [["neu@musterstadt.example"]]


def test_an_inactive_account_does_not_sign_in() -> None:
    user = make_user(email="gesperrt@musterstadt.example")
    user.is_active = False
    user.save()
    browser = Browser()
    assert browser.sign_in("gesperrt@musterstadt.example")[0] != 200
    assert browser.me() is None


def test_after_five_wrong_passwords_even_the_right_one_is_refused_from_any_network() -> None:
    make_user(email="ziel@musterstadt.example")
    make_user(email="anderer@musterstadt.example")
    for number in range(5):
        Browser(REMOTE_ADDR=f"198.51.100.{number}").sign_in("ziel@musterstadt.example", "falsches Kennwort")
    status, answer = Browser(REMOTE_ADDR="198.51.100.99").sign_in("ziel@musterstadt.example")
    assert (status, codes(answer)) == (400, {"": "too_many_login_attempts"})
    assert Browser(REMOTE_ADDR="198.51.100.99").sign_in("anderer@musterstadt.example")[0] == 200


def test_one_network_may_try_thirty_sign_ins_a_minute() -> None:
    make_user(email="da@musterstadt.example")
    answers = [Browser(REMOTE_ADDR="198.51.100.7").sign_in("", "")[0] for _ in range(31)]
    assert answers == [400] * 30 + [429]
    assert Browser(REMOTE_ADDR="198.51.100.8").sign_in("da@musterstadt.example")[0] == 200


def test_behind_a_proxy_the_client_before_it_is_counted_and_invented_addresses_are_not(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    make_user(email="da@musterstadt.example")
    answers = [
        Browser().sign_in("", "", x_forwarded_for=f"203.0.113.{number}, 198.51.100.7")[0] for number in range(31)
    ]
    assert answers == [400] * 30 + [429]
    assert Browser().sign_in("da@musterstadt.example", x_forwarded_for="198.51.100.8")[0] == 200


def test_without_a_trusted_proxy_the_header_is_ignored() -> None:
    answers = [Browser().sign_in("", "", x_forwarded_for=f"203.0.113.{number}")[0] for number in range(31)]
    assert answers == [400] * 30 + [429]


def test_the_limits_count_in_the_database_cache_that_production_uses(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }
    answers = [Browser().sign_in("", "")[0] for _ in range(31)]
    assert answers == [400] * 30 + [429]


def test_a_new_password_can_be_set_once_by_the_link_and_ends_all_sessions() -> None:
    make_user(email="da@musterstadt.example")
    elsewhere = Browser()
    elsewhere.sign_in("da@musterstadt.example")
    browser = Browser()
    assert browser.ask("POST", "auth/password/request", {"email": "da@musterstadt.example"})[0] == 200
    assert "/konto/passwort/" in link_in_mail()
    key = key_in_mail()
    assert browser.ask("GET", "auth/password/reset", x_password_reset_key=key)[0] == 200
    new = {"key": key, "password": "ein anderes Kennwort"}
    assert browser.ask("POST", "auth/password/reset", new)[0] == 401
    assert elsewhere.me() is None
    assert codes(browser.ask("POST", "auth/password/reset", new)[1]) == {"key": "invalid_password_reset"}
    assert codes(browser.sign_in("da@musterstadt.example", PASSWORD)[1]) == {"password": "email_password_mismatch"}
    assert browser.sign_in("da@musterstadt.example", "ein anderes Kennwort")[0] == 200


def test_asking_for_a_new_password_answers_the_same_for_known_and_unknown_addresses() -> None:
    make_user(email="da@musterstadt.example")
    known = Browser().ask("POST", "auth/password/request", {"email": "da@musterstadt.example"})
    unknown = Browser().ask("POST", "auth/password/request", {"email": "niemand@musterstadt.example"})
    assert known == unknown
    assert [message.to for message in mail.outbox] == [["da@musterstadt.example"], ["niemand@musterstadt.example"]]


def test_one_address_gets_five_reset_mails_a_minute_at_most() -> None:
    make_user(email="da@musterstadt.example")
    data = {"email": "da@musterstadt.example"}
    answers = [Browser(REMOTE_ADDR=f"198.51.100.{n}").ask("POST", "auth/password/request", data)[0] for n in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(mail.outbox) == 5


def test_changing_the_password_needs_the_present_one_and_keeps_only_this_session() -> None:
    make_user(email="da@musterstadt.example")
    browser, elsewhere = Browser(), Browser()
    browser.sign_in("da@musterstadt.example")
    elsewhere.sign_in("da@musterstadt.example")
    new = {"current_password": "falsch", "new_password": "ein anderes Kennwort"}
    assert codes(browser.ask("POST", "account/password/change", new)[1]) == {
        "current_password": "enter_current_password"
    }
    assert browser.ask("POST", "account/password/change", new | {"current_password": PASSWORD})[0] == 200
    assert browser.me() is not None
    assert elsewhere.me() is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "auth/login"),
        ("POST", "auth/signup"),
        ("DELETE", "auth/session"),
        ("POST", "auth/password/request"),
        ("POST", "auth/password/reset"),
        ("POST", "auth/email/verify"),
        ("POST", "account/password/change"),
    ],
)
def test_without_the_csrf_token_nothing_is_changed(method: str, path: str) -> None:
    make_user(email="da@musterstadt.example")
    browser = Browser(enforce_csrf_checks=True)
    data = {"email": "da@musterstadt.example", "password": PASSWORD}
    answer = browser.generic(method, f"/_allauth/browser/v1/{path}", data=str(data), content_type="application/json")
    assert answer.status_code == 403
    assert not mail.outbox


@pytest.mark.parametrize("path", ["registration/resend", "account", "account/affiliation", "affiliations/1/decision"])
def test_our_own_writes_need_the_csrf_token_too(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.COORDINATOR))
    method = client.patch if path == "account" else client.post
    answer = method(f"/api/v1/{path}", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
