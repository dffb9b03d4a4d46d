"""Registering: what holds for it, and the secret link to one's own registration."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from forum.congress.enums import CongressStatus, RegistrationFor
from forum.congress.models import Congress, Registration
from forum.congress.timetable import clean_text, clean_title
from forum.core.clock import now
from forum.core.errors import InvalidError
from forum.core.limits import Limit
from forum.municipalities.collation import fold

UNCONFIRMED_FOR: Final = timedelta(days=2)
"""So long the link in the mail can be followed."""
CANCELLED_FOR: Final = timedelta(days=7)
KEPT_AFTER: Final = timedelta(weeks=4)
"""So long after the last day of a congress its registrations are kept."""
PER_ADDRESS: Final = Limit("registration-mail", burst=3, every=1800)
"""Mails to one address that nobody has confirmed."""
PER_CLIENT: Final = Limit("registration-client", burst=60, every=30)
"""Requests of guests behind one network address: an office registers together."""


@dataclass(frozen=True)
class Form:
    """What people write when they register; ``workshops`` are ids of points of the programme."""

    name: str
    municipality: str = ""
    needs: str = ""
    workshops: tuple[int, ...] = ()


def is_open(congress: Congress) -> bool:
    """Whether people can register now."""
    moment = now()
    return (
        congress.status == CongressStatus.PUBLISHED
        and congress.registration != RegistrationFor.NOBODY
        and (congress.registration_opens is None or congress.registration_opens <= moment)
        and (congress.registration_closes is None or moment < congress.registration_closes)
        and timezone.localdate(moment) <= congress.ends
    )


def fill(registration: Registration, form: Form) -> None:
    """Take over what was written, cleaned; raises ``InvalidError``."""
    registration.name = clean_title(form.name, field="name", longest=120)
    registration.municipality = clean_title(form.municipality, field="municipality", shortest=0, longest=120)
    registration.needs = clean_text(form.needs, field="needs", longest=1000)
    registration.folded = fold(f"{registration.name} {registration.municipality}")


def clean_email(email: str) -> str:
    """An address as it is stored; raises ``InvalidError`` for what cannot be one."""
    address = email.strip().lower()
    local, _, host = address.rpartition("@")
    usable = local and "." in host and len(address) <= 254 and address.isprintable() and " " not in address
    if not usable or any(letter in address for letter in ',;<>()"'):
        raise InvalidError("malformed_address", field="email")
    return address


def link_key(registration: Registration) -> str:
    """The secret of the link to one's own registration: derived from the server's secret, so no table holds it."""
    message = f"registration:{registration.pk}:{registration.nonce}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:40]


def link(registration: Registration) -> str:
    """The link to one's own registration. The key stands behind the ``#``: no server log gets it."""
    token = f"{registration.pk}-{link_key(registration)}"
    return f"{settings.BASE_URL}/kongresse/{registration.congress.slug}/anmeldung#{token}"
