"""The public id: given once, never twice, never changed."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from forum.accounts.models import User
from forum.practice import actions
from forum.practice.enums import State
from forum.practice.models import PracticeExample
from tests.factories.practice import make_cast, make_revision


@pytest.mark.django_db(transaction=True)
def test_eight_people_beginning_at_once_get_different_numbers_without_gaps() -> None:
    cast = make_cast()
    failures: list[Exception] = []

    def begin() -> None:
        try:
            actions.start_example(actor=cast.author, demo=True)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    year = timezone.localdate().year
    ids = sorted(PracticeExample.objects.values_list("public_id", flat=True))
    assert (failures, ids) == ([], [f"PB-{year}-{number:03d}" for number in range(1, 9)])


@pytest.mark.django_db(transaction=True)
def test_two_curators_claiming_at_once_leave_one_claim() -> None:
    from forum.audit.models import AuditEntry
    from forum.core.errors import DomainError
    from forum.practice.enums import Verb
    from forum.practice.models import Revision

    cast = make_cast()
    revision = make_revision(cast, State.SUBMITTED)
    refused: list[str] = []

    def claim(curator: User) -> None:
        try:
            actions.move(actor=curator, revision_id=revision.pk, verb=Verb.CLAIM)
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=(who,)) for who in (cast.curator, cast.second) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    claims = AuditEntry.objects.filter(action="practice.claim", object_id=str(revision.pk))
    claimant = Revision.objects.get(pk=revision.pk).claimant_id
    assert (list(claims.values_list("actor_id", flat=True)), refused) == ([claimant], ["not_possible_now"] * 3)


@pytest.mark.django_db
def test_the_id_stays_over_all_revisions() -> None:
    cast = make_cast()
    revision = make_revision(cast, State.SUPERSEDED)
    example = PracticeExample.objects.get()
    assert (example.public_id, example.revisions.count()) == (revision.example.public_id, 2)
