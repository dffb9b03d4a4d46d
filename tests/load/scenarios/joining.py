"""People come: from the code to a list they can use, all behind one address."""

import asyncio
import time

from scripts.bars import Figure
from tests.load.burst import percentile
from tests.load.phone import Phone, parsed
from tests.load.place import Hall, Place
from tests.load.sizes import Size


async def wave(place: Place, size: Size) -> list[Figure]:
    """A thousand people within a minute."""
    crowd = Arrivals(place, place.halls["wave"])
    try:
        await crowd.open_pages(size.wave_phones)
        await crowd.join_all(over_seconds=size.wave_seconds)
    finally:
        await crowd.leave()
    title = f"wave, {size.wave_phones} phones in {size.wave_seconds:.0f} s"
    return [
        Figure(f"{title}: errors", len(crowd.errors), 0),
        Figure(f"{title}: code to list p95", 1000 * percentile(crowd.seconds, 0.95), size.wave_ms, "ms"),
    ]


async def rush(place: Place, size: Size) -> list[Figure]:
    """A thousand people at the same moment."""
    crowd = Arrivals(place, place.halls["rush"])
    try:
        await crowd.open_pages(size.rush_phones)
        await crowd.join_all(over_seconds=0)
    finally:
        await crowd.leave()
    title = f"rush, {size.rush_phones} phones at once"
    return [
        Figure(f"{title}: errors", len(crowd.errors), 0),
        Figure(f"{title}: the last one has the list", max(crowd.seconds, default=0.0), size.rush_limit, "s"),
    ]


class Arrivals:
    """People who type the code: join, the state over REST, then the socket with its greeting and snapshot."""

    def __init__(self, place: Place, hall: Hall) -> None:
        self._place = place
        self._hall = hall
        self._browsers = [place.rest() for _ in range(0)]
        self.phones: list[Phone] = []
        self.seconds: list[float] = []
        self.errors: list[str] = []

    async def open_pages(self, number: int) -> None:
        """Everybody has the page with the code field open, and with it a CSRF cookie."""
        first = self._place.rest()
        cookies = (await first.call("GET", "session")).cookies
        first.close()
        self._browsers = [self._place.rest(dict(cookies)) for _ in range(number)]

    async def join_all(self, over_seconds: float) -> None:
        """Everybody types the code, evenly spread over the time."""
        gap = over_seconds / len(self._browsers)

        async def one(number: int) -> None:
            await asyncio.sleep(number * gap)
            try:
                await self._join(number)
            except (OSError, TimeoutError, AssertionError) as error:
                self.errors.append(repr(error))

        await asyncio.gather(*(one(number) for number in range(len(self._browsers))))

    async def leave(self) -> None:
        await asyncio.gather(*(phone.stop() for phone in self.phones))
        for browser in self._browsers:
            browser.close()

    async def _join(self, number: int) -> None:
        browser, started = self._browsers[number], time.perf_counter()
        joined = await browser.call("POST", "live/join", {"code": self._hall.code})
        assert joined.status == 200, joined.body
        state = await browser.call("GET", f"live/{self._hall.session}/state")
        assert state.status == 200, state.body
        doors = [self._place.doors[number % 2]]
        phone = Phone(self._hall.session, dict(browser.cookies), doors, self._place.origin)
        phone.list.replace(parsed(state.body))
        self.phones.append(phone)
        phone.start()
        async with asyncio.timeout(30):
            await phone.ready.wait()
        self.seconds.append(time.perf_counter() - started)
        assert len(phone.list.rows) == len(self._hall.questions)
