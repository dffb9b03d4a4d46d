"""Postponing a congress with its programme, and deleting a draft that was begun by mistake."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import actions
from forum.congress.enums import CongressStatus, StaffRole
from forum.congress.media import store
from forum.congress.models import Congress, CongressFile, LiveSession, Session
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from tests.factories.congress import make_live
from tests.factories.media import PDF
from tests.factories.programme import BERLIN, DAY, FACTS, add, at, make_edited, make_host

pytestmark = pytest.mark.django_db
LATER = replace(FACTS, starts=DAY + timedelta(days=35), ends=DAY + timedelta(days=36))


def edit(host: User, congress: Congress, version: int, facts: actions.Facts, *, along: bool = True) -> Congress:
    return actions.edit_congress(actor=host, slug=congress.slug, version=version, facts=facts, with_programme=along)


def shown() -> list[str]:
    rows = Session.with_removed.order_by("pk")
    return [f"{row.starts.astimezone(BERLIN):%d.%m. %H:%M}-{row.ends.astimezone(BERLIN):%d.%m. %H:%M}" for row in rows]


def test_a_congress_is_postponed_into_summer_time_with_its_programme_and_back() -> None:
    congress = make_edited()
    host = make_host(congress)
    add(host, congress, at(9), at(10, 30))
    gone = add(host, congress, at(14), at(15))
    add(host, congress, at(22, day=DAY + timedelta(days=1)), at(0, day=DAY + timedelta(days=2)))
    actions.remove_point(actor=host, slug=congress.slug, session_id=gone.pk)
    before = list(Session.with_removed.order_by("pk").values_list("starts", "ends"))
    edit(host, congress, 1, FACTS)
    for _ in range(2):  # the second time nothing moves
        moved = edit(host, congress, 2, LATER)
        assert (moved.starts, moved.version) == (LATER.starts, 3)
        assert shown() == ["16.04. 09:00-16.04. 10:30", "16.04. 14:00-16.04. 15:00", "17.04. 22:00-18.04. 00:00"]
    assert list(Session.with_removed.order_by("pk").values_list("version", flat=True)) == [2, 3, 2]
    actions.restore_point(actor=host, slug=congress.slug, session_id=gone.pk)
    edit(host, congress, 3, FACTS)
    assert list(Session.objects.order_by("pk").values_list("starts", "ends")) == before


def test_a_programme_stays_unless_it_shall_move_and_never_leaves_the_days() -> None:
    congress = make_edited()
    host = make_host(congress)
    add(host, congress, at(9, day=DAY + timedelta(days=1)), at(10, day=DAY + timedelta(days=1)))
    before = shown()
    with pytest.raises(InvalidError, match="sessions_outside"):
        edit(host, congress, 1, LATER, along=False)
    with pytest.raises(InvalidError, match="sessions_outside"):
        edit(host, congress, 1, replace(LATER, ends=LATER.starts))
    with pytest.raises(ConflictError, match="changed_meanwhile"):
        edit(host, congress, 9, LATER)
    assert (shown(), Congress.objects.get().starts) == (before, DAY)


def test_a_night_that_the_change_of_the_clocks_turns_round_is_refused() -> None:
    congress = make_edited()
    host = make_host(congress)
    add(host, congress, at(2, 45), at(3, 15))
    change = DAY + timedelta(days=16)  # on 28 March 2027 there is no 02:45
    with pytest.raises(InvalidError, match="ends_before_start"):
        edit(host, congress, 1, replace(FACTS, starts=change, ends=change + timedelta(days=1)))


def kept_file(host: User, congress: Congress) -> CongressFile:
    arrived = store.receive(io.BytesIO(PDF))
    return actions.add_file(actor=host, slug=congress.slug, session_id=None, name="a.pdf", arrived=arrived)


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_deleted_with_all_that_is_in_it(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    congress, other = make_edited(), make_edited()
    host, other_host = make_host(congress), make_host(other)
    session = add(host, congress, at(9), at(10))
    actions.add_live(actor=host, slug=congress.slug, session_id=session.pk)
    removed = add(host, congress, at(11), at(12))
    actions.remove_point(actor=host, slug=congress.slug, session_id=removed.pk)
    kept_file(host, congress)
    file = kept_file(other_host, other)
    actions.delete_draft(actor=host, slug=congress.slug)
    assert list(Congress.objects.all()) == [other]
    assert (Session.with_removed.count(), LiveSession.objects.count()) == (0, 0)
    assert [path.name for path in store.folder().glob("[0-9a-f]*")] == [file.stored]
    assert AuditEntry.objects.get(action="congress.delete").facts == {"slug": congress.slug}
    with pytest.raises(NotFoundError):
        actions.delete_draft(actor=host, slug=congress.slug)


def test_a_congress_that_is_shown_or_in_which_people_have_been_is_not_deleted() -> None:
    published, opened, listed, plain = (
        make_edited(CongressStatus.PUBLISHED),
        make_edited(),
        make_edited(),
        make_edited(),
    )
    host = make_host(published)
    with pytest.raises(ConflictError, match="congress_shown"):
        actions.delete_draft(actor=host, slug=published.slug)
    host = make_host(opened)
    gone = add(host, opened, at(9), at(10))
    make_live(gone, opened=at(9))
    Session.objects.filter(pk=gone.pk).update(removed=at(9))
    with pytest.raises(ConflictError, match="congress_used"):
        actions.delete_draft(actor=host, slug=opened.slug)
    host = make_host(listed)
    actions.admit(actor=host, slug=listed.slug, name="Leila Haddad", municipality="")
    with pytest.raises(ConflictError, match="congress_used"):
        actions.delete_draft(actor=host, slug=listed.slug)
    for user in (host, make_host(plain, StaffRole.MODERATOR)):
        with pytest.raises(NotFoundError):
            actions.delete_draft(actor=user, slug=plain.slug)
    assert Congress.objects.count() == 4
