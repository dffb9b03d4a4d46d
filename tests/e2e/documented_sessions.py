"""Adds to the demo data: documented sessions with one of everything, with 500 questions, and one to be published."""

from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from forum.congress.models import LiveSession

SLUG = "vergangener-kongress"
TITLE = "Fragen zum Abschluss"
LARGE = "Große Fragerunde"
UNPUBLISHED = "Noch nicht veröffentlichte Runde"
HIDDEN = "Verworfen-4711"


def load() -> None:
    """Add them in a congress of their own."""
    from forum.accounts.demo import person
    from forum.congress.enums import QuestionState, StaffRole
    from forum.congress.models import CongressStaff, LiveSession
    from tests.factories.congress import make_congress, make_question, make_session
    from tests.factories.documented import START, make_answered, make_documented

    congress = make_congress(slug=SLUG, title="Vergangener Kongress", starts=START.date(), ends=START.date())
    CongressStaff.objects.create(congress=congress, user=person("host"), role=StaffRole.HOST)

    def documented(title: str, **fields: object) -> LiveSession:
        return make_documented(make_session(congress, title=title, starts=START), **fields)

    full = documented(TITLE)
    answered(full)
    open_and_hidden(full)
    voted(full)
    large = documented(LARGE)
    for number in range(500):
        make_question(large, QuestionState.ANSWERED, text=f"Frage mit der Nummer {number}: wer lädt ein?", score=number)
    make_answered(documented(UNPUBLISHED, documented=None))


def answered(full: "LiveSession") -> None:
    """A long question with two others in its set and a written answer, and one answered on stage."""
    from forum.congress.enums import Identity, QuestionState
    from tests.factories.congress import make_question
    from tests.factories.documented import make_answered, make_merged

    leader = make_answered(
        full,
        text="Wie bringt man Ordnungsamt, Jugendhilfe und Polizei früh an einen Tisch, ohne dass sich jemand "
        "vorgeführt fühlt, und wer lädt dazu ein?",
        labels=["Zusammenarbeit", "Verfahren"],
        identity=Identity.MUNICIPALITY,
        shown_name="Kreis Beispielland",
        original_text="Anderer Wortlaut",
    )
    make_merged(leader, "Wer lädt die Ämter eigentlich ein?")
    make_merged(leader, "Gibt es eine gemeinsame Runde der Ämter?")
    make_question(
        full,
        QuestionState.ANSWERED,
        text="Wie viele Fälle waren es im ersten Jahr?",
        score=31,
        answered_how="oral",
        identity=Identity.PSEUDONYM,
        shown_name="Ratlos im Rathaus",
    )


def open_and_hidden(full: "LiveSession") -> None:
    """One deferred, two that stayed open, and one that nobody may read."""
    from forum.congress.enums import QuestionState
    from tests.factories.congress import make_question
    from tests.factories.documented import START

    make_question(full, QuestionState.DEFERRED, text="Was kostet eine Stelle für Konfliktmanagement im Jahr?", score=7)
    make_question(full, text="كيف يمكننا المشاركة في هذه الجولة؟", score=1, published=START)
    make_question(full, text="Und " + "Rindfleischetikettierungsüberwachungsaufgabenübertragung" * 4 + "?", score=0)
    make_question(full, QuestionState.REJECTED, text=f"{HIDDEN}: das darf niemand lesen", published=START)


def voted(full: "LiveSession") -> None:
    """Closed polls of four kinds, and people who said where they are from; the session is open only meanwhile."""
    from forum.congress.enums import LiveState, PollKind, PollState
    from tests.factories.congress import make_participant
    from tests.factories.polls import make_poll, some_choices, vote_in

    full.state = LiveState.OPEN
    full.premoderation = False
    full.save()
    for size, people in (("5_20", 12), ("20_50", 24)):
        for _ in range(people):
            one = make_participant(full)
            one.size_class = size
            one.save()
    for kind in (PollKind.SINGLE, PollKind.SCALE, PollKind.RANKING, PollKind.WORDS):
        poll = make_poll(full, kind, text=f"Umfrage als {kind.label}")
        for number in range(7):
            vote_in(poll, some_choices(poll, number))
        poll.state = PollState.CLOSED
        poll.save()
    full.state = LiveState.CLOSED
    full.save()


if __name__ == "__main__":
    django.setup()
    load()
