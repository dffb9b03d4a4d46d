"""What the third demo congress says, and who comes to it: programme and people are invented ("Beispieldaten")."""

from dataclasses import dataclass
from typing import Final

from forum.congress.demo_programme import Point
from forum.congress.enums import SessionKind, SpeakerRole

_PLENARY, _WORKSHOP, _BREAK = SessionKind.PLENARY, SessionKind.WORKSHOP, SessionKind.BREAK
_SPEAKER, _CHAIR, _OPENING = SpeakerRole.SPEAKER, SpeakerRole.CHAIR, SpeakerRole.OPENING
REPORTS: Final = "Aus der Praxis: zwei Berichte"
KEEPING: Final = "Zuständigkeitsvereinbarungen, die einen Personalwechsel überstehen"
TELLING: Final = "Vom Fall zum Praxisbeispiel"
ROOMS: Final = ("Sitzungssaal", "Raum Möhne", "Raum Ruhr")
PRESENTED: Final = (
    "Ein Protokollblatt für die erste Stunde eines Konflikts",
    "Konfliktlots:innen im Kreis: ausgebildet, begleitet, anrufbar",
)
"""Titles of demo practice examples."""
POINTS: Final = (
    Point("Ankommen und Kaffee", _BREAK, -30, 0),
    Point("Begrüßung", _PLENARY, 0, 30, "Sitzungssaal", parts=(("lueders", _OPENING),)),
    Point(
        REPORTS,
        _PLENARY,
        30,
        120,
        "Sitzungssaal",
        "Zwei Praxisbeispiele, und was davon nach der Förderung geblieben ist.",
        (("haddad", _SPEAKER), ("brock", _SPEAKER), ("lueders", _CHAIR)),
    ),
    Point("Mittagspause", _BREAK, 120, 180),
    Point(
        KEEPING,
        _WORKSHOP,
        180,
        270,
        "Raum Möhne",
        "Was auf einem Blatt stehen muss, damit die Nächsten weitermachen können. Wenige Plätze.",
        (("wiese", _SPEAKER),),
        capacity=4,
    ),
    Point(
        TELLING,
        _WORKSHOP,
        180,
        270,
        "Raum Ruhr",
        "Schreibwerkstatt: vom eigenen Fall zu einem Beispiel, das andere übernehmen können.",
        (("brock", _CHAIR),),
        capacity=12,
    ),
    Point("Abschluss", _PLENARY, 285, 330, "Sitzungssaal", parts=(("sandmann", _SPEAKER), ("lueders", _CHAIR))),
)


@dataclass(frozen=True)
class Guest:
    """Somebody who has registered, with an account of the demo or with an address."""

    name: str
    municipality: str
    workshop: str
    account: str = ""
    email: str = ""
    needs: str = ""


GUESTS: Final = (
    Guest("Bärbel Großmann-Höpfner", "Beispielburg", KEEPING, email="b.grossmann-hoepfner@beispielburg.example"),
    Guest("Jonas Weiß", "Kreis Beispielland", KEEPING, account="second"),
    Guest(
        "Dr. Yusuf Çelik",
        "Kreis Beispielland",
        KEEPING,
        email="y.celik@kreis-beispielland.example",
        needs="Ich benutze einen Rollstuhl.",
    ),
    Guest("Petra Östermann", "Musterstadt", TELLING, account="lead"),
    Guest("Ingrid Jäger", "Musterstadt", KEEPING, email="i.jaeger@musterstadt.example"),
    Guest("Olena Kovalenko", "Beispielburg", KEEPING, email="o.kovalenko@beispielburg.example"),
    Guest(
        "Tobias Süß",
        "Kreis Beispielland",
        TELLING,
        email="t.suess@kreis-beispielland.example",
        needs="Bitte Schriftdolmetschen.",
    ),
    Guest("Sven Färber", "Musterstadt", KEEPING, email="s.faerber@musterstadt.example"),
    Guest("Aylin Wójcik", "Beispielburg", "", email="a.wojcik@beispielburg.example"),
)
"""In the order in which they came."""
