"""What the demo congresses say: the documented facts of the first, and invented programmes marked "Beispieldaten"."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forum.congress.enums import Identity, QuestionState, RejectReason, SessionKind, SpeakerRole

FIRST_DOCUMENTATION: Final = (Path(__file__).parent / "demo_first.md").read_text(encoding="utf-8")

FIRST_SPEAKERS: Final = (
    ("Anton Rütten", "Leiter der Abteilung Integration, Integrationsministerium", "Eröffnung"),
    ("Dr. Susanne Farwick", "Leiterin des Bereichs Integration, Stiftung Mercator", "Ziele und Stand des Projekts"),
    (
        "Prof. Dr. Andreas Zick",
        "Leiter des Instituts für interdisziplinäre Konflikt- und Gewaltforschung, Universität Bielefeld",
        "Gesellschaftlicher Zusammenhang",
    ),
)

ROOMS: Final = ("Großer Saal", "Raum Lippe", "Raum Emscher")
SPEAKERS: Final = {
    "sandmann": ("Renate Sandmann", "Beigeordnete für Soziales, Musterstadt"),
    "oezkan": ("Dr. Emre Özkan", "Konfliktmanager, Kreis Beispielland"),
    "wiese": ("Annegret Wiese", "Leiterin des Ordnungsamts, Beispielburg"),
    "haddad": ("Leila Haddad", "Kommunales Integrationszentrum, Kreis Beispielland"),
    "brock": ("Jens Brock", "Jugendhilfeplanung, Musterstadt"),
    "lueders": ("Hanne Lüders", "Koordinierungsstelle, Gastgeberin des Kongresses"),
}


@dataclass(frozen=True)
class Point:
    """A point of the programme; ``begin`` and ``end`` are minutes from the start that the programme is counted from."""

    title: str
    kind: SessionKind
    begin: int
    end: int
    room: str | None = None
    abstract: str = ""
    parts: tuple[tuple[str, SpeakerRole], ...] = ()
    capacity: int | None = None


LIVE_TITLE: Final = "Konflikte früh erkennen"
DAY: Final = 24 * 60
_PLENARY, _WORKSHOP, _BREAK = SessionKind.PLENARY, SessionKind.WORKSHOP, SessionKind.BREAK
_SPEAKER, _CHAIR, _OPENING = SpeakerRole.SPEAKER, SpeakerRole.CHAIR, SpeakerRole.OPENING
POINTS: Final = (
    Point("Ankommen und Kaffee", _BREAK, -60, -30),
    Point("Begrüßung", _PLENARY, -30, 0, "Großer Saal", parts=(("sandmann", _OPENING), ("lueders", _CHAIR))),
    Point(
        LIVE_TITLE,
        _PLENARY,
        0,
        90,
        "Großer Saal",
        "Woran merkt eine Verwaltung, dass aus einer Beschwerde ein Konflikt wird? Gespräch mit Fragen aus dem Saal.",
        (("oezkan", _SPEAKER), ("wiese", _SPEAKER), ("lueders", _CHAIR)),
    ),
    Point("Mittagspause", _BREAK, 90, 150),
    Point(
        "Ämter an einen Tisch bringen",
        _WORKSHOP,
        150,
        225,
        "Großer Saal",
        "Wie eine gemeinsame Runde entsteht und wer sie einlädt.",
        (("wiese", _SPEAKER),),
    ),
    Point(
        "Wenn Nachbarschaften streiten",
        _WORKSHOP,
        150,
        225,
        "Raum Lippe",
        "Ein Fall aus Musterstadt, Schritt für Schritt nachgestellt.",
        (("haddad", _SPEAKER),),
    ),
    Point(
        "Jugendliche auf dem Platz",
        _WORKSHOP,
        150,
        225,
        "Raum Emscher",
        "Absprachen statt Verbote: was sich erproben lässt.",
        (("brock", _SPEAKER),),
    ),
    Point("Marktplatz der Kommunen", _PLENARY, DAY, DAY + 60, "Großer Saal", parts=(("haddad", _CHAIR),)),
    Point(
        "Aus dem Fall ein Praxisbeispiel machen",
        _WORKSHOP,
        DAY + 75,
        DAY + 150,
        "Raum Lippe",
        "Schreibwerkstatt: vom Fall zum Beispiel, das andere übernehmen können.",
        (("brock", _SPEAKER), ("haddad", _CHAIR)),
    ),
    Point("Abschluss und Ausblick", _PLENARY, DAY + 150, DAY + 180, "Großer Saal", parts=(("lueders", _CHAIR),)),
)


@dataclass(frozen=True)
class Asked:
    """A question of the live session, asked ``asked`` minutes after its start, with so many votes.

    What the moderator does with it then: labels, a place on the shortlist, an answer in writing, merging ``into`` the
    question with that text.
    """

    text: str
    state: QuestionState
    asked: int
    votes: int = 0
    identity: Identity = Identity.ANONYMOUS
    name: str = ""
    reason: RejectReason | None = None
    labels: tuple[str, ...] = ()
    pinned: int | None = None
    answer: str = ""
    into: str = ""


_S = QuestionState
ON_STAGE: Final = "Wie gewinnt man das Ordnungsamt für die gemeinsame Runde?"
QUESTIONS: Final = (
    Asked(
        "Welche Rolle hat das Kommunale Integrationszentrum dabei?",
        _S.ANSWERED,
        4,
        19,
        labels=("Zuständigkeit",),
        answer="Es lädt ein, moderiert und hält die Absprachen nach. Entschieden wird in den Fachämtern.",
    ),
    Asked("Wie viele Fälle hatten Sie im ersten Jahr?", _S.ANSWERED, 6, 12, Identity.MUNICIPALITY, "Beispielburg"),
    Asked(ON_STAGE, _S.ON_STAGE, 8, 48, labels=("Zuständigkeit", "Ordnungsamt")),
    Asked("Wie bekommt man das Ordnungsamt mit an den Tisch?", _S.APPROVED, 9, 6, into=ON_STAGE),
    Asked("Was kostet das im ersten Jahr, mit Personal?", _S.DEFERRED, 9, 16, labels=("Geld",)),
    Asked(
        "Gibt es eine Vorlage für das Protokollblatt, die Sie teilen?",
        _S.APPROVED,
        10,
        31,
        Identity.MUNICIPALITY,
        "Kreis Beispielland",
        labels=("Material",),
        pinned=2,
    ),
    Asked(
        "Was tun, wenn eine Seite das Gespräch ablehnt?",
        _S.APPROVED,
        11,
        27,
        Identity.PSEUDONYM,
        "Ratlos im Rathaus",
        pinned=1,
    ),
    Asked("Wer moderiert, wenn die Verwaltung selbst Partei ist?", _S.APPROVED, 13, 22),
    Asked("Wie lange hat es bis zum Ratsbeschluss gedauert?", _S.APPROVED, 14, 9, Identity.NAMED, "Mira Kaya"),
    Asked("Warum gibt es im Foyer nur einen Kaffeestand?", _S.REJECTED, 15, reason=RejectReason.OFF_TOPIC),
    Asked("Wie gewinnt man das Ordnungsamt dafür?", _S.REJECTED, 16, reason=RejectReason.DUPLICATE),
    Asked("Hat sich erledigt, die Frage war schon beantwortet.", _S.WITHDRAWN, 17),
    Asked(
        "Wie gehen Sie mit Drohungen gegen Mitarbeitende um?",
        _S.SUBMITTED,
        26,
        identity=Identity.PSEUDONYM,
        name="Amt 50",
    ),
    Asked(
        "Können Sie die Folien herumschicken?", _S.SUBMITTED, 27, 0, Identity.NAMED, "Jonas Weiß, Kreis Beispielland"
    ),
    Asked("Wer lädt die Ämter eigentlich ein?", _S.SUBMITTED, 28),
)
