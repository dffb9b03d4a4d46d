"""One session from the first question to the published documentation: nothing hidden is anywhere outside moderation.

Each hidden text and each secret holds a word that nobody can guess. After every act the streams are read; twice
everything that anybody can call is called. All frames, mails and log lines since the start are searched too, and the
same search finds the words at the desk.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from forum.congress import keys
from forum.congress.enums import PollKind, PollResults, PollState
from forum.congress.models import AnswerNotice, Participant
from realtime.domain import read
from tests.api.congress import people
from tests.api.congress.world import World
from tests.conftest import ApiClient
from tests.factories.polls import make_poll, vote_in
from tests.factories.threads import make_category
from tests.realtime import outside
from tests.realtime.clients import Client, session_cookie, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]
TEXTS = (
    "submitted",
    "rejected",
    "withdrawn",
    "original",
    "merged",
    "name",
    "draft",
    "option",
    "waiting",
    "blocked",
    "alone",
)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = settings.FRONTEND_DIR = tmp_path
    outside.build_shell(tmp_path)


class Sweep:
    """The session, its people, and the words that must stay hidden: at the ``desk`` alone, or ``nowhere`` at all."""

    def __init__(self) -> None:
        self.world = World()
        self.live = self.world.live
        self.desk = self.world.host
        self.at_desk = {name: f"wort{secrets.token_hex(6)}" for name in TEXTS}
        self.nowhere: dict[str, str] = {"address": f"adr{secrets.token_hex(6)}@musterstadt.example"}
        self.leader = self.world.question()
        self.readers = {role: self.world.client(role) for role in sorted(people.ROLES) if role != "staff"}
        self.stage = session_cookie(
            lambda store: store.update({keys.STAGE_GRANTS: {str(self.live.pk): self._stage_grant()}})
        )
        self.nowhere |= {
            "stage key": keys.stage_key(self.live),
            "speaker key": people.key_of(self.live, self.world.speaker()),
            "token": self.world.token,
        }

    def _stage_grant(self) -> str:
        return keys.stage_grant(keys.stage_key(self.live))

    def ask(self, word: str, guest: ApiClient | None = None) -> str:
        """A new guest asks with this word in it; the id of the question."""
        guest = guest or people.joined(self.live)
        wanted = {"text": f"Was ist mit {word} im Amt?", "identity": "pseudonym", "name": "Amt 50"}
        return str(guest.send("post", f"live/{self.live.pk}/questions", wanted).json()["id"])

    def verb(self, question: str, verb: str, **more: Any) -> None:
        response = self.desk.send("post", f"live/{self.live.pk}/questions/{question}/{verb}", more)
        assert response.status_code == 200, (verb, response.content)

    def hide(self) -> Iterator[Callable[[], object]]:
        """Acts after which each of the words is stored somewhere and shown at most at the desk."""
        word, live = self.at_desk, self.live
        yield lambda: self.ask(word["submitted"])
        yield lambda: self.verb(self.ask(word["rejected"]), "reject", reason="insulting")
        yield self._withdraw
        yield self._edit
        yield lambda: self.verb(self.ask(word["merged"]), "merge", into=str(self.leader.pk))
        yield self._ask_under_a_name
        yield lambda: make_poll(live, state=PollState.DRAFT, text=word["draft"], options=[word["option"], "Nein"])
        cloud = make_poll(live, PollKind.WORDS, on_stage=True)
        yield lambda: vote_in(cloud, [word["waiting"], word["blocked"]])
        yield lambda: self.desk.send(
            "post", f"live/{live.pk}/polls/{cloud.pk}/words", {"state": "blocked", "words": [word["blocked"]]}
        )
        hidden = make_poll(live, PollKind.WORDS, results=PollResults.HIDDEN)
        yield lambda: vote_in(hidden, [word["alone"]])
        yield self._ask_for_notice

    def _withdraw(self) -> None:
        guest = people.joined(self.live)
        question = self.ask(self.at_desk["withdrawn"], guest)
        assert guest.send("post", f"live/{self.live.pk}/questions/{question}/withdraw", {}).status_code == 200

    def _edit(self) -> None:
        question = self.ask(self.at_desk["original"])
        self.verb(question, "edit", text="Was ist damit gemeint?")
        self.verb(question, "approve")

    def _ask_under_a_name(self) -> None:
        wanted = {"text": "Wer kommt zum Runden Tisch?", "identity": "pseudonym", "name": self.at_desk["name"]}
        assert people.joined(self.live).send("post", f"live/{self.live.pk}/questions", wanted).status_code == 201

    def _ask_for_notice(self) -> None:
        path = f"live/{self.live.pk}/questions/{self.leader.pk}/notice"
        assert people.joined(self.live).send("put", path, {"email": self.nowhere["address"]}).status_code == 200
        assert AnswerNotice.objects.get().address == self.nowhere["address"]

    def run(self) -> Iterator[Callable[[], object]]:
        """What then happens to what is visible."""
        one, two = self.world.question(), self.world.question()
        shown = str(one.pk)
        yield lambda: self.verb(shown, "merge", into=str(two.pk))
        yield lambda: self.verb(shown, "unmerge")
        yield lambda: self.verb(shown, "label", labels=["Recht"])
        yield lambda: self.verb(shown, "pin", position=1)
        yield lambda: self.verb(shown, "stage")
        yield lambda: self.verb(shown, "answer", text="Das Ordnungsamt.")
        yield lambda: self.verb(shown, "restore")
        yield lambda: self.verb(shown, "reject", reason="unclear")
        yield lambda: self.verb(shown, "restore")
        yield lambda: self.verb(str(two.pk), "defer")
        yield lambda: self.desk.send("post", f"live/{self.live.pk}/desk/budget", {"seconds": 90})

    def close(self) -> None:
        """The end: what is deferred becomes a thread, and everybody may read the documentation."""
        deferred = [question.pk for question in self.live.questions.filter(state="deferred")]
        wanted = {"category": make_category().slug, "questions": deferred, "close": True}
        assert self.desk.send("post", f"live/{self.live.pk}/desk/carry", wanted).status_code == 200
        assert self.desk.send("post", f"live/{self.live.pk}/desk/documentation", {"on": True}).status_code == 200

    def hidden(self) -> dict[str, str]:
        """All words that nobody outside may see, and what the database keeps of who is who."""
        marks = {f"key {one.pk}": one.key or "-" * 9 for one in Participant.objects.filter(session=self.live)}
        return {**self.at_desk, **self.nowhere, **marks}

    def found_in(self, text: str) -> list[str]:
        """The names of the words in a text, however it is written."""
        folded = text.casefold()
        return [name for name, word in self.hidden().items() if word.casefold() in folded]

    def glance(self) -> None:
        """The states as each audience reads them."""
        for role, path in (("joined", "state"), ("joined", "me"), ("speaker", "state"), ("projector", "stage/state")):
            response = self.readers[role].send("get", f"live/{self.live.pk}/{path}")
            assert (response.status_code, self.found_in(outside.body(response))) == (200, []), (role, path)

    def look(self) -> None:
        """Everything that anybody can call."""
        words = [self.at_desk["submitted"], self.at_desk["original"]]
        for role, client in self.readers.items():
            for place, seen in outside.seen_by(self.live, client, words):
                assert self.found_in(seen) == [], (role, place)
        for wanted, seen in outside.exports(self.live, self.readers["stranger"]):
            assert self.found_in(seen) == [], wanted

    def look_at_the_desk(self) -> None:
        """The same search finds what staff may see: so it can find something."""
        state = outside.body(self.desk.send("get", f"live/{self.live.pk}/desk/state"))
        assert set(self.found_in(state)) == set(self.at_desk)
        links = "".join(
            outside.body(self.desk.send("get", f"live/{self.live.pk}/desk/{what}")) for what in ("links", "speakers")
        )
        assert self.found_in(links) == ["stage key", "speaker key"]


async def frames(client: Client) -> str:
    """Every frame that has arrived, as it was sent."""
    await client.say({"c": "sync", "epoch": "", "rev": 0})
    await client.say({"c": "ping"})
    heard: list[str] = []
    while not heard or '"pong"' not in heard[-1]:
        heard.append((await client._socket.receive_output(timeout=5))["text"])
    return "\n".join(heard).encode().decode("unicode_escape", errors="replace")


async def test_nothing_hidden_is_anywhere_outside_moderation(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sweep = await read(Sweep)
    path = f"/ws/live/{sweep.live.pk}/"
    guest = await read(people.joined, sweep.live)
    speaker = {name: one.value for name, one in sweep.readers["speaker"].cookies.items()}
    desk = await read(signed_in, sweep.world.host_user)
    async with (
        Client(path, {"participant": guest.cookies["participant"].value}) as hall,
        Client(path, speaker) as podium,
        Client(path + "stage/", sweep.stage) as stage,
        Client(path + "desk/", desk) as moderation,
    ):
        for acts in (sweep.hide, sweep.run):
            steps = await read(lambda made: iter(made()), acts)
            while (act := await read(next, steps, None)) is not None:
                await read(act)
                await read(sweep.glance)
        await read(sweep.look)
        assert set(await read(sweep.found_in, await frames(moderation))) == set(sweep.at_desk)
        await read(sweep.look_at_the_desk)
        sent = {name: await frames(client) for name, client in (("hall", hall), ("podium", podium), ("stage", stage))}
        assert all('"delta"' in text and '"snapshot"' in text for text in sent.values())
    await read(sweep.close)
    # The poll has closed with the session: its result comes out, as it should.
    alone = sweep.at_desk.pop("alone")
    assert alone
    await read(sweep.look)
    assert len(await read(lambda: list(outside.exports(sweep.live, sweep.readers["stranger"])))) == 8
    for name, text in {**sent, "logs": caplog.text}.items():
        assert await read(sweep.found_in, text) == [], name
        assert alone not in text, name
    sweep.nowhere.pop("address")
    assert await read(sweep.found_in, await read(outside.mails)) == []
