"""The order of locks: a congress before its live sessions. Nobody waits for somebody who waits for them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic

import pytest
from django.db import connection, transaction

from forum.congress.actions import carry_over, edit_congress, open_session, remove_point, set_status
from forum.congress.enums import CongressStatus, LiveState, QuestionState, StaffRole
from forum.congress.models import Congress, LiveSession, Session
from forum.threads.models import Thread
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_session, make_staff
from tests.factories.programme import FACTS, at, make_edited
from tests.factories.threads import make_category
from tests.forum.congress.refusals import refusal

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until_somebody_waits_for_us() -> None:
    """On PostgreSQL: until another connection waits for a lock of this one. SQLite lets only one write at all."""
    if connection.vendor != "postgresql":
        return
    until, waiting = monotonic() + 20, False
    with connection.cursor() as cursor:
        while not waiting and monotonic() < until:
            ours = "NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            cursor.execute(f"SELECT EXISTS (SELECT FROM pg_locks WHERE {ours})")  # noqa: S608 - a text of our own
            waiting = cursor.fetchone()[0]
    assert waiting


def test_closing_and_carrying_over_waits_for_the_congress_while_it_holds_nothing() -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    live = make_live(make_session(congress, starts=at(9)))
    host, place = make_staff(live, make_user(), StaffRole.HOST), make_category()
    question = make_question(live, QuestionState.DEFERRED)

    def carry() -> None:
        ids = [question.pk]
        try:
            carry_over(actor=host, session_id=live.pk, category=place.slug, question_ids=ids, close=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Congress.objects.select_for_update().get(pk=congress.pk)
            carried = pool.submit(carry)
            wait_until_somebody_waits_for_us()
            # Tells the hall of the new title, for which it needs the lock of the live session.
            edit_congress(actor=host, slug=congress.slug, version=1, facts=replace(FACTS, title="Anders"))
        carried.result()
    congress.refresh_from_db()
    assert (congress.title, congress.carry_category, LiveSession.objects.get().state) == (
        "Anders",
        place,
        LiveState.CLOSED,
    )
    assert Thread.objects.count() == 1


def test_a_point_whose_session_is_just_being_opened_is_not_removed() -> None:
    live = make_live(state=LiveState.PLANNED)
    host, point = make_staff(live, make_user(), StaffRole.HOST), live.programme
    slug = point.congress.slug
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            open_session(actor=host, session_id=live.pk)
            removed = pool.submit(refusal, lambda: remove_point(actor=host, slug=slug, session_id=point.pk))
            wait_until_somebody_waits_for_us()
        assert removed.result() == "live_session_used"
    assert Session.objects.filter(pk=point.pk).exists()


def test_a_congress_is_not_hidden_while_a_session_of_it_is_just_being_opened() -> None:
    live = make_live(state=LiveState.PLANNED)
    host, congress = make_staff(live, make_user(), StaffRole.HOST), live.programme.congress
    draft = CongressStatus.DRAFT
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            open_session(actor=host, session_id=live.pk)
            hidden = pool.submit(refusal, lambda: set_status(actor=host, slug=congress.slug, status=draft))
            wait_until_somebody_waits_for_us()
        assert hidden.result() == "live_session_open"
    congress.refresh_from_db()
    assert congress.status == CongressStatus.PUBLISHED


def test_a_session_whose_point_is_just_being_removed_is_not_opened() -> None:
    live = make_live(state=LiveState.PLANNED)
    host, point = make_staff(live, make_user(), StaffRole.HOST), live.programme
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            remove_point(actor=host, slug=point.congress.slug, session_id=point.pk)
            opened = pool.submit(refusal, lambda: open_session(actor=host, session_id=live.pk))
            wait_until_somebody_waits_for_us()
        assert opened.result() == "not_found"
    live.refresh_from_db()
    assert (live.state, live.opened) == (LiveState.PLANNED, None)
