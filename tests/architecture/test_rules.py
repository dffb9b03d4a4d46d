"""The project keeps its own rules."""

import pytest

from scripts.places import ROOT
from tests.architecture.rules import addresses, layers, marks, messages, size
from tests.architecture.rules.tree import Rule, findings

RULES = (
    size.too_long,
    layers.touches_rows,
    layers.reads_environment,
    layers.says_nothing,
    layers.keeps_no_order,
    marks.without_reason,
    marks.switched_off,
    addresses.third_party,
    addresses.machine_path,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule: Rule) -> None:
    assert findings(rule) == []


@pytest.mark.parametrize("area", sorted(p.name for p in (ROOT / "frontend" / "messages").iterdir()))
def test_every_message_is_there_in_german_and_english(area: str) -> None:
    assert list(messages.missing_texts(ROOT / "frontend" / "messages" / area)) == []


def test_every_legal_text_is_there_in_german_and_english() -> None:
    assert list(messages.missing_pages(ROOT / "config" / "texts")) == []
