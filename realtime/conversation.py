"""What one live socket says, and what it is answered."""

import asyncio
import logging
from typing import Final

import msgspec

from realtime import messages, metrics
from realtime.asgi import Message
from realtime.domain import Entry
from realtime.lane import Answer, Ballot, Vote, VoteLane, Will
from realtime.limits import Allowance
from realtime.peer import Peer, text_message
from realtime.topic import Topic

logger = logging.getLogger(__name__)

LONGEST: Final = 4096
"""Characters of a command."""
SYNC_COST: Final = 5
"""A snapshot costs more of the allowance than a vote."""
GROSS: Final = 10
"""What an oversize message weighs among the offences."""

Command = messages.VoteCommand | messages.BallotCommand | messages.SyncCommand


def ack(nonce: str, answer: Answer) -> Message:
    """The frame that answers a command."""
    message = messages.Ack(i=nonce, ok=answer.ok)
    if answer.error is not None:
        message.error = answer.error
    if answer.retry_ms is not None:
        message.retry_ms = answer.retry_ms
    return text_message(messages.encode(message))


PONG: Final = text_message(messages.encode(messages.Pong()))


class Conversation:
    """What one socket says: checked, limited, carried out or refused with a code. Here only `ping` is known."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self._allowance = Allowance(asyncio.get_running_loop().time)

    async def hear(self, text: str | None) -> bool:
        """Carry out one message; ``None`` stands for a binary one. False when the client has gone too far."""
        if text is None:
            return self.refuse("", "malformed")
        if len(text) > LONGEST:
            return self.refuse("", "too_large", weight=GROSS)
        try:
            command = messages.decode(text)
        except msgspec.ValidationError:
            return self.refuse(text, "invalid_command")
        except (msgspec.DecodeError, UnicodeEncodeError):
            return self.refuse("", "malformed")
        wait = self._allowance.take(SYNC_COST if isinstance(command, messages.SyncCommand) else 1)
        if wait:
            return self.refuse(text, "rate_limited", retry_ms=wait)
        if isinstance(command, messages.PingCommand):
            self.peer.push(PONG)
            return True
        return await self.carry_out(command, text)

    async def carry_out(self, command: Command, text: str) -> bool:
        """Do what the command says; false when the client has gone too far."""
        return self.refuse(text, "invalid_command")

    def refuse(self, text: str, error: str, *, retry_ms: int | None = None, weight: int = 1) -> bool:
        """Answer with a code, to the command's ``i`` when it has one; false when it was one refusal too many."""
        metrics.REFUSALS.labels(error).inc()
        nonce = messages.nonce_of(text)
        if nonce is not None:
            self.peer.push(ack(nonce, Answer(ok=False, error=error, retry_ms=retry_ms)))
        else:
            refusal = messages.Refusal(error=error)
            if retry_ms is not None:
                refusal.retry_ms = retry_ms
            self.peer.push(text_message(messages.encode(refusal)))
        return not self._allowance.offend(weight)


class LiveConversation(Conversation):
    """The commands of a live session."""

    def __init__(self, peer: Peer, topic: Topic, entry: Entry, lane: VoteLane) -> None:
        super().__init__(peer)
        self._topic = topic
        self._entry = entry
        self._lane = lane

    async def carry_out(self, command: Command, text: str) -> bool:
        if isinstance(command, messages.VoteCommand | messages.BallotCommand):
            self._cast(command)
            return True
        try:
            fresh = await self._topic.fresh()
        except Exception:
            logger.exception("the snapshot of %s cannot be read", self._topic.name)
            return self.refuse(text, "unavailable", retry_ms=2000, weight=0)
        for message in fresh:
            self.peer.push(message)
        return True

    def _cast(self, command: messages.VoteCommand | messages.BallotCommand) -> None:
        nonce, peer, person = command.i, self.peer, self._entry.participant_id
        if person is None:
            peer.push(ack(nonce, Answer(ok=False, error="not_a_participant")))
            return
        will: Will
        if isinstance(command, messages.VoteCommand):
            will = Vote(person, int(command.q), command.v)
        else:
            will = Ballot(person, int(command.p), command.choices)
        self._lane.submit(self._entry.session_id, will, lambda answer: peer.push(ack(nonce, answer)))
