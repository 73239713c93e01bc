"""One of a few words: sex and nationality in their usual spellings as one code each, other words as they are."""

from __future__ import annotations

import re
from functools import cache

from matcher.fields import Value, cells, han
from matcher.fields.tables import rows

PARTS: tuple[str, ...] = ("whole",)
COMPARED: tuple[str, ...] = ()

LONGEST = 100  # characters in a cell

_TABLES = ("sexes.tsv", "nationalities.tsv", "countries.tsv")  # of two codes with one spelling the first table's
_NOTHING = frozenset(("na", "nan"))  # in a name they may be one; here they are what programs write for nothing

# What stands around the name of a country or a sex and says what it is.
_BEFORE = re.compile(
    r"^(?:(?:citizen|national)s? of |(?:the )?(?:kingdom|republic|union) of |the "
    r"|(?:สัญชาติ|เชื้อชาติ|เพศ|ประเทศ|ชาว|คน) ?|quốc tịch |người |nước |国籍[: ]*|性别[: ]*)"
)
_BEHIND = re.compile(
    r"(?:(?<=.)(?:国籍|公民|国民|籍|人|性)| (?:citizen|national|nationality|passport|people|person)s?"
    r"| ?(?:နိုင်ငံသား|နိုင်ငံ|လူမျိုး|ပြည်သား))$"
)


def normalise(text: str) -> Value | None:
    """The category in a cell: sex as `m` or `f`, a nationality as the small letters of ISO 3166-1 alpha-3, else the
    words, traditional characters as simplified. None where it holds none.
    """
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None or cleaned in _NOTHING:
        return None
    category = han.simplify(cleaned)
    normal = _code(category) or category
    return Value(normal, {"whole": (normal,)}, (normal,))


def _code(category: str) -> str | None:
    """Its code as it stands, else without what stands around it, else that of both languages it stands in (男/Male)."""
    codes = _codes()
    bare = _BEHIND.sub("", _BEFORE.sub("", category)).strip(" .")
    for spelling in (category, bare, *(f"{bare}{ending}" for ending in "国人")):
        if spelling in codes:
            return codes[spelling]
    pieces = {codes.get(piece.strip()) for piece in re.split(r"[/|()\[\],]", bare) if piece.strip()}
    return pieces.pop() if len(pieces) == 1 else None


@cache
def _codes() -> dict[str, str]:
    """Spelling -> code. Spellings as `cells.clean` writes them: NFKC takes some Thai vowels apart."""
    table: dict[str, str] = {}
    for name in _TABLES:
        for code, spellings in rows(name):
            for spelling in (code, *spellings.split("|")):
                table.setdefault(cells.clean(spelling, LONGEST) or spelling, code)
    return table
