"""Reading examples over the API."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.core.clock import now
from forum.practice import actions
from forum.practice.enums import State
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.practice import bring, flags, make_cast, make_published, make_revision

pytestmark = pytest.mark.django_db


def test_list_and_page_take_as_many_statements_for_three_rows_as_for_one(
    api: ApiClient, api_as: Callable[..., ApiClient], same_queries: Callable[..., int]
) -> None:
    cast = make_cast()
    first = make_published(cast)
    address = f"practice/examples/{first.example.public_id}"
    member = api_as(make_user())

    def add() -> None:
        make_published(cast, related=[first.example.public_id])

    assert same_queries(lambda: api.send("get", "practice/examples?kind=structure&topic=housing"), add) <= 12
    assert same_queries(lambda: api.send("get", "practice/facets?kind=structure"), add) <= 12
    assert same_queries(lambda: member.send("get", "practice/examples"), add) <= 12
    assert same_queries(lambda: member.send("get", address), add) <= 12


def test_the_desk_takes_as_many_statements_for_three_rows_as_for_one(
    api_as: Callable[..., ApiClient], same_queries: Callable[..., int]
) -> None:
    cast = make_cast()
    make_revision(cast, State.IN_REVIEW)
    desk, mine = api_as(cast.second), api_as(cast.author)

    def add() -> None:
        make_revision(cast, State.IN_REVIEW)

    assert same_queries(lambda: desk.send("get", "practice/desk"), add) <= 12
    assert same_queries(lambda: mine.send("get", "practice/mine"), add) <= 12


def test_a_page_with_three_related_examples_takes_as_many_statements_as_with_one(
    api: ApiClient, statements: Callable[..., list[str]]
) -> None:
    cast = make_cast()
    ids = [make_published(cast).example.public_id for _ in range(3)]
    one = make_published(cast, related=ids[:1], obstacles=["a"]).example.public_id
    three = make_published(cast, related=ids, obstacles=["a", "b", "c"]).example.public_id
    counts = [len(statements(lambda i=i: api.send("get", f"practice/examples/{i}"))) for i in (one, three)]
    assert counts == [counts[0]] * 2
    assert counts[0] <= 12


def test_guests_get_no_network_only_text_from_any_address(api: ApiClient) -> None:
    word = "Zauberwort"
    live = make_published(title=word, teaser=word, context=word, visibility="network", kind="tool")
    bare = f"practice/examples/{live.example.public_id}"
    answers = [api.send("get", path) for path in ("practice/examples", "practice/facets", bare, f"{bare}/export")]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert [word in answer.content.decode() for answer in answers] == [False] * 4
    assert answers[0].json() == {"items": [], "next": None}
    assert answers[1].json()["total"] == 0
    shell = api.get(f"/praxis/{live.example.public_id}")
    assert word not in shell.content.decode()


def test_the_live_page_is_byte_identical_while_the_next_revision_is_on_its_way(api: ApiClient) -> None:
    cast = make_cast()
    live = make_published(cast)
    address = f"practice/examples/{live.example.public_id}"
    before = [api.send("get", path).content for path in (address, f"{address}/export", "practice/examples")]
    draft = actions.revise_example(actor=cast.author, public_id=live.example.public_id)
    changes: dict[str, Any] = {"title": "Neuer Titel", "conflict_topics": ["youth"], "dos": ["Neu"], "related": []}
    actions.save_draft(actor=cast.author, revision_id=draft.pk, version=draft.version, changes=changes)
    for state in (State.SUBMITTED, State.IN_REVIEW, State.RELEASE_PENDING, State.APPROVED):
        assert [api.send("get", path).content for path in (address, f"{address}/export", "practice/examples")] == before
        draft.refresh_from_db()
        bring_on(cast, draft, state)
    bring_on(cast, draft, State.PUBLISHED)
    assert api.send("get", address).json()["text"]["title"] == "Neuer Titel"


def bring_on(cast: Any, draft: Any, state: State) -> None:
    """Repeated moves are harmless, so the whole way may be walked again."""
    if state == State.SUBMITTED:
        bring(cast, draft, state)
    else:
        steps = {State.IN_REVIEW: 1, State.RELEASE_PENDING: 2, State.APPROVED: 3, State.PUBLISHED: 4}
        from tests.factories.practice import _way, rate

        actor, verb, given = _way(cast, draft, State.PUBLISHED)[steps[state]]
        if state == State.RELEASE_PENDING:
            rate(cast, draft)
        actions.move(actor=actor, revision_id=draft.pk, verb=verb, given=given)


def test_a_contact_person_is_named_to_members_and_only_with_consent(
    api: ApiClient, api_as: Callable[..., ApiClient]
) -> None:
    cast = make_cast()
    named = make_published(cast, contact_person="Frau Beispiel", contact_person_consent=True)
    address = f"practice/examples/{named.example.public_id}"
    assert api.send("get", address).json()["text"]["contact_person"] == ""
    assert "Frau Beispiel" not in api.send("get", f"{address}/export").content.decode()
    assert api_as(make_user()).send("get", address).json()["text"]["contact_person"] == "Frau Beispiel"


def test_a_suspended_example_answers_without_text(api: ApiClient) -> None:
    live = make_published(title="Zauberwort")
    flags(live, suspended_at=now(), suspend_reason="Meldung von Zauberwort")
    answer = api.send("get", f"practice/examples/{live.example.public_id}")
    assert (answer.status_code, answer.json()["suspended"], answer.json()["text"]) == (200, True, None)
    assert "Zauberwort" not in answer.content.decode()


def test_the_export_names_licence_and_source(api: ApiClient) -> None:
    live = make_published(title="Runde der Ämter")
    answer = api.send("get", f"practice/examples/{live.example.public_id}/export").json()
    place = live.participations.get().municipality.name
    assert (answer["licence"], answer["attribution"], answer["title"]) == (
        "cc_by_4",
        f"{place}: Runde der Ämter ({live.example.public_id})",
        "Runde der Ämter",
    )
    assert answer["url"].endswith(f"/praxis/{live.example.public_id}")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("practice/examples/PB-2026-999", 404, "not_found"),
        ("practice/examples?cursor=%00", 422, "bad_cursor"),
        ("practice/examples?cursor=WzEsMl0", 422, "bad_cursor"),
        ("practice/revisions/1", 401, "not_signed_in"),
        ("practice/desk", 401, "not_signed_in"),
        ("practice/mine", 401, "not_signed_in"),
    ],
)
def test_wrong_addresses_get_a_code(api: ApiClient, path: str, status: int, code: str) -> None:
    answer = api.send("get", path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_the_desk_is_for_curators(api_as: Callable[..., ApiClient]) -> None:
    cast = make_cast()
    make_revision(cast, State.SUBMITTED)
    assert api_as(make_user()).send("get", "practice/desk").status_code == 403
    desk = api_as(cast.curator).send("get", "practice/desk?state=submitted").json()
    assert [(row["state"], row["author"]) for row in desk["items"]] == [("submitted", "Autorin")]
