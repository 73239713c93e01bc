"""What a person is to the writer, left out of a cell with a name: 我儿子张伟, 张伟（弟弟）, my brother Zhang Wei."""

from __future__ import annotations

import re
from functools import cache

from matcher.fields.tables import lines


def strip(text: str) -> str:
    """A cleaned cell without such words before a name, behind it, or in brackets. A cell of nothing else stays.

    "张伟的弟弟" is somebody else than 张伟 and stays as it is.
    """
    if not _likely().search(text):
        return text
    rest = text
    for pattern in _patterns():
        rest = pattern.sub(" ", rest).strip()
    return rest if any(map(str.isalpha, rest)) else text


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
