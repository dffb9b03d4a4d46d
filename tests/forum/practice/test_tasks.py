"""Publication at a planned time, through the worker and without one; the review date."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError
from forum.practice import actions
from forum.practice.actions import Given
from forum.practice.enums import State, Verb
from forum.practice.models import PracticeExample, Revision
from forum.practice.tasks import publish_scheduled, upkeep
from tests.factories.practice import TICKED, make_cast, make_published, make_revision

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def state_of(revision: Revision) -> str:
    return Revision.objects.get(pk=revision.pk).state


def let_the_time_come(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(publish_at=now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_the_worker_publishes_at_the_planned_time(settings: Settings) -> None:
    settings.TASKS = DATABASE_TASKS
    revision = make_revision(make_cast(), State.SCHEDULED)
    planned = DBTaskResult.objects.get()
    assert (planned.run_after, planned.args_kwargs) == (revision.publish_at, {"args": [revision.pk], "kwargs": {}})
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert state_of(revision) == State.SCHEDULED
    let_the_time_come(revision)
    DBTaskResult.objects.update(run_after=now() - timedelta(seconds=1))
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert state_of(revision) == State.PUBLISHED


@pytest.mark.django_db(transaction=True)
def test_without_a_worker_the_upkeep_command_publishes_what_is_due() -> None:
    cast = make_cast()
    due, later = make_revision(cast, State.SCHEDULED), make_revision(cast, State.SCHEDULED)
    let_the_time_come(due)
    call_command("upkeep", stdout=StringIO())
    assert (state_of(due), state_of(later)) == (State.PUBLISHED, State.SCHEDULED)
    assert Revision.objects.get(pk=due.pk).published_by == cast.second


@pytest.mark.django_db
def test_nothing_goes_live_before_its_time() -> None:
    revision = make_revision(make_cast(), State.SCHEDULED)
    with pytest.raises(ConflictError, match="not_yet"):
        actions.move(actor=None, revision_id=revision.pk, verb=Verb.GO_LIVE)
    assert (publish_scheduled.call(revision.pk), state_of(revision)) == (False, State.SCHEDULED)


@pytest.mark.django_db
def test_a_publication_is_planned_for_the_future_only() -> None:
    cast = make_cast()
    revision = make_revision(cast, State.APPROVED)
    given = Given(anonymisation=TICKED, links_checked=True, publish_at=now())
    with pytest.raises(InvalidError) as refusal:
        actions.move(actor=cast.second, revision_id=revision.pk, verb=Verb.SCHEDULE, given=given)
    assert refusal.value.errors == {"publish_at": "not_in_future"}


@pytest.mark.django_db
def test_at_its_review_date_an_example_needs_an_update_until_its_author_confirms_it() -> None:
    cast = make_cast()
    revision = make_published(cast)
    today = timezone.localdate()
    PracticeExample.objects.update(review_due=today)
    assert upkeep() == {"published": 0, "flagged": 1, "removed": 0}
    assert upkeep() == {"published": 0, "flagged": 0, "removed": 0}
    example = PracticeExample.objects.get()
    assert (example.needs_update_since is not None, example.needs_update_reason) == (True, "review_due")
    actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.CONFIRM)
    example = PracticeExample.objects.get()
    assert (example.needs_update_since, example.verified_on) == (None, today)
