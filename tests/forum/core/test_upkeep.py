"""What is due is done from one place, and one part that fails does not keep the others from it."""

from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core.management import CommandError, call_command

from forum.core.clock import now
from forum.core.models import RateBucket, RepeatedRequest
from forum.core.upkeep import keep_up, run_upkeep


@pytest.mark.django_db
def test_every_package_with_something_due_takes_part() -> None:
    out = StringIO()
    call_command("upkeep", stdout=out)
    done = dict(line.split(": ") for line in out.getvalue().splitlines())
    assert (
        done.items()
        >= {
            "core.repeats": "0",
            "core.buckets": "0",
            "practice.published": "0",
            "congress.voter_keys_destroyed": "0",
        }.items()
    )


def fail() -> dict[str, int]:
    raise ValueError("no such thing")


def test_a_part_that_fails_is_named_and_the_others_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def work() -> dict[str, int]:
        done.append("second")
        return {"rows": 1}

    monkeypatch.setattr("forum.core.upkeep.upkeep_ports", {"first": fail, "second": work})
    with pytest.raises(CommandError, match="upkeep failed for: first"):
        call_command("upkeep", stdout=StringIO())
    assert done == ["second"]


def test_it_runs_at_start_and_again_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, twice = [0], Event()

    def work() -> dict[str, int]:
        runs[0] += 1
        if runs[0] == 2:
            twice.set()
        return fail() if runs[0] == 1 else {}

    monkeypatch.setattr("forum.core.upkeep.upkeep_ports", {"work": work})
    stop = keep_up(every=0.001)
    assert twice.wait(20)
    stop.set()


@pytest.mark.django_db
def test_old_answers_and_full_buckets_are_removed() -> None:
    for days in (0, 6, 8):
        row = RepeatedRequest.objects.create(scope=f"{days}", key="k", fingerprint="f")
        RepeatedRequest.objects.filter(pk=row.pk).update(created=now() - timedelta(days=days))
        RateBucket.objects.create(key=f"{days}", tokens=1, updated=now() - timedelta(days=days))
    done = run_upkeep()
    assert (done["core.repeats"], done["core.buckets"]) == (1, 2)
    assert sorted(RepeatedRequest.objects.values_list("scope", flat=True)) == ["0", "6"]
    assert list(RateBucket.objects.values_list("key", flat=True)) == ["0"]
