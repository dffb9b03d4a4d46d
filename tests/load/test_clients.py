"""The parts of the load clients that decide something: delays, percentiles, the HTTP client, the report."""

import asyncio
import json
from pathlib import Path

import pytest

from scripts.bars import Figure
from tests.load import report
from tests.load.burst import percentile
from tests.load.phone import FIRST_DELAY, LONGEST_DELAY, parsed, retry_delay
from tests.load.rest import Rest
from tests.load.scenarios import NAMES, SCENARIOS, chosen
from tests.load.sizes import FULL, SHORT, Size


def test_a_phone_comes_back_with_full_jitter_and_after_a_goodbye_in_its_window() -> None:
    for failures in (0, 3, 50):
        delays = [retry_delay(failures, None) for _ in range(500)]
        longest = min(LONGEST_DELAY, FIRST_DELAY * 2**failures)
        assert 0 <= min(delays) < 0.1 * longest
        assert 0.9 * longest < max(delays) <= longest
    assert {0.5 <= retry_delay(9, (500, 15_000)) <= 15 for _ in range(500)} == {True}


def test_the_same_frame_is_decoded_once_and_an_ack_is_not_kept() -> None:
    assert parsed(b'{"t":"pong"}') is parsed(b'{"t":"pong"}')
    assert parsed(b'{"t":"ack","i":"a","ok":true}') is not parsed(b'{"t":"ack","i":"a","ok":true}')


def test_a_percentile_lies_above_its_share() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert (percentile(values, 0.95), percentile(values, 1), percentile([], 0.95)) == (96.0, 100.0, 0.0)


async def test_the_http_client_keeps_its_connection_its_cookies_and_its_token() -> None:
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or b"0")
            heard.append(head + await reader.readexactly(length))
            head = b"HTTP/1.1 200 OK\r\nSet-Cookie: csrftoken=abc; Path=/\r\nContent-Length: 7\r\n\r\n"
            writer.write(head + b'{"a":')  # in two parts, as a network does
            await asyncio.sleep(0)
            writer.write(b"1}")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    rest = Rest(server.sockets[0].getsockname()[1], {"Host": "hall"})
    assert (await rest.call("GET", "session")).json() == {"a": 1}
    assert (await rest.call("PUT", "vote", {"value": 1}, **{"Idempotency-Key": "k"})).status == 200
    rest.close()
    server.close()
    assert heard[0] == b"GET /api/v1/session HTTP/1.1\r\nHost: hall\r\n\r\n"
    assert b"X-CSRFToken: abc\r\n" in heard[1]
    assert b"Cookie: csrftoken=abc\r\n" in heard[1]
    assert b"Idempotency-Key: k\r\n" in heard[1]
    assert heard[1].endswith(b'\r\n\r\n{"value": 1}')


async def test_a_lost_connection_is_an_error_and_not_a_silence() -> None:
    async def slam(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(slam, "127.0.0.1", 0)
    rest = Rest(server.sockets[0].getsockname()[1], {})
    with pytest.raises(OSError, match="closed"):
        await rest.call("GET", "session")
    server.close()


def test_scenarios_are_chosen_by_name_in_their_order() -> None:
    assert chosen("faults, frames") == ["frames", "faults"]
    assert chosen("") == list(NAMES)
    with pytest.raises(ValueError, match="ONLY=nothing is not known"):
        chosen("nothing,idle")


@pytest.mark.parametrize("size", [FULL, SHORT], ids=["full", "short"])
def test_every_hall_has_votes_enough_for_its_scenario(size: Size) -> None:
    questions = {scenario.name: scenario.questions for scenario in SCENARIOS}
    for name, votes in (("quiet", size.quiet), ("storm", size.storm), ("two", size.two)):
        assert votes.rate * votes.seconds < votes.phones * questions[name]
    people = {scenario.name: scenario.people(size) for scenario in SCENARIOS}
    assert size.lane_votes + size.rest_votes + 20 < people["lane"] * questions["lane"]
    assert people["lane"] * 25 >= size.lane_votes  # what a socket may say at once


def test_the_report_replaces_the_table_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "capacity.md"
    document.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    figures = {"idle": [Figure("SQL statements/s", 0, 0), Figure("ratio", 0.5, 0.95, at_most=False)]}
    report.render(figures, document)
    report.render(figures, document)
    text = document.read_text()
    assert text.startswith(f"before\n{report.BEGIN}\n")
    assert text.endswith(f"{report.END}\nafter\n")
    assert "| SQL statements/s | 0 | <= 0 | ok |\n| ratio | 0.5 | >= 0.95 | falls short |\n" in text
    assert "old" not in text


def test_a_run_is_kept_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    file = report.keep({"idle": [Figure("SQL statements/s", 0, 0)]}, short=True)
    kept = json.loads(file.read_text())
    assert kept["short"] is True
    assert kept["figures"] == [
        {
            "scenario": "idle",
            "what": "SQL statements/s",
            "value": 0,
            "bar": 0,
            "at_most": True,
            "unit": "",
            "ok": True,
        }
    ]
