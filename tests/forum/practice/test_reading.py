"""Who reads what: lists, search, facets, pages. Each negative case holds text that could leak."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.rules import Reader
from forum.core.clock import now
from forum.core.errors import NotFoundError
from forum.practice import queries
from forum.practice.enums import State
from forum.practice.facets import Selection
from forum.practice.search import search
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_municipality
from tests.factories.practice import flags, make_cast, make_published, make_revision

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()
ALL = Selection()


def listed(reader: Reader, selection: Selection = ALL) -> list[str]:
    page = queries.list_examples(reader=reader, selection=selection, cursor=None, size=50)
    return [row.title for row in page.items]


def test_guests_find_no_network_only_text_in_list_search_facets_or_page() -> None:
    open_one = make_published(title="Offenes Beispiel")
    hidden = make_published(title="Geheimes Beispiel", visibility="network", kind="tool", context="Zauberwort")
    assert (listed(GUEST), listed(make_user())) == (
        ["Offenes Beispiel"],
        ["Geheimes Beispiel", "Offenes Beispiel"],
    )
    assert list(search(GUEST, "Zauberwort", 10)) == []
    assert [hit.title for hit in search(make_user(), "zauberwort", 10)] == ["Geheimes Beispiel"]
    counts, total = queries.count_facets(reader=GUEST, selection=ALL)
    assert (counts["kind"], total) == ({"structure": 1}, 1)
    with pytest.raises(NotFoundError):
        queries.access_example(reader=GUEST, public_id=hidden.example.public_id)
    assert queries.access_example(reader=GUEST, public_id=open_one.example.public_id).revision == open_one


@pytest.mark.parametrize("state", [s for s in State if s not in {State.PUBLISHED, State.SUPERSEDED}])
def test_nobody_outside_finds_unpublished_text(state: State) -> None:
    revision = make_revision(make_cast(), state, context="Zauberwort")
    stranger = make_user()
    for reader in (GUEST, stranger):
        assert (listed(reader), list(search(reader, "Zauberwort", 10))) == ([], [])
        assert queries.count_facets(reader=reader, selection=ALL)[1] == 0
        with pytest.raises(NotFoundError):
            queries.access_example(reader=reader, public_id=revision.example.public_id)
        with pytest.raises(NotFoundError):
            queries.access_workshop(reader=reader, revision_id=revision.pk)


def test_a_draft_is_seen_by_author_and_lead_but_not_by_curators() -> None:
    cast = make_cast()
    draft = make_revision(cast, State.DRAFT)
    for reader in (cast.author, cast.lead):
        assert queries.access_workshop(reader=reader, revision_id=draft.pk) == draft
    with pytest.raises(NotFoundError):
        queries.access_workshop(reader=cast.curator, revision_id=draft.pk)


def test_a_member_sees_nothing_of_the_curation_of_a_live_example() -> None:
    live = make_published()
    with pytest.raises(NotFoundError):
        queries.access_workshop(reader=make_user(), revision_id=live.pk)


def test_archived_examples_leave_the_list_and_keep_their_page() -> None:
    live = make_published()
    flags(live, archived_at=now())
    assert (listed(GUEST), list(search(GUEST, "Anlaufstelle", 10))) == ([], [])
    assert queries.access_example(reader=GUEST, public_id=live.example.public_id).revision == live


def test_a_suspended_example_shows_no_text_to_anybody() -> None:
    live = make_published()
    flags(live, suspended_at=now())
    for reader in (GUEST, make_user()):
        assert (listed(reader), list(search(reader, "Anlaufstelle", 10))) == ([], [])
        assert queries.access_example(reader=reader, public_id=live.example.public_id).revision is None


def test_related_examples_are_narrowed_to_the_reader() -> None:
    cast = make_cast()
    hidden = make_published(cast, title="Geheim", visibility="network")
    shown = make_published(cast, title="Offen")
    ids = [hidden.example.public_id, shown.example.public_id]
    live = make_published(cast, related=ids, derived_from=ids[0])
    seen = queries.access_example(reader=GUEST, public_id=live.example.public_id)
    assert ([row.title for row in seen.related], seen.derived_from) == (["Offen"], None)
    for_member = queries.access_example(reader=make_user(), public_id=live.example.public_id)
    assert ([row.title for row in for_member.related], for_member.derived_from) == (["Offen"], hidden)


def test_the_search_finds_umlauts_written_out_and_the_other_way_round() -> None:
    make_published(title="Überblick für Fußgänger")
    for words in ("ueberblick", "Überblick", "fussgaenger", "fußgänger über"):
        assert [hit.title for hit in search(GUEST, words, 10)] == ["Überblick für Fußgänger"]


def test_facets_narrow_within_by_or_and_across_by_and() -> None:
    cast = make_cast()
    make_published(cast, title="A", kind="tool", conflict_topics=["housing.neighbours"], approaches=["mediation"])
    make_published(cast, title="B", kind="tool", conflict_topics=["youth"], approaches=["training"])
    make_published(cast, title="C", kind="measure", conflict_topics=["housing"], approaches=["mediation"])
    assert listed(GUEST, Selection.of({"kind": ["tool", "measure"]})) == ["C", "B", "A"]
    assert listed(GUEST, Selection.of({"kind": ["tool"], "approach": ["mediation"]})) == ["A"]
    assert listed(GUEST, Selection.of({"topic": ["housing"]})) == ["C", "A"]
    assert listed(GUEST, Selection.of({"topic": ["housing.neighbours"]})) == ["A"]
    assert listed(GUEST, Selection.of({"kind": ["nonsense"]})) == ["C", "B", "A"]


def test_a_count_is_the_length_of_the_list_with_that_value_chosen() -> None:
    cast, small = make_cast(), make_cast(population=15_000, administrative_region="Köln")
    large = make_municipality(population=600_000, administrative_region="Münster")
    make_published(small, kind="tool")
    make_published(cast, kind="measure", conflict_topics=["youth", "housing.neglect"])
    make_published(cast, kind="tool", municipalities=[*_lead(cast.place.ags), {"ags": large.ags, "role": "partner"}])
    chosen = {"kind": ["tool"], "size": ["50_100"]}
    counts, total = queries.count_facets(reader=GUEST, selection=Selection.of(chosen))
    assert total == len(listed(GUEST, Selection.of(chosen)))
    for name, values in counts.items():
        for code, number in values.items():
            expected = listed(GUEST, Selection.of({**chosen, name: [code]}))
            assert (name, code, number) == (name, code, len(expected))
    assert (total, counts["kind"], counts["size"]) == (1, {"measure": 1, "tool": 1}, {"5_20": 1, "50_100": 1})
    assert counts["region"] == {}
    nowhere = Selection.of({"kind": ["tool"], "topic": ["school"]})
    assert queries.count_facets(reader=GUEST, selection=nowhere)[0]["topic"]["school"] == 0


def _lead(ags: str) -> list[dict[str, str]]:
    return [{"ags": ags, "role": "lead"}]


def test_a_page_of_the_list_continues_where_the_last_ended() -> None:
    cast = make_cast()
    for title in "ABCDE":
        make_published(cast, title=title)
    first = queries.list_examples(reader=GUEST, selection=ALL, cursor=None, size=2)
    make_published(cast, title="Neu")
    second = queries.list_examples(reader=GUEST, selection=ALL, cursor=first.next, size=2)
    third = queries.list_examples(reader=GUEST, selection=ALL, cursor=second.next, size=2)
    assert [[r.title for r in p.items] for p in (first, second, third)] == [["E", "D"], ["C", "B"], ["A"]]
    assert third.next is None


def test_the_desk_puts_overdue_and_oldest_first() -> None:
    cast = make_cast()
    new, old = make_revision(cast, State.SUBMITTED), make_revision(cast, State.IN_REVIEW)
    type(old).objects.filter(pk=old.pk).update(due_on=now().date() - timedelta(days=3))
    page = queries.desk(reader=cast.second, state=None, cursor=None, size=10)
    assert [row.pk for row in page.items] == [old.pk, new.pk]
    assert dict(queries.desk_states(reader=cast.second)) == {
        "submitted": 1,
        "in_review": 1,
        "changes_requested": 0,
        "release_pending": 0,
        "approved": 0,
        "scheduled": 0,
    }


def test_a_lead_is_asked_until_the_municipality_has_released() -> None:
    cast = make_cast()
    revision = make_revision(cast, State.RELEASE_PENDING)
    assert list(queries.awaiting_release_by(cast.lead)) == [revision]
    assert list(queries.awaiting_release_by(cast.author)) == []
