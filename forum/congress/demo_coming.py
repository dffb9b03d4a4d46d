"""The third demo congress, which is still to come: people register, a workshop is full, and there is something to see.

All invented. Its film is drawn (``demo_files/``), its worksheet is set when it is loaded.
"""

from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import typst
from django.db import transaction
from django.utils import timezone

from forum.accounts.demo import person
from forum.congress import actions, tickets
from forum.congress.actions.places import choose_workshops, free_code, queue_up, settle
from forum.congress.demo import load_programme
from forum.congress.demo_guests import GUESTS, KEEPING, POINTS, PRESENTED, REPORTS, ROOMS, Guest
from forum.congress.enums import CaptionLanguage, CongressStatus, RegistrationFor, RegistrationState, StaffRole
from forum.congress.exporting.pdf_file import FONTS
from forum.congress.media import store
from forum.congress.models import Congress, CongressStaff, Registration
from forum.congress.texts import save_congress
from forum.core.clock import now
from forum.practice.enums import State
from forum.practice.models import Revision

SLUG: Final = "dritter-kongress"
FILES: Final = Path(__file__).parent / "demo_files"
DAYS_AHEAD: Final = 154
THURSDAY: Final = 3
CLOSES_BEFORE: Final = timedelta(days=14)
CAPACITY: Final = 60
TRANSCRIPT: Final = (
    "Beispieldaten. Der Film ist gezeichnet und hat keinen Ton. Sieben Punkte stehen verstreut auf einer dunklen "
    "Fläche. Ein runder Tisch erscheint, die Punkte setzen sich um ihn. Linien verbinden nach und nach alle Punkte."
)


@transaction.atomic
def load() -> None:
    """Load it; repeating it changes nothing. Needs the people of ``forum.accounts.demo`` and the demo of practice."""
    if Congress.objects.filter(slug=SLUG).exists():
        return
    day = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    day += timedelta(days=(THURSDAY - day.weekday()) % 7)
    start = timezone.make_aware(datetime.combine(day, time(10)))
    congress = save_congress(
        Congress(
            slug=SLUG,
            title="3. Kongress",
            subtitle="Was bleibt: Strukturen, die halten",
            starts=day,
            ends=day,
            place="Kreishaus Beispielburg",
            host="Kreis Beispielland",
            summary="Wie aus einem Projekt eine dauerhafte Aufgabe wird. Ein Tag mit Berichten und zwei Werkstätten.",
            status=CongressStatus.PUBLISHED,
            fictional=True,
            registration=RegistrationFor.EVERYBODY,
            registration_closes=start - CLOSES_BEFORE,
            capacity=CAPACITY,
        )
    )
    for key, role in (("moderator", StaffRole.MODERATOR), ("host", StaffRole.HOST)):
        CongressStaff.objects.create(congress=congress, user=person(key), role=role)
    load_programme(congress, start, POINTS, ROOMS)
    _load_guests(congress)
    _load_material(congress)


def _load_guests(congress: Congress) -> None:
    """People in the order in which they came; who is too late for the full workshop waits."""
    for guest in GUESTS:
        _register(congress, guest)
    settle(congress)


def _register(congress: Congress, guest: Guest) -> None:
    moment = now()
    user = person(guest.account) if guest.account else None
    email = user.email if user else guest.email
    registration = Registration(congress=congress, user=user, email=email, code=free_code(congress), created=moment)
    tickets.fill(registration, tickets.Form(guest.name, guest.municipality, guest.needs))
    queue_up(registration)
    registration.state = RegistrationState.REGISTERED
    registration.save()
    workshops = congress.sessions.filter(title=guest.workshop).values_list("pk", flat=True)
    choose_workshops(registration, tuple(workshops))


def _load_material(congress: Congress) -> None:
    film = _add(None, "So beginnt eine gemeinsame Runde.mp4", (FILES / "einladung.mp4").read_bytes())
    for language in (CaptionLanguage.GERMAN, CaptionLanguage.ENGLISH):
        captions = store.receive_captions(BytesIO((FILES / f"einladung.{language}.vtt").read_bytes()))
        actions.add_captions(actor=person("host"), slug=SLUG, file_id=film, arrived=captions, language=language)
    poster = store.receive(BytesIO((FILES / "einladung.png").read_bytes()))
    actions.add_poster(actor=person("host"), slug=SLUG, file_id=film, arrived=poster)
    _show(film, "So beginnt eine gemeinsame Runde (Beispieldaten)", TRANSCRIPT)
    sheet = _add(congress.sessions.get(title=KEEPING).pk, "Arbeitsblatt.pdf", _sheet())
    _show(sheet, "Arbeitsblatt: Was bleibt, wenn das Projekt endet? (Beispieldaten)")
    titles = Revision.objects.filter(example__demo=True, state=State.PUBLISHED, title__in=PRESENTED)
    actions.set_examples(
        actor=person("host"),
        slug=SLUG,
        session_id=congress.sessions.get(title=REPORTS).pk,
        public_ids=list(titles.order_by("example").values_list("example__public_id", flat=True)),
    )


def _add(session_id: int | None, name: str, content: bytes) -> int:
    arrived = store.receive(BytesIO(content))
    return actions.add_file(actor=person("host"), slug=SLUG, session_id=session_id, name=name, arrived=arrived).pk


def _show(file_id: int, title: str, transcript: str = "") -> None:
    details = actions.Details(title=title, transcript=transcript, published=True)
    actions.describe_file(actor=person("host"), slug=SLUG, file_id=file_id, version=1, details=details)


def _sheet() -> bytes:
    """The worksheet as a tagged PDF, in the typeface of the documentation."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(FILES / "arbeitsblatt.typ", root=FILES, font_paths=fonts)
    file = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(file, bytes):
        raise TypeError("typst gave no file")
    return file
