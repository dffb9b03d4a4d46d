"""Codes of what this package refuses; ``forum.core.errors`` has the classes."""

from typing import Final

NOT_POSSIBLE_NOW: Final = "not_possible_now"
CHANGED_MEANWHILE: Final = "changed_meanwhile"
NOT_YOURS: Final = "not_yours"
INCOMPLETE: Final = "incomplete"
NO_OPEN_NOTE: Final = "no_open_note"
NOTE_UNANSWERED: Final = "note_unanswered"
NOT_ANONYMISED: Final = "not_anonymised"
LINKS_UNCHECKED: Final = "links_unchecked"
REQUIRED: Final = "required"
NOT_IN_FUTURE: Final = "not_in_future"
NOT_YET: Final = "not_yet"
REVISION_OPEN: Final = "revision_open"
