"""Lists and pages of posts: order, filters, and that any position costs the same."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.core.clock import now
from forum.core.errors import InvalidError, NotFoundError
from forum.threads import queries
from forum.threads.demo import load as load_demo
from forum.threads.models import Post, Thread
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def fill(thread: Thread, posts: int) -> None:
    """Give a thread this many posts in one go."""
    first = thread.posts.get(number=1)
    Post.objects.bulk_create(
        Post(
            thread=thread,
            number=number,
            author=first.author,
            source="x",
            html=f"<p>{number}</p>",
            folded="x",
            render_version=1,
            created=now(),
        )
        for number in range(2, posts + 1)
    )
    Thread.objects.filter(pk=thread.pk).update(highest_number=posts, answer_count=posts - 1)
    thread.refresh_from_db()


def numbers(thread: Thread, **where: int) -> tuple[list[int | None], bool, bool]:
    found = queries.post_page(thread=thread, **where)
    return [post.number for post in found.posts], found.before, found.after


def test_a_thread_is_paged_from_any_number_in_both_directions() -> None:
    thread = make_thread()
    fill(thread, 50)
    assert numbers(thread) == (list(range(1, 21)), False, True)
    assert numbers(thread, start=21) == (list(range(21, 41)), True, True)
    assert numbers(thread, start=41) == (list(range(41, 51)), True, False)
    assert numbers(thread, start=51) == ([], True, False)
    assert numbers(thread, before=21) == (list(range(1, 21)), False, True)
    assert numbers(thread, before=45) == (list(range(25, 45)), True, True)
    assert numbers(thread, start=-5) == (list(range(1, 21)), False, True)


def test_reading_posts_takes_one_statement_at_any_position(
    statements: Callable[[Callable[[], Any]], list[str]],
) -> None:
    thread = make_thread()
    fill(thread, 300)
    for where in ({}, {"start": 290}, {"before": 150}):
        assert len(statements(lambda where=where: numbers(thread, **where))) == 1


def test_the_list_goes_on_after_the_last_row_whatever_is_added_meanwhile() -> None:
    category = make_category()
    threads = [make_thread(category) for _ in range(queries.THREADS_PER_PAGE + 2)]
    page = queries.thread_page(reader=GUEST, wanted=queries.Wanted(), cursor=None)
    assert [row.pk for row in page.items] == [thread.pk for thread in threads[:1:-1]]
    make_thread(category)
    rest = queries.thread_page(reader=GUEST, wanted=queries.Wanted(), cursor=page.next)
    assert [row.pk for row in rest.items] == [threads[1].pk, threads[0].pk]
    assert rest.next is None


def test_filters_narrow_the_list() -> None:
    category, me = make_category(slug="streit"), make_user()
    mine = make_thread(category, me)
    answered = make_thread(kind="question")
    make_answer(answered, me)
    experience = make_thread(category, kind="experience")

    def found(**wanted: Any) -> set[int]:
        page = queries.thread_page(reader=me, wanted=queries.Wanted(**wanted), cursor=None)
        return {row.pk for row in page.items}

    assert found() == {mine.pk, answered.pk, experience.pk}
    assert found(category="streit") == {mine.pk, experience.pk}
    assert found(kind="experience") == {experience.pk}
    assert found(unanswered=True) == {mine.pk}
    assert found(mine=True) == {mine.pk, answered.pk}
    assert found(category="streit", unanswered=True, mine=True) == {mine.pk}
    nothing = queries.thread_page(reader=GUEST, wanted=queries.Wanted(mine=True), cursor=None)
    assert (nothing.items, nothing.next) == ([], None)
    with pytest.raises(NotFoundError):
        found(category="gibt-es-nicht")
    with pytest.raises(InvalidError, match="bad_cursor"):
        queries.thread_page(reader=me, wanted=queries.Wanted(), cursor="unsinn")


def test_similar_threads_share_words_with_the_title_whatever_their_umlauts() -> None:
    best = make_thread(title="Lärm am Bolzplatz: Gespräch mit der Nachbarschaft")
    good = make_thread(title="Ein Gespräch beginnen, wenn niemand mag")
    make_thread(title="Haushalt und Personal im nächsten Jahr")
    found = queries.similar(reader=GUEST, title="GESPRAECH ueber laerm in der Nachbarschaft")
    assert [thread.pk for thread in found] == [best.pk, good.pk]
    assert queries.similar(reader=GUEST, title="am % _ wie") == []


def test_counts_stop_at_a_hundred() -> None:
    thread = make_thread()
    copies = [
        Thread(
            category=thread.category,
            kind="question",
            title="t",
            folded_title="t",
            highest_number=1,
            last_activity=now(),
            created=now(),
        )
        for _ in range(queries.MOST_COUNTED + 5)
    ]
    Thread.objects.bulk_create(copies)
    assert queries.how_many(queries.unanswered(queries.threads(GUEST))) == queries.MOST_COUNTED


def test_demo_threads_are_marked_and_loading_them_again_changes_nothing() -> None:
    from forum.accounts import demo as people
    from forum.municipalities import demo as places

    people.load()
    places.load()
    load_demo()
    counted = (Thread.objects.count(), Post.objects.count())
    load_demo()
    assert (Thread.objects.count(), Post.objects.count()) == counted == (12, 27)
    assert all("Beispieldaten" in post.html for post in Post.objects.all())
    open_long = queries.unanswered(Thread.objects.all()).order_by("created").first()
    assert open_long is not None
    assert (now() - open_long.created).days == 6
    assert max(len(title) for title in Thread.objects.values_list("title", flat=True)) > 120
    for thread in Thread.objects.all():
        assert list(thread.posts.order_by("number").values_list("number", flat=True)) == list(
            range(1, thread.highest_number + 1)
        )
