"""Shapes and limits of what people write; working days; what is missing."""

from datetime import date
from typing import Any

import pytest

from forum.core.errors import InvalidError
from forum.practice import actions, rules
from forum.practice.content import clean
from forum.practice.workdays import add_workdays, is_workday
from tests.factories.practice import FULL, make_cast, make_draft


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": "x" * 121}, {"title": "too_long"}),
        ({"title": 5}, {"title": "bad_value"}),
        ({"kind": "plan"}, {"kind": "bad_value"}),
        ({"visibility": ""}, {"visibility": "bad_value"}),
        ({"start_month": "2024-13"}, {"start_month": "bad_month"}),
        ({"conflict_topics": ["weather"]}, {"conflict_topics": "bad_value"}),
        ({"conflict_topics": [["housing"]]}, {"conflict_topics": "bad_value"}),
        ({"approaches": "mediation"}, {"approaches": "bad_value"}),
        ({"contact_mailbox": "keine Adresse"}, {"contact_mailbox": "bad_mail"}),
        ({"staff_hours": True}, {"staff_hours": "bad_value"}),
        ({"staff_hours": -1}, {"staff_hours": "bad_value"}),
        ({"obstacles": ["x"] * 13}, {"obstacles": "too_many"}),
        ({"obstacles": ["x" * 301]}, {"obstacles": "too_long"}),
        ({"procedure": ["kein Schritt"]}, {"procedure": "bad_value"}),
        ({"parties": [{"type": "Familie Müller", "role": "affected"}]}, {"parties": "bad_value"}),
        ({"links": [{"title": "x", "url": "javascript:alert(1)"}]}, {"links": "bad_url"}),
        ({"links": [{"title": "x", "url": "https://"}]}, {"links": "bad_url"}),
        ({"municipalities": [{"ags": "1", "role": "owner"}]}, {"municipalities": "bad_value"}),
        ({"title": "Ein Telefon\x00"}, {"title": "malformed_text"}),
        ({"context": "Ein\x1b[1m Telefon"}, {"context": "malformed_text"}),
        ({"dos": ["Klein\u202e anfangen"]}, {"dos": "malformed_text"}),
        ({"procedure": [{"title": "Karte", "text": "\ufffe"}]}, {"procedure": "malformed_text"}),
        ({"transfer_rating": "direct"}, {"transfer_rating": "unknown_field"}),
        ({"state": "published"}, {"state": "unknown_field"}),
        ({"title": "x" * 121, "state": "published"}, {"title": "too_long", "state": "unknown_field"}),
    ],
)
def test_faulty_input_is_refused_by_field(changes: dict[str, Any], errors: dict[str, str]) -> None:
    with pytest.raises(InvalidError) as refusal:
        clean(changes)
    assert refusal.value.errors == errors


def test_empty_lines_and_steps_are_dropped_and_text_is_trimmed() -> None:
    changes = {
        "title": "  Titel ",
        "context": "Eins\r\n\tZwei\x0bDrei",
        "dos": ["", " Klein anfangen "],
        "procedure": [{"title": "", "text": " "}, {"title": "Karte"}],
        "approaches": ["mediation", "mediation"],
    }
    assert clean(changes) == {
        "title": "Titel",
        "context": "Eins\n\tZwei\nDrei",
        "dos": ["Klein anfangen"],
        "procedure": [{"title": "Karte", "text": "", "duration": ""}],
        "approaches": ["mediation"],
    }


@pytest.mark.django_db
def test_rich_text_is_rendered_without_foreign_markup() -> None:
    draft = make_draft(make_cast(), context="**fett** <script>alert(1)</script>")
    assert draft.context_html == "<p><strong>fett</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.django_db
def test_unknown_municipalities_and_unreadable_examples_are_refused() -> None:
    cast = make_cast()
    foreign = make_draft(make_cast())
    draft = make_draft(cast)
    for changes, errors in (
        ({"municipalities": [{"ags": "00000000", "role": "lead"}]}, {"municipalities": "unknown_municipality"}),
        ({"related": [foreign.example.public_id]}, {"related": "unknown_example"}),
        ({"derived_from": "PB-1999-001"}, {"derived_from": "unknown_example"}),
    ):
        with pytest.raises(InvalidError) as refusal:
            actions.save_draft(actor=cast.author, revision_id=draft.pk, version=draft.version, changes=changes)
        assert refusal.value.errors == errors


@pytest.mark.django_db
def test_a_conflict_case_becomes_network_only_unless_its_author_says_otherwise() -> None:
    cast = make_cast()
    draft = make_draft(cast)
    saved = actions.save_draft(actor=cast.author, revision_id=draft.pk, version=1, changes={"kind": "conflict_case"})
    assert saved.visibility == "network"
    again = actions.save_draft(actor=cast.author, revision_id=draft.pk, version=2, changes={"visibility": "public"})
    assert again.visibility == "public"


@pytest.mark.django_db
def test_completeness_names_what_a_reader_may_ask_for() -> None:
    draft = make_draft(make_cast(), **{**FULL, "results": "", "minimal_version": "Ein Telefon."})
    missing = ["kms_components", "results", "donts", "not_transferable_if", "transfer_rating", "transfer_reason"]
    assert rules.unanswered(draft) == [*missing, "funding", "offers"]
    assert rules.completeness(draft) == 75  # 24 of 32 fields


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 4, 1), 2, date(2026, 4, 7)),  # Good Friday and Easter Monday between
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # Christmas on a Friday and a Saturday
        (date(2026, 6, 3), 1, date(2026, 6, 5)),  # Corpus Christi
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start: date, count: int, end: date) -> None:
    assert (add_workdays(start, count), is_workday(end)) == (end, True)
