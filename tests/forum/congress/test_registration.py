"""Registering: places, the order of the waiting, the link, the entrance, and deleting in time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import actions, attendance, queries, tickets
from forum.congress.enums import CongressStatus, RegistrationFor, RegistrationState, SessionKind
from forum.congress.models import Congress, Registration, WorkshopPlace
from forum.congress.tickets import Form
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError, RateLimitedError
from forum.core.upkeep import run_upkeep
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_session
from tests.factories.programme import make_host

pytestmark = pytest.mark.django_db
FORM = Form("Leila Haddad", "Kreis Beispielland", "Ich höre schlecht")
OPEN = {"registration": RegistrationFor.EVERYBODY}
Commits = Callable[..., object]


def register(congress: Congress, user: User | None = None, **fields: object) -> Registration:
    form = replace(FORM, **fields)  # type: ignore[arg-type]  # names and types are those of the form
    return actions.register(actor=user or make_user(), slug=congress.slug, form=form)


def states(congress: Congress) -> list[str]:
    return list(Registration.objects.filter(congress=congress).order_by("pk").values_list("state", flat=True))


def request(congress: Congress, email: str = "gast@musterstadt.example") -> None:
    actions.request_registration(slug=congress.slug, email=email, locale="de", form=FORM, address="10.0.0.1")


def token_of(registration: Registration) -> str:
    return tickets.link(registration).partition("#")[2]


def test_places_go_in_order_and_who_cancels_makes_room_for_the_next(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_congress(capacity=2, **OPEN)
    people = [make_user() for _ in range(4)]
    with django_capture_on_commit_callbacks(execute=True):
        for person in people:
            register(congress, person)
    mail.outbox.clear()
    assert states(congress) == ["registered", "registered", "waiting", "waiting"]
    assert queries.counts(congress) == queries.Counts(registered=2, waiting=2, here=0)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_registration(actor=people[0], slug=congress.slug)
    assert states(congress) == ["cancelled", "registered", "registered", "waiting"]
    assert {(message.to[0], message.subject.partition(":")[0]) for message in mail.outbox} == {
        (people[0].email, "Ihre Absage"),
        (people[2].email, "Sie haben jetzt einen Platz"),
    }
    register(congress, people[0])
    assert states(congress) == ["waiting", "registered", "registered", "waiting"]
    actions.cancel_registration(actor=people[1], slug=congress.slug)
    assert states(congress) == ["waiting", "cancelled", "registered", "registered"]


def test_registering_again_changes_what_was_written_and_keeps_the_turn() -> None:
    congress = make_congress(capacity=1, **OPEN)
    person = make_user()
    first = register(congress, person)
    register(congress)
    again = register(congress, person, name="Leila H.")
    assert (again.pk, again.turn, again.state, again.name) == (first.pk, 1, "registered", "Leila H.")
    assert Registration.objects.count() == 2


def test_more_room_lets_those_who_wait_move_up_in_order() -> None:
    congress = make_congress(capacity=1, **OPEN)
    host = make_host(congress)
    for _ in range(4):
        register(congress)
    rules = actions.RegistrationRules(RegistrationFor.EVERYBODY, 3, None, None, {})
    actions.set_registration_rules(actor=host, slug=congress.slug, version=1, rules=rules)
    assert states(congress) == ["registered"] * 3 + ["waiting"]
    fewer = replace(rules, capacity=1)
    actions.set_registration_rules(actor=host, slug=congress.slug, version=2, rules=fewer)
    assert states(congress) == ["registered"] * 3 + ["waiting"]
    with pytest.raises(ConflictError, match="changed_meanwhile"):
        actions.set_registration_rules(actor=host, slug=congress.slug, version=2, rules=rules)


def test_a_guest_takes_a_place_only_after_following_the_link(django_capture_on_commit_callbacks: Commits) -> None:
    congress = make_congress(capacity=1, **OPEN)
    with django_capture_on_commit_callbacks(execute=True):
        request(congress, "Gast@Musterstadt.example")
    guest = Registration.objects.get()
    assert (guest.state, guest.email, guest.turn) == ("unconfirmed", "gast@musterstadt.example", None)
    assert tickets.link(guest) in mail.outbox[0].body
    assert "Haddad" not in mail.outbox[0].body + mail.outbox[0].subject
    register(congress)
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = actions.confirm_registration(slug=congress.slug, token=token_of(guest))
    assert confirmed.state == RegistrationState.WAITING
    assert mail.outbox[-1].subject.startswith("Sie stehen auf der Warteliste")
    assert actions.confirm_registration(slug=congress.slug, token=token_of(guest)).turn == confirmed.turn
    actions.cancel_by_link(slug=congress.slug, token=token_of(guest))
    with pytest.raises(ConflictError, match="cancelled"):
        actions.confirm_registration(slug=congress.slug, token=token_of(guest))


def test_who_is_registered_gets_their_link_again_and_a_stranger_changes_nothing(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    congress = make_congress(**OPEN)
    user = make_user()
    mine = register(congress, user)
    with django_capture_on_commit_callbacks(execute=True):
        actions.request_registration(
            slug=congress.slug, email=user.email, locale="de", form=Form("Jemand Anderes"), address="10.0.0.1"
        )
    assert mail.outbox[-1].to == [user.email]
    assert "Jemand" not in mail.outbox[-1].body
    mine.refresh_from_db()
    assert (mine.name, mine.state, Registration.objects.count()) == ("Leila Haddad", "registered", 1)


@pytest.mark.parametrize(
    "email", ["", "x", "a b@c.example", "a@b", "a@b.example\nBcc: x@y.example", '"a"<b@c.example>']
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    congress = make_congress(**OPEN)
    with pytest.raises(InvalidError, match="malformed_address"):
        request(congress, email)


def test_mails_to_one_address_are_limited() -> None:
    congress = make_congress(**OPEN)
    for _ in range(3):
        request(congress)
    with pytest.raises(RateLimitedError):
        request(congress)


@pytest.mark.parametrize("token", ["", "1", "1-", "x-y", "²-x", "9" * 30 + "-x"])
def test_a_wrong_link_opens_nothing(token: str) -> None:
    congress, other = make_congress(**OPEN), make_congress(**OPEN)
    mine = register(congress)
    for slug, text in ((congress.slug, token), (other.slug, token_of(mine)), (congress.slug, f"{mine.pk}-{'0' * 40}")):
        with pytest.raises(NotFoundError, match="unknown_link"):
            queries.access_ticket(token=text, slug=slug)


@pytest.mark.parametrize(
    "fields",
    [
        {"registration": RegistrationFor.NOBODY},
        {"registration": RegistrationFor.EVERYBODY, "registration_opens": now() + timedelta(hours=1)},
        {"registration": RegistrationFor.EVERYBODY, "registration_closes": now() - timedelta(hours=1)},
        {
            "registration": RegistrationFor.EVERYBODY,
            "starts": now().date() - timedelta(days=3),
            "ends": now().date() - timedelta(days=3),
        },
    ],
)
def test_outside_its_time_nobody_registers(fields: dict[str, object]) -> None:
    congress = make_congress(**fields)
    with pytest.raises(ConflictError, match="registration_closed"):
        register(congress)
    with pytest.raises(ConflictError, match="registration_closed"):
        request(congress)
    assert Registration.objects.count() == 0


def test_guests_do_not_register_where_only_members_may_and_nobody_for_a_draft() -> None:
    members = make_congress(registration=RegistrationFor.MEMBERS)
    with pytest.raises(ConflictError, match="registration_closed"):
        request(members)
    register(members)
    draft = make_congress(status=CongressStatus.DRAFT, **OPEN)
    for act in (request, register):
        with pytest.raises(NotFoundError):
            act(draft)


def test_workshops_have_places_of_their_own_in_the_same_order() -> None:
    congress = make_congress(**OPEN)
    start = now().replace(minute=0)
    full = make_session(congress, kind=SessionKind.WORKSHOP, capacity=1, starts=start)
    beside = make_session(congress, kind=SessionKind.WORKSHOP, capacity=5, starts=start)
    free_entry = make_session(congress, kind=SessionKind.WORKSHOP, starts=start)
    first, second = make_user(), make_user()
    for person in (first, second):
        register(congress, person, workshops=(full.pk,))
    assert list(WorkshopPlace.objects.order_by("pk").values_list("held", flat=True)) == [True, False]
    with pytest.raises(InvalidError, match="two_places"):
        register(congress, second, workshops=(full.pk, beside.pk))
    with pytest.raises(InvalidError, match="unknown_workshop"):
        register(congress, second, workshops=(free_entry.pk,))
    actions.cancel_registration(actor=first, slug=congress.slug)
    assert WorkshopPlace.objects.get(registration__user=second).held
    register(congress, first, workshops=(full.pk,))
    assert not WorkshopPlace.objects.get(registration__user=first).held


def test_at_the_entrance_people_are_found_and_ticked_and_the_tick_is_taken_back() -> None:
    congress = make_congress(**OPEN)
    host = make_host(congress)
    one = register(congress, name="Özlem Groß")
    register(congress, name="Jens Brock")
    for text in ("oezlem", "Gross Kreis", one.code.lower(), f"{one.code[:3]} {one.code[3:]}"):
        assert [row.pk for row in queries.registrations(congress=congress, query=text)] == [one.pk], text
    for _ in range(2):
        actions.set_here(actor=host, slug=congress.slug, registration_id=one.pk, here=True)
    assert queries.counts(congress).here == 1
    actions.set_here(actor=host, slug=congress.slug, registration_id=one.pk, here=False)
    assert queries.counts(congress).here == 0
    walked_in = actions.admit(actor=host, slug=congress.slug, name="Wer Kommt", municipality="")
    assert (walked_in.state, walked_in.here is not None, walked_in.email) == ("registered", True, "")


def test_registrations_are_deleted_in_time_and_needs_the_day_after() -> None:
    today = queries.today()
    running = make_congress(**OPEN)
    for _ in range(2):
        register(running)
    request(running)
    cancelled = register(running)
    actions.cancel_by_link(slug=running.slug, token=token_of(cancelled))
    assert run_upkeep()["congress_registrations.registrations"] == 0
    Registration.objects.filter(state=RegistrationState.UNCONFIRMED).update(changed=now() - timedelta(days=3))
    Registration.objects.filter(state=RegistrationState.CANCELLED).update(changed=now() - timedelta(days=8))
    assert run_upkeep()["congress_registrations.registrations"] == 2
    Congress.objects.update(starts=today - timedelta(days=1), ends=today - timedelta(days=1))
    assert run_upkeep()["congress_registrations.needs"] == 2
    assert [row.needs for row in Registration.objects.all()] == ["", ""]
    Congress.objects.update(starts=today - timedelta(days=29), ends=today - timedelta(days=28))
    assert run_upkeep()["congress_registrations.registrations"] == 0
    Congress.objects.update(starts=today - timedelta(days=29), ends=today - timedelta(days=29))
    assert run_upkeep()["congress_registrations.registrations"] == 2
    assert Registration.objects.count() == 0


def test_neither_name_nor_address_nor_needs_are_in_the_log() -> None:
    congress = make_congress(**OPEN)
    host = make_host(congress)
    one = register(congress)
    for here in (True, False):
        actions.set_here(actor=host, slug=congress.slug, registration_id=one.pk, here=here)
    actions.take_off(actor=host, slug=congress.slug, registration_id=one.pk)
    facts = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert not any(word in facts for word in ("Haddad", one.email, "höre"))


def test_no_cell_of_the_table_is_a_formula() -> None:
    congress = make_congress(**OPEN)
    register(congress, name="=1+1", municipality="@SUM(A1)", needs="-2")
    row = attendance.table(queries.registrations(congress=congress)).splitlines()[1]
    assert [row.split(";")[column] for column in (0, 1, 7)] == ["'=1+1", "'@SUM(A1)", "'-2"]
