"""Pages by key: complete, without repetition, whatever is added meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.core.errors import InvalidError
from forum.core.keyset import encode, page
from forum.core.models import RateBucket

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 22, 10, tzinfo=UTC)


def make(key: str, minutes: int) -> RateBucket:
    return RateBucket.objects.create(key=key, tokens=0, updated=START + timedelta(minutes=minutes))


def walk(order: tuple[str, ...], size: int) -> list[str]:
    keys: list[str] = []
    cursor: str | None = None
    while True:
        found = page(RateBucket.objects.all(), order=order, cursor=cursor, size=size)
        keys += [row.key for row in found.items]
        cursor = found.next
        if cursor is None:
            return keys


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_pages_of_any_size_give_each_row_once_in_order(size: int) -> None:
    for number, minutes in enumerate([3, 1, 3, 2, 3, 1, 5]):
        make(f"k{number}", minutes)
    assert walk(("-updated", "-id"), size) == ["k6", "k4", "k2", "k0", "k3", "k5", "k1"]
    assert walk(("updated", "id"), size) == ["k1", "k5", "k3", "k0", "k2", "k4", "k6"]


def test_a_row_that_comes_in_front_meanwhile_repeats_nothing() -> None:
    for number in range(4):
        make(f"k{number}", number)
    first = page(RateBucket.objects.all(), order=("-updated", "-id"), cursor=None, size=2)
    make("new", 99)
    second = page(RateBucket.objects.all(), order=("-updated", "-id"), cursor=first.next, size=2)
    assert [row.key for row in (*first.items, *second.items)] == ["k3", "k2", "k1", "k0"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "ü",
        "e30",
        "=",
        encode([1]),
        encode(["no date", 1]),
        encode([None, 1]),
        encode([[], {}]),
        encode([1.5, 1]),
        encode([True, 1]),
        encode([1, 1]),
        encode([START, 2**63]),
        encode([START, "a\x00"]),
        encode([START, "1x"]),
        encode([datetime(2026, 1, 1), 1]),  # noqa: DTZ001 - a moment without its zone is the point
    ],
)
def test_a_forged_cursor_is_a_clear_error(cursor: str) -> None:
    make("k", 0)
    with pytest.raises(InvalidError) as refused:
        page(RateBucket.objects.all(), order=("-updated", "-id"), cursor=cursor, size=2)
    assert refused.value.code == "bad_cursor"
