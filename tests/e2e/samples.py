"""Small sites with known faults: what the harness must notice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

GOOD = "<h1>Gut</h1><p>Text</p>"
POLICY = "default-src 'self' http://localhost:*; script-src 'self'; connect-src *"
KINDS = {".js": "text/javascript", ".css": "text/css"}
FRAME = "<!doctype html><html lang='de'><head><title>Probe</title></head><body><main>{}</main></body></html>"


@contextmanager
def site(pages: dict[str, str]) -> Iterator[str]:
    """Serve these bodies by path on a free port of the loopback; yields ``localhost:<port>``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path in pages
            body = pages.get(self.path, "")
            kind = KINDS.get(PurePosixPath(self.path).suffix, "text/html; charset=utf-8")
            if kind.startswith("text/html"):
                body = FRAME.format(body)
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class has
            return

    with served(Handler) as port:
        yield f"localhost:{port}"


@contextmanager
def served(handler: type[BaseHTTPRequestHandler], port: int = 0) -> Iterator[int]:
    """Serve on this port of the loopback, or on a free one; yields it."""
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            serving.join()
