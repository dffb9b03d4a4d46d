"""What ``manage.py check --deploy`` asks of an operator."""

from typing import Any

from django.core import checks

from api.legal.texts import TITLES, load
from forum.core.errors import NotFoundError


@checks.register(checks.Tags.compatibility, deploy=True)
def legal_texts_are_filled_in(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """No legal page may go public with a placeholder in it."""
    found: list[checks.CheckMessage] = []
    for slug in TITLES:
        for language in ("de", "en"):
            try:
                text = load(slug, language)
            except NotFoundError:
                found.append(checks.Error(f"the text {slug}.{language}.md is missing", id="ratschlag.E001"))
                continue
            found.extend(
                checks.Warning(f"{slug}.{language}.md still says [[{placeholder}]]", id="ratschlag.W001")
                for placeholder in text.placeholders
            )
    return found
