"""Polls over REST: who may, what comes back, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress.enums import LiveState, PollKind, PollState
from forum.congress.models import Ballot, LiveSession, Poll, PollOption, PollWord
from tests.api.congress.people import ROLES, joined, projector, staff
from tests.api.congress.test_bad_input import MEGABYTE, short
from tests.conftest import ApiClient
from tests.factories.congress import make_live
from tests.factories.polls import make_poll, option_ids, some_choices, vote_in

pytestmark = pytest.mark.django_db
FORM: dict[str, Any] = {"kind": "single", "text": "Kommen Sie wieder?", "options": ["Ja", "Nein"]}
SCALE = {"low": 1, "high": 5, "low_label": "gar nicht", "high_label": "sehr"}
VERBS = ["open", "close", "reopen", "stage", "unstage", "duplicate", "delete", "edit", "move", "words"]


def stored() -> list[Any]:
    tables = [LiveSession, Poll, PollOption, Ballot, PollWord, AuditEntry]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def refused(client: ApiClient, method: str, path: str, data: Any) -> tuple[int, str]:
    before = stored()
    response = client.send(method, path, data)
    assert stored() == before
    assert len(response.content) < 3_000
    return response.status_code, response.json()["code"]


def body(verb: str) -> dict[str, Any]:
    return {"edit": FORM, "move": {"position": 1}, "words": {"state": "approved"}}.get(verb, {})


def test_staff_write_open_show_and_close_a_poll() -> None:
    live = make_live()
    desk, phone = staff(live), joined(live)
    made = desk.send("post", f"live/{live.pk}/polls", FORM | {"results": "hidden"}, Idempotency_Key="one")
    again = desk.send("post", f"live/{live.pk}/polls", FORM | {"results": "hidden"}, Idempotency_Key="one")
    assert (made.status_code, made.json()) == (201, again.json())
    poll = made.json()
    one = f"live/{live.pk}/polls/{poll['id']}"
    assert poll == {
        "id": poll["id"],
        "kind": "single",
        "text": "Kommen Sie wieder?",
        "state": "draft",
        "hidden": True,
        "stage": False,
        "position": 1,
        "options": poll["options"],
        "most": 1,
        "scale": None,
        "rev": 1,
        "version": 0,
        "result": None,
        "changed_by": "Malte Vogt",
    }
    yes, no = [option["id"] for option in poll["options"]]
    assert phone.send("get", f"live/{live.pk}/state").json()["polls"] == []
    assert desk.send("post", f"{one}/open", {"rev": 1}).json()["state"] == "open"
    assert desk.send("post", f"{one}/stage", {"rev": 2}).json()["stage"] is True
    assert phone.send("put", f"{one}/ballot", {"choices": [no]}).json() == {"choices": [no]}
    (seen,) = phone.send("get", f"live/{live.pk}/state").json()["polls"]
    assert (seen["state"], seen["result"], "changed_by" in seen) == ("open", None, False)
    assert phone.send("get", f"live/{live.pk}/me").json()["ballots"] == {poll["id"]: [no]}
    assert desk.send("post", f"{one}/close", {"rev": 3}).json()["result"] == {"ballots": 1, "counts": {yes: 0, no: 1}}
    (seen,) = projector(live).send("get", f"live/{live.pk}/stage/state").json()["polls"]
    assert seen["result"] == {"ballots": 1, "counts": {yes: 0, no: 1}}


def test_a_ballot_changes_the_tag_of_the_state() -> None:
    live = make_live()
    poll, phone = make_poll(live), joined(live)
    tag = phone.send("get", f"live/{live.pk}/state").headers["ETag"]
    assert phone.send("get", f"live/{live.pk}/state", If_None_Match=tag).status_code == 304
    phone.send("put", f"live/{live.pk}/polls/{poll.pk}/ballot", {"choices": some_choices(poll)})
    assert phone.send("get", f"live/{live.pk}/state", If_None_Match=tag).status_code == 200


RESULTS = {
    PollKind.SINGLE: lambda a, b, c: {"counts": {a: 1, b: 1, c: 0}},
    PollKind.MULTIPLE: lambda a, b, c: {"counts": {a: 2, b: 2, c: 0}},
    PollKind.RANKING: lambda a, b, c: {
        "counts": {a: 2, b: 2, c: 2},
        "points": {a: 2, b: 4, c: 6},
        "ranks": {a: 3.0, b: 2.0, c: 1.0},
    },
}


@pytest.mark.parametrize("kind", RESULTS)
def test_the_result_of_each_kind_with_options(kind: PollKind) -> None:
    live = make_live()
    poll = make_poll(live, kind)
    for number in range(2):
        vote_in(poll, some_choices(poll, number))
    (seen,) = joined(live).send("get", f"live/{live.pk}/state").json()["polls"]
    assert seen["result"] == {"ballots": 2, **RESULTS[kind](*option_ids(poll))}


def test_the_result_of_a_scale_has_steps_mean_and_median() -> None:
    live = make_live()
    poll = make_poll(live, PollKind.SCALE)
    phone = joined(live)
    empty = {"ballots": 0, "counts": dict.fromkeys("12345", 0), "mean": None, "median": None}
    assert phone.send("get", f"live/{live.pk}/state").json()["polls"][0]["result"] == empty
    for step in (1, 2, 5, 5):
        vote_in(poll, [step])
    result = phone.send("get", f"live/{live.pk}/state").json()["polls"][0]["result"]
    counts = {"1": 1, "2": 1, "3": 0, "4": 0, "5": 2}
    assert result == {"ballots": 4, "counts": counts, "mean": 3.25, "median": 3.5}


@pytest.mark.parametrize(
    "choices", [None, "1", 1, {}, [None], [1.5], [[1]], [{}], ["\x00x"], ["x" * 241], [1] * 21, [True], b'["\\ud800"]']
)
def test_a_ballot_of_a_wrong_shape_is_refused(choices: Any) -> None:
    live = make_live()
    poll = make_poll(live, PollKind.WORDS)
    path = f"live/{live.pk}/polls/{poll.pk}/ballot"
    data: Any = b'{"choices": ' + choices + b"}" if isinstance(choices, bytes) else {"choices": choices}
    assert refused(joined(live), "put", path, data) == (422, "invalid")
    assert refused(joined(live), "put", path, {"choices": [], "voter": 1}) == (422, "invalid")
    assert refused(joined(live), "put", path, {"choices": ["x" * MEGABYTE]}) == (413, "too_large")


def test_a_ballot_that_does_not_fit_or_comes_too_late_is_refused_with_its_code() -> None:
    live = make_live()
    open_poll, closed, draft = [make_poll(live, state=state) for state in ("open", "closed", "draft")]
    phone, base = joined(live), f"live/{live.pk}/polls"
    ids = option_ids(open_poll)
    assert refused(phone, "put", f"{base}/{open_poll.pk}/ballot", {"choices": ids}) == (422, "too_many")
    assert refused(phone, "put", f"{base}/{closed.pk}/ballot", {"choices": []}) == (409, "poll_closed")
    assert refused(phone, "put", f"{base}/{draft.pk}/ballot", {"choices": []}) == (404, "not_found")
    assert refused(staff(live), "put", f"{base}/{open_poll.pk}/ballot", {"choices": []}) == (401, "not_joined")
    LiveSession.objects.update(state=LiveState.CLOSED)
    assert refused(phone, "put", f"{base}/{open_poll.pk}/ballot", {"choices": []}) == (409, "session_closed")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "essay"},
        {"kind": None},
        {"text": 5},
        {"text": "a\x00b"},
        {"options": "Ja"},
        {"options": [1, 2]},
        {"options": ["Ja", "Nein"] * 21},
        {"most": "2"},
        {"most": True},
        {"most": 10**30},
        {"results": "never"},
        {"scale": 5},
        {"scale": {"low": 1}},
        {"scale": SCALE | {"low": True}},
        {"scale": SCALE | {"step": 1}},
        {"state": "open"},
        {"session": 1},
    ],
    ids=short,
)
def test_a_form_of_a_wrong_shape_is_refused(changes: dict[str, Any]) -> None:
    live = make_live()
    draft, desk = make_poll(live, state=PollState.DRAFT), staff(live)
    assert refused(desk, "post", f"live/{live.pk}/polls", FORM | changes) == (422, "invalid")
    assert refused(desk, "post", f"live/{live.pk}/polls/{draft.pk}/edit", FORM | changes) == (422, "invalid")


def test_other_wrong_input_of_staff_is_refused() -> None:
    live = make_live()
    poll, words = make_poll(live), make_poll(live, PollKind.WORDS)
    desk, base = staff(live), f"live/{live.pk}/polls"
    for path, data, expected in [
        (f"{poll.pk}/close", {"rev": 0}, (422, "invalid")),
        (f"{poll.pk}/close", {"rev": "1"}, (422, "invalid")),
        (f"{poll.pk}/close", {"rev": 9}, (409, "changed_meanwhile")),
        (f"{poll.pk}/close", {"on": 1}, (422, "invalid")),
        (f"{poll.pk}/open", {}, (409, "wrong_state")),
        (f"{poll.pk}/publish", {}, (404, "not_found")),
        (f"{poll.pk}/edit", FORM, (409, "poll_not_draft")),
        (f"{poll.pk}/delete", {}, (409, "poll_not_draft")),
        (f"{poll.pk}/move", {"position": 0}, (422, "invalid")),
        (f"{poll.pk}/move", {"position": "1"}, (422, "invalid")),
        (f"{poll.pk}/words", {"state": "approved"}, (409, "wrong_kind")),
        (f"{words.pk}/words", {"state": "new"}, (422, "invalid")),
        (f"{words.pk}/words", {"state": "approved", "words": "alle"}, (422, "invalid")),
        (f"{words.pk}/words", {"state": "approved", "words": ["niemals"]}, (404, "not_found")),
        (f"{'9' * 30}/close", {}, (404, "not_found")),
    ]:
        assert refused(desk, "post", f"{base}/{path}", data) == expected, path


@pytest.mark.parametrize("role", [name for name in ROLES if name != "staff"])
def test_nobody_but_staff_runs_polls(role: str) -> None:
    live = make_live()
    poll, client = make_poll(live, PollKind.WORDS, PollState.DRAFT), ROLES[role](live)
    code = (404, "not_found") if role == "member" else (401, "not_signed_in")
    assert refused(client, "post", f"live/{live.pk}/polls", FORM) == code
    for verb in VERBS:
        assert refused(client, "post", f"live/{live.pk}/polls/{poll.pk}/{verb}", body(verb)) == code


def test_staff_of_another_session_find_no_poll_here() -> None:
    live, other = make_live(), make_live()
    poll, desk = make_poll(live), staff(other)
    for session in (live, other):
        for verb in VERBS:
            path = f"live/{session.pk}/polls/{poll.pk}/{verb}"
            assert refused(desk, "post", path, body(verb)) == (404, "not_found")


@pytest.mark.parametrize("path", ["state", "me", "desk/state"])
def test_polls_are_read_in_the_same_number_of_statements(path: str, same_queries: Callable[..., int]) -> None:
    live = make_live()
    phone, desk = joined(live), staff(live)
    client = desk if path.startswith("desk") else phone

    def add() -> None:
        for kind in PollKind:
            poll = make_poll(live, kind)
            phone.send("put", f"live/{live.pk}/polls/{poll.pk}/ballot", {"choices": some_choices(poll)})

    add()
    same_queries(
        lambda: (
            LiveSession.objects.update(rev=LiveSession.objects.get().rev + 1),
            client.send("get", f"live/{live.pk}/{path}"),
        ),
        add,
        most=16,
    )
