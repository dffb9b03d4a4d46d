"""No request to a third party, no trace of one machine."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tests.architecture.rules.tree import Finding

URL = re.compile(r"(?:https?|wss?):(?:\\?/){2}[^\s\"'`<>)\]}\\]+")
# Names of formats, never requested; and addresses that belong to nobody.
NAMES = {"www.w3.org", "json-schema.org", "localhost", "127.0.0.1", "[::1]", "inlang.com"}
HOST = re.compile(r"[\w-]+(\.[\w-]+)+|[\w-]+")
RESERVED = re.compile(r"(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|org|net|de)$")
# What a browser gets or a server runs. Texts for people and data with their sources may link elsewhere.
SHIPPED = {"api", "realtime", "forum", "config", "frontend", "deploy", "scripts"}
TEXTS = {".md", ".csv", ".txt"}

MACHINE = re.compile(
    r"(?<![\w.$}/-])/(?:root|work|home/\w+|Users/\w+|tmp/(?!\.)\w+)/"
    r"|bash_" r"jobs|files\.python" r"hosted\.org|registry\.npm" r"js\.org|pypi\." r"org/simple"
)  # fmt: skip


def third_party(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Hosts that are neither ours nor reserved, in what is shipped."""
    if path.parts[0] not in SHIPPED or path.suffix in TEXTS or "lock" in path.stem or "data" in path.parts:
        return
    for number, line in enumerate(text.splitlines(), 1):
        for url in URL.findall(line):
            host = urlsplit(url.replace("\\", "")).netloc.rpartition("@")[2].partition(":")[0]
            if HOST.fullmatch(host) and host not in NAMES and not RESERVED.search(host):
                yield f"line {number}: {host}"


def machine_path(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Folders and registries of the machine on which something was made."""
    for number, line in enumerate(text.splitlines(), 1):
        found = MACHINE.search(line)
        if found:
            yield f"line {number}: {found[0]}"
