"""Every text exists in German and in English, with the same gaps to fill."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.architecture.rules.tree import Finding

LANGUAGES = ("de", "en")
GAP = re.compile(r"\{(\w+)\}")


def flat(messages: Mapping[str, object], above: str = "") -> dict[str, str]:
    """Keys with their texts; nested objects and variants are joined by dots."""
    found: dict[str, str] = {}
    for key, value in messages.items():
        if key.startswith("$"):
            continue
        name = f"{above}.{key}" if above else key
        if isinstance(value, dict):
            found |= flat(value, name)
        else:
            found[name] = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return found


def missing_texts(folder: Path) -> Iterator[Finding]:
    """Keys of ``folder`` that one language lacks, leaves empty, or fills with other gaps."""
    texts = {language: flat(json.loads((folder / f"{language}.json").read_text())) for language in LANGUAGES}
    for key in sorted(set(texts["de"]) | set(texts["en"])):
        for language in LANGUAGES:
            if not texts[language].get(key, "").strip():
                yield f"{folder.name}: {key} has no text in {language}"
        gaps = [set(GAP.findall(texts[language].get(key, ""))) for language in LANGUAGES]
        if key in texts["de"] and key in texts["en"] and gaps[0] != gaps[1]:
            yield f"{folder.name}: {key} has other gaps in de than in en"


def missing_pages(folder: Path) -> Iterator[Finding]:
    """Markdown texts (``name.<language>.md``) that one language lacks."""
    names = {file.name.split(".")[0] for file in folder.glob("*.md")}
    for name in sorted(names):
        for language in LANGUAGES:
            if not (folder / f"{name}.{language}.md").is_file():
                yield f"{name} has no {language} text"
