"""The table of everything that can be sent to a live session: a new address needs a row here."""

from dataclasses import dataclass
from typing import Any

from forum.congress.enums import QuestionState

Q = "live/<int:session_id>/questions/<int:question_id>"
D = "live/<int:session_id>/desk"
TEXT = "Wer lädt die Ämter eigentlich ein?"


@dataclass(frozen=True)
class Command:
    """One call: where, with which good body, by whom, upon a question in which state; what a closed session answers."""

    route: str
    body: dict[str, Any] | None
    by: str = "staff"
    state: QuestionState = QuestionState.APPROVED
    method: str = "post"
    verb: str = ""
    closed: str = "session_closed"

    @property
    def name(self) -> str:
        return self.verb or self.route.rpartition("/")[2]


_SUBMITTED, _MERGED = QuestionState.SUBMITTED, QuestionState.MERGED
_VERB = f"{Q}/<slug:verb>"
COMMANDS = (
    Command("live/<int:session_id>/questions", {"text": TEXT, "identity": "pseudonym", "name": "Amt 50"}, by="joined"),
    Command(f"{Q}/vote", {"value": 1}, by="joined", method="put"),
    Command(f"{Q}/withdraw", {"rev": 1}, by="asker"),
    Command(f"{Q}/edit", {"rev": 1, "text": TEXT}, state=_SUBMITTED),
    Command(f"{Q}/label", {"rev": 1, "labels": ["Recht"]}, closed=""),
    Command(f"{Q}/pin", {"rev": 1, "position": 1}),
    Command(f"{Q}/answer", {"rev": 1, "text": "Das Ordnungsamt lädt ein."}, closed=""),
    Command(f"{Q}/merge", {"rev": 1, "into": "0"}),
    Command(f"{Q}/unmerge", {"rev": 1}, state=_MERGED),
    Command(_VERB, {"rev": 1}, verb="approve", state=_SUBMITTED),
    Command(_VERB, {"rev": 1, "reason": "unclear"}, verb="reject", state=_SUBMITTED, closed=""),
    Command(_VERB, {"rev": 1}, verb="stage"),
    Command(_VERB, {"rev": 1}, verb="unstage", state=QuestionState.ON_STAGE),
    Command(_VERB, {"rev": 1}, verb="defer", closed=""),
    Command(_VERB, {"rev": 1}, verb="restore", state=QuestionState.DEFERRED, closed=""),
    Command(f"{D}/premoderation", {"on": False}),
    Command(f"{D}/budget", {"seconds": 90}),
    Command(f"{D}/open", None, closed=""),
    Command(f"{D}/close", None, closed=""),
)
ELSEWHERE = {
    "live/join": "test_bad_input.py",
    "live/<int:session_id>/stage": "test_desk_and_stage.py",
    "live/<int:session_id>/polls": "test_polls_api.py",
    "live/<int:session_id>/receipts": "test_receipts.py",
    "live/<int:session_id>/me/group": "test_receipts.py",
    "live/<int:session_id>/podium": "test_podium.py",
    "live/<int:session_id>/desk/speakers": "test_podium.py",
    "live/<int:session_id>/desk/carry": "test_carry.py",
    "live/<int:session_id>/desk/documentation": "test_documentation_api.py",
    "live/<int:session_id>/exports": "test_documentation_api.py",
    f"{Q}/notice": "test_notices.py",
    "live/<int:session_id>/notices": "test_notices.py",
    "live/notices": "test_notices.py",
}
"""Beginnings of addresses whose commands have tables of their own."""
