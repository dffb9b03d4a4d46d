"""Data of congresses: the programme, and the live sessions within it."""

from forum.congress.models.exports import SessionExport
from forum.congress.models.links import SpeakerLink
from forum.congress.models.live import LiveAnswer, LiveQuestion, LiveSession, Participant, QuestionVote
from forum.congress.models.material import CongressFile, FormerPart, SessionExample
from forum.congress.models.notices import AnswerNotice
from forum.congress.models.polls import Ballot, Poll, PollOption, PollWord
from forum.congress.models.programme import Congress, CongressStaff, Room, Session, SessionSpeaker, Speaker
from forum.congress.models.registration import Registration, WorkshopPlace

__all__ = [
    "AnswerNotice",
    "Ballot",
    "Congress",
    "CongressFile",
    "CongressStaff",
    "FormerPart",
    "LiveAnswer",
    "LiveQuestion",
    "LiveSession",
    "Participant",
    "Poll",
    "PollOption",
    "PollWord",
    "QuestionVote",
    "Registration",
    "Room",
    "Session",
    "SessionExample",
    "SessionExport",
    "SessionSpeaker",
    "Speaker",
    "SpeakerLink",
    "WorkshopPlace",
]
