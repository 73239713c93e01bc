"""One of a few words: sex, nationality."""

from __future__ import annotations

from matcher.fields import Value, cells, han

PARTS: tuple[str, ...] = ("whole",)
COMPARED: tuple[str, ...] = ()

LONGEST = 100  # characters in a cell

_SPELLINGS = {
    "m": ("male", "man", "boy", "男", "男性", "男生", "ชาย", "ผู้ชาย", "ကျား", "ယောက်ျား"),
    "f": ("female", "woman", "girl", "女", "女性", "女生", "หญิง", "ผู้หญิง", "မ", "မိန်းမ"),
}


def normalise(text: str) -> Value | None:
    """The category in a cell, traditional characters as simplified; sex as `m` or `f`. None where it holds none."""
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    category = han.simplify(cleaned)
    normal = _SEXES.get(category, category)
    return Value(normal, {"whole": (normal,)}, (normal,))


# Spelled as `cells.clean` writes them: NFKC takes some Thai vowels apart.
_SEXES = {cells.clean(spelling, LONGEST): sex for sex, spellings in _SPELLINGS.items() for spelling in spellings}
