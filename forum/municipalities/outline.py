"""Where a place lies on the outline of North Rhine-Westphalia (viewBox 0 0 470 470) that the map draws."""

from math import cos, radians
from typing import Final

_WEST: Final = 5.80
_NORTH: Final = 52.58
_MIDDLE: Final = 51.5
"""Degrees: the outline's western and northern edge, and the parallel that keeps its true width."""
_SCALE: Final = 200


def position(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    """x and y of coordinates in degrees, one decimal (equirectangular); ``None`` where they are unknown."""
    if lat is None or lon is None:
        return None
    return round((lon - _WEST) * cos(radians(_MIDDLE)) * _SCALE, 1), round((_NORTH - lat) * _SCALE, 1)
