"""The domain as the sockets ask it: gates, projections, and the vote action."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forum.congress import projections, queries
from forum.congress.actions.votes import VoteCommand, cast_votes
from forum.congress.enums import Stream as CongressStream
from forum.core.errors import NotFoundError
from forum.threads.queries import access_thread
from realtime import messages
from realtime.domain import Entry
from realtime.lane import Answer, Vote
from realtime.snapshots import Loaded
from realtime.streams import Stream
from realtime.views import OwnQuestion
from realtime.visitors import visitor

SNAPSHOTS: Final[dict[Stream, type[messages.Snapshot | messages.DeskSnapshot]]] = {
    "public": messages.Snapshot,
    "moderation": messages.DeskSnapshot,
    "stage": messages.Snapshot,
}
DELTAS: Final[dict[Stream, type[messages.Delta | messages.DeskDelta]]] = {
    "public": messages.Delta,
    "moderation": messages.DeskDelta,
    "stage": messages.Delta,
}


class ForumDomain:
    """``realtime.domain.Domain`` over the packages ``congress`` and ``threads``."""

    def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
        """Pass the gate of the stream."""
        who = visitor(cookies)
        if stream == "public":
            access = queries.access_attendee(session_id=session_id, reader=who.reader, token=who.token)
        elif stream == "moderation":
            access = queries.access_desk(session_id=session_id, reader=who.reader)
        else:
            grant = who.grant(session_id)
            access = queries.access_stage(session_id=session_id, reader=who.reader, grant=grant)
        if access.stream != stream:
            raise NotFoundError
        participant = access.participant.pk if access.participant else None
        return Entry(session_id, stream, participant)

    def personal(self, entry: Entry) -> messages.Me:
        """Votes and receipts; nothing for staff and projector."""
        me: dict[str, Any] = {"votes": {}, "own": []}
        if entry.participant_id is not None:
            me = projections.personal(entry.session_id, entry.participant_id)
        mine: messages.Me = messages.from_domain(messages.Me, me)
        return mine

    def snapshot(self, session_id: int, stream: Stream, people: str) -> Loaded:
        """The projection of the stream, encoded."""
        content = projections.snapshot(session_id, CongressStream(stream))
        del content["votes_rev"]
        message = messages.from_domain(SNAPSHOTS[stream], {**content, "people": people})
        return Loaded(message.epoch, message.rev, messages.encode(message))

    def cast_votes(self, session_id: int, votes: Sequence[Vote]) -> Sequence[Answer]:
        """Store the batch with the action that the REST call uses as well."""
        commands = [VoteCommand(vote.participant_id, vote.question_id, vote.value) for vote in votes]
        outcomes = cast_votes(session_id=session_id, votes=commands)
        return [Answer(ok=outcome.ok, error=outcome.error or None) for outcome in outcomes]

    def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> int:
        """Pass the gate of the thread."""
        return access_thread(reader=visitor(cookies).reader, thread_id=thread_id).pk


def delta(session_id: int, stream: Stream, from_rev: int, rev: int, question_ids: Sequence[int]) -> messages.Server:
    """What a structural change means for a stream."""
    content = projections.delta(session_id, CongressStream(stream), from_rev, rev, question_ids)
    message: messages.Server = messages.from_domain(DELTAS[stream], content)
    return message


def receipts(session_id: int, participant_id: int, question_ids: Sequence[int]) -> list[messages.Receipt]:
    """What has become of these questions, for their asker."""
    wanted = {str(question) for question in question_ids}
    own = projections.personal(session_id, participant_id)["own"]
    return [
        messages.Receipt(question=messages.from_domain(OwnQuestion, shape)) for shape in own if shape["id"] in wanted
    ]
