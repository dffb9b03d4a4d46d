"""The commands of docker-compose.yml work together on the loopback, with real PostgreSQL and Redis."""

import http.client
import re
from pathlib import Path

import psycopg
import pytest

from scripts.places import BUILD
from scripts.servers import free_port
from tests.contracts.deployment.stack import METRICS_TOKEN, Stack

SERVICES = ("web", "realtime-1", "realtime-2", "worker", "caddy")
SHOWN = {"Authorization": f"Bearer {METRICS_TOKEN}"}

LYING_TASK = """
    INSERT INTO django_tasks_database_dbtaskresult
        (id, status, enqueued_at, args_kwargs, priority, task_path, worker_ids, queue_name, backend_name, run_after,
         exception_class_path, traceback)
    VALUES (gen_random_uuid(), 'READY', now() - interval '11 minutes', '{}', 0, 'nothing', '[]', 'default',
            'default', '9999-12-31', '', '')
"""


def hashed_file() -> Path:
    """One of the built files whose name holds its hash."""
    return next(file for file in sorted((BUILD / "_app" / "immutable").rglob("*.js")))


@pytest.mark.parametrize("service", SERVICES)
def test_the_health_check_of_a_running_service_passes(stack: Stack, service: str) -> None:
    assert stack.check(service) == ""


def test_the_health_check_notices_a_server_that_does_not_answer(stack: Stack) -> None:
    nobody = free_port()
    assert stack.check("web", GRANIAN_PORT=str(nobody)).startswith(f"port {nobody} does not answer")


def test_the_health_check_notices_a_worker_that_leaves_tasks_lying(stack: Stack) -> None:
    stack.stop("worker")
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute(LYING_TASK)
        assert stack.check("worker") == "1 tasks wait for more than 600 s"
        connection.execute("DELETE FROM django_tasks_database_dbtaskresult")
    stack.start("worker")
    stack.wait_until_healthy("worker")


def test_a_page_comes_from_web_over_tls(stack: Stack) -> None:
    status, headers, body = stack.get("/")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "max-age" in headers["strict-transport-security"]
    assert "server" not in headers
    assert b"<title>" in body


def test_plain_http_is_sent_to_tls(stack: Stack) -> None:
    connection = http.client.HTTPConnection("localhost", stack.ports["http"], timeout=10)
    connection.request("GET", "/forum")
    answer = connection.getresponse()
    # Without a port: outside, docker maps 443 to the port on which caddy listens.
    assert (answer.status, answer.headers["Location"]) == (308, "https://localhost/forum")
    connection.close()


def test_the_api_comes_from_web_and_sets_cookies_for_tls_only(stack: Stack) -> None:
    status, headers, _ = stack.get("/api/v1/session")
    assert status == 200
    assert "Secure" in headers["set-cookie"]


def test_a_hashed_file_comes_compressed_from_caddy_and_may_be_kept_for_ever(stack: Stack) -> None:
    file = hashed_file()
    path = "/" + str(file.relative_to(BUILD))
    status, headers, body = stack.get(path, {"Accept-Encoding": "br"})
    assert (status, headers["content-encoding"]) == (200, "br")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert body == file.with_name(file.name + ".br").read_bytes()


def test_an_unknown_hashed_file_is_missing_and_not_a_page(stack: Stack) -> None:
    status, headers, _ = stack.get("/_app/immutable/none.js")
    assert status == 404
    assert "immutable" not in headers.get("cache-control", "")


@pytest.mark.parametrize("name", ["shell.html", "shell.html.gz"])
def test_the_page_without_its_data_is_never_served_as_a_file(stack: Stack, name: str) -> None:
    _, _, body = stack.get(f"/{name}")
    assert body != (BUILD / name).read_bytes()


def test_sockets_reach_realtime_and_a_foreign_origin_is_refused(stack: Stack) -> None:
    assert stack.knock("/ws/live/999999/", origin=stack.url) in {4404, 404, 403}
    assert stack.knock("/ws/live/999999/", origin="https://elsewhere.example") == 403


@pytest.mark.parametrize(
    ("service", "figure"), [("web", "ratschlag_live_sessions_open"), ("realtime-1", "ratschlag_publish_queue")]
)
def test_a_process_tells_its_figures_inside_to_who_shows_the_token(stack: Stack, service: str, figure: str) -> None:
    status, text = stack.inside(service, "/metrics", SHOWN)
    assert status == 200
    assert re.search(rf"^{figure} [\d.]+$", text, re.MULTILINE)
    assert stack.inside(service, "/metrics", {})[0] != 200


@pytest.mark.parametrize(
    "path", ["/metrics", "/metrics/", "/metrics?x=1", "/ws/metrics", "/ws/../metrics", "//metrics"]
)
def test_no_figure_leaves_the_house_even_with_the_token(stack: Stack, path: str) -> None:
    status, _, body = stack.get(path, SHOWN)
    assert status in {301, 308, 400, 404}
    assert b"ratschlag_" not in body


def test_web_goes_on_while_a_realtime_process_restarts(stack: Stack) -> None:
    assert stack.stop("realtime-1") in {0, -15}
    assert stack.get("/healthz")[0] == 200
    assert stack.knock("/ws/live/999999/", origin=stack.url) in {4404, 404, 403}
    stack.start("realtime-1")
    stack.wait_until_healthy("realtime-1")


def test_a_process_ends_when_it_is_asked_to(stack: Stack) -> None:
    for service in ("web", "worker"):
        assert stack.stop(service) in {0, -15}
        stack.start(service)
        stack.wait_until_healthy(service)


def test_nothing_that_a_process_says_is_an_error(stack: Stack) -> None:
    said = {service: stack.log(service) for service in SERVICES}
    assert {
        service: text for service, text in said.items() if re.search(r"Traceback|CRITICAL|\"level\":\"error\"", text)
    } == {}
