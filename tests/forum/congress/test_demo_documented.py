"""The workshop of the demo that is over: the loop's end, with answers from the hall, in writing and from the forum."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts import demo as accounts
from forum.congress import demo, demo_documented, queries
from forum.congress.documentation import documentation
from forum.congress.models import LiveSession
from forum.congress.origins import origins
from forum.core.clock import now
from forum.municipalities import demo as municipalities
from forum.threads import demo as threads
from forum.threads.models import Thread

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    for part in (accounts, municipalities, threads, demo, demo_documented):
        part.load()


def test_a_guest_reads_what_became_of_every_question() -> None:
    live = LiveSession.objects.get(code=demo_documented.CODE)
    assert queries.access_documentation(session_id=live.pk, reader=AnonymousUser()) == live
    rows = documentation(live.pk).questions
    assert [(row.state, row.answered_how, bool(row.answers), bool(row.thread)) for row in rows] == [
        ("answered", "written", True, False),
        ("answered", "oral", False, False),
        ("answered", "forum", True, True),
        ("deferred", None, False, True),
        ("answered", "oral", False, False),
        ("open", None, False, False),
    ]
    assert (rows[0].also, rows[2].verified) == (["Woran erkennt man, dass es ernst wird?"], True)
    assert {row.by for row in documentation(live.pk).breakdowns} == {"size_class", "function"}


def test_threads_that_came_from_the_hall_carry_the_mark() -> None:
    carried = list(Thread.objects.filter(carried=True).values_list("pk", flat=True))
    assert [origin.fictional for rows in origins(carried).values() for origin in rows] == [True, True]


def test_loading_again_adds_nothing_and_the_code_of_the_hall_stays() -> None:
    demo.load()
    demo_documented.load()
    assert LiveSession.objects.count() == 2
    assert demo.join_code() == "KX7 P2M"


def test_days_later_its_times_go_with_the_congress(monkeypatch: pytest.MonkeyPatch) -> None:
    later = now() + timedelta(days=9)
    for module in ("forum.congress.demo", "forum.congress.queries.programme"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    demo.load()
    demo_documented.load()
    live = LiveSession.objects.select_related("programme").get(code=demo_documented.CODE)
    first = live.questions.order_by("created")[0]
    assert live.programme.starts == live.opened < first.created < live.closed < later
    assert live.opened > later - timedelta(days=1)
