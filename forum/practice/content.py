"""Checks what people write into a revision: shapes, limits and vocabularies. What must be there is another matter."""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from forum.core.characters import is_text, with_line_ends
from forum.core.errors import InvalidError
from forum.practice import enums, fields
from forum.practice.fields import BY_NAME, Field, Form
from forum.practice.topics import TOPIC_CODES

_MONTH: Final = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class _Fault(Exception):
    """One field breaks a rule; the argument is the code."""


def clean(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes in stored form: trimmed, empty lines and repeated terms dropped.

    Raises ``InvalidError`` whose ``errors`` map each faulty field to a code (``unknown_field``, ``too_long``,
    ``too_many``, ``malformed_text``, ``bad_value``, ``bad_month``, ``bad_mail``, ``bad_url``).
    """
    cleaned: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in changes.items():
        field = BY_NAME.get(name)
        if field is None or field.by_curator:
            errors[name] = "unknown_field"
            continue
        try:
            cleaned[name] = _CLEANERS[field.form](field, value)
        except _Fault as fault:
            errors[name] = str(fault)
    if errors:
        raise InvalidError(errors=errors)
    return cleaned


def clean_one(name: str, value: Any) -> Any:
    """One value in stored form, also of the fields that only curators set; raises ``InvalidError``."""
    try:
        return _CLEANERS[BY_NAME[name].form](BY_NAME[name], value)
    except _Fault as fault:
        raise InvalidError(errors={name: str(fault)}) from fault


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise _Fault("bad_value")
    return value


def _bounded(value: Any, limit: int) -> str:
    text = with_line_ends(_typed(value, str)).strip()
    if len(text) > limit:
        raise _Fault("too_long")
    if not is_text(text):
        raise _Fault("malformed_text")
    return text


def _list(field: Field, value: Any) -> list[Any]:
    rows: list[Any] = _typed(value, list)
    if len(rows) > field.limit:
        raise _Fault("too_many")
    return rows


def _text(field: Field, value: Any) -> str:
    return _bounded(value, field.limit)


def _choice(field: Field, value: Any) -> str:
    text = _bounded(value, 40)
    allowed = field.options.values if field.options else []
    optional = field.name not in {"licence", "visibility"}
    if text not in allowed and not (optional and text == ""):
        raise _Fault("bad_value")
    return text


def _terms(field: Field, value: Any) -> list[str]:
    allowed = field.options.values if field.options else TOPIC_CODES
    codes = list(dict.fromkeys(_typed(code, str) for code in _list(field, value)))
    if not set(codes) <= set(allowed):
        raise _Fault("bad_value")
    return codes


def _month(field: Field, value: Any) -> str:
    text = _bounded(value, 7)
    if text and not _MONTH.fullmatch(text):
        raise _Fault("bad_month")
    return text


def _lines(field: Field, value: Any) -> list[str]:
    return [line for line in (_bounded(row, fields.LINE_LENGTH) for row in _list(field, value)) if line]


def _record(row: Any, texts: dict[str, int]) -> dict[str, Any]:
    record = _typed(row, dict)
    return {name: _bounded(record.get(name, ""), limit) for name, limit in texts.items()}


def _steps(field: Field, value: Any) -> list[dict[str, Any]]:
    texts = {"title": fields.STEP_TITLE, "text": fields.STEP_TEXT, "duration": fields.STEP_DURATION}
    return [step for step in (_record(row, texts) for row in _list(field, value)) if any(step.values())]


def _parties(field: Field, value: Any) -> list[dict[str, Any]]:
    parties = [_record(row, {"type": 40, "role": 40}) for row in _list(field, value)]
    known = all(p["type"] in enums.PartyType.values and p["role"] in enums.PartyRole.values for p in parties)
    if not known:
        raise _Fault("bad_value")
    return parties


def _links(field: Field, value: Any) -> list[dict[str, Any]]:
    links = []
    for row in _list(field, value):
        texts = {"title": fields.LINK_TITLE, "url": fields.LINK_URL, "author": 120, "licence": 60}
        link = {**_record(row, texts), "accessible": row.get("accessible") is True}
        parts = urlsplit(link["url"])
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise _Fault("bad_url")
        links.append(link)
    return links


def _number(field: Field, value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= field.limit:
        raise _Fault("bad_value")
    return value


def _mail(field: Field, value: Any) -> str:
    text = _bounded(value, field.limit)
    try:
        if text:
            validate_email(text)
    except ValidationError as error:
        raise _Fault("bad_mail") from error
    return text


def _municipalities(field: Field, value: Any) -> list[dict[str, Any]]:
    rows = [_record(row, {"ags": 8, "role": 10}) for row in _list(field, value)]
    if not all(row["role"] in enums.MunicipalityRole.values for row in rows):
        raise _Fault("bad_value")
    return list({row["ags"]: row for row in rows}.values())


_CLEANERS: Final[dict[Form, Callable[[Field, Any], Any]]] = {
    Form.TEXT: _text,
    Form.RICH: _text,
    Form.CHOICE: _choice,
    Form.TERMS: _terms,
    Form.MONTH: _month,
    Form.LINES: _lines,
    Form.STEPS: _steps,
    Form.PARTIES: _parties,
    Form.LINKS: _links,
    Form.NUMBER: _number,
    Form.FLAG: lambda field, value: _typed(value, bool),
    Form.MAIL: _mail,
    Form.MUNICIPALITIES: _municipalities,
    Form.EXAMPLE: lambda field, value: _bounded(value, 14),
    Form.EXAMPLES: lambda field, value: [_bounded(code, 14) for code in _list(field, value)],
}
