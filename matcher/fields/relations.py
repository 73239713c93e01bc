"""What a person is to the writer, left out of a cell with a name: 我儿子张伟, 张伟（弟弟）, my brother Zhang Wei."""

from __future__ import annotations

import re
from functools import cache

from matcher.fields.tables import lines


def strip(text: str) -> str:
    """A cleaned cell without such words before a name, behind it, or in brackets. A cell of nothing else stays.

    "张伟的弟弟" is somebody else than 张伟 and stays as it is.
    """
    if not _is_likely(text):
        return text
    rest = text
    for pattern in _patterns():
        rest = pattern.sub(" ", rest).strip()
    return rest if any(map(str.isalpha, rest)) else text


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted((word for line in lines("relations.txt") for word in line.split()), key=len, reverse=True))


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(_words()))


def _is_likely(text: str) -> bool:
    return _any().search(text) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    chinese = "|".join(word for word in _words() if not word.isascii())
    english = "|".join(word for word in _words() if word.isascii())
    relation = f"(?:(?:我们?|我們|俺|咱)?的?(?:{chinese})|(?:(?:my|our|his|her)\\s+)?(?:{english})\\b)"
    return (
        re.compile(rf"[(\[]\s*{relation}\s*[)\]]"),
        re.compile(rf"^{relation}\s*[:,]?\s*(?!的)"),
        re.compile(rf"(?<!的)[\s,:;/-]+{relation}$"),
    )
