"""One of a few words: sex and nationality in their usual spellings as one code each, other words as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from heapq import nsmallest

from matcher.fields import Unreadable, Value, cells, han
from matcher.fields.tables import rows

PARTS: tuple[str, ...] = ("whole",)
COMPARED: tuple[str, ...] = ()

LONGEST = 100  # characters in a cell

# The senses of a column. One of sexes may have its letters behind it: "sex l p".
FREE, SEX, NATIONALITY = "", "sex", "nationality"
_TABLES = {SEX: ("sexes.tsv",), NATIONALITY: ("nationalities.tsv", "countries.tsv")}
_NOTHING = frozenset(("na", "nan"))  # in a name they may be one; here they are what programs write for nothing
_ISO_5218 = frozenset("0129")  # not known, male, female, not applicable: other digits mean something else altogether
_LETTERS = tuple((male, female) for male, female in rows("sex_letters.tsv"))
_ALL_LETTERS = frozenset(("m", "f", *(letter for pair in _LETTERS for letter in pair)))
_TELLING = 2_000  # distinct cells, the most frequent, that say what a column holds: sexes and nationalities are few
_RARE = 10  # of so many letters one that is the only one of its kind is a slip

# What stands around the name of a country or a sex and says what it is.
_BEFORE = re.compile(
    r"^(?:(?:citizen|national)s? of |(?:the )?(?:(?:federal|federative|democratic|socialist|islamic|people's) ){0,3}"
    r"(?:kingdom|republic|union|state|federation) of |the "
    r"|(?:สัญชาติ|เชื้อชาติ|เพศ|ประเทศ|ชาว|คน) ?|ສັນຊາດ ?|quốc tịch |người |nước |warga negara |orang |гражданин |гражданка "
    r"|国籍[: ]*|性别[: ]*)"
)
_BEHIND = re.compile(
    r"(?:(?<=.)(?:国籍|公民|国民|籍|人|性|인|사람|국적)"
    r"| (?:citizen|national|nationality|passport|people|person|नागरिक|নাগরিক)s?"
    r"| ?(?:နိုင်ငံသား|နိုင်ငံ|လူမျိုး|ပြည်သား))$"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BETWEEN = re.compile(r"[/|()\[\],;]")


def normalise(text: str, sense: str = FREE) -> Value | None:
    """The category in a cell: sex as `m` or `f`, a nationality as the small letters of ISO 3166-1 alpha-3, else the
    words, traditional characters as simplified. None where it holds none.

    sense  of the column, as `sense_of` says. Raises Unreadable for a cell of sexes or nationalities that says none, or
           more than one: as a category of its own it would contradict every other.
    """
    category = _category(text)
    if category is None:
        return None
    if sense:
        meaning, *letters = sense.split()
        spelled = dict(zip(letters, "mf", strict=False)).get(category)
        normal = spelled or _code(category, _codes(meaning))
        if normal is None:
            raise Unreadable(f"no {meaning} that is known here")
    else:
        normal = _code_in_free(category) or category
    return Value(normal, {"whole": (normal,)}, (normal,))


def sense_of(written: Sequence[str]) -> str:
    """What a column of cells holds: SEX or NATIONALITY where at least half of the cells that say something say one,
    perhaps with the letters it has for male and female; else FREE.
    """
    counts: Counter[str] = Counter()
    too_long = 0
    for cell, rows_of_cell in nsmallest(_TELLING, Counter(written).items(), key=lambda item: (-item[1], item[0])):
        try:
            category = _category(cell)
        except Unreadable:
            too_long += rows_of_cell
            continue
        if category is not None:
            counts[category] += rows_of_cell
    digits = {category for category in counts if category.isdecimal()}
    is_free = not digits <= _ISO_5218
    told = {
        meaning: {
            category for category in counts if not (is_free and category in digits) and _code(category, _codes(meaning))
        }
        for meaning in _TABLES
    }
    letters = _letters(counts, told)
    told[SEX].update(letters)
    shares = {meaning: sum(map(counts.__getitem__, found)) for meaning, found in told.items()}
    meaning = max(shares, key=lambda meaning: shares[meaning])  # sex, where both are told as often
    if not shares[meaning] or 2 * shares[meaning] < counts.total() + too_long:
        return FREE
    return " ".join((SEX, *letters)) if meaning == SEX else meaning


def _letters(counts: Mapping[str, int], told: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The letters for male and female of a column that has no others, and whose other words are no countries."""
    held = _ALL_LETTERS.intersection(counts)
    if told[NATIONALITY] - told[SEX] - held:
        return ()
    several = sum(counts[letter] for letter in held)
    for male, female in _LETTERS:
        known = held <= {male, female} and counts.get(male, 0) * _RARE >= several > 0
        if known and male in held and (female in held or male not in told[NATIONALITY]):
            return male, female
    return ()


def _category(text: str) -> str | None:
    cleaned = cells.clean(text, LONGEST)
    return None if cleaned is None or cleaned in _NOTHING else han.simplify(cleaned)


def _code(category: str, codes: Mapping[str, str]) -> str | None:
    """Its code as it stands, else without what stands around it, else the one that its pieces have: "Gujarat, India".

    What stands in brackets counts where nothing outside them has one: "Malaysian (Chinese)".
    """
    whole = _as_it_stands(category, codes)
    if whole or not _BETWEEN.search(category):
        return whole
    outside = _BRACKETS.sub(" ", category).strip()
    if outside and outside != category:
        code = _code(outside, codes)
        if code:
            return code
    found = {_as_it_stands(piece.strip(), codes) for piece in _BETWEEN.split(category)} - {None}
    return found.pop() if len(found) == 1 else None


def _code_in_free(category: str) -> str | None:
    """Likewise in a column of other words, where all pieces must say it: men who cook are no sex."""
    for meaning in _TABLES:
        codes = _codes(meaning)
        whole = _as_it_stands(category, codes)
        if whole:
            return whole
        bare = _bare(category)
        if not _BETWEEN.search(bare):
            continue
        found = {_as_it_stands(piece.strip(), codes) for piece in _BETWEEN.split(bare) if piece.strip()}
        if len(found) == 1 and None not in found:
            return found.pop()
    return None


def _as_it_stands(category: str, codes: Mapping[str, str]) -> str | None:
    if category in codes:
        return codes[category]
    bare = _bare(category)
    return codes.get(bare) or codes.get(f"{bare}国") or codes.get(f"{bare}人")


@lru_cache(4096)
def _bare(category: str) -> str:
    return _BEHIND.sub("", _BEFORE.sub("", category)).strip(" .")


@cache
def _codes(meaning: str) -> Mapping[str, str]:
    """Spelling -> code. Spellings as `cells.clean` writes them: NFKC takes some Thai vowels apart."""
    table: dict[str, str] = {}
    for name in _TABLES[meaning]:
        for code, spellings in rows(name):
            for spelling in (code, *spellings.split("|")):
                table.setdefault(han.simplify(cells.clean(spelling, LONGEST) or spelling), code)
    return table
