"""The operators' table of settings names exactly the settings that are read."""

import re

from scripts.places import ROOT

READ = re.compile(r"""(?:values\.get\(|_(?:required|flag|number|days)\(values,\s*)"([A-Z_]+)\"""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_setting_is_in_the_table_once() -> None:
    read = set(READ.findall((ROOT / "config" / "env.py").read_text()))
    rows = ROW.findall((ROOT / "docs" / "operations" / "settings.md").read_text())
    assert len(read) >= 10
    assert sorted(rows) == sorted(read)
