"""The two-level vocabulary of conflict topics: ``area`` and ``area.topic``."""

from typing import Final

TOPICS: Final[dict[str, tuple[str, ...]]] = {
    "accommodation": ("site", "living_together", "neighbourhood"),
    "public_space": ("meeting_places", "noise", "safety"),
    "housing": ("neighbours", "allocation", "neglect"),
    "school": ("parents", "pupils", "transitions"),
    "religion": ("places_of_worship", "burial", "holidays"),
    "administration": ("counter", "language", "complaints"),
    "volunteering": ("roles", "overload"),
    "youth": ("meeting_points", "groups"),
    "work": ("workplace", "access"),
    "extremism": ("hostility", "racism", "campaigns"),
    "resources": ("funding", "scarce_places"),
    "planning": ("participation", "energy"),
}

TOPIC_CODES: Final = tuple(
    code for area, topics in TOPICS.items() for code in (area, *(f"{area}.{topic}" for topic in topics))
)
TOPIC_CHOICES: Final = [(code, code) for code in TOPIC_CODES]


def area_of(code: str) -> str:
    """The upper level of a topic; an area is its own."""
    return code.partition(".")[0]
