"""What any cell goes through first: one way of writing every character, and nothing where nothing was meant."""

from __future__ import annotations

import unicodedata

from matcher.fields import Unreadable
from matcher.fields.tables import lines

PLACEHOLDERS = frozenset(unicodedata.normalize("NFKC", line) for line in lines("placeholders.txt"))


def clean(text: str, longest: int) -> str | None:
    """One way of writing: NFKC, case folded, single spaces, no invisible or control characters.

    None where the cell is a placeholder or has neither letter nor digit. Applied twice it changes nothing more.
    Raises Unreadable for more than `longest` characters.
    """
    text = text.strip().casefold()
    if len(text) > longest:
        raise Unreadable(f"longer than {longest} characters")
    if not (text.isprintable() and unicodedata.is_normalized("NFKC", text)):
        text = _compatible("".join(map(_visible, text)))
    text = " ".join(text.split())
    if text in PLACEHOLDERS or not any(map(str.isalnum, text)):
        return None
    return text


def _visible(character: str) -> str:
    """Zero-width, bidirectional, control, private and unassigned characters are left out."""
    if character.isspace():
        return " "
    return "" if unicodedata.category(character).startswith("C") else character


def _compatible(text: str) -> str:
    """Folding case can undo NFKC and the other way round (U+0345); the second round settles it."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text)
