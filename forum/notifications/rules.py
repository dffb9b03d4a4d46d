"""How long a mail is tried and kept."""

from datetime import datetime, timedelta
from typing import Final

PAUSES: Final = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""Until the next attempt after a failed one; with these used up the mail is given up."""
MOST_ATTEMPTS: Final = len(PAUSES) + 1
LEASE: Final = timedelta(minutes=10)
"""So long a mail is one worker's, who may be killed meanwhile: longer than a batch can take."""
BATCH: Final = 20
KEPT_FOR: Final = timedelta(days=3)
"""A mail that could not leave for so long is of no use any more, and its address is nobody's business."""


def is_given_up(*, attempts: int, stored: datetime, moment: datetime) -> bool:
    """Whether a mail is not to be tried again."""
    return attempts >= MOST_ATTEMPTS or moment - stored > KEPT_FOR
