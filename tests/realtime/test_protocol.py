from typing import get_args

import msgspec
import pytest

from realtime import messages, schema
from realtime.views import DeskQuestion, Question

DESK_QUESTION = {
    "id": "1", "text": "Wer lädt ein?", "by": None, "identity": "anonymous", "verified": False, "state": "rejected",
    "score": 0, "version": 0, "rev": 2, "at": None, "stage_since": None, "answered_at": None,
    "reason": "off_topic", "created": None, "changed_by": "Person 1",
}  # fmt: skip


def test_the_schema_in_the_repository_is_that_of_the_types() -> None:
    assert schema.SCHEMA_FILE.read_text() == schema.schema(), "run: python -m realtime.schema"


def test_the_documentation_in_the_repository_is_that_of_the_types() -> None:
    assert schema.PROTOCOL_FILE.read_text() == schema.protocol(), "run: python -m realtime.schema"


def test_every_message_is_documented() -> None:
    for kind in (*get_args(messages.ServerMessage), *get_args(messages.DeskMessage), *get_args(messages.ClientMessage)):
        assert kind.__doc__
        assert f"### {kind.__name__}\n" in schema.protocol()


def test_a_moderated_question_does_not_fit_the_public_type() -> None:
    assert messages.from_domain(DeskQuestion, DESK_QUESTION).reason == "off_topic"
    with pytest.raises(msgspec.ValidationError):
        messages.from_domain(Question, DESK_QUESTION)


def test_commands_are_read() -> None:
    vote = messages.decode('{"c":"vote","i":"a-1","q":"12","v":1}')
    assert vote == messages.VoteCommand(i="a-1", q="12", v=1)
    assert messages.decode('{"c":"ping"}') == messages.PingCommand()
    assert messages.decode('{"c":"sync","epoch":"7f3a","rev":799}') == messages.SyncCommand(epoch="7f3a", rev=799)
