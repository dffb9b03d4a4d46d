"""CSV, XLSX and JSON of a documentation."""

import csv
import io
import json
import time
from datetime import datetime
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from forum.congress import documents
from forum.congress.documents import KeyRecord, PollResult
from forum.congress.enums import ExportFormat
from forum.congress.exporting import make
from forum.congress.exporting.texts import ENGLISH, GERMAN
from forum.congress.exporting.words import Words
from tests.factories.documents import MORNING, make_document, make_full_document, make_question_text

FORMULAS = ["=1+1", "+49 234", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1"]


def rows_of(document: documents.Document) -> list[list[str]]:
    text = make(document, ExportFormat.CSV).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def book_of(document: documents.Document) -> Any:
    return load_workbook(io.BytesIO(make(document, ExportFormat.XLSX)))


def test_the_csv_opens_in_a_german_excel() -> None:
    content = make(make_full_document(), ExportFormat.CSV)
    assert content.startswith(b"\xef\xbb\xbfNummer;Frage;Stimmen;Zustand;")
    assert b"\r\n" in content
    head, *rows = rows_of(make_full_document())
    assert head == list(GERMAN["columns"].values())
    assert rows[0] == [
        "1",
        "Wer lädt die Ämter eigentlich ein?",
        "12",
        "beantwortet",
        "",
        "ohne Namen",
        "",
        "Verfahren",
        "Wer lädt ein?",
        "2",
        "nein",
        "07.12.2017 10:01",
        "schriftlich",
        "07.12.2017 10:06",
        "Leila Haddad (von der Moderation notiert) (09.12.2017 10:00): Das Amt für Soziales.\nSeit 2016.",
        "",
        "Beispieldaten: dieser Kongress ist erfunden.",
    ]
    assert rows[1][3:6] + rows[1][10:11] + rows[1][15:16] == [
        "zurückgestellt",
        "Amt 50",
        "Pseudonym",
        "ja",
        "https://forum.example/t/12",
    ]
    assert len(rows) == 3


def test_semicolons_quotes_and_lines_stay_in_their_cell() -> None:
    texts = ['Das "Amt"; wer ist das?', "Zeile\nnoch eine; =1+1", "🚀 Łódź שלום"]
    rows = rows_of(make_document(*(make_question_text(number, text) for number, text in enumerate(texts, 1))))
    assert [row[1] for row in rows[1:]] == texts
    assert {len(row) for row in rows} == {len(GERMAN["columns"])}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    question = make_question_text(1, text, by=text, labels=[text], also=[text])
    row = rows_of(make_document(question))[1]
    assert [row[index] for index in (1, 4, 7, 8)] == [f"'{text}"] * 4


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_workbook_is_a_formula(text: str) -> None:
    question = make_question_text(1, text, by=text, labels=[text], also=[text])
    sheet = book_of(make_document(question))["Fragen"]
    cells = [sheet.cell(2, index) for index in (2, 5, 8, 9)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {True}


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\x0b", "\ud800"])
def test_no_character_makes_the_workbook_unreadable(letter: str) -> None:
    document = make_document(make_question_text(1, f"Wer lädt{letter} ein? \U0001ffff🚀"))
    document.session.title, document.congress.host = f"Titel{letter}", f"Amt{letter}"
    book = book_of(document)
    assert book["Fragen"]["B2"].value == "Wer lädt ein? \U0001ffff🚀"
    assert (book.properties.title, book.properties.creator) == ("Dokumentation: Titel", "Amt")


def test_the_workbook_has_four_sheets_with_fixed_heads_and_wrapped_texts() -> None:
    book = book_of(make_full_document())
    assert book.sheetnames == ["Fragen", "Antworten", "Umfragen", "Angaben"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    sheet = book["Fragen"]
    assert sheet.column_dimensions["B"].width == 70
    assert sheet["B2"].alignment.wrap_text is True
    assert sheet["A1"].font.bold is True


def test_numbers_and_moments_in_the_workbook_are_such() -> None:
    book = book_of(make_full_document())
    sheet = book["Fragen"]
    assert (sheet["A2"].value, sheet["C2"].value) == (1, 12)
    assert sheet["L2"].value == datetime(2017, 12, 7, 10, 1)  # noqa: DTZ001 - a sheet knows no time zones
    assert (sheet["J1"].value, sheet["J2"].value) == ("Ähnliche Fragen ohne Wortlaut", 2)
    assert sheet["L2"].number_format == "DD.MM.YYYY HH:MM"
    assert [cell.value for cell in book["Antworten"][2]] == [
        1,
        "Wer lädt die Ämter eigentlich ein?",
        "Leila Haddad (von der Moderation notiert)",
        datetime(2017, 12, 9, 10, 0),  # noqa: DTZ001 - a sheet knows no time zones
        "Das Amt für Soziales.\nSeit 2016.",
    ]
    assert [cell.value for cell in book["Umfragen"][4]][3:7] == ["Runder Tisch", 20, 55, 1.25]
    facts = dict(tuple(cell.value for cell in row) for row in book["Angaben"].iter_rows(min_row=2))
    assert facts["Teilnehmende"] == "mindestens 200"
    assert facts["Worum es ging"] == "Woran merkt eine Verwaltung, dass aus einer Beschwerde ein Konflikt wird?"


def test_the_workbook_knows_of_a_poll_and_of_a_key_what_the_pdf_says() -> None:
    document = make_full_document()
    document.polls.append(PollResult(text="In einem Wort?", kind="words", ballots=0, rows=[]))
    document.key = KeyRecord(at=MORNING, key_sha256="a" * 64, signature="b" * 64)
    book = book_of(document)
    rows = [[cell.value for cell in row] for row in book["Umfragen"].iter_rows(min_row=6)]
    assert rows == [
        ["Wie sicher?", "Skala", 3, "1", 3, None, None, 1, 1, "gar nicht bis sehr"],
        ["In einem Wort?", "Wortwolke", 0, *[None] * 7],
    ]
    facts = dict(tuple(cell.value for cell in row) for row in book["Angaben"].iter_rows(min_row=2))
    assert facts["Prüfsumme des Schlüssels (SHA-256)"] == "a" * 64
    assert facts["Unterschrift des Servers"] == "b" * 64


def test_only_an_invented_congress_is_marked_as_such() -> None:
    document = make_full_document()
    document.congress.fictional = False
    assert {row[-1] for row in rows_of(document)[1:]} == {""}
    facts = [row[0].value for row in book_of(document)["Angaben"].iter_rows()]
    assert "Hinweis" not in facts


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"by": "Mira Kaya", "identity": "named", "verified": True}, ("Mira Kaya", "mit Namen", "mit Konto")),
        ({"by": "Musterstadt", "identity": "municipality"}, ("Musterstadt", "Kommune", "selbst angegeben")),
        ({"by": "Amt 50", "identity": "pseudonym"}, ("Amt 50", "Pseudonym", "")),
        ({}, ("", "ohne Namen", "")),
    ],
)
def test_a_shown_name_says_whether_an_account_stands_behind_it(fields: dict[str, Any], shown: tuple[str, ...]) -> None:
    document = make_document(make_question_text(**fields))
    assert tuple(rows_of(document)[1][4:7]) == shown
    assert tuple(cell.value or "" for cell in book_of(document)["Fragen"][2][4:7]) == shown
    question = json.loads(make(document, ExportFormat.JSON))["questions"][0]
    assert question["verified"] is fields.get("verified", False)
    assert documents.decode(make(document, ExportFormat.JSON)) == document
    assert (shown[2] in Words().asker(document.questions[0])) is bool(fields or not shown[2])


def test_every_word_is_there_in_both_languages() -> None:
    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: keys(one) for name, one in value.items()}
        return len(value) if isinstance(value, tuple) else None

    assert keys(GERMAN) | {"groups": {}} == keys(ENGLISH) | {"groups": {}}
    assert set(ENGLISH["groups"]) == set(documents.GROUPS)


def test_english_tables_have_english_heads_and_numbers() -> None:
    content = make(make_full_document(), ExportFormat.CSV, locale="en").decode("utf-8-sig")
    head, first, *_ = csv.reader(io.StringIO(content, newline=""), delimiter=";")
    assert head == list(ENGLISH["columns"].values())
    assert (first[3], first[11], first[12]) == ("answered", "2017-12-07 10:01", "in writing")
    book = load_workbook(io.BytesIO(make(make_full_document(), ExportFormat.XLSX, locale="en")))
    assert (book.sheetnames, book.properties.language) == (["Questions", "Answers", "Polls", "Facts"], "en")
    assert book["Facts"]["B3"].value == "2017-12-07, 10:00 to 11:30"


def test_a_session_without_questions_gives_heads_alone() -> None:
    assert rows_of(make_document()) == [list(GERMAN["columns"].values())]
    assert book_of(make_document())["Fragen"].max_row == 1


def test_the_json_reads_back_as_the_same_document() -> None:
    content = make(make_full_document(), ExportFormat.JSON)
    assert documents.decode(content) == make_full_document()
    data = json.loads(content)
    assert (data["format"], data["version"]) == ("ratschlag.live-session", 1)
    assert data["questions"][0]["at"] == "2017-12-07T09:01:00Z"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 2}, "$.version"),
        ({"secret": 1}, "unknown field `secret`"),
        ({"url": "javascript:alert(1)"}, "$.url"),
        ({"url": "https://x.example/\n"}, "$.url"),
        ({"origin": "../../etc"}, "$.origin"),
        ({"people": None}, "$.people"),
        ({"questions": [{}]}, "$.questions[0]"),
    ],
)
def test_a_file_that_breaks_the_format_is_refused_with_the_place(change: dict[str, Any], told: str) -> None:
    data = documents.plain(make_full_document()) | change
    with pytest.raises(msgspec.ValidationError) as refusal:
        documents.decode(json.dumps(data).encode())
    assert told in str(refusal.value)


@pytest.mark.parametrize("wanted", [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSON])
def test_five_hundred_questions_take_less_than_five_seconds_and_tell_their_progress(wanted: ExportFormat) -> None:
    document = make_document(*(make_question_text(number, "Wer lädt ein? " * 30) for number in range(1, 501)))
    told: list[int] = []
    begun = time.monotonic()
    make(document, wanted, told.append)
    assert time.monotonic() - begun < 5
    assert told == sorted(told)
    assert wanted == ExportFormat.JSON or len(set(told)) >= 5
