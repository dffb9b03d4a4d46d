"""From the form to membership."""

import pytest
from django.core import mail

from api.accounts.consent import privacy_version
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.municipalities.enums import AffiliationState
from forum.municipalities.models import Affiliation
from tests.api.accounts.browser import Browser, codes, key_in_mail, link_in_mail
from tests.factories.accounts import PASSWORD, make_newcomer
from tests.factories.municipalities import bind_domain, make_municipality

pytestmark = pytest.mark.django_db


def test_an_address_of_a_bound_domain_becomes_a_member_of_that_municipality_once_it_is_confirmed() -> None:
    town = make_municipality("Musterstadt", ags="99001000")
    bind_domain("musterstadt.example", town)
    browser = Browser()
    status, answer = browser.sign_up("Mira@Musterstadt.example")
    assert (status, [flow["id"] for flow in answer["data"]["flows"] if flow.get("is_pending")]) == (
        401,
        ["verify_email"],
    )
    assert browser.me() is None
    user = User.objects.get(email="mira@musterstadt.example")
    assert (user.name, user.locale, user.roles) == ("Mira Kaya", "de", frozenset())
    assert user.consents.get().version == privacy_version()
    status, _ = browser.confirm(key_in_mail())
    assert status == 200
    assert browser.me() == {
        "id": user.pk,
        "name": "Mira Kaya",
        "email": "mira@musterstadt.example",
        "locale": "de",
        "roles": ["member"],
        "municipality": {"ags": "99001000", "name": "Musterstadt"},
    }
    acts = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert acts == ["account.change_profile", "account.consent", "affiliation.confirm", "account.grant_role"]


def test_an_unknown_domain_waits_for_a_coordinator_after_the_address_is_confirmed() -> None:
    town = make_municipality()
    browser = Browser()
    browser.sign_up("mira@anderswo.example", municipality=town.ags)
    affiliation = Affiliation.objects.get()
    assert (affiliation.state, affiliation.requested) == (AffiliationState.UNVERIFIED, None)
    browser.confirm(key_in_mail())
    affiliation.refresh_from_db()
    assert affiliation.state == AffiliationState.PENDING
    assert affiliation.requested is not None
    me = browser.me()
    assert (me["roles"], me["municipality"]) == ([], None)


def test_a_subdomain_or_a_longer_domain_is_not_the_bound_one() -> None:
    town = make_municipality()
    bind_domain("musterstadt.example", town)
    for email in ("a@evil.musterstadt.example", "a@notmusterstadt.example", '"a@musterstadt.example"@evil.example'):
        status, answer = Browser().sign_up(email)
        assert (status, codes(answer)) == (400, {"municipality": "required"})


def test_the_link_can_be_looked_at_without_using_it_up() -> None:
    bind_domain("musterstadt.example", make_municipality())
    browser = Browser()
    browser.sign_up("mira@musterstadt.example")
    key = key_in_mail()
    for _ in range(2):  # a link scanner opens it
        status, answer = Browser().ask("GET", "auth/email/verify", x_email_verification_key=key)
        assert (status, answer["data"]["email"]) == (200, "mira@musterstadt.example")
    assert User.objects.get().roles == frozenset()
    assert browser.confirm(key)[0] == 200


def test_a_confirmation_in_another_browser_confirms_but_does_not_sign_in() -> None:
    bind_domain("musterstadt.example", make_municipality())
    Browser().sign_up("mira@musterstadt.example")
    other = Browser()
    assert other.confirm(key_in_mail())[0] == 401
    assert other.me() is None
    assert other.sign_in("mira@musterstadt.example")[0] == 200


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": ""}, {"name": "required"}),
        ({"name": "x" * 101}, {"name": "max_length"}),
        ({"name": "\x00"}, {"name": "null_characters_not_allowed"}),
        ({"email": "keine Adresse"}, {"email": "invalid"}),
        ({"password": "kurz"}, {"password": "password_too_short"}),
        ({"password": "mira.kaya@musterstadt.example"}, {"password": "password_too_similar"}),
        ({"municipality": "05"}, {"municipality": "unknown_municipality"}),
        ({"privacy_version": "of yesterday"}, {"privacy_version": "privacy_changed"}),
        ({"privacy_version": ""}, {"privacy_version": "required"}),
        ({"locale": "fr"}, {"locale": "invalid_choice"}),
    ],
)
def test_what_is_wrong_is_named_by_field_and_nothing_is_stored(
    change: dict[str, str], expected: dict[str, str]
) -> None:
    bind_domain("musterstadt.example", make_municipality())
    fields = {"email": "mira.kaya@musterstadt.example", **change}
    status, answer = Browser().sign_up(fields.pop("email"), **fields)
    assert status == 400
    assert expected.items() <= codes(answer).items()
    assert not User.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"email": "\\ud800@x.de", "password": "\\ud800"}'])
@pytest.mark.parametrize("path", ["auth/signup", "auth/login", "auth/password/request", "auth/email/verify"])
def test_a_malformed_body_is_refused(path: str, body: bytes) -> None:
    answer = Browser().generic("POST", f"/_allauth/browser/v1/{path}", body, content_type="application/json")
    assert answer.status_code == 400


def test_signing_up_with_a_known_address_answers_the_same_and_only_mails_its_holder() -> None:
    bind_domain("musterstadt.example", make_municipality())
    holder = make_newcomer(email="da@musterstadt.example")
    known, unknown = Browser(), Browser()
    first = known.sign_up("da@musterstadt.example", name="Angreifer")
    second = unknown.sign_up("neu@musterstadt.example", name="Angreifer")
    assert first == second
    assert {name: len(c.value) for name, c in known.cookies.items()} == {
        name: len(c.value) for name, c in unknown.cookies.items()
    }
    assert [message.to for message in mail.outbox] == [["da@musterstadt.example"], ["neu@musterstadt.example"]]
    assert link_in_mail(0).endswith("/konto/passwort")
    holder.refresh_from_db()
    assert holder.name != "Angreifer"
    assert holder.check_password(PASSWORD)


def test_mails_before_the_address_is_confirmed_carry_no_text_of_whoever_signed_up() -> None:
    bind_domain("musterstadt.example", make_municipality())
    Browser().sign_up("opfer@musterstadt.example", name="Gewinn unter http://boese.example")
    assert "boese" not in mail.outbox[0].body


def test_a_mail_is_in_the_language_that_was_chosen() -> None:
    bind_domain("musterstadt.example", make_municipality())
    Browser().sign_up("a@musterstadt.example", locale="en")
    Browser().sign_up("b@musterstadt.example", locale="de")
    assert [message.subject for message in mail.outbox] == [
        "Please confirm your e-mail address",
        "Bitte bestätigen Sie Ihre E-Mail-Adresse",
    ]


def test_the_form_learns_the_privacy_version_and_the_municipality_of_a_domain() -> None:
    bind_domain("musterstadt.example", make_municipality("Musterstadt", ags="99001000"))
    make_newcomer(email="da@anderswo.example")
    answer = Browser().get("/api/v1/registration", {"email": "wer.auch.immer@musterstadt.example"}).json()
    assert answer == {
        "privacy_version": privacy_version(),
        "municipality": {"ags": "99001000", "name": "Musterstadt"},
    }
    assert Browser().get("/api/v1/registration", {"email": "da@anderswo.example"}).json()["municipality"] is None
