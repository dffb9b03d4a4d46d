"""The built fallback page, read once per build: its markers, the hashes of its scripts, the files each route needs."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

HEAD: Final = "<!--shell:head-->"
DATA: Final = "<!--shell:data-->"
TEXT: Final = "<!--shell:text-->"
_STYLESHEET: Final = re.compile(r'\s*<link[^>]+rel="stylesheet"[^>]*>')
_INLINE_SCRIPT: Final = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.S)
_JSON_ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Template:
    """One build of the frontend."""

    html: str
    policy: str
    files: dict[str, list[str]]

    def preloads(self, route: str) -> SafeString:
        """Link elements for the files that this route needs beyond the start, so that they load without a waterfall.

        Styles come first, then fonts: with them the text is painted, long before the scripts are there.
        """
        names = sorted(self.files.get(route, ()), key=_urgency)
        return mark_safe("".join(_preload(name) for name in names))  # noqa: S308 - made of safe links


def _urgency(name: str) -> int:
    return 0 if name.endswith(".css") else 1 if name.endswith(".woff2") else 2


def _preload(name: str) -> SafeString:
    url = f"/{name.lstrip('/')}"
    if name.endswith(".js"):
        return format_html('<link rel="modulepreload" href="{}">', url)
    if name.endswith(".css"):
        return format_html('<link rel="stylesheet" href="{}">', url)
    return format_html('<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">', url)


def script_hash(script: str) -> str:
    """The CSP source expression that allows exactly this inline script."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def _policy(html: str) -> str:
    scripts = " ".join(["'self'", *(script_hash(found) for found in _INLINE_SCRIPT.findall(html))])
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
    )


def _styles_first(html: str) -> str:
    """The page with its stylesheets before everything else that it loads."""
    styles = "".join(_STYLESHEET.findall(html))
    return _STYLESHEET.sub("", html).replace(HEAD, styles + HEAD, 1)


@lru_cache(maxsize=4)
def _load(folder: Path, modified: float) -> Template:
    html = _styles_first((folder / "shell.html").read_text(encoding="utf-8"))
    routes = folder / "routes.json"
    files: dict[str, list[str]] = json.loads(routes.read_text(encoding="utf-8")) if routes.exists() else {}
    return Template(html=html, policy=_policy(html), files=files)


def load() -> Template:
    """The present build; raises ``FileNotFoundError`` when the frontend has not been built."""
    folder = Path(settings.FRONTEND_DIR)
    return _load(folder, (folder / "shell.html").stat().st_mtime)


def embed(data: Any) -> SafeString:
    """JSON that is safe inside a script element: no ``<`` can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/json" id="shell-data">{text}</script>')  # noqa: S308 - escaped above
