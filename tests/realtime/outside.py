"""Everything of a live session that is outside moderation: what each audience can call, see and be sent."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core import mail
from pypdf import PdfReader

from api.shell import template
from forum.congress.models import LiveSession
from forum.notifications.models import OutboxMail
from tests.conftest import ApiClient

FORMATS = ("csv", "xlsx", "json", "pdf")
VERBS = ("approve", "reject", "stage", "defer", "restore", "withdraw", "edit", "label", "pin", "answer", "merge")


def build_shell(folder: Path) -> None:
    """The least built page into which the shell writes its data and text."""
    page = f"<html><head>{template.HEAD}{template.DATA}</head><body><script>go()</script>{template.TEXT}</body></html>"
    (folder / "shell.html").write_text(page, encoding="utf-8")
    (folder / "routes.json").write_text("{}", encoding="utf-8")


def calls(live: LiveSession, words: list[str]) -> Iterator[tuple[str, str, Any]]:
    """What anybody may try, with what they might search for, upon whatever there is."""
    base, slug = f"live/{live.pk}", live.programme.congress.slug
    for path in ("state", "me", "stage/state", "podium", "notices", "documentation", "me/group", "qr.svg"):
        yield "get", f"{base}/{path}", None
    for path in ("state", "links", "speakers", "breakdown", "carry"):
        yield "get", f"{base}/desk/{path}", None
    for path in ("congresses", f"congresses/{slug}", f"congresses/{slug}/edit", "threads", "threads/overview"):
        yield "get", path, None
    for path in (f"congresses/{slug}/registrations", f"congresses/{slug}/registrations.csv", "notifications"):
        yield "get", path, None
    for word in words:
        yield "get", f"search?q={word}", None
        yield "get", f"threads/similar?title={word}", None
    for question in live.questions.order_by("published", "pk").values_list("pk", flat=True)[:3]:
        yield from (("post", f"{base}/questions/{question}/{verb}", {"rev": 10**6}) for verb in VERBS)
        yield "post", f"{base}/podium/questions/{question}/answer", {"text": "Ja.", "rev": 10**6}
    for poll in live.polls.values_list("pk", flat=True):
        yield "put", f"{base}/polls/{poll}/ballot", {"choices": [[]]}
        yield from (("post", f"{base}/polls/{poll}/{verb}", {"rev": 10**6}) for verb in ("open", "close", "delete"))


def pages(live: LiveSession) -> Iterator[str]:
    """Pages with their text for readers without JavaScript."""
    slug = live.programme.congress.slug
    yield from ("/", "/live", "/forum", "/kongresse", f"/kongresse/{slug}", f"/live/{live.pk}")
    yield from (f"/live/{live.pk}/{place}" for place in ("saal", "regie", "podium", "dokumentation"))


def body(response: Any) -> str:
    """All of an answer: status, headers, cookies and content."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {response.cookies} {readable(content)}"


def readable(content: bytes) -> str:
    """The words of a file of any of our formats."""
    if content.startswith(b"%PDF"):
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode() for name in archive.namelist())
    text = content.decode()
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def exports(live: LiveSession, client: ApiClient) -> Iterator[tuple[str, str]]:
    """Each file of the documentation, by its format."""
    for wanted in FORMATS:
        asked = client.send("post", f"live/{live.pk}/exports", {"format": wanted})
        yield wanted, body(asked)
        if asked.status_code == 202:
            yield wanted, body(client.get(asked.json()["url"]))


def seen_by(live: LiveSession, client: ApiClient, words: list[str]) -> Iterator[tuple[str, str]]:
    """Every answer to this caller, with the address that gave it."""
    for method, path, data in calls(live, words):
        yield f"{method} {path}", body(client.send(method, path, data))
    for page in pages(live):
        yield page, body(client.get(page))


def mails() -> str:
    """Every mail that has gone or waits to go."""
    sent = [(one.subject, one.body, str(getattr(one, "alternatives", ""))) for one in mail.outbox]  # type: ignore[attr-defined] # the locmem outbox
    return str(sent) + str(list(OutboxMail.objects.values()))
