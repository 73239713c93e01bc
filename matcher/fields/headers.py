"""Headers that lists usually have, and the fields they mean: Chinese, English, Thai and Burmese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import cast

from matcher.evidence import Kind
from matcher.fields import han
from matcher.fields.tables import rows


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column with a known header is: a field of a kind, or how the owner names its rows (`is_id`)."""

    field: str
    kind: Kind
    is_id: bool = False


_TABLE = [(field, cast(Kind, kind), headers.split("|")) for field, kind, headers in rows("headers.tsv")]
_ID = "id"  # the name in the table of what is no field

_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_PIECES = re.compile(rf"[{han.CHARACTERS}]+|[^{han.CHARACTERS}/|,;\n]+")


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
    fold(header): Suggestion(field, kind, is_id=field == _ID) for field, kind, headers in _TABLE for header in headers
}


def propose(header: str) -> Suggestion | None:
    """What a column with this header holds; None where the header says nothing known.

    Looks at the whole header first, then at what stands outside brackets, then at each part of a header in several
    languages ("姓名/Name", "出生日期 Date of birth").
    """
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", header))
    known = (_KNOWN.get(fold(text)) for text in (header, plain, *_PIECES.findall(plain)))
    return next((suggestion for suggestion in known if suggestion is not None), None)
