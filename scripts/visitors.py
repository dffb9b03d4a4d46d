"""Who looks at the places for ``make screens``: a browser profile each, signed in or joined as they need it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, Page

from scripts.browse import ask, join, sign_in
from scripts.console import StepFailedError
from scripts.local_server import Server

Scheme = Literal["light", "dark"]
# The attendee has joined the session that is on, the newcomer one in which nobody has asked yet.
ATTENDEE, NEWCOMER = "attendee", "newcomer"
SECOND, THIRD = "zweiter-kongress", "dritter-kongress"
QUIET_POINT = "Ämter an einen Tisch bringen"


@dataclass
class Visitors:
    """Everybody's pages, and what they have to do before there is something to see. Each thing is done once."""

    chromium: Browser
    server: Server
    pages: dict[tuple[str, Scheme], Page] = field(default_factory=dict)
    live_id: str = ""
    quiet: tuple[str, str] | None = None

    def page(self, who: str, scheme: Scheme = "light") -> Page:
        """The person's page: of a guest (""), of an account by its key, or of somebody who has joined."""
        if (who, scheme) not in self.pages:
            context = self.chromium.new_context(
                base_url=self.server.url,
                color_scheme=scheme,
                locale="de-DE",
                timezone_id="Europe/Berlin",
                reduced_motion="reduce",
            )
            page = self.pages[who, scheme] = context.new_page()
            if who == ATTENDEE:
                self.live_id = join(page, self.server.demo.join_code)
            elif who == NEWCOMER:
                join(page, self.quiet_session()[1])
            elif who in self.server.demo.emails:
                sign_in(page, self.server.demo.emails[who], self.server.demo.password)
            elif who:
                raise StepFailedError(f"nobody is called {who}")
        return self.pages[who, scheme]

    def live(self) -> str:
        """Id of the session that is on."""
        self.page(ATTENDEE)
        return self.live_id

    def call(self, who: str, method: str, path: str, body: object = None) -> Any:
        """What the server answers this person."""
        return ask(self.page(who), method, path, body)

    def quiet_session(self) -> tuple[str, str]:
        """Id and join code of an open session without a question, made by the host."""
        if self.quiet is None:
            edit = f"congresses/{SECOND}/edit"
            points = self.call("host", "GET", edit)["sessions"]
            point = next(point["id"] for point in points if point["title"] == QUIET_POINT)
            points = self.call("host", "PUT", f"{edit}/sessions/{point}/live")["sessions"]
            live = str(next(one["live"]["id"] for one in points if one["id"] == point))
            self.call("host", "POST", f"live/{live}/desk/open")
            self.quiet = live, self.call("host", "GET", f"live/{live}/desk/links")["code"]
        return self.quiet

    def podium(self) -> str:
        """The secret link of the first speaker, as the desk hands it out."""
        links = self.call("moderator", "GET", f"live/{self.live()}/desk/speakers")
        return str(links[0]["url"])

    def receipts(self) -> str:
        """The receipt link of the attendee, who has asked something."""
        self.call(ATTENDEE, "POST", f"live/{self.live()}/questions", {"text": "Wer bezahlt die Dolmetscher:innen?"})
        return str(self.call(ATTENDEE, "POST", f"live/{self.live_id}/receipts/link")["url"])

    def poll_on_stage(self) -> str:
        """The stage, with the poll that is open on it."""
        path = f"live/{self.live()}"
        polls = self.call("moderator", "GET", f"{path}/desk/state")["polls"]
        poll = next(poll["id"] for poll in polls if poll["state"] == "open")
        self.call("moderator", "POST", f"{path}/polls/{poll}/stage", {})
        return f"/{path}/saal"

    def documented(self) -> str:
        """Id of the session whose documentation is published."""
        points = self.call("", "GET", f"congresses/{SECOND}")["sessions"]
        return str(next(point["live"]["id"] for point in points if point["live"] and point["live"]["documented"]))

    def ended(self) -> str:
        """Id of the session that was on, once the moderator has ended it."""
        self.call("moderator", "POST", f"live/{self.live()}/desk/close")
        return self.live_id
