"""Whoever waits moves up as well when a change of the programme makes places free, and is told as always."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus, RegistrationFor, SessionKind
from forum.congress.models import Congress, Registration, Session, WorkshopPlace
from forum.congress.tickets import Form
from forum.core.clock import now
from tests.factories.accounts import make_user
from tests.factories.programme import FACTS, add, at, make_edited, make_host, point

pytestmark = pytest.mark.django_db
Commits = Callable[..., object]


def register(congress: Congress, user: User, *workshops: Session) -> Registration:
    form = Form("Leila Haddad", workshops=tuple(session.pk for session in workshops))
    return actions.register(actor=user, slug=congress.slug, form=form)


def make_full(**fields: object) -> tuple[Congress, User, Session, User, User]:
    """A congress with a workshop of one place, its holder, and somebody who waits for it."""
    congress = make_edited(CongressStatus.PUBLISHED, registration=RegistrationFor.EVERYBODY, **fields)
    host, holder, waiting = make_host(congress), make_user(), make_user()
    workshop = add(host, congress, at(10), at(12))
    Session.objects.filter(pk=workshop.pk).update(capacity=1)
    workshop.refresh_from_db()
    for person in (holder, waiting):
        register(congress, person, workshop)
    return congress, host, workshop, holder, waiting


def in_it(workshop: Session) -> list[str]:
    held = WorkshopPlace.objects.filter(session=workshop, held=True)
    return sorted(held.values_list("registration__email", flat=True))


def told(congress: Congress) -> list[tuple[list[str], str]]:
    return [(message.to, message.subject.removesuffix(f": {congress.title}")) for message in mail.outbox]


def test_a_workshop_brought_back_gives_the_place_that_became_free_meanwhile(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        congress, host, workshop, holder, waiting = make_full()
    actions.remove_point(actor=host, slug=congress.slug, session_id=workshop.pk)
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, holder)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.restore_point(actor=host, slug=congress.slug, session_id=workshop.pk)
    assert in_it(workshop) == [waiting.email]
    assert told(congress) == [([waiting.email], "Sie haben jetzt einen Platz im Workshop")]
    with django_capture_on_commit_callbacks(execute=True):
        actions.restore_point(actor=host, slug=congress.slug, session_id=workshop.pk)
    assert len(mail.outbox) == 1


def test_a_point_that_is_a_workshop_again_gives_the_place_that_became_free_meanwhile(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        congress, host, workshop, holder, waiting = make_full()
    talk = point(at(10), at(12), kind=SessionKind.PLENARY)
    edited = actions.edit_point(
        actor=host, slug=congress.slug, session_id=workshop.pk, version=workshop.version, point=talk
    )
    with django_capture_on_commit_callbacks(execute=True):
        register(congress, holder)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit_point(
            actor=host,
            slug=congress.slug,
            session_id=workshop.pk,
            version=edited.version,
            point=replace(talk, kind=SessionKind.WORKSHOP),
        )
    assert in_it(workshop) == [waiting.email]
    assert told(congress) == [([waiting.email], "Sie haben jetzt einen Platz im Workshop")]


def test_a_workshop_moved_so_that_it_is_no_longer_over_gives_its_free_places_away(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        congress, host, workshop, holder, waiting = make_full()
    today = now().date()
    Congress.objects.filter(pk=congress.pk).update(starts=today - timedelta(days=2), ends=today + timedelta(days=2))
    Session.objects.filter(pk=workshop.pk).update(starts=now() - timedelta(hours=3), ends=now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_registration(actor=holder, slug=congress.slug)
    assert in_it(workshop) == []
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.shift_points(actor=host, slug=congress.slug, session_ids=[workshop.pk], minutes=240)
    assert in_it(workshop) == [waiting.email]
    assert told(congress) == [([waiting.email], "Sie haben jetzt einen Platz im Workshop")]


def test_a_congress_put_off_after_its_days_gives_the_places_away_that_there_are(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_edited(CongressStatus.PUBLISHED, registration=RegistrationFor.EVERYBODY, capacity=1)
    host, people = make_host(congress), [make_user(), make_user()]
    for person in people:
        register(congress, person)
    yesterday = now().date() - timedelta(days=2)
    Congress.objects.filter(pk=congress.pk).update(starts=yesterday, ends=yesterday, capacity=2)
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit_congress(actor=host, slug=congress.slug, version=congress.version, facts=FACTS)
    congress.refresh_from_db()
    assert sorted(Registration.objects.values_list("state", flat=True)) == ["registered", "registered"]
    assert told(congress)[-1] == ([people[1].email], "Sie haben jetzt einen Platz")
