"""The tagged PDF of a documentation."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings, strategies
from pypdf import PdfReader

from forum.congress.enums import ExportFormat
from forum.congress.exporting import make, pdf_file
from forum.congress.exporting.words import Words
from tests.factories.documents import make_document, make_full_document, make_question_text


def pdf_of(*texts: str) -> PdfReader:
    return read(make_document(*(make_question_text(number, text) for number, text in enumerate(texts, 1))))


def read(document: Any, locale: str = "de") -> PdfReader:
    return PdfReader(io.BytesIO(pdf_file.make(document, Words(locale), lambda done: None)))


def words(reader: PdfReader) -> str:
    """The text in one line, as a person reads it."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00ad\n", "").replace("\u200b", "").split())


def tags(reader: PdfReader) -> list[str]:
    """The names of all structure elements, in reading order; with the language of those that have one of their own."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield " ".join(filter(None, (str(node["/S"]), str(node.get("/Lang", "")))))
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(reader.root_object["/StructTreeRoot"]))


def test_the_file_is_tagged_and_names_its_language_and_title() -> None:
    reader = read(make_full_document())
    root = reader.root_object
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Dokumentation: Konflikte früh erkennen", "Musterstadt")
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_an_english_file_says_so_and_what_people_wrote_stays_german() -> None:
    reader = read(make_full_document(), "en")
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Documentation: Konflikte früh erkennen"
    text = words(reader)
    for piece in (
        "Time 2017-12-07, 10:00 to 11:30",
        "People at least 200",
        "Questions 3 (1 answered, 1 deferred, 1 left open)",
        "Question 1 · 12 votes · without a name · answered in writing",
        "Leila Haddad (noted by the moderation), 2017-12-09 10:00 Das Amt für Soziales. Seit 2016.",
        "Runder Tisch 55 1.25",
        "One answer · 40 people Answer Count Share",
        "Page 1 of 2",
    ):
        assert piece in text, piece
    assert [tag for tag in tags(reader) if tag in {"/H1 de", "/H2", "/H3 de"}] == ["/H1 de"] + 3 * ["/H2", "/H3 de"] + [
        "/H2"
    ] + 3 * ["/H3 de"]
    for german in ("Frage 1", "Stimme", "Uhr", "Beantwortet", "Seite 1", "Zurückgestellt", "Beispieldaten"):
        assert german not in text


def test_headings_tables_and_lists_are_such_for_a_screen_reader() -> None:
    found = tags(read(make_full_document()))
    assert found.count("/H1") == 1
    assert found.count("/H2") == 4
    assert found.count("/H3") == 3 + 3
    assert (found.count("/Table"), found.count("/TH")) == (4, 2 + 3 * 3)
    assert (found.count("/L"), found.count("/Figure")) == (1, 1)


def test_everything_that_the_page_says_is_in_it() -> None:
    text = words(read(make_full_document()))
    for piece in (
        "Kongress 2. Kongress. Konflikte früh erkennen, gemeinsam handeln",
        "Zeit 07.12.2017, 10:00 bis 11:30 Uhr",
        "Mitwirkende Dr. Emre Özkan, Konfliktmanager, Kreis Beispielland, Moderation",
        "Teilnehmende mindestens 200",
        "Fragen 3 (1 beantwortet, 1 zurückgestellt, 1 offen geblieben)",
        "Beispieldaten",
        "Beantwortet (1) Wer lädt die Ämter eigentlich ein? Frage 1",
        "Frage 1 · 12 Stimmen · ohne Namen · schriftlich beantwortet · Verfahren · 2 ähnliche Fragen zählen mit",
        "Auch gefragt: • Wer lädt ein?",
        "Leila Haddad (von der Moderation notiert), 09.12.2017 10:00 Uhr Das Amt für Soziales. Seit 2016.",
        "Frage 2 · 12 Stimmen · Amt 50 · Wortlaut von der Moderation bearbeitet",
        "Weiter im Forum: Wie lädt man die Ämter ein?",
        "Offen geblieben (1) Und die Kosten? Frage 3 · 1 Stimme · ohne Namen",
        "Eine Antwort · 40 Personen Antwort Anzahl Anteil Ja 30 75 % Nein 10 25 %",
        "Runder Tisch 55 1,25 =1+1 3 –",
        "Mittelwert 1 · Median 1 · gar nicht bis sehr",
        "Seite 1 von 2",
    ):
        assert piece in text, piece


@pytest.mark.parametrize(
    "text",
    [
        "#let x = sys.inputs; $x^2$ *fett* _kursiv_ @ref <marke> = Titel \\ // weg /* weg */ [#x] `roh`",
        "Straße, Ämter, größtenteils, Łódź, Київ, Ἀθῆναι, İstanbul, čeština – „so“",
        "{{ }} \\u{1F600} &amp; <script>alert(1)</script> ${x} %s",
    ],
)
def test_what_people_write_is_text_and_never_markup(text: str) -> None:
    assert text in words(pdf_of(text))


def test_emoji_and_text_from_right_to_left_can_be_set() -> None:
    text = words(pdf_of("Geht das? 🚀👍🏽👩‍👩‍👧 ☎️ 🇩🇪", "كيف يمكننا المشاركة؟", "שלום עולם, מה שלומך?"))
    assert "🚀" in text
    assert "Frage 3" in text


def test_a_letter_that_no_font_has_is_replaced_and_the_file_is_made() -> None:
    assert "◊◊ und ◊" in words(pdf_of("漢字 und \U00012000 in einer Frage"))


def test_every_letter_that_the_fonts_have_can_be_set() -> None:
    runs = json.loads((pdf_file.FONTS / "coverage.json").read_text())
    letters = [chr(point) for first, last in runs for point in range(first, last + 1)]
    lines = ["".join(letters[start : start + 40]) for start in range(0, len(letters), 40)]
    assert len(pdf_of(*lines).pages) > 1


@settings(max_examples=40, deadline=None)
@given(strategies.lists(strategies.text(strategies.characters(exclude_categories=["Cs", "Cc"])), max_size=20))
def test_whatever_people_write_a_file_is_made(texts: list[str]) -> None:
    assert len(pdf_of(*texts).pages) >= 1


def test_a_word_longer_than_a_line_stays_on_the_page() -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 14
    page = pdf_of(long).pages[0]
    width = float(page.mediabox.width)
    ends: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: ends.append(tm[4]) if text.strip() else None)
    assert max(ends) < width
    assert long in words(pdf_of(long)).replace(" ", "")


def test_nothing_asked_is_said_in_so_many_words() -> None:
    text = words(read(make_document()))
    assert "In dieser Fragerunde wurde keine Frage öffentlich gestellt." in text
    assert "Beantwortet" not in text


def test_the_same_document_gives_the_same_bytes() -> None:
    document = make_full_document()
    assert make(document, ExportFormat.PDF) == make(document, ExportFormat.PDF)


def test_a_session_may_be_closed_within_a_second() -> None:
    document = make_full_document()
    document.session.closed = datetime(2017, 12, 7, 10, 30, 0, 123456, tzinfo=UTC)
    assert len(read(document).pages) == 2


def test_five_hundred_long_questions_are_set_with_progress_that_only_grows() -> None:
    text = "Wie gelingt es, die zuständigen Ämter früh und verbindlich an einen Tisch zu bringen? " * 5
    document = make_document(*(make_question_text(number, text.strip()) for number in range(1, 501)))
    told: list[int] = []
    assert pdf_file.make(document, Words(), told.append).startswith(b"%PDF-")
    assert told == sorted(told)
    assert (told[:2], told[-1]) == ([5, 20], 92)
