"""The list over REST, as phones poll it, against the same bytes from a server that does nothing else."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bars import Figure
from scripts.places import ROOT
from scripts.servers import free_port
from tests.load.contestants import wait_until_it_listens
from tests.load.crowd import median
from tests.load.place import Place
from tests.load.rest import Rest
from tests.load.sizes import Size

AT_ONCE = 16
ROUNDS = 3


async def state(place: Place, size: Size) -> list[Figure]:
    """Requests per second, in turns."""
    hall = place.halls["state"]
    path = f"/api/v1/live/{hall.session}/state"
    cookies = {"participant": hall.people[0].token}
    first = place.rest(cookies)
    body = (await first.call("GET", path)).body
    first.close()
    with _bare(body) as port:
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            ours.append(await _rate([place.rest(cookies) for _ in range(AT_ONCE)], path, len(body), size.state_seconds))
            browsers = [Rest(port, {"Host": "127.0.0.1"}) for _ in range(AT_ONCE)]
            bare.append(await _rate(browsers, path, len(body), size.state_seconds))
    print(
        f"  state: {median(ours):,.0f} requests/s of {len(body):,} bytes; bare uvicorn: {median(bare):,.0f}", flush=True
    )
    title = f"state, {size.state_questions} questions: requests/s against bare uvicorn"
    return [Figure(title, median(ours) / median(bare), size.state_ratio, at_most=False)]


async def _rate(browsers: list[Rest], path: str, length: int, seconds: float) -> float:
    answered = 0
    last = time.perf_counter() + seconds

    async def caller(browser: Rest) -> None:
        nonlocal answered
        while time.perf_counter() < last:
            answer = await browser.call("GET", path)
            assert (answer.status, len(answer.body)) == (200, length)
            answered += 1

    started = time.perf_counter()
    await asyncio.gather(*(caller(browser) for browser in browsers))
    spent = time.perf_counter() - started
    for browser in browsers:
        browser.close()
    return answered / spent


@contextmanager
def _bare(body: bytes) -> Iterator[int]:
    with TemporaryDirectory(prefix="ratschlag-bytes-") as folder:
        file = Path(folder) / "body"
        file.write_bytes(body)
        port = free_port()
        where = ("tests.load.servers.same_bytes:application", "--port", str(port))
        command = [sys.executable, "-m", "uvicorn", *where, "--no-access-log", "--log-level", "warning"]
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "SAME_BYTES": str(file)})
        try:
            wait_until_it_listens(server, port)
            yield port
        finally:
            server.terminate()
            server.wait()
