"""The list of those who come, as a table for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

from django.utils import timezone

from forum.congress.enums import RegistrationState
from forum.congress.exporting.cells import harmless
from forum.congress.keys import shown_code
from forum.congress.models import Registration

HEAD: Final = ("Name", "Kommune", "E-Mail", "Stand", "Code", "Da seit", "Workshops", "Bedarf")
_STATES: Final[dict[str, str]] = {RegistrationState.REGISTERED: "angemeldet", RegistrationState.WAITING: "Warteliste"}


def table(registrations: Iterable[Registration]) -> str:
    """Comma separated values with a head row, in UTF-8 with the mark that spreadsheets look for."""
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in registrations:
        here = timezone.localtime(row.here).strftime("%d.%m.%Y %H:%M") if row.here else ""
        held = ", ".join(place.session.title for place in row.chosen if place.held)
        state = _STATES.get(row.state, row.state)
        values = (row.name, row.municipality, row.email, state, shown_code(row.code), here, held, row.needs)
        writer.writerow([harmless(value) for value in values])
    return out.getvalue()
