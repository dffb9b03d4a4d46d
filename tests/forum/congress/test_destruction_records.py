"""``verify_destruction`` says whether every destroyed key has its record, and whether the tables fit to it."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from forum.audit.models import AuditEntry
from forum.congress.actions import forget_voters
from forum.congress.enums import LiveState
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.queries.destructions import check_destructions
from forum.core.clock import now
from tests.factories.congress import make_live, make_question, make_votes

pytestmark = pytest.mark.django_db


def destroyed() -> LiveSession:
    live = make_live(state=LiveState.CLOSED, closed=now() - timedelta(days=15))
    make_votes(make_question(live), 2)
    forget_voters()
    live.refresh_from_db()
    return live


def faults() -> list[tuple[int, str]]:
    return [(finding.session_id, finding.fault) for finding in check_destructions(moment=now())]


def change_record(live: LiveSession, **facts: object) -> None:
    """What somebody with access to the database could do; the model itself refuses it."""
    entry = AuditEntry.objects.get(object_id=str(live.pk))
    AuditEntry.objects.filter(pk=entry.pk).update(facts={**entry.facts, **facts})


def test_the_command_prints_each_record_and_is_content() -> None:
    live, _running = destroyed(), make_live()
    out = StringIO()
    call_command("verify_destruction", stdout=out)
    record = AuditEntry.objects.get().facts
    assert out.getvalue().splitlines() == [
        f"session {live.pk}: destroyed {record['destroyed']}, 3 participants, 1 questions, 2 votes, "
        f"0 ballots, key sha256 {record['key_sha256']}",
        "every destroyed key has its record, and nothing can be joined",
    ]


def test_a_changed_record_is_noticed() -> None:
    live = destroyed()
    change_record(live, votes=0)
    assert faults() == [(live.pk, "signature"), (live.pk, "no_record")]
    with pytest.raises(CommandError, match="2 faults found"):
        call_command("verify_destruction", stdout=StringIO())


def test_the_record_of_another_session_does_not_do() -> None:
    first, second = destroyed(), destroyed()
    foreign = AuditEntry.objects.get(object_id=str(first.pk)).facts
    AuditEntry.objects.filter(object_id=str(second.pk)).update(facts=foreign)
    assert faults() == [(first.pk, ""), (second.pk, "other_session"), (second.pk, "no_record")]


def test_after_a_restore_the_key_that_is_back_is_noticed() -> None:
    live = destroyed()
    LiveSession.objects.filter(pk=live.pk).update(voter_key=b"k" * 32, key_destroyed=None)
    assert faults() == [(live.pk, ""), (live.pk, "key_is_back"), (live.pk, "overdue")]
    call_command("upkeep", stdout=StringIO())
    assert faults() == [(live.pk, ""), (live.pk, "")]


def link_a_question(live: LiveSession) -> None:
    LiveQuestion.objects.update(participant=live.participants.first())


def give_a_hash(live: LiveSession) -> None:
    live.participants.filter(pk__in=live.participants.values("pk")[:1]).update(key="0" * 64)


@pytest.mark.parametrize("link", [link_a_question, give_a_hash])
def test_rows_that_could_still_be_joined_are_noticed(link: Callable[[LiveSession], None]) -> None:
    live = destroyed()
    link(live)
    assert faults() == [(live.pk, ""), (live.pk, "linked")]


def test_records_of_a_former_secret_are_read_with_it(settings: Settings, tmp_path: Path) -> None:
    destroyed()
    file = tmp_path / "former"
    file.write_text(settings.SECRET_KEY + "\n")
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(CommandError):
        call_command("verify_destruction", stdout=StringIO())
    call_command("verify_destruction", former_secret=[file], stdout=StringIO())
