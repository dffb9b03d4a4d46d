"""Places in workshops can be given back until the congress is over, also while nobody registers any more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from forum.accounts.models import User
from forum.congress import actions, queries, tickets
from forum.congress.enums import CongressStatus, RegistrationFor, SessionKind
from forum.congress.models import Congress, Registration, Session, WorkshopPlace
from forum.congress.tickets import Form
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_session

pytestmark = pytest.mark.django_db
Commits = Callable[..., object]
GUEST = "gast@musterstadt.example"
FORM = Form("Leila Haddad", "Kreis Beispielland", "Ich höre schlecht")
CLOSED: list[dict[str, object]] = [
    {"registration_closes": now() - timedelta(hours=1)},
    {"registration": RegistrationFor.NOBODY},
    {"registration": RegistrationFor.MEMBERS, "registration_closes": now() - timedelta(hours=1)},
]


def chosen(*workshops: Session) -> Form:
    return replace(FORM, workshops=tuple(session.pk for session in workshops))


def make_full() -> tuple[Congress, Session, Session]:
    congress = make_congress(registration=RegistrationFor.EVERYBODY)
    first = make_session(congress, kind=SessionKind.WORKSHOP, capacity=1)
    return congress, first, make_session(congress, kind=SessionKind.WORKSHOP, capacity=1, starts=first.ends)


def make_guest(congress: Congress, *workshops: Session) -> tuple[Registration, str]:
    """A guest's registration, and the secret of their link."""
    form = chosen(*workshops)
    actions.request_registration(slug=congress.slug, email=GUEST, locale="de", form=form, address="10.0.0.1")
    guest = Registration.objects.get(email=GUEST)
    token = tickets.link(guest).partition("#")[2]
    return actions.confirm_registration(slug=congress.slug, token=token), token


def set_closed(congress: Congress, **changes: object) -> None:
    Congress.objects.filter(pk=congress.pk).update(**changes)


def in_it(workshop: Session) -> list[str]:
    held = WorkshopPlace.objects.filter(session=workshop, held=True)
    return sorted(held.values_list("registration__email", flat=True))


def register(congress: Congress, user: User, *workshops: Session) -> Registration:
    return actions.register(actor=user, slug=congress.slug, form=chosen(*workshops))


@pytest.mark.parametrize("closed", CLOSED)
def test_a_place_given_back_after_the_closing_goes_to_the_next_who_is_told(
    closed: dict[str, object], django_capture_on_commit_callbacks: Commits
) -> None:
    congress, first, second = make_full()
    member, waiting = make_user(), make_user()
    with django_capture_on_commit_callbacks(execute=True):
        guest, token = make_guest(congress, first, second)
        register(congress, member, first, second)
        register(congress, waiting, second)
    set_closed(congress, **closed)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_registration(slug=congress.slug, token=token, form=chosen(first))
        register(congress, member, first)
        register(congress, member, first)
    assert (in_it(first), in_it(second)) == ([GUEST], [waiting.email])
    assert [place.session_id for place in queries.access_ticket(token=token, slug=congress.slug).chosen] == [first.pk]
    assert [message.to for message in mail.outbox] == [[member.email], [waiting.email]]
    guest.refresh_from_db()
    assert (guest.state, guest.needs) == ("registered", FORM.needs)


@pytest.mark.parametrize("closed", CLOSED)
def test_after_the_closing_nothing_else_is_changed(closed: dict[str, object]) -> None:
    congress, first, second = make_full()
    _, token = make_guest(congress, first)
    member = make_user()
    register(congress, member, first)
    set_closed(congress, **closed)
    for form in (
        chosen(first, second),
        chosen(second),
        replace(chosen(), name="Jemand Anderes"),
        replace(FORM, needs=""),
    ):
        with pytest.raises(ConflictError, match="registration_closed"):
            actions.change_registration(slug=congress.slug, token=token, form=form)
        with pytest.raises(ConflictError, match="registration_closed"):
            actions.register(actor=member, slug=congress.slug, form=form)
    assert in_it(first) == [GUEST]
    assert set(Registration.objects.values_list("name", "needs")) == {(FORM.name, FORM.needs)}


def test_what_has_no_places_at_present_or_is_over_is_not_given_back_along() -> None:
    congress, first, second = make_full()
    over = make_session(congress, kind=SessionKind.WORKSHOP, capacity=1, starts=second.ends)
    member = make_user()
    register(congress, member, first, second, over)
    Session.objects.filter(pk=first.pk).update(removed=now())
    Session.objects.filter(pk=over.pk).update(starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1))
    set_closed(congress, registration=RegistrationFor.NOBODY)
    register(congress, member)
    assert [in_it(session) for session in (first, second, over)] == [[member.email], [], [member.email]]


def test_once_the_congress_is_over_nothing_is_given_back_and_a_draft_stays_hidden() -> None:
    congress, first, _ = make_full()
    _, token = make_guest(congress, first)
    member = make_user()
    register(congress, member)
    set_closed(congress, status=CongressStatus.DRAFT)
    with pytest.raises(NotFoundError):
        register(congress, make_user())
    yesterday = queries.today() - timedelta(days=1)
    set_closed(congress, status=CongressStatus.PUBLISHED, starts=yesterday, ends=yesterday)
    with pytest.raises(ConflictError, match="congress_over"):
        actions.change_registration(slug=congress.slug, token=token, form=chosen())
    with pytest.raises(ConflictError, match="congress_over"):
        register(congress, member)
    assert in_it(first) == [GUEST]
