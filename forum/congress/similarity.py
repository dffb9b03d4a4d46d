"""How much two questions ask the same.

Two texts are compared by the three-letter pieces of their folded words, without words that every question has. German
joins and bends words (``Ordnungsamt``, ``Ordnungsämter``); pieces find those where whole words do not.
"""

from functools import lru_cache
from typing import Final

from forum.municipalities.collation import fold

ALIKE: Final = 0.65
"""Questions at least so similar are proposed; ``tests/forum/congress/test_similarity.py`` has the pairs behind it."""
SHORTEST_WORD: Final = 3
KEPT_PROFILES: Final = 4096

_STOP: Final = frozenset(
    fold(
        """aber alle allen aller alles als also am an auch auf aus bei beim bin bis bitte da dabei dafuer damit dann das
        dass dazu dem den denn der des die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem
        einen einer eines er es etwa etwas fuer gab gegen geht gibt haben hat hatte hatten ich ihm ihn ihnen ihr ihre
        ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder kann kein keine koennen koennte konkret man mehr mein
        meine mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so soll sollen
        sollte sowie ueber um und uns unser unsere unter vom von vor wann war waren warum was welche welchen welcher
        welches wenn wer werden wie wieso wieviel wir wird wo wurde wurden zu zum zur zwischen eigentlich denn mal
        machen macht tun tut genau jetzt heute immer gerade bereits frage fragen kommune kommunen kommunale kommunalen
        kommunales kommunaler integrationszentrum integrationszentren konfliktmanagement
        the and for with how what who are you your does this that"""
    ).split()
)

Profile = frozenset[str]


@lru_cache(KEPT_PROFILES)
def profile(text: str) -> Profile:
    """The three-letter pieces of the words that say what a text is about."""
    words = [word for word in fold(text).split() if len(word) >= SHORTEST_WORD]
    telling = [word for word in words if word not in _STOP] or words
    return frozenset(f" {word} "[at : at + 3] for word in telling for at in range(len(word)))


def likeness(one: Profile, other: Profile) -> float:
    """From 0 (nothing in common) to 1: how much of the two they share, and how much of the shorter is in the longer."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    return 0.5 * shared / min(len(one), len(other)) + shared / (len(one) + len(other))
