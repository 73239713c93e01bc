"""What a person is to the writer or to others, left out of a cell: 我儿子张伟, 张伟（弟弟）, my brother Zhang Wei.

And the marks of relation of South and Southeast Asia (s/o, w/o, c/o, a/l), with the names of others behind them.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.fields.tables import lines


def strip(text: str) -> str:
    """A cleaned cell without such words before a name, behind it, or in brackets. A cell of nothing else stays.

    "张伟的弟弟" is somebody else than 张伟 and stays as it is.
    """
    if "/" in text:
        text = _without_marks(text)
    if not _likely().search(text):
        return text
    rest = text
    for pattern in _patterns():
        rest = pattern.sub(" ", rest).strip()
    return rest if any(map(str.isalpha, rest)) else text


_OTHERS = r"(?<!\w)(?P<mark>[swdchbfm]/o)(?!\w)\.?[\s:]*(?P<other>[^()\[\]]*)"
_MARKED = re.compile(rf"(?P<own>[^()\[\]]*?){_OTHERS}")
_OF_FATHER = re.compile(r"(?<!\w)a/[lpk](?!\w)\.?")
_CHILD = ("s/o", "d/o")
_WIFE = "w/o"


def _without_marks(text: str) -> str:
    """Without marks and names behind them; empty where the cell names somebody else only (c/o Ali).

    The father's name stays behind a/l and a/p, where it is half of the name, and behind s/o and d/o where only one
    word stands before. W/o at the beginning is a title (Weizero).
    """
    return " ".join(_MARKED.sub(_own, _OF_FATHER.sub(" ", text)).split())


def _own(found: re.Match[str]) -> str:
    own, mark, other = found["own"], found["mark"], found["other"]
    if not own.strip():
        return other if mark == _WIFE else ""
    return f"{own} {other}" if mark in _CHILD and len(own.split()) == 1 else f"{own} "


_WORDS = tuple(sorted((word for line in lines("relations.txt") for word in line.split()), key=len, reverse=True))
ENGLISH = frozenset(word for word in _WORDS if word.isascii())
_CHINESE = tuple(word for word in _WORDS if not word.isascii())


@cache
def _likely() -> re.Pattern[str]:
    return re.compile("|".join(_WORDS))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    chinese, english = "|".join(_CHINESE), "|".join(word for word in _WORDS if word.isascii())
    relation = f"(?:(?:我们?|我們|俺|咱)?的?(?:{chinese})|(?:(?:my|our|his|her)\\s+)?(?:{english})\\b)"
    return (
        re.compile(rf"[(\[]\s*{relation}\s*[)\]]"),
        re.compile(rf"^{relation}\s*[:,]?\s*(?!的)"),
        re.compile(rf"(?<!的)[\s,:;/-]+{relation}$"),
    )
