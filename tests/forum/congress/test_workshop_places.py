"""Places in workshops: the order of asking, who is told, and what becomes of workshops that no longer have places."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from forum.accounts.models import User
from forum.congress import actions, attendance, queries, tickets
from forum.congress.enums import RegistrationFor, SessionKind
from forum.congress.models import Congress, Registration, Session, WorkshopPlace
from forum.congress.tickets import Form
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_session
from tests.factories.programme import make_host

pytestmark = pytest.mark.django_db
OPEN = {"registration": RegistrationFor.EVERYBODY}
Commits = Callable[..., object]


def make_workshop(congress: Congress, capacity: int | None = 1, **fields: object) -> Session:
    return make_session(congress, kind=SessionKind.WORKSHOP, capacity=capacity, **fields)


def register(congress: Congress, user: User, *workshops: Session) -> Registration:
    form = Form("Leila Haddad", workshops=tuple(session.pk for session in workshops))
    return actions.register(actor=user, slug=congress.slug, form=form)


def token_of(registration: Registration) -> str:
    return tickets.link(registration).partition("#")[2]


def in_it(workshop: Session) -> list[str]:
    """The addresses of those who have a place."""
    held = WorkshopPlace.objects.filter(session=workshop, held=True)
    return sorted(held.values_list("registration__email", flat=True))


def end(congress: Congress) -> None:
    yesterday = queries.today() - timedelta(days=1)
    Congress.objects.filter(pk=congress.pk).update(starts=yesterday, ends=yesterday)


@pytest.mark.parametrize("change", [{"capacity": None}, {"kind": SessionKind.PLENARY}, {"removed": now()}])
def test_who_is_in_a_workshop_that_no_longer_has_places_changes_their_registration_without_it(
    change: dict[str, object],
) -> None:
    congress, person = make_congress(**OPEN), make_user()
    workshop, other = make_workshop(congress), make_workshop(congress, starts=now() + timedelta(hours=2))
    mine = register(congress, person, workshop)
    Session.objects.filter(pk=workshop.pk).update(**change)
    assert mine.chosen == []
    assert "Konflikte" not in attendance.table(queries.registrations(congress=congress))
    changed = register(congress, person, workshop, other)
    assert [place.session_id for place in changed.chosen] == [other.pk]
    with pytest.raises(InvalidError, match="unknown_workshop"):
        register(congress, make_user(), workshop)


def test_who_asked_first_for_a_full_workshop_moves_up_first_and_is_told(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_congress(**OPEN)
    full = make_workshop(congress)
    early, holder, first = make_user(), make_user(), make_user()
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, early)
        for person in (holder, first):
            register(congress, person, full)
        register(congress, early, full)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, holder)
    assert in_it(full) == [first.email]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([first.email], f"Sie haben jetzt einen Platz im Workshop: {congress.title}")
    ]
    assert f"- {full.title}\n" in mail.outbox[0].body


def test_a_guest_asks_for_a_workshop_when_they_confirm_and_who_comes_again_asks_anew() -> None:
    congress = make_congress(**OPEN)
    full = make_workshop(congress)
    form = Form("Gast", workshops=(full.pk,))
    guest_email = "gast@musterstadt.example"
    actions.request_registration(slug=congress.slug, email=guest_email, locale="de", form=form, address="10.0.0.1")
    holder, again, last = make_user(), make_user(), make_user()
    for person in (holder, again):
        register(congress, person, full)
    guest = Registration.objects.get(email=guest_email)
    actions.confirm_registration(slug=congress.slug, token=token_of(guest))
    actions.cancel_registration(actor=again, slug=congress.slug)
    for person in (again, last):
        register(congress, person, full)
    turn = []
    for _ in range(4):
        turn += in_it(full)
        actions.take_off(
            actor=make_host(congress),
            slug=congress.slug,
            registration_id=Registration.objects.get(email=turn[-1]).pk,
        )
    assert turn == [holder.email, guest_email, again.email, last.email]


def test_who_moves_up_to_the_congress_and_into_workshops_gets_one_mail_that_names_them(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_congress(capacity=1, **OPEN)
    workshop = make_workshop(congress)
    there, waiting = make_user(), make_user()
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, there)
        register(congress, waiting, workshop)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_registration(actor=there, slug=congress.slug)
    mails = [message for message in mail.outbox if message.to == [waiting.email]]
    assert [message.subject for message in mails] == [f"Sie haben jetzt einen Platz: {congress.title}"]
    assert f"Einen Platz haben Sie auch hier:\n\n- {workshop.title}\n" in mails[0].body


def test_who_chooses_a_workshop_with_room_is_in_it_without_a_mail(django_capture_on_commit_callbacks: Commits) -> None:
    congress, person = make_congress(**OPEN), make_user()
    workshop = make_workshop(congress)
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, person)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, person, workshop)
    assert (in_it(workshop), mail.outbox) == ([person.email], [])


def test_a_workshop_that_is_over_cannot_be_chosen_and_those_who_were_in_it_stay() -> None:
    congress = make_congress(**OPEN)
    over = make_workshop(congress)
    there, waiting = make_user(), make_user()
    for person in (there, waiting):
        register(congress, person, over)
    Session.objects.filter(pk=over.pk).update(starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1))
    for workshops in ((), (over,)):
        register(congress, there, *workshops)
        assert in_it(over) == [there.email]
    with pytest.raises(InvalidError, match="unknown_workshop"):
        register(congress, make_user(), over)
    actions.cancel_registration(actor=there, slug=congress.slug)
    assert (in_it(over), queries.workshops(congress)) == ([], [])


def test_nobody_moves_up_once_the_congress_is_over() -> None:
    congress = make_congress(capacity=1, **OPEN)
    host, people = make_host(congress), [make_user(), make_user()]
    workshop = make_workshop(congress)
    for person in people:
        register(congress, person, workshop)
    end(congress)
    rules = actions.RegistrationRules(RegistrationFor.EVERYBODY, 9, None, None, {workshop.pk: 9})
    actions.set_registration_rules(actor=host, slug=congress.slug, version=1, rules=rules)
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == ["registered", "waiting"]
    assert in_it(workshop) == [people[0].email]


def test_who_came_stays_on_the_list_when_the_congress_is_over() -> None:
    congress, person = make_congress(**OPEN), make_user()
    mine = register(congress, person)
    actions.set_here(actor=make_host(congress), slug=congress.slug, registration_id=mine.pk, here=True)
    end(congress)
    with pytest.raises(ConflictError, match="congress_over"):
        actions.cancel_registration(actor=person, slug=congress.slug)
    with pytest.raises(ConflictError, match="congress_over"):
        actions.cancel_by_link(slug=congress.slug, token=token_of(mine))
    assert queries.counts(congress) == queries.Counts(registered=1, waiting=0, here=1)


def test_nobody_who_came_is_taken_off_the_list_and_nobody_at_all_once_it_is_over(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_congress(**OPEN)
    host, came, absent = make_host(congress), register(congress, make_user()), register(congress, make_user())
    which = {"actor": host, "slug": congress.slug}
    actions.set_here(**which, registration_id=came.pk, here=True)
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ConflictError, match="already_here"):
            actions.take_off(**which, registration_id=came.pk)
        end(congress)
        for one in (came, absent):
            with pytest.raises(ConflictError, match="congress_over"):
                actions.take_off(**which, registration_id=one.pk)
    assert (mail.outbox, queries.counts(congress)) == ([], queries.Counts(registered=2, waiting=0, here=1))
