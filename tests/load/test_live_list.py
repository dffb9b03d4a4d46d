"""The list of a phone: what it takes over, what it ignores, and when it asks."""

from typing import Any

from tests.load.live_list import LiveList


def row(question: str, score: int = 0, version: int = 0, text: str = "Wer lädt ein?") -> dict[str, Any]:
    return {"id": question, "text": text, "state": "approved", "score": score, "version": version}


def snapshot(rev: int, *rows: dict[str, Any], epoch: str = "e") -> dict[str, Any]:
    return {"t": "snapshot", "epoch": epoch, "rev": rev, "questions": list(rows)}


def loaded(*rows: dict[str, Any], rev: int = 5) -> LiveList:
    phone = LiveList()
    phone.hear(snapshot(rev, *rows))
    return phone


def scores_of(phone: LiveList) -> dict[str, int]:
    return {question: score for question, (_, _, score) in phone.rows.items()}


def test_after_a_greeting_it_always_asks_because_scores_have_no_revision() -> None:
    assert LiveList().hear({"t": "hello", "epoch": "e", "rev": 5}) is True
    assert loaded().hear({"t": "hello", "epoch": "e", "rev": 5}) is True


def test_of_two_scores_the_higher_version_is_right_in_any_order() -> None:
    phone = loaded(row("1"))
    for version in (3, 1, 2):
        phone.hear({"t": "scores", "q": {"1": [version * 10, version], "404": [1, 1]}})
    assert scores_of(phone) == {"1": 30}


def test_a_snapshot_does_not_bring_back_an_older_score() -> None:
    phone = loaded(row("1"))
    phone.hear({"t": "scores", "q": {"1": [7, 7]}})
    phone.hear(snapshot(5, row("1", 6, 6), row("2", 1, 1)))
    assert scores_of(phone) == {"1": 7, "2": 1}


def test_a_snapshot_of_another_epoch_replaces_everything() -> None:
    phone = loaded(row("1", 7, 7), rev=99)
    phone.hear(snapshot(3, row("1", 2, 2), epoch="f"))
    assert (phone.epoch, phone.rev, scores_of(phone)) == ("f", 3, {"1": 2})


def test_an_overtaken_snapshot_is_ignored() -> None:
    phone = loaded(row("1", 7, 7))
    phone.hear(snapshot(4, row("2")))
    assert (phone.rev, scores_of(phone)) == (5, {"1": 7})


def test_a_delta_applies_where_it_begins_at_the_local_revision() -> None:
    phone = loaded(row("1", 7, 7), row("2"))
    delta = {"t": "delta", "from": 5, "rev": 6, "questions": [row("1", 6, 6, "Neu"), row("3")], "gone": ["2"]}
    assert phone.hear(delta) is False
    assert phone.rows == {"1": ("Neu", "approved", 7), "3": ("Wer lädt ein?", "approved", 0)}
    assert phone.rev == 6


def test_a_known_delta_is_ignored_and_a_gap_is_asked_for() -> None:
    phone = loaded(row("1"))
    assert phone.hear({"t": "delta", "from": 4, "rev": 5, "gone": ["1"]}) is False
    assert phone.hear({"t": "delta", "from": 6, "rev": 7, "gone": ["1"]}) is True
    assert LiveList().hear({"t": "delta", "from": 0, "rev": 1}) is True
    assert (phone.rev, scores_of(phone)) == (5, {"1": 0})


def test_of_two_results_of_a_poll_the_later_version_stays_and_a_hidden_one_is_none() -> None:
    phone = LiveList()
    shown = [{"id": "7", "version": 3, "result": {"ballots": 2}}, {"id": "8", "version": 0, "result": None}]
    phone.hear({**snapshot(5), "polls": shown})
    phone.hear({"t": "scores", "p": {"7": {"ballots": 5, "version": 5}}})
    phone.hear({"t": "scores", "p": {"7": {"ballots": 4, "version": 4}}})
    assert phone.polls == {"7": (5, {"ballots": 5}), "8": (0, None)}
    phone.hear({"t": "delta", "from": 5, "rev": 6, "gone_polls": ["7"]})
    assert phone.polls == {"8": (0, None)}
