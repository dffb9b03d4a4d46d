"""Size classes by inhabitants, as municipal associations in North Rhine-Westphalia count them."""

from typing import Final

from forum.municipalities.enums import SizeClass

LIMITS: Final = (
    (SizeClass.UNDER_5, 0),
    (SizeClass.FROM_5, 5_000),
    (SizeClass.FROM_20, 20_000),
    (SizeClass.FROM_50, 50_000),
    (SizeClass.FROM_100, 100_000),
    (SizeClass.OVER_500, 500_000),
)
"""Classes and the number of inhabitants at which each begins, smallest first."""


def size_class(population: int | None) -> SizeClass | None:
    """The class of a number of inhabitants; ``None`` when it is unknown. A limit belongs to the class above it."""
    if population is None:
        return None
    return next(size for size, begins in reversed(LIMITS) if population >= begins)
