"""Kept files: web says who may have them, caddy sends them, and nobody who reads slowly keeps a hall waiting."""

import hashlib
import http.client
import json
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from scripts.servers import free_port
from tests.contracts.deployment.stack import Stack

SIZE = 30_000_000
PATTERN = bytes(range(256))
SLOW_READERS = 40
"""More than twice the threads of web; they take nothing, so a thread that one of them holds is held for good."""
MAKE = """
import io, json
from forum.accounts.models import User
from forum.congress import actions, exporting
from forum.congress.enums import StaffRole
from forum.congress.media import store
from forum.congress.models import Congress, CongressStaff
congress = Congress.objects.filter(status="published").order_by("pk")[0]
host, _ = User.objects.get_or_create(email="host@files.example", defaults={"name": "Host"})
CongressStaff.objects.get_or_create(congress=congress, user=host, defaults={"role": StaffRole.HOST})
made = {}
for name, published in (("shown", True), ("draft", False)):
    data = b"%PDF-1.7\\n" + bytes(range(256)) * (SIZE // 256)
    arrived = store.receive(io.BytesIO(data))
    file = actions.add_file(actor=host, slug=congress.slug, session_id=None, name=name + ".pdf", arrived=arrived)
    details = actions.Details(name, published=published)
    actions.describe_file(actor=host, slug=congress.slug, file_id=file.pk, version=1, details=details)
    url = f"/api/v1/congresses/{congress.slug}/files/{file.pk}/{file.name}"
    made[name] = {"url": url, "stored": file.stored}
print(json.dumps(made))
""".replace("SIZE", str(SIZE))
CONTENT = b"%PDF-1.7\n" + PATTERN * (SIZE // 256)


@dataclass(frozen=True)
class Kept:
    """A file of a congress: where one asks for it, and its name on the disk."""

    url: str
    stored: str


@pytest.fixture(scope="module")
def kept(stack: Stack) -> dict[str, Kept]:
    """A large document that everybody may have, and one that only the staff may have."""
    made = json.loads(stack.manage("shell", "--verbosity=0", "-c", MAKE))
    return {name: Kept(**facts) for name, facts in made.items()}


def test_a_whole_file_comes_from_caddy_with_the_headers_of_web(stack: Stack, kept: dict[str, Kept]) -> None:
    status, headers, body = stack.get(kept["shown"].url, {"Accept-Encoding": "gzip"})
    assert (status, hashlib.sha256(body).hexdigest()) == (200, hashlib.sha256(CONTENT).hexdigest())
    names = ("content-type", "content-disposition", "content-security-policy", "cache-control", "accept-ranges")
    assert [headers.get(name) for name in names] == [
        "application/pdf",
        'attachment; filename="shown.pdf"',
        "default-src 'none'; sandbox",
        "public, max-age=3600",
        "bytes",
    ]
    assert headers["x-content-type-options"] == "nosniff"
    assert "max-age" in headers["strict-transport-security"]
    assert {"x-stored-file", "server"} & set(headers) == set()


@pytest.mark.parametrize(
    ("wanted", "first", "last"), [("bytes=0-3", 0, 3), ("bytes=29999800-", 29_999_800, None), ("bytes=-9", -9, None)]
)
def test_a_part_of_a_file_is_the_part_that_was_asked_for(
    stack: Stack, kept: dict[str, Kept], wanted: str, first: int, last: int | None
) -> None:
    status, headers, body = stack.get(kept["shown"].url, {"Range": wanted, "Accept-Encoding": "gzip"})
    begin = first % len(CONTENT)
    end = len(CONTENT) - 1 if last is None else last
    assert (status, body) == (206, CONTENT[begin : end + 1])
    assert headers["content-range"] == f"bytes {begin}-{end}/{len(CONTENT)}"


def test_a_part_behind_the_end_is_refused(stack: Stack, kept: dict[str, Kept]) -> None:
    status, _, body = stack.get(kept["shown"].url, {"Range": f"bytes={len(CONTENT)}-"})
    assert (status, b"PDF" in body) == (416, False)


def test_a_draft_is_missing_for_everybody_but_the_staff(stack: Stack, kept: dict[str, Kept]) -> None:
    status, headers, body = stack.get(kept["draft"].url)
    assert (status, json.loads(body)["code"], "x-stored-file" in headers) == (404, "not_found", False)


@pytest.mark.parametrize("path", ["/media/congress/{0}", "/files/media/congress/{0}", "/{0}", "/../data/{0}"])
def test_no_address_leads_to_the_folder_of_the_files(stack: Stack, kept: dict[str, Kept], path: str) -> None:
    for file in kept.values():
        _, _, body = stack.get(path.format(file.stored), {"X-Stored-File": f"media/congress/{file.stored}"})
        assert b"%PDF" not in body


def test_a_request_cannot_name_a_file(stack: Stack, kept: dict[str, Kept]) -> None:
    named = {"X-Stored-File": f"media/congress/{kept['draft'].stored}"}
    assert stack.get(kept["draft"].url, named)[0] == 404
    assert stack.get("/healthz", named)[2] == stack.get("/healthz")[2]


def test_many_slow_readers_of_a_large_file_do_not_keep_a_hall_waiting(stack: Stack, kept: dict[str, Kept]) -> None:
    with ExitStack() as open_ones:
        for _ in range(SLOW_READERS):
            reader = open_ones.enter_context(slow_reader(stack, kept["shown"].url))
            assert reader.recv(12) == b"HTTP/1.1 200"
        # Each is waited for as long as ``Stack.get`` waits, and not longer.
        assert [stack.get("/api/v1/session")[0] for _ in range(20)] == [200] * 20


def slow_reader(stack: Stack, path: str) -> ssl.SSLSocket:
    """Asks for the whole file and takes nothing of it by itself."""
    plain = socket.create_connection(("localhost", stack.ports["https"]), timeout=20)
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader = stack.tls().wrap_socket(plain, server_hostname="localhost")
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: {stack.host}\r\n\r\n".encode())
    return reader


class Lying(BaseHTTPRequestHandler):
    """A web that names the file which the address holds behind ``/lie/``."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("X-Stored-File", self.path.removeprefix("/lie/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture(scope="module")
def lied_to(stack: Stack) -> Iterator[int]:
    """The port of another caddy with the same Caddyfile, whose web names any file."""
    web, port = HTTPServer(("127.0.0.1", 0), Lying), free_port()
    Thread(target=web.serve_forever, daemon=True).start()
    env = stack.environment("caddy") | {
        "HTTP_PORT": str(free_port()),
        "HTTPS_PORT": str(port),
        "SITE_ADDRESS": f"https://localhost:{port}",
        "WEB_UPSTREAMS": f"127.0.0.1:{web.server_port}",
    }
    with (stack.folder / "second-caddy.log").open("wb") as log:
        process = subprocess.Popen(stack.command("caddy"), env=env, stdout=log, stderr=log)
        try:
            yield port
        finally:
            process.terminate()
            process.wait(30)
            web.shutdown()
            web.server_close()


def told(stack: Stack, port: int, name: str) -> tuple[int, bytes]:
    until = time.monotonic() + stack.health_limit
    while True:
        connection = http.client.HTTPSConnection("localhost", port, timeout=20, context=stack.tls())
        try:
            connection.request("GET", f"/lie/{name}")
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (ConnectionRefusedError, ssl.SSLError):
            assert time.monotonic() < until
            time.sleep(0.1)
        finally:
            connection.close()


def test_caddy_sends_nothing_but_kept_files_whatever_web_names(
    stack: Stack, kept: dict[str, Kept], lied_to: int
) -> None:
    data = stack.folder / "data"
    secret = data / "secret.txt"
    (data / "media" / "congress" / "notes.txt").write_text("Geheimwort")
    Path(stack.folder / "secret.txt").write_text("Geheimwort")
    secret.write_text("Geheimwort")
    assert told(stack, lied_to, f"media/congress/{kept['draft'].stored}") == (200, CONTENT)
    up = ("../", "..%2f", "%2e%2e/", "media/congress/../../", "exports/../", "media/congress/..%2f..%2f")
    names = ["secret.txt", "media/congress/notes.txt", "", "media/congress/", *(f"{step}secret.txt" for step in up)]
    assert {name: told(stack, lied_to, name) for name in names} == dict.fromkeys(names, (404, b""))
