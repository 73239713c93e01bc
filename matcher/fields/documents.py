"""Numbers of documents: passports, identity cards, permits; whole, masked (E12***678) or in part ("尾号5678").

What is compared is the number with look-alike letters read as digits (O 0, I 1, B 8, S 5, Z 2), in all places alike:
then it does not matter which of the two a form wants there. The normal form keeps them as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.fields import SERVING, Unreadable, Value, cells, fragments, identity, mrz
from matcher.fields.fragments import GAP, MASK

PARTS: tuple[str, ...] = (
    "whole",
    "head",  # the first half
    "tail",  # the second half, with the middle character where there is one
    "first4",
    "last4",
    "last6",
    "ends",  # the first three characters and the last three, what masks usually leave
)
COMPARED: tuple[str, ...] = (
    "start",  # the first three characters: who has them knows the number from its start
    "end",  # the last three
)

LONGEST = 40  # letters, digits and masked places
SEPARATOR = "; "  # between them in a normal form
REACH = 9  # places that q-grams of a number of unknown length go from either end

_PLAIN = 20  # characters; a longer cell may hold machine-readable lines
_HOME_PERMIT = re.compile(r"([HM]\d{8})\d{2}")  # Hong Kong and Macao residents' permit, and how often it was renewed
_CHINESE_PASSPORT = re.compile(r"[EG][A-Z\d]\d{8}")  # with the check digit that stands behind it in its last line
_BURMESE_CARD = re.compile(r"(\d{1,2})/[^/()]{2,40}\((?:N|NAING|နိုင်)\) ?(\d{6})")  # region/township(citizen)number
# What is said of a document beside its number: when it was made or ends, or that it is not at hand, and since when.
_MONTHS = "(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}"
_DATE = (
    r"(?<![\dA-Z])(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
    rf"|\d{{1,2}}[-/.]\d{{4}}|(?:\d{{1,2}}[- ]?)?{_MONTHS}[-,. ]{{0,2}}(?:\d{{1,2}}, ?)?\d{{2,4}}|(?:19|20)\d{{6}}"
    r"|(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}[日号])?)?)?)(?!\d)"
)
_TIMED = re.compile(
    r"(?:\b(?:DATE OF (?:EXPIRY|EXPIRATION|ISSUE)|DO[EI]|EXP(?:IR(?:Y|ES|ED|ING|ATION))?|VALID(?:ITY)?|ISS(?:UED?)?)\b"
    r"|有效期|有效|[过過]期|到期|[签簽][发發]|หมดอายุ|วันออกบัตร|\bHẾT HẠN|\bNGÀY CẤP)[期日至到于於:. ]{0,4}"
    rf"(?:\b(?:DATE|ON|IN|BY|TO|UNTIL|TILL?|THRU|THROUGH|UP)\b[:. ]{{0,3}}){{0,3}}{_DATE}"
)
_AWAY = re.compile(
    r"\b(?:LOST|STOLEN|SEIZED|CONFISCATED|TAKEN|WITHHELD|HELD|KEPT|APPLIED|APPLYING|RENEWING|NOT WITH|WITH POLICE"
    r"|MISSING)\b"
    r"|[没沒]收|[扣丢丟]|[遗遺]失|[补補][办辦]"
)
_DATED = re.compile(_DATE)
_FROM_START = [f":{place}" for place in range(LONGEST)]
_FROM_END = [f":-{place}" for place in range(1, LONGEST + 1)]
_SIZES = {"first4": 4, "last4": 4, "last6": 6, "ends": 6, "start": 3, "end": 3}


def normalise(text: str) -> Value | None:
    """The number in a cell, or two; None where it holds none, or a filler (000000, 123456, *****).

    Of two, parts have both and q-grams are those of the one not said to be old, else of the first. Raises Unreadable
    where a number is longer than LONGEST, has no digit, or has lost digits to a spreadsheet (1.1E+17).
    """
    cleaned = cells.clean(text, 5 * LONGEST)
    if cleaned is None:
        return None
    written = cleaned.upper()
    found = [written] if _is_plain(written) else _numbers(fragments.decimal(written))
    for number in found:
        if len(number) > LONGEST:
            raise Unreadable(f"longer than {LONGEST} characters")
        if any(map(str.isalpha, number)) and not any(map(str.isdigit, number)):
            raise Unreadable("has no digit")
    told = [usual(number) for number in found if not fragments.is_filler(number) and number.strip(MASK + GAP)]
    numbers = list(dict.fromkeys(told))
    if not numbers:
        return None
    normal = SEPARATOR.join(numbers)
    folded = normal.translate(fragments.LOOK_ALIKES).split(SEPARATOR)
    grams = qgrams(folded[0])
    return Value(normal, parts_of(folded), grams) if grams else None


def _is_plain(written: str) -> bool:
    """A number and nothing else, written together: no word before it, as in "last5678"."""
    known = written.replace(MASK, "")
    return (
        len(written) <= _PLAIN
        and known.isascii()
        and known.isalnum()
        and not known[:4].isalpha()
        and "XXX" not in known
    )


def _numbers(written: str) -> list[str]:
    zone = mrz.read(written)
    if zone is not None:
        return [zone.number]
    found = fragments.numbers(_BURMESE_CARD.sub(r"\1N\2", fragments.as_text(_undated(written))))
    if not found and not all(sign in fragments.MASKS or not sign.isalnum() for sign in written):
        raise Unreadable("has no digit")
    return found[:SERVING]


def _undated(written: str) -> str:
    """Without the dates of which a word says that they are no number. An expired one stays known as such."""
    known = _TIMED.sub(lambda found: " EXPIRED " if found[0].startswith("EXPIRED") else " ", written)
    return _DATED.sub(" ", known) if _AWAY.search(known) else known


def usual(number: str) -> str:
    """One form of a number that has several."""
    size = len(number)
    if size < fragments.LONG:
        return fragments.as_part(number)
    if size == 10 and _CHINESE_PASSPORT.fullmatch(number):
        return mrz.without_check_digit(number)
    if size == mrz.SHORTEST:
        zone = mrz.read(number)
        return zone.number if zone else number
    if size == 11:
        permit = _HOME_PERMIT.fullmatch(number)
        return permit[1] if permit else number
    return (identity.renewed(number) or number) if size == 15 else number


def parts_of(numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Parts of all numbers; what is compared, of the first alone, as its q-grams are."""
    first, *others = map(_parts, numbers)
    for parts in others:
        for name in PARTS:
            first[name] = tuple(dict.fromkeys((*first.get(name, ()), *parts.get(name, ()))))
    return first if not others else {name: texts for name, texts in first.items() if texts}


def _parts(number: str) -> dict[str, tuple[str, ...]]:
    """The parts of which every place is known."""
    start, gap, end = number.partition(GAP)
    if not gap:
        end = number
    first, last = start[:3], end[-3:]
    parts: dict[str, tuple[str, ...]] = {
        "first4": (start[:4],),
        "last4": (end[-4:],),
        "last6": (end[-6:],),
        "ends": (first + last,),
        "start": (first,),
        "end": (last,),
    }
    if not gap:
        half = len(number) // 2
        parts |= {"whole": (number,), "head": (number[:half],), "tail": (number[half:],)}
        if MASK not in number:
            return parts
    return {name: (text,) for name, (text,) in parts.items() if MASK not in text and len(text) >= _SIZES.get(name, 1)}


def qgrams(number: str) -> tuple[str, ...]:
    """Each known character and pair at its place: of the first half from the start, of the second from the end.

    So that a beginning and an end have nothing in common, a mask of the wrong length harms no character, and one left
    out moves only those between it and the middle.
    """
    if GAP in number:
        start, _, end = number.partition(GAP)
        start, end = start[:REACH], end[-REACH:]
    else:
        half = (len(number) + 1) // 2
        start, end = number[:half], number[-half:]
    back = end[::-1]
    found = [sign + place for sign, place in zip(start, _FROM_START, strict=False)]
    found += [one + other + place for one, other, place in zip(start, start[1:], _FROM_START, strict=False)]
    found += [sign + place for sign, place in zip(back, _FROM_END, strict=False)]
    found += [other + one + place for one, other, place in zip(back, back[1:], _FROM_END, strict=False)]
    return tuple(found if MASK not in number else [gram for gram in found if MASK not in gram])
