"""How much of its author a post shows, in every place where it is shown."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.municipalities.enums import Kind
from forum.municipalities.models import Municipality
from forum.search.queries import search
from forum.threads import queries, rules
from forum.threads.enums import Group, SizeClass
from forum.threads.models import Post
from forum.threads.projections import author_view, identity_views, post_view, thread_view
from forum.threads.rules import CHOSEN_LEVELS
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation, make_municipality
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
NAME, PLACE = "Waltraud Unverwechselbar", "Hintertupfingen"


def make_author(**fields: Any) -> User:
    author = make_user(name=NAME)
    make_affiliation(author, make_municipality(PLACE, **{"population": 30_000, **fields}))
    return author


def make_like(number: int, **fields: Any) -> None:
    for _ in range(number):
        make_municipality(**{"population": 30_000, **fields})


def stored(post: Post) -> Post:
    found = queries.post_for_broadcast(post.pk)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("level", "shown", "unseen"),
    [("named", {NAME, PLACE}, set()), ("municipality", {PLACE}, {NAME}), ("described", set(), {NAME, PLACE})],
)
@pytest.mark.parametrize("who", ["guest", "member"])
def test_no_view_shows_more_than_the_level(level: str, shown: set[str], unseen: set[str], who: str) -> None:
    author, category = make_author(), make_category()
    thread = make_thread(category, author, identity=level, title="Eine Frage zum Rathausplatz")
    answer = make_answer(thread, author, identity=level)
    reader: Reader = AnonymousUser() if who == "guest" else make_user()
    page = queries.thread_page(reader=reader, wanted=queries.Wanted(), cursor=None)
    views = json.dumps(
        [post_view(stored(answer)), thread_view(page.items[0])]
        + [post_view(post) for post in queries.post_page(thread=page.items[0]).posts],
        ensure_ascii=False,
    )
    hits = str(search(reader=reader, query="Rathausplatz"))
    assert {text for text in (NAME, PLACE) if text in views} == shown
    assert not any(text in views or text in hits or author.email in views for text in unseen)
    assert "author_id" not in views


def test_a_post_keeps_the_municipality_its_author_acted_for() -> None:
    author = make_author()
    post = make_answer(make_thread(), author)
    author.affiliations.all().delete()
    make_affiliation(author, make_municipality("Neustadt"))
    view = post_view(stored(post))["author"]
    assert view["municipality"]["name"] == PLACE


@pytest.mark.parametrize(
    ("alike", "same_size", "same_group", "expected"),
    [
        (4, 0, 0, rules.Description(Group.MUNICIPALITY, SizeClass.UNDER_50)),
        (3, 1, 0, rules.Description("", SizeClass.UNDER_50)),
        (3, 0, 1, rules.Description(Group.MUNICIPALITY, "")),
        (3, 0, 0, rules.Description()),
    ],
)
def test_a_description_fits_at_least_five(
    alike: int, same_size: int, same_group: int, expected: rules.Description
) -> None:
    own = make_municipality(PLACE, population=30_000)
    make_like(alike)
    make_like(same_size, kind=Kind.INDEPENDENT_CITY)
    make_like(same_group, population=5_000)
    make_like(9, fictional=True)
    assert queries.description_of(own) == expected


def test_an_unknown_size_is_not_described() -> None:
    own = make_municipality(PLACE, population=None)
    make_like(4)
    assert queries.description_of(own) == rules.Description(Group.MUNICIPALITY, "")


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (0, SizeClass.UNDER_20),
        (19_999, SizeClass.UNDER_20),
        (20_000, SizeClass.UNDER_50),
        (99_999, SizeClass.UNDER_100),
        (100_000, SizeClass.UNDER_250),
        (499_999, SizeClass.UNDER_500),
        (500_000, SizeClass.OVER_500),
        (None, ""),
    ],
)
def test_size_classes_begin_with_their_lower_bound(population: int | None, expected: str) -> None:
    assert rules.size_class(population) == expected


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_municipality_has_a_group(kind: str) -> None:
    found = rules.descriptions(Municipality(kind=kind, population=1))
    assert found[-1] == rules.Description()
    assert all(rules.fits(description, Municipality(kind=kind, population=1)) for description in found)


def test_the_description_of_a_post_does_not_change_with_later_figures() -> None:
    author = make_author()
    make_like(4)
    post = make_answer(make_thread(), author, identity="described")
    Municipality.objects.filter(name=PLACE).update(population=900_000, kind=Kind.INDEPENDENT_CITY)
    assert author_view(stored(post)) == {
        "level": "described",
        "name": "",
        "municipality": None,
        "group": "municipality",
        "size": "20k_50k",
    }


def test_the_askers_mark_never_ties_a_name_to_a_described_question() -> None:
    author = make_author()
    thread = make_thread(author=author, identity="described")
    same = make_answer(thread, author, identity="described")
    named = make_answer(thread, author, identity="named")
    other = make_answer(thread, identity="named")
    assert [post_view(stored(post))["by_asker"] for post in (same, named, other)] == [True, False, False]


def test_the_preview_of_names_is_what_a_post_then_shows() -> None:
    author = make_author()
    make_like(4)
    previews = identity_views(author, *queries.acting_for(author))
    assert [view["level"] for view in previews] == list(CHOSEN_LEVELS)
    for view in previews:
        assert author_view(stored(make_answer(make_thread(), author, identity=view["level"]))) == view


def test_without_a_municipality_only_the_name_is_offered() -> None:
    user = make_user(name=NAME)
    assert identity_views(user, *queries.acting_for(user)) == [
        {"level": "named", "name": NAME, "municipality": None, "group": "", "size": ""}
    ]
