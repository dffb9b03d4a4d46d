"""Questions asked over REST: sent again with the same key until the server says that they are stored."""

import asyncio
from dataclasses import dataclass, field
from itertools import count

from tests.load.place import Hall, Place
from tests.load.truth import truth

AGAIN_AFTER = 1.0
_numbers = count()
CREATED = 201


@dataclass
class Questions:
    """What has been asked, and which of it was acknowledged."""

    place: Place
    hall: Hall
    stored: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    async def ask(self) -> None:
        """Ask one question more, each time as another person, and keep on until it is stored."""
        number = next(_numbers)
        person = self.hall.people[number % len(self.hall.people)]
        text = f"Frage {number} aus dem Saal: Wer ist zuständig?"
        self.texts.append(text)
        browser = self.place.rest({"participant": person.token})
        asked = {"text": text, "identity": "anonymous"}
        try:
            while True:
                try:
                    if "csrftoken" not in browser.cookies:
                        await browser.call("GET", "session", limit=10)
                    path = f"live/{self.hall.session}/questions"
                    answer = await browser.call("POST", path, asked, limit=10, **{"Idempotency-Key": f"key-{number}"})
                    if answer.status == CREATED:
                        self.stored.add(int(answer.json()["id"]))
                        return
                except (OSError, TimeoutError):
                    browser.close()
                await asyncio.sleep(AGAIN_AFTER)
        finally:
            browser.close()

    def lost(self) -> int:
        """Acknowledged questions that are not stored."""
        return len(self.stored - truth(self.place, self.hall).questions)

    def double(self) -> int:
        """Stored questions beyond those asked."""
        found = truth(self.place, self.hall).questions
        return max(0, len(found) - len(self.hall.questions) - len(self.texts))
