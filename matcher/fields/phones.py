"""Telephone numbers, by their last digits: with or without code of the country, zero before the area, separators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

from matcher.fields import Unreadable, Value, cells, fragments
from matcher.fields.fragments import GAP, MASK
from matcher.fields.tables import rows

PARTS: tuple[str, ...] = (
    "whole",  # the last nine digits
    "last7",
    "last4",
)
COMPARED: tuple[str, ...] = ()

LONGEST = 200  # characters in a cell
MOST_DIGITS = 15  # ITU-T E.164
SHORTEST = 7  # a shorter number is the end of one
SHORTEST_END = 4
SERVING = 2  # of several numbers in a cell, so many are read
SEPARATOR = "; "  # between them in a normal form
TRUNK = "0"  # begins a normal form: what follows is the number within its country
REACH = 11  # places from the end that q-grams go
ONLY_BEGINNING = "only the beginning of a number"

_EXTENSION = re.compile(r"(?:\bEXT(?:ENSION)?|[转轉]|分[机機]|ต่อ)[. :]*\d{1,6}")
_BREAKS = re.compile(r"[,;、|&/]|[和或及与與]|หรือ|และ|သို့မဟုတ်|\b(?:AND|OR)\b|(?=\+)")
_ABROAD = re.compile("00[1-9]")
_NO_DIGIT = re.compile(rf"[^0-9{re.escape(MASK)}]")

_CODE = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|...")  # of a country (E.164)
# Codes that are written without +, before what can only be a number there.
_BARE_CODE = re.compile(
    "|".join(
        rf"{code}(?={begin})(?=[\d{re.escape(MASK)}]{{{digits}}}$)" for code, begin, digits in rows("phone_codes.tsv")
    )
)


def normalise(text: str) -> Value | None:
    """The number in a cell, or two; None where it holds none, or a filler (000000, 12345678).

    Of two, parts have both and q-grams are those of the first. Raises Unreadable for what has no digit, fewer than
    SHORTEST_END or more than MOST_DIGITS, none within REACH of the end (1***********), and for a number that has lost
    digits to a spreadsheet (1.4E+10).
    """
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    written = fragments.as_text(fragments.decimal(cleaned.upper()))
    found = _numbers(_EXTENSION.sub("", written))
    if not found:
        raise Unreadable("has no digit")
    numbers = [number for number in found if not fragments.is_filler(number.removeprefix(TRUNK).strip("."))]
    if not numbers:
        return None
    serving = [number for number in numbers if _qgrams(number)][:SERVING]
    if not serving:
        raise Unreadable(ONLY_BEGINNING)
    return Value(SEPARATOR.join(serving), _parts_of(serving), _qgrams(serving[0]))


def _numbers(written: str) -> list[str]:
    found: list[str] = []
    if written.isdecimal():  # most cells
        return [*filter(None, [_told(written)])]
    for piece in _BREAKS.split(fragments.marked(written)):
        apart = piece.split()
        several = len(apart) > 1 and all(sum(map(str.isdecimal, word)) >= SHORTEST for word in apart)
        found += filter(None, map(_number, apart if several else [piece]))
    return list(dict.fromkeys(found))


def _number(piece: str) -> str:
    """The number in a marked piece of a cell; empty where it has no digit."""
    start, gap, end = fragments.number_in(piece).rpartition(GAP)
    start, end = _NO_DIGIT.sub("", start), _NO_DIGIT.sub("", end)
    if gap:
        start, end = start.rstrip(MASK), end.lstrip(MASK)
    if gap and start and not end:
        raise Unreadable(ONLY_BEGINNING)
    if gap and end:
        return start + GAP + end
    return _told(end, abroad="+" in piece) if end else ""


def _told(digits: str, abroad: bool = False) -> str:
    """In the notation of `fragments`, behind TRUNK where it is more than the end of a number; empty if all masked."""
    inland = _within_country(digits, abroad or bool(_ABROAD.match(digits)))
    if not inland.strip(MASK):
        return ""
    if len(inland) > MOST_DIGITS:
        raise Unreadable(f"longer than {MOST_DIGITS} digits")
    if len(inland) < SHORTEST_END:
        raise Unreadable(f"fewer than {SHORTEST_END} digits")
    return GAP + inland.lstrip(MASK) if len(inland) < SHORTEST else TRUNK + inland


def _within_country(digits: str, abroad: bool) -> str:
    """Without the code of the country and the zero before an area."""
    code = None
    if abroad:
        digits = digits.removeprefix("00")
        code = _CODE.match(digits)
    elif not digits.startswith("0"):
        code = _BARE_CODE.match(digits)
    inland = digits[code.end() :] if code else digits
    return inland.lstrip("0") or inland


def _parts_of(numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    several = [_parts(number) for number in numbers]
    known = {name: dict.fromkeys(parts[name] for parts in several if name in parts) for name in PARTS}
    return {name: tuple(texts) for name, texts in known.items() if texts}


def _parts(number: str) -> dict[str, str]:
    """The parts of which every digit is known."""
    _, gap, end = number.rpartition(GAP)
    digits = end if gap else number.removeprefix(TRUNK)
    whole = {} if gap else {"whole": digits[-9:]}
    parts = {**whole, "last7": digits[-7:], "last4": digits[-4:]}
    sizes = {"last7": 7, "last4": 4}
    return {name: text for name, text in parts.items() if MASK not in text and len(text) >= sizes.get(name, 1)}


def _qgrams(number: str) -> tuple[str, ...]:
    """Each known digit and pair of digits at its place from the end."""
    _, gap, end = number.rpartition(GAP)
    backwards = (end if gap else number.removeprefix(TRUNK))[: -REACH - 1 : -1]
    signs = [*enumerate(backwards, 1), *enumerate(map(add, backwards[1:], backwards), 1)]
    return tuple(f"-{place}:{sign}" for place, sign in signs if MASK not in sign)
