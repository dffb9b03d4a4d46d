"""The domain as the sockets ask it: gates, projections, and the vote action."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Final

import msgspec

from forum.congress import poll_projections, projections, queries
from forum.congress.actions.ballots import BallotCommand, BallotOutcome, cast_ballots
from forum.congress.actions.casting import cast as cast_together
from forum.congress.actions.votes import VoteCommand, VoteOutcome, cast_votes
from forum.congress.enums import Stream as CongressStream
from forum.congress.events import SessionChanged
from forum.congress.keys import PARTICIPANT_COOKIE
from forum.core.errors import NotFoundError
from forum.threads.queries import access_thread
from realtime import messages
from realtime.domain import GUEST, Entry, Visit, account
from realtime.lane import Answer, Ballot, Vote, Will
from realtime.poll_views import DeskPollScore, PollScore
from realtime.snapshots import Loaded
from realtime.streams import STREAMS, Stream
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
RESULTS: Final[dict[Stream, type[PollScore | DeskPollScore]]] = {
    "public": PollScore,
    "moderation": DeskPollScore,
    "stage": PollScore,
}


class ForumDomain:
    """``realtime.domain.Domain`` over the packages ``congress`` and ``threads``."""

    def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
        """Pass the gate of the stream."""
        if stream == "public":
            seen = queries.glance(session_id=session_id, token=cookies.get(PARTICIPANT_COOKIE, ""))
            if seen is not None:
                return Entry(session_id, stream, seen.participant_id)
        who = visitor(cookies)
        if stream == "public":
            podium = who.podium(session_id)
            access = queries.access_attendee(session_id=session_id, reader=who.reader, token=who.token, podium=podium)
        elif stream == "moderation":
            access = queries.access_desk(session_id=session_id, reader=who.reader)
        else:
            grant = who.grant(session_id)
            access = queries.access_stage(session_id=session_id, reader=who.reader, grant=grant)
        if access.stream != stream:
            raise NotFoundError
        participant = access.participant.pk if access.participant else None
        user = who.reader.pk if access.by_account else None
        return Entry(session_id, stream, participant, user, access.speaker_id)

    def still_in(self, stream: Stream, session_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        """Participants with one statement, all others through the gate of the stream."""
        asked = {int(visit.person) for visit in visits if visit.person.isdigit()}
        there = queries.participants_let_in(session_id, asked) if asked else frozenset()
        return [
            int(visit.person) in there if visit.person.isdigit() else self._enters_again(stream, session_id, visit)
            for visit in visits
        ]

    def _enters_again(self, stream: Stream, session_id: int, visit: Visit) -> bool:
        try:
            return self.enter_live(stream, session_id, visit.cookies).person == visit.person
        except NotFoundError:
            return False

    def personal(self, entry: Entry) -> messages.Me:
        """Votes and receipts; nothing for staff and projector."""
        me: dict[str, Any] = {"votes": {}, "own": [], "ballots": {}}
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

    def cast_votes(self, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
        """Store the batch with the actions that the REST calls use as well, in one transaction whatever is in it."""
        cast = [will for will in votes if isinstance(will, Vote)]
        papers = [will for will in votes if isinstance(will, Ballot)]
        commands = [VoteCommand(vote.participant_id, vote.question_id, vote.value) for vote in cast]
        ballots = [BallotCommand(paper.participant_id, paper.poll_id, paper.choices) for paper in papers]
        said: Sequence[VoteOutcome | BallotOutcome]
        if not ballots:
            said = cast_votes(session_id=session_id, votes=commands)
        elif not commands:
            said = cast_ballots(session_id=session_id, ballots=ballots)
        else:
            said = list(chain(*cast_together(session_id=session_id, votes=commands, ballots=ballots)))
        asked: list[Will] = [*cast, *papers]
        found = dict(zip([will.place for will in asked], said, strict=True))
        outcomes = [found[will.place] for will in votes]
        return [Answer(ok=outcome.ok, error=outcome.error or None) for outcome in outcomes]

    def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> str:
        """Pass the gate of the thread."""
        reader = visitor(cookies).reader
        access_thread(reader=reader, thread_id=thread_id)
        return GUEST if reader.pk is None else account(reader.pk)

    def still_reads(self, thread_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        """Guests are asked about together, all others pass the gate of the thread."""
        guests = any(visit.person == GUEST for visit in visits) and self._reads_again(thread_id, Visit(GUEST, {}))
        return [guests if visit.person == GUEST else self._reads_again(thread_id, visit) for visit in visits]

    def _reads_again(self, thread_id: int, visit: Visit) -> bool:
        try:
            return self.enter_thread(thread_id, visit.cookies) == visit.person
        except NotFoundError:
            return False


def delta(event: SessionChanged, stream: Stream) -> messages.Server:
    """What a structural change means for a stream."""
    content = projections.delta(
        event.session_id, CongressStream(stream), event.from_rev, event.rev, event.question_ids, event.poll_ids
    )
    message: messages.Server = messages.from_domain(DELTAS[stream], content)
    return message


def receipts(session_id: int, participant_id: int, question_ids: Sequence[int]) -> list[messages.Receipt]:
    """What has become of these questions, for their asker."""
    wanted = {str(question) for question in question_ids}
    own = projections.personal(session_id, participant_id)["own"]
    return [
        messages.Receipt(question=messages.from_domain(OwnQuestion, shape)) for shape in own if shape["id"] in wanted
    ]


def results(session_id: int, poll_ids: Sequence[int]) -> dict[Stream, dict[str, Any]]:
    """For each stream the results of these polls that it may see, as JSON-ready data that its types allow."""
    found = poll_projections.results(session_id, poll_ids)
    return {
        stream: {
            poll: msgspec.to_builtins(messages.from_domain(RESULTS[stream], shape))
            for poll, shape in found[CongressStream(stream)].items()
        }
        for stream in STREAMS
    }
