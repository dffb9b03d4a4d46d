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
from forum.congress.enums import ExportFormat
from forum.congress.exporting import csv_file, make
from tests.factories.documents import make_document, make_full_document, make_question_text

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
    assert head == list(csv_file.COLUMNS)
    assert rows[0] == [
        "1",
        "Wer lädt die Ämter eigentlich ein?",
        "12",
        "beantwortet",
        "",
        "ohne Namen",
        "Verfahren",
        "Wer lädt ein?",
        "nein",
        "07.12.2017 10:01",
        "schriftlich",
        "07.12.2017 10:06",
        "Leila Haddad (09.12.2017 10:00): Das Amt für Soziales.\nSeit 2016.",
        "",
    ]
    assert rows[1][3:6] + rows[1][8:9] + rows[1][13:] == [
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
    assert {len(row) for row in rows} == {len(csv_file.COLUMNS)}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_csv_is_a_formula(text: str) -> None:
    question = make_question_text(1, text, by=text, labels=[text], also=[text])
    row = rows_of(make_document(question))[1]
    assert [row[index] for index in (1, 4, 6, 7)] == [f"'{text}"] * 4


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_workbook_is_a_formula(text: str) -> None:
    question = make_question_text(1, text, by=text, labels=[text], also=[text])
    sheet = book_of(make_document(question))["Fragen"]
    cells = [sheet.cell(2, index) for index in (2, 5, 7, 8)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {True}


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
    assert sheet["J2"].value == datetime(2017, 12, 7, 10, 1)  # noqa: DTZ001 - a sheet knows no time zones
    assert sheet["J2"].number_format == "DD.MM.YYYY HH:MM"
    assert [cell.value for cell in book["Antworten"][2]] == [
        1,
        "Wer lädt die Ämter eigentlich ein?",
        "Leila Haddad",
        datetime(2017, 12, 9, 10, 0),  # noqa: DTZ001 - a sheet knows no time zones
        "Das Amt für Soziales.\nSeit 2016.",
    ]
    assert [cell.value for cell in book["Umfragen"][4]][3:7] == ["Runder Tisch", 20, 55, 1.25]
    facts = dict(tuple(cell.value for cell in row) for row in book["Angaben"].iter_rows(min_row=2))
    assert facts["Teilnehmende"] == "mindestens 200"


def test_a_session_without_questions_gives_heads_alone() -> None:
    assert rows_of(make_document()) == [list(csv_file.COLUMNS)]
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
