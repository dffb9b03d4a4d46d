"""Markdown to safe HTML. Source is kept; HTML is rendered once at write, with the version that made it."""

from html import unescape
from typing import Final

import nh3
from markdown_it import MarkdownIt

RENDER_VERSION: Final = 1
"""Grows with each change to the rules below; rows with a smaller version are rendered again."""

_INLINE: Final = ("br", "strong", "em", "s", "del", "code", "a")
_BLOCKS: Final = ("p", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "hr")
_TABLES: Final = ("table", "thead", "tbody", "tr", "th", "td")
_TAGS: Final = frozenset({*_INLINE, *_BLOCKS, *_TABLES})
_ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADING_SHIFT: Final = 2
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_parser.disable("image")


def render(source: str) -> str:
    """Render Markdown to sanitised HTML.

    Guaranteed: no tag, attribute or link scheme outside the allow-lists above, no raw HTML from the source,
    ``rel="nofollow ugc noopener noreferrer"`` on links.
    A heading becomes two levels smaller, because the page has the first two.
    """
    tokens = _parser.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + _HEADING_SHIFT, 5)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel="nofollow ugc noopener noreferrer",
    )


def plain(html: str) -> str:
    """The text of rendered HTML for excerpts and previews. It is text, not HTML: who shows it must escape it."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())
