"""Reads the mails that the server under test has written to files."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

ARRIVES_WITHIN_SECONDS = 10
BETWEEN_MESSAGES = re.compile(rb"^-{79}\n", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """One mail as its reader gets it."""

    to: str
    subject: str
    text: str

    def path_to(self, prefix: str) -> str:
        """The path of the first link that starts with ``prefix``; raises ``AssertionError`` without one."""
        for link in re.findall(r"https?://\S+", self.text):
            parts = urlsplit(link)
            if parts.path.startswith(prefix):
                return parts._replace(scheme="", netloc="").geturl()
        raise AssertionError(f"no link to {prefix} in the mail:\n{self.text}")


@dataclass(frozen=True)
class Mailbox:
    """All mails of the server, oldest first."""

    folder: Path

    def all(self) -> list[Mail]:
        files = sorted(self.folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        parts = [part for file in files for part in BETWEEN_MESSAGES.split(file.read_bytes())]
        return [_read(part) for part in parts if part.strip()]

    def latest_to(self, address: str, about: str = "") -> Mail:
        """The newest mail to this address, with this in its subject, waited for; else raises ``AssertionError``."""
        until = time.monotonic() + ARRIVES_WITHIN_SECONDS
        while time.monotonic() < until:
            found = [mail for mail in self.all() if mail.to == address and about in mail.subject]
            if found:
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"no mail to {address} within {ARRIVES_WITHIN_SECONDS} s")


def _read(raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return Mail(str(message["To"]), str(message["Subject"]), body.get_content() if body else "")
