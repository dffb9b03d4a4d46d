"""Examples, their revisions, and what curation leaves behind."""

from forum.practice.models.example import PracticeExample, UpdateSuggestion, YearCounter
from forum.practice.models.review import Release, ReviewNote
from forum.practice.models.revision import Revision, RevisionMunicipality, RevisionTerm

__all__ = [
    "PracticeExample",
    "Release",
    "ReviewNote",
    "Revision",
    "RevisionMunicipality",
    "RevisionTerm",
    "UpdateSuggestion",
    "YearCounter",
]
