"""Headers that lists usually have, and the fields they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import cast

from matcher.evidence import Kind
from matcher.fields import han
from matcher.fields.tables import lines, rows


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column with a known header is: a field of a kind, or how the owner names its rows (`is_id`)."""

    field: str
    kind: Kind
    is_id: bool = False


_Row = tuple[str, Kind, list[str]]


def _rows(table: str) -> list[_Row]:
    return [(field, cast(Kind, kind), headers.split("|")) for field, kind, headers in rows(table)]


_TABLE = _rows("headers.tsv")
_MORE = _rows("more_headers.tsv")
_ID = "id"  # the name in the table of what is no field

_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_PIECES = re.compile(rf"[{han.CHARACTERS}]+|[^{han.CHARACTERS}/|,;\n]+")
_LONGEST = 200  # characters of a header that is read closely

# What a header says besides which field it is: its number, whose value, from where, in which form.
_NUMBERED = re.compile(r"^\W*(?:q ?)?\d{1,3}[.):、]\s*")
_PEOPLE = (
    r"(?:persons?|people|victims?|passengers?|individuals?|survivors?|migrants?|workers?|detainees?|returnees?|child)"
)
_WHOSE = re.compile(
    r"\b(?:(?:of|for) )?(?:the |an? )?(?:(?:missing|rescued|found|trafficked|deceased|detained) )?"
    rf"{_PEOPLE}['’`]?s?['’`]?(?!\w)"
)
_SOURCE = re.compile(
    r"\b(?:(?:as )?(?:per|in|on|shown (?:in|on)|stated (?:in|on)|written (?:in|on)|appears? (?:in|on))"
    r"|according to|in) (?:the |his |her |their )?"
    r"(?:passport|pp|id|ic|nrc|document|travel document|english|chinese|thai|burmese|latin|block letters|capitals)\b"
)
_FORM = re.compile(r"\b(?:dd?|mm?m?|yy(?:yy)?)(?:[-/. ]?(?:dd?|mm?m?|yy(?:yy)?)){1,2}\b")
_NUMBER = re.compile(r"(?:\bno\b\.?|\bnos\b\.?|\bnum(?:ber)?s?\b|\bnr\b\.?|#|№|\bn[°º]|nº)")


def fold(header: str) -> str:
    """How headers are compared: by letters and digits; case, width, spaces, marks and underscores do not count."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LMN")


def synonyms(field: str) -> tuple[str, ...]:
    """The headers a field may have, as people write them; none for a field that is not in the table."""
    return tuple(header for name, _, headers in _TABLE if name == field for header in headers)


FIELDS: dict[str, Kind] = {field: kind for field, kind, _ in _TABLE if field != _ID}  # field -> kind

ID_COLUMNS: tuple[str, ...] = synonyms(_ID)

# (field, kind, headers) of the fields that a project without a list begins with.
USUAL_FIELDS: tuple[tuple[str, Kind, tuple[str, ...]], ...] = tuple(
    (field, kind, synonyms(field))
    for field, kind in FIELDS.items()
    if field not in ("province", "city", "address", "phone")
)

_KNOWN = {
    fold(header): Suggestion(field, kind, is_id=field == _ID)
    for field, kind, headers in (*_MORE, *_TABLE)
    for header in headers
}


def _other_people() -> re.Pattern[str]:
    """Words for others than the person of a row: Latin ones stand alone, others anywhere."""
    words = sorted({word for line in lines("other_people.txt") for word in line.split("|")}, key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"\b{re.escape(word)}\b" if unicodedata.category(word[0]) == "Ll" else re.escape(word) for word in words
        )
    )


_OTHERS = _other_people()


def propose(header: str) -> Suggestion | None:
    """What a column with this header holds; None where the header says nothing known, or tells of somebody else.

    Looks at the whole header first, then at what stands outside brackets, then at each part of a header in several
    languages ("姓名/Name", "出生日期 Date of birth"), each also without what says no field ("Name of missing person as
    per passport"). Of parts one that is a field counts before one that names rows: "ID/Passport No".
    """
    written = unicodedata.normalize("NFKC", header[:_LONGEST])
    whole = _KNOWN.get(fold(header)) or _KNOWN.get(fold(written))
    if whole is not None:
        return whole
    if _OTHERS.search(written.casefold().replace("_", " ")):
        return None
    plain = _BRACKETS.sub("", written)
    parts = _PIECES.findall(_FORM.sub("", plain.casefold()))
    known = [suggestion for text in (plain, *parts) if (suggestion := _known(text)) is not None]
    return next((suggestion for suggestion in known if not suggestion.is_id), known[0] if known else None)


def _known(text: str) -> Suggestion | None:
    """What a header or a part of it means: as it is, or without what says no field."""
    core = _core(text)
    bare = _KNOWN.get(fold(_NUMBER.sub(" ", core)))
    numbered = bare if bare is not None and bare.kind in ("document", "phone") and not bare.is_id else None
    return _KNOWN.get(fold(text)) or _KNOWN.get(fold(core)) or numbered


def _core(text: str) -> str:
    """Without its number, whose it is, from where, and in which form."""
    folded = " ".join(text.casefold().replace("_", " ").split())
    for extra in (_NUMBERED, _FORM, _SOURCE, _WHOSE):
        folded = extra.sub(" ", folded)
    return folded
