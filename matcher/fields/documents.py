"""Numbers of documents: passports, identity cards. Masked ones (E12***678) keep the places that are known."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from matcher.fields import Unreadable, Value, cells, counted
from matcher.fields.qgrams import PAD

PARTS: tuple[str, ...] = (
    "whole",
    "head",  # the first half
    "tail",  # the second half, with the middle character where there is one
    "first4",
    "last4",
)
COMPARED: tuple[str, ...] = ()

LONGEST = 40  # letters, digits and masked places
SHORTEST = 5  # a shorter number has no parts: too many people share it
MASK = "*"

_MASKS = re.compile("[*#•·●_?]")
_SEPARATORS = re.compile(rf"[^\w{re.escape(MASK)}]")
_WHOLE_FLOAT = re.compile(r"(?<=\d{4})\.0$")  # a number that a spreadsheet took for a quantity
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+")
_COUNTED_UP = "1234567890"


def normalise(text: str) -> Value | None:
    """The number in a cell; None where it holds none, or a filler (000000, 123456, *****).

    Raises Unreadable where it is longer than LONGEST, has no digit, or has lost digits to a spreadsheet (1.1E+17).
    """
    cleaned = cells.clean(text, 5 * LONGEST)
    if cleaned is None:
        return None
    normal = cleaned.upper()
    if not (normal.isascii() and normal.isalnum()):
        normal = _plain(normal)
    if len(normal) > LONGEST:
        raise Unreadable(f"longer than {LONGEST} characters")
    if not any(map(str.isdecimal, normal)):
        raise Unreadable("has no digit")
    if _is_filler(normal):
        return None
    return Value(normal, _parts(normal), _qgrams(normal))


def _plain(written: str) -> str:
    """Without separators, and with one character for masked places."""
    written = _WHOLE_FLOAT.sub("", written)
    if _SCIENTIFIC.fullmatch(written):
        raise Unreadable("a number in scientific notation: its last digits are lost")
    return _SEPARATORS.sub("", _MASKS.sub(MASK, written))


def _is_filler(normal: str) -> bool:
    """One character over and over, or counting up from 1."""
    repeated = len(normal) > 1 and len(set(normal)) == 1
    return repeated or (len(normal) >= SHORTEST and _COUNTED_UP.startswith(normal))


def _parts(normal: str) -> dict[str, tuple[str, ...]]:
    if len(normal) < SHORTEST:
        return {}
    half = len(normal) // 2
    parts = {"head": normal[:half], "tail": normal[half:], "first4": normal[:4], "last4": normal[-4:]}
    if MASK in normal:
        return {name: (text,) for name, text in parts.items() if MASK not in text}
    return {"whole": (normal,), **{name: (text,) for name, text in parts.items()}}


def _qgrams(normal: str) -> tuple[str, ...]:
    """Padded bigrams, for characters left out or put in, and each character at its place; none of masked places."""
    padded = f"{PAD}{normal}{PAD}"
    pairs = [_pair(first, second) for first, second in pairwise(padded)]
    places = [_at(place, character) for place, character in enumerate(normal)]
    if MASK in normal:
        pairs = [pair for pair in pairs if MASK not in pair]
        places = [place for place in places if MASK not in place]
    return (*counted(pairs), *places)


# There are few of either, and each is made once: making them anew for every number took half of the time.
@cache
def _pair(first: str, second: str) -> str:
    return first + second


@cache
def _at(place: int, character: str) -> str:
    return f"{place}:{character}"
