"""What any cell goes through first: one way of writing every character, and nothing where nothing was meant."""

from __future__ import annotations

import unicodedata

from matcher.fields import Unreadable
from matcher.fields.tables import lines

PLACEHOLDERS = frozenset(unicodedata.normalize("NFKC", line) for line in lines("placeholders.txt"))
LONGEST_PLACEHOLDER = 100  # characters of a cell that may hold one, what cannot be seen included


def clean(text: str, longest: int) -> str | None:
    """One way of writing: NFKC, case folded, single spaces, no invisible or control characters.

    None where the cell is a placeholder or has neither letter nor digit. Applied twice it changes nothing more.
    Raises Unreadable for more than `longest` characters.
    """
    text = text.strip().casefold()
    if len(text) > longest:
        raise Unreadable(f"longer than {longest} characters")
    text = _one_way(text)
    if text in PLACEHOLDERS or not any(map(str.isalnum, text)):
        return None
    return text


def placeholder(text: str) -> str | None:
    """The word for nothing that a cell holds, as the table has it; None where it holds anything else."""
    text = text.strip().casefold()
    word = _one_way(text) if len(text) <= LONGEST_PLACEHOLDER else text
    return word if word in PLACEHOLDERS else None


def _one_way(text: str) -> str:
    if not (text.isprintable() and unicodedata.is_normalized("NFKC", text)):
        text = _compatible("".join(map(_visible, text)))
    return " ".join(text.split())


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
