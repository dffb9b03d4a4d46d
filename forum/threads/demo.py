"""Invented threads for trying the forum out, each post marked "Beispieldaten". Their texts are in ``demo_threads/``.

A file begins with ``category``, ``kind`` and ``title``; each post follows a line
``=== <person> <identity level> <age> [accepts <number> ...]``.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from forum.accounts.demo import person
from forum.core.clock import now
from forum.municipalities.collation import fold
from forum.threads.actions.posting import authorship, rendered
from forum.threads.enums import Access
from forum.threads.models import AcceptedAnswer, Category, CircleMember, Post, ReadState, Thread

FOLDER: Final = Path(__file__).parent / "demo_threads"
MARK: Final = "*Beispieldaten*"
CATEGORIES: Final = (
    ("aufbau", "Konfliktmanagement aufbauen", "Rollen, Runden, Zuständigkeiten und was sie kosten.", Access.PUBLIC),
    ("wohnen", "Wohnen und Nachbarschaft", "Streit im Haus, im Viertel und rund um Unterkünfte.", Access.PUBLIC),
    ("raum", "Öffentlicher Raum, Jugend und Sport", "Plätze, Hallen, Feste und wer sie wann nutzt.", Access.PUBLIC),
    ("beteiligung", "Beteiligung", "Wie alle zu Wort kommen, die es angeht.", Access.PUBLIC),
    ("werkstatt", "Werkstatt der Verwaltung", "Was nur Kolleg:innen lesen sollen.", Access.MEMBERS),
    ("modulreihe", "Kreis der Modulreihe", "Für die Teilnehmenden der Qualifizierung.", Access.CIRCLE),
)
CIRCLE: Final = ("coordinator", "lead")
READERS: Final = ("member", "second", "lead")
UNREAD_DAYS: Final = 3
_POST_LINE: Final = re.compile(
    r"^=== (?P<who>\w+) (?P<identity>\w+) (?P<days>\d+)d(?P<hours>\d+)h(?:(?P<minutes>\d+)m)?"
    r"(?: accepts (?P<accepts>[\d ]+))?$",
    re.M,
)


@dataclass(frozen=True)
class Written:
    """One post of a file."""

    who: str
    identity: str
    age: timedelta
    accepts: tuple[int, ...]
    text: str


@transaction.atomic
def load() -> None:
    """Load categories and threads, with ages counted from now; repeating it changes nothing.

    Needs the people and places of the packages below.
    """
    for position, (slug, title, description, access) in enumerate(CATEGORIES):
        Category.objects.get_or_create(
            slug=slug,
            defaults={"title": title, "description": description, "access": access, "position": position},
        )
    circle = Category.objects.get(slug="modulreihe")
    for key in CIRCLE:
        CircleMember.objects.get_or_create(category=circle, user=person(key))
    moment = now()
    for path in sorted(FOLDER.glob("*.md")):
        _load_thread(path.read_text(encoding="utf-8"), moment)


def _load_thread(content: str, moment: datetime) -> None:
    head, posts = _parse(content)
    category = Category.objects.get(slug=head["category"])
    if Thread.objects.filter(title=head["title"], category=category).exists():
        return
    first, last = posts[0], posts[-1]
    thread = Thread.objects.create(
        category=category,
        kind=head["kind"],
        title=head["title"],
        folded_title=fold(head["title"]),
        highest_number=len(posts),
        answer_count=len(posts) - 1,
        created=moment - first.age,
        last_activity=moment - last.age,
        **authorship(person(first.who), first.identity),
    )
    stored = [_load_post(thread, number, post, moment) for number, post in enumerate(posts, start=1)]
    for number in first.accepts:
        AcceptedAnswer.objects.create(
            thread=thread, post=stored[number - 1], accepted_by=thread.author, accepted=moment - last.age
        )
    if last.age > timedelta(days=UNREAD_DAYS):
        for key in READERS:
            ReadState.objects.get_or_create(user=person(key), thread=thread, defaults={"last_read": len(posts)})


def _load_post(thread: Thread, number: int, post: Written, moment: datetime) -> Post:
    return Post.objects.create(
        thread=thread,
        number=number,
        created=moment - post.age,
        **authorship(person(post.who), post.identity),
        **rendered(f"{post.text}\n\n{MARK}"),
    )


def _parse(content: str) -> tuple[dict[str, str], list[Written]]:
    lines = list(_POST_LINE.finditer(content))
    head = dict(line.split(": ", 1) for line in content[: lines[0].start()].split("\n") if line)
    ends = [line.start() for line in lines[1:]] + [len(content)]
    return head, [_written(line, content[line.end() : end]) for line, end in zip(lines, ends, strict=True)]


def _written(line: re.Match[str], text: str) -> Written:
    return Written(
        who=line["who"],
        identity=line["identity"],
        age=timedelta(days=int(line["days"]), hours=int(line["hours"]), minutes=int(line["minutes"] or 0)),
        accepts=tuple(int(number) for number in (line["accepts"] or "").split()),
        text=text.strip(),
    )
