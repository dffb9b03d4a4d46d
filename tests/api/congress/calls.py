"""The table of all calls of congresses and live sessions: a new address needs a row here.

``test_every_call.py`` sends each as it should be, by everybody else, upon foreign objects, and with bodies that nobody
should send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from forum.congress import keys
from forum.congress.enums import LiveState, PollKind, PollState, PollVerb, QuestionState
from forum.congress.models import LiveAnswer
from tests.api.congress import people
from tests.api.congress.world import (
    IDS,
    Maker,
    World,
    bare_point,
    draft,
    former_part,
    planned_point,
    poll,
    question,
    removed_file,
    removed_point,
    written_question,
)
from tests.factories.congress import make_room
from tests.factories.media import MP4, VTT, png
from tests.factories.threads import make_category

EVERYBODY: Final = frozenset({*people.ROLES, "host"})
SIGNED_IN: Final = frozenset({"member", "staff", "host"})
HALL: Final = frozenset({"joined", "speaker", "staff", "host"})
STAFF: Final = frozenset({"staff", "host"})
GUEST: Final = frozenset({"joined"})
HOST: Final = frozenset({"host"})
TEXT: Final = "Wer lädt die Ämter eigentlich ein?"
FACTS: Final = {"title": "Kongress", "starts": "2027-03-12", "ends": "2027-03-13", "place": "Saal", "host": "Stadt"}
POLL: Final = {"kind": "single", "text": "Kommen Sie wieder?", "options": ["Ja", "Nein"]}
FORM: Final = {"name": "Leila Haddad", "municipality": "Kreis", "needs": "", "workshops": []}


@dataclass(frozen=True)
class Call:
    """One call: where, by whom, with which good body (or what makes it), naming what.

    ``closed`` is what a closed session answers, ``""`` where it takes the call as an open one. ``first`` carries it out
    where the first of ``by`` cannot. An unknown object that it ``spares`` is as if it had been done already.
    """

    method: str
    path: str
    by: frozenset[str] = EVERYBODY
    body: Any = None
    ids: Mapping[str, Any] = field(default_factory=dict)
    closed: str = ""
    first: str = ""
    documented: bool = False
    state: LiveState = LiveState.OPEN
    raw: bytes = b""
    spares: str = ""

    @property
    def name(self) -> str:
        """The id of its tests."""
        return f"{self.method} {self.path.replace('{verb}', str(self.ids.get('verb', '')))}"

    @property
    def doer(self) -> str:
        """Who carries it out."""
        return self.first or next(iter(sorted(self.by)))

    def named(self, world: World) -> dict[str, Any]:
        """What its address names, as objects of this world."""
        names = [part[1 : part.index("}")] for part in self.path.split("/") if part.startswith("{")]
        here = world.live.pk if self.path.startswith("live/") else world.point.pk
        makers: dict[str, Maker] = {"session_id": lambda _: here, **IDS}
        return {name: self._made(self.ids.get(name, makers.get(name)), world) for name in names}

    def good(self, world: World) -> Any:
        """The body as it should be."""
        return self._made(self.body, world)

    @staticmethod
    def _made(value: Any, world: World) -> Any:
        return value(world) if callable(value) else value


def _key_of_receipts(world: World) -> dict[str, str]:
    world.question()
    url = world.client("asker").send("post", f"live/{world.live.pk}/receipts/link").json()["url"]
    return {"key": url.partition("#")[2]}


L, Q, P = "live/{session_id}", "live/{session_id}/questions/{question_id}", "live/{session_id}/polls/{poll_id}"
C, E = "congresses/{slug}", "congresses/{slug}/edit"
_ENDED, _REV = "session_closed", {"rev": 1}
_NOTICE: Maker = lambda world: {"key": world.notice()}  # noqa: E731 - one of many makers of the table
_DRAFT = {"poll_id": poll(state=PollState.DRAFT)}
_TICKET: Maker = lambda world: {"token": world.ticket()}  # noqa: E731 - one of many makers of the table


def _facts(world: World) -> dict[str, Any]:
    first, last = world.congress.starts.isoformat(), world.congress.ends.isoformat()
    return {**FACTS, "starts": first, "ends": last, "version": 1}


def _point(world: World) -> dict[str, Any]:
    day = world.congress.starts.isoformat()
    return {"title": "Runder Tisch", "kind": "plenary", "starts": f"{day}T09:00:00Z", "ends": f"{day}T10:00:00Z"}


def _verb(name: str, state: QuestionState, closed: str = "", body: Any = _REV) -> Call:
    return Call("post", Q + "/{verb}", STAFF, body, {"verb": name, "question_id": question(state)}, closed)


def _poll_verb(verb: PollVerb, state: PollState, closed: str = "") -> Call:
    return Call("post", P + "/{verb}", STAFF, _REV, {"verb": verb.value, "poll_id": poll(state=state)}, closed)


ATTENDEES: Final = (
    Call("post", "live/join", body=lambda world: {"code": world.live.code}, closed=_ENDED),
    Call("get", f"{L}/state", HALL),
    Call("get", f"{L}/me", HALL),
    Call("get", f"{L}/qr.svg", HALL | {"projector"}),
    Call("get", f"{L}/me/group", GUEST),
    Call("put", f"{L}/me/group", GUEST, {"size_class": "5_20", "function": "social"}, closed=_ENDED),
    Call("post", f"{L}/questions", GUEST, {"text": TEXT, "identity": "pseudonym", "name": "Amt 50"}, closed=_ENDED),
    Call("put", f"{Q}/vote", GUEST, {"value": 1}, closed=_ENDED),
    Call("post", f"{Q}/withdraw", frozenset(), _REV, first="asker", closed=_ENDED),
    Call("put", f"{P}/ballot", GUEST, {"choices": [3]}, {"poll_id": poll(PollKind.SCALE)}, _ENDED),
    Call("get", f"{L}/notices", HALL),
    Call("put", f"{Q}/notice", GUEST, {"email": "gast@musterstadt.example", "locale": "de"}),
    Call("delete", f"{Q}/notice", STAFF, spares="question_id"),
    Call("post", "live/notices/link", body=_NOTICE),
    Call("post", "live/notices/link/confirm", body=_NOTICE),
    Call("post", "live/notices/link/stop", body=_NOTICE),
    Call("post", f"{L}/receipts", body=_key_of_receipts),
    Call("post", f"{L}/receipts/link", frozenset(), first="asker"),
    Call("delete", f"{L}/receipts/link", GUEST),
    Call("post", f"{L}/stage", body=lambda world: {"key": keys.stage_key(world.live)}),
    Call("get", f"{L}/stage/state", STAFF | {"projector"}),
    Call("post", f"{L}/podium", body=lambda world: {"key": people.key_of(world.live, world.speaker())}),
    Call("get", f"{L}/podium", frozenset({"speaker"})),
    Call("post", L + "/podium/questions/{question_id}/answer", frozenset({"speaker"}), {"text": "Ja.", "rev": 1}),
    Call("put", L + "/podium/answers/{answer_id}", frozenset({"speaker"}), {"text": "Nein."}),
    Call("delete", L + "/podium/answers/{answer_id}", frozenset({"speaker"})),
    Call("get", f"{L}/documentation", documented=True),
    Call("post", f"{L}/exports", body={"format": "csv"}, documented=True),
    Call("get", L + "/exports/{export_id}", documented=True),
    Call("get", L + "/exports/{export_id}/file", documented=True),
)
_SUBMITTED, _APPROVED, _DEFERRED = QuestionState.SUBMITTED, QuestionState.APPROVED, QuestionState.DEFERRED
DESK: Final = (
    Call("post", f"{Q}/edit", STAFF, {"rev": 1, "text": TEXT}, {"question_id": question(_SUBMITTED)}),
    Call("post", f"{Q}/label", STAFF, {"rev": 1, "labels": ["Recht"]}),
    Call("post", f"{Q}/pin", STAFF, {"rev": 1, "position": 1}, closed=_ENDED),
    Call("post", f"{Q}/answer", STAFF, {"rev": 1, "text": "Das Ordnungsamt lädt ein.", "by": "Dr. Beispiel"}),
    Call(
        "post",
        f"{Q}/unwrite",
        STAFF,
        lambda _: {"rev": 1, "answer": str(LiveAnswer.objects.latest("pk").pk)},
        {"question_id": written_question},
    ),
    Call(
        "post",
        f"{Q}/merge",
        STAFF,
        lambda world: {"rev": 1, "into": str(world.question().pk), "approve": True},
        closed=_ENDED,
    ),
    Call("post", f"{Q}/unmerge", STAFF, _REV, {"question_id": question(QuestionState.MERGED)}, _ENDED),
    _verb("approve", _SUBMITTED),
    _verb("unapprove", _APPROVED),
    _verb("reject", _SUBMITTED, body={"rev": 1, "reason": "unclear"}),
    _verb("stage", _APPROVED, _ENDED),
    _verb("unstage", QuestionState.ON_STAGE, _ENDED),
    _verb("defer", _APPROVED),
    _verb("restore", _DEFERRED),
    Call("post", f"{L}/polls", STAFF, POLL, closed=_ENDED),
    Call("post", f"{P}/edit", STAFF, {**POLL, "rev": 1}, _DRAFT, _ENDED),
    Call("post", f"{P}/duplicate", STAFF, _REV, closed=_ENDED),
    Call("post", f"{P}/delete", STAFF, _REV, _DRAFT, _ENDED),
    Call("post", f"{P}/move", STAFF, {"position": 1}, closed=_ENDED),
    Call("post", f"{P}/words", STAFF, {"state": "approved"}, {"poll_id": poll(PollKind.WORDS)}),
    _poll_verb(PollVerb.OPEN, PollState.DRAFT, _ENDED),
    _poll_verb(PollVerb.CLOSE, PollState.OPEN, _ENDED),
    _poll_verb(PollVerb.REOPEN, PollState.CLOSED, _ENDED),
    *(Call("get", f"{L}/desk/{what}", STAFF) for what in ("state", "links", "speakers", "breakdown", "carry")),
    Call("post", f"{L}/desk/premoderation", STAFF, {"on": False}, closed=_ENDED),
    Call("post", f"{L}/desk/budget", STAFF, {"seconds": 90}, closed=_ENDED),
    Call("post", f"{L}/desk/open", STAFF, state=LiveState.PLANNED),
    Call("post", f"{L}/desk/close", STAFF),
    Call("post", L + "/desk/speakers/{speaker_id}/link", STAFF),
    Call("post", f"{L}/desk/links/stage", STAFF),
    Call("post", f"{L}/desk/documentation", HOST, {"on": False}, documented=True),
    Call(
        "post",
        f"{L}/desk/carry",
        STAFF,
        lambda world: {"category": make_category().slug, "questions": [world.question(_DEFERRED).pk], "close": True},
    ),
)
_ONE = E + "/sessions/{session_id}"
_FILE = E + "/files/{file_id}"
MAKING: Final = (
    Call("get", "congresses"),
    Call("get", "congresses/next"),
    Call("post", "congresses/new", frozenset(), FACTS, first="coordinator"),
    Call("get", C),
    Call("get", C + ".ics"),
    Call("get", C + "/sessions/{session_id}.ics"),
    Call("get", C + "/files/{file_id}/{part}", STAFF),
    Call("get", E, HOST),
    Call("put", E, HOST, _facts),
    Call("delete", E, HOST, ids={"slug": draft}),
    Call("put", f"{E}/status", HOST, {"status": "published"}),
    Call("post", f"{E}/staff", HOST, lambda world: {"email": world.other().email, "role": "host"}),
    Call("delete", E + "/staff/{member_id}", HOST),
    Call("post", f"{E}/rooms", HOST, {"name": "Ems"}),
    Call("put", f"{E}/rooms", HOST, lambda world: {"rooms": [make_room(world.congress).pk]}),
    Call("put", E + "/rooms/{room_id}", HOST, {"name": "Ems"}),
    Call("delete", E + "/rooms/{room_id}", HOST),
    Call("post", f"{E}/sessions", HOST, _point),
    Call("put", _ONE, HOST, lambda world: {**_point(world), "version": 1}, {"session_id": bare_point}),
    Call("delete", _ONE, HOST, ids={"session_id": bare_point}),
    Call("put", f"{_ONE}/examples", HOST, {"examples": []}),
    Call("put", f"{_ONE}/live", HOST, ids={"session_id": bare_point}),
    Call("delete", f"{_ONE}/live", HOST, ids={"session_id": planned_point}),
    Call("post", f"{_ONE}/restore", HOST, ids={"session_id": removed_point}),
    Call("post", f"{E}/shift", HOST, lambda world: {"sessions": [bare_point(world)], "minutes": 10}),
    Call("post", f"{E}/files", HOST, raw=MP4),
    Call("put", f"{E}/files/order", HOST, lambda world: {"files": [world.file().pk]}),
    Call("put", _FILE, HOST, {"title": "Eröffnung", "transcript": "Guten Tag.", "published": False, "version": 1}),
    Call("delete", _FILE, HOST),
    Call("post", f"{_FILE}/restore", HOST, ids={"file_id": removed_file}),
    Call("post", _FILE + "/captions/{language}", HOST, raw=VTT),
    Call("delete", _FILE + "/captions/{language}", HOST, ids={"language": lambda _: "en"}),
    Call("post", f"{_FILE}/poster", HOST, raw=png()),
    Call("post", _FILE + "/former/{former_id}/restore", HOST, ids={"former_id": former_part}),
)
REGISTERING: Final = (
    Call("get", f"{C}/registration"),
    Call("put", f"{C}/registration", SIGNED_IN, FORM),
    Call("delete", f"{C}/registration", SIGNED_IN),
    Call("post", f"{C}/registration/guest", body={**FORM, "email": "gast@musterstadt.example", "locale": "de"}),
    Call("post", f"{C}/registration/link", body=_TICKET),
    Call("post", f"{C}/registration/link/confirm", body=_TICKET),
    Call("post", f"{C}/registration/link/change", body=lambda world: {**FORM, "token": world.ticket(confirmed=True)}),
    Call("post", f"{C}/registration/link/cancel", body=_TICKET),
    Call("get", f"{C}/registrations", STAFF),
    Call("post", f"{C}/registrations", STAFF, {"name": "Wer Kommt", "municipality": ""}),
    Call("get", f"{C}/registrations.csv", HOST),
    Call("delete", C + "/registrations/{registration_id}", HOST),
    Call("put", C + "/registrations/{registration_id}/here", STAFF, {"here": True, "tick": "t1"}),
    Call("put", f"{E}/registration", HOST, {"version": 1, "registration": "everybody", "capacity": 9}),
)
CALLS: Final = (*ATTENDEES, *DESK, *MAKING, *REGISTERING)
