"""Eight writers at once: no post is lost, no number is missing or given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from forum.accounts.models import User
from forum.threads.actions import answer
from forum.threads.models import Post, Thread
from tests.factories.accounts import make_user
from tests.factories.threads import make_thread

WRITERS = 8
POSTS_EACH = 25
AUTHORS_PER_WRITER = 3


def write(thread_id: int, authors: list[User]) -> list[int]:
    """Write ``POSTS_EACH`` answers in turn; the numbers that were given."""
    numbers = []
    try:
        for turn in range(POSTS_EACH):
            author = authors[turn % len(authors)]
            post = answer(actor=author, thread_id=thread_id, text=f"Antwort {turn} dieser Person.", identity="named")
            numbers.append(post.number or 0)
    finally:
        connection.close()
    return numbers


@pytest.mark.django_db(transaction=True)
def test_eight_writers_get_gap_free_numbers_and_lose_nothing() -> None:
    thread = make_thread()
    groups = [[make_user() for _ in range(AUTHORS_PER_WRITER)] for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        given = [n for numbers in pool.map(lambda authors: write(thread.pk, authors), groups) for n in numbers]
    expected = list(range(1, WRITERS * POSTS_EACH + 2))
    assert sorted(given) == expected[1:]
    assert list(Post.objects.filter(thread=thread).order_by("number").values_list("number", flat=True)) == expected
    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.highest_number, stored.answer_count) == (expected[-1], expected[-1] - 1)
    last = Post.objects.get(thread=thread, number=stored.highest_number)
    assert last.created == stored.last_activity
