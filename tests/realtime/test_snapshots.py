"""A snapshot is read once and then brought forward by the deltas that pass."""

import json
from typing import Any

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.congress.events import SessionChanged
from forum.core.errors import DomainError
from forum.core.events import subscribe
from realtime import messages
from realtime.changes import Changes
from realtime.forum_domain import ForumDomain, delta
from realtime.peer import text_message
from realtime.picture import Picture, delta_of
from realtime.process import encode_changes
from realtime.snapshots import DELTAS, Loaded, Snapshots
from realtime.streams import STREAMS, Stream
from tests.forum.congress.test_following import EXAMPLES, Hall, steps


def row(one: str, text: str = "Wer lädt ein?") -> dict[str, Any]:
    return {"id": one, "text": text}


def snapshot(rev: int, *questions: dict[str, Any], polls: list[dict[str, Any]] | None = None) -> str:
    whole = {"t": "snapshot", "epoch": "e", "rev": rev, "session": {"title": "A"}, "people": "<10"}
    return json.dumps({**whole, "questions": list(questions), "polls": polls or []})


def change(start: int, **what: Any) -> str:
    return json.dumps({"t": "delta", "from": start, "rev": start + 1, **what})


class State:
    """A database that counts how often it is read."""

    def __init__(self) -> None:
        self.rev = 1
        self.reads = 0

    async def load(self) -> Loaded:
        self.reads += 1
        return Loaded("e", self.rev, snapshot(self.rev, row("1"), row("2")))


def kept(state: State) -> Snapshots:
    return Snapshots(state.load, lambda changes: text_message(encode_changes(changes)))


async def shown(snapshots: Snapshots) -> tuple[int, list[str]]:
    whole = json.loads((await snapshots.get()).message["text"])
    return whole["rev"], [question["text"] for question in whole["questions"]]


def test_a_change_is_taken_over_as_a_client_would_and_everything_else_stays_to_the_letter() -> None:
    picture = Picture(snapshot(4, row("1"), row("2"), polls=[row("7"), row("8")]))
    for text in (
        change(4, questions=[row("2", "Größer?"), row("3")], gone=["1", "99"]),
        change(5, polls=[row("8", "Neu")], gone_polls=["7"], session={"title": "B"}),
    ):
        made = delta_of(text)
        assert made is not None
        picture.apply(made)
    expected = json.loads(snapshot(6, row("2", "Größer?"), row("3"), polls=[row("8", "Neu")]))
    assert json.loads(picture.text()) == {**expected, "session": {"title": "B"}}


def test_a_change_that_does_not_fit_is_refused_and_other_frames_are_none() -> None:
    made = delta_of(change(5))
    assert made is not None
    with pytest.raises(ValueError, match="does not fit"):
        Picture(snapshot(4)).apply(made)
    for text in ('{"t":"scores"}', "no json", '{"t":"delta","from":3,"rev":3}', '{"t":"delta","rev":3}'):
        assert delta_of(text) is None


async def test_deltas_bring_it_forward_without_a_read_in_whatever_order_and_however_often_they_come() -> None:
    state = State()
    snapshots = kept(state)
    await snapshots.get()
    for start in (2, 1, 2, 3):
        snapshots.heard_frame(change(start, questions=[row(str(start), f"nach {start}")]), start + 1)
    assert await shown(snapshots) == (4, ["nach 1", "nach 2", "nach 3"])
    snapshots.heard_frame(change(4, gone=["1"]), 5)
    assert await shown(snapshots) == (5, ["nach 2", "nach 3"])
    assert state.reads == 1


@pytest.mark.parametrize("lost", ["a delta", "the place for one more", "what nobody knows"])
async def test_it_is_read_again_when_something_is_missing(lost: str) -> None:
    state = State()
    snapshots = kept(state)
    await snapshots.get()
    state.rev = 3 + DELTAS
    if lost == "a delta":
        snapshots.heard_frame(change(2 + DELTAS), state.rev)
    elif lost == "the place for one more":
        for start in range(1, state.rev):
            snapshots.heard_frame(change(start), start + 1)
    else:
        snapshots.forget()
    assert await shown(snapshots) == (state.rev, ["Wer lädt ein?", "Wer lädt ein?"])
    snapshots.heard_frame(change(state.rev, gone=["2"]), state.rev + 1)
    assert await shown(snapshots) == (state.rev + 1, ["Wer lädt ein?"])
    assert state.reads == 2


async def test_what_changes_during_a_read_is_in_it_and_scores_since_then_are_told_with_it() -> None:
    class Slow(State):
        async def load(self) -> Loaded:
            loaded = await super().load()
            snapshots.heard_frame(change(1, gone=["2"]), 2)
            changes = Changes()
            changes.add({"1": (7, 3)})
            snapshots.heard_changes(changes)
            return loaded

    state = Slow()
    snapshots = kept(state)
    assert await shown(snapshots) == (2, ["Wer lädt ein?"])
    told = [json.loads(message["text"]) for message in await snapshots.messages()]
    assert [(frame["t"], frame.get("q")) for frame in told] == [("snapshot", None), ("scores", {"1": [7, 3]})]
    assert state.reads == 1


@pytest.mark.django_db
@settings(
    max_examples=max(1, EXAMPLES // 3), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(steps, max_size=40))
def test_on_each_stream_it_is_the_state_that_a_new_reader_gets(sequence: list[tuple[int, int, int]]) -> None:
    hall, domain = Hall(), ForumDomain()

    def fresh(stream: Stream) -> str:
        return domain.snapshot(hall.live.pk, stream, "<10").text

    pictures = {stream: Picture(fresh(stream)) for stream in STREAMS}

    def changed(event: SessionChanged) -> None:
        for stream, picture in pictures.items():
            made = delta_of(messages.encode(delta(event, stream)))
            assert made is not None
            picture.apply(made)

    stop = subscribe(SessionChanged, changed)
    try:
        for kind, person, number in sequence:
            with TestCase.captureOnCommitCallbacks(execute=True):
                try:
                    hall.act(kind, person, number)
                except DomainError:
                    continue
    finally:
        stop()
    for stream, picture in pictures.items():
        assert structure(picture.text()) == structure(fresh(stream))


def structure(text: str) -> dict[str, Any]:
    """A snapshot by ids; scores and results go another way, by ``scores``."""
    whole = json.loads(text)
    moving = {"score", "version", "result"}
    for name in ("questions", "polls"):
        whole[name] = {
            one["id"]: {key: value for key, value in one.items() if key not in moving} for one in whole[name]
        }
    return dict(whole)
