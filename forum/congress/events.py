"""What others may hear of live sessions. They name ids only; what each audience sees of them is in ``projections``."""

from dataclasses import dataclass, field

from forum.core.events import Event


@dataclass(frozen=True)
class SessionChanged(Event):
    """A structural change: questions or polls came, changed their state or text, or the session itself changed.

    Heard by all three streams, each through its own projection. ``question_ids`` and ``poll_ids`` are empty when the
    session itself changed. ``participant_ids`` are the askers of these questions: their receipts
    (``projections.personal``) changed.
    """

    session_id: int
    from_rev: int
    rev: int
    question_ids: tuple[int, ...]
    participant_ids: tuple[int, ...] = ()
    poll_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ExportRequested(Event):
    """A file of a documentation waits to be made by a task."""

    export_id: int


@dataclass(frozen=True)
class AccessEnded(Event):
    """Somebody may no longer follow these sessions: this account or speaker, else all participants or whoever shows the
    stage by its link, else everybody.

    Their sockets are closed. An account that is in a session as a participant too stays there as one.
    """

    session_ids: tuple[int, ...]
    user_id: int | None = None
    participants: bool = False
    speaker_id: int | None = None
    by_stage_link: bool = False


@dataclass(frozen=True)
class SetsChanged(Event):
    """Questions were merged or taken apart, so that votes count for others than before.

    Each voter hears of their own votes for these questions, nobody of those of another.
    """

    session_id: int
    question_ids: tuple[int, ...]


@dataclass(frozen=True)
class ScoresChanged(Event):
    """Scores by question id as in projections -> (score, version).

    ``scores`` are those of visible questions, heard by all streams; ``merged`` those of questions within a set, heard
    by the moderation alone.
    """

    session_id: int
    scores: dict[str, tuple[int, int]]
    votes_rev: int
    merged: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class BallotsChanged(Event):
    """The results of these polls changed. Heard by all three streams, each through ``poll_projections.results``."""

    session_id: int
    poll_ids: tuple[int, ...]
