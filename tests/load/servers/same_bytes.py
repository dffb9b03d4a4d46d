"""The least that can serve a list: uvicorn and an application that sends the same bytes to everybody."""

import os
from pathlib import Path
from typing import Any

BODY = Path(os.environ["SAME_BYTES"]).read_bytes()
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer every request with the bytes."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": BODY})
