"""The secret as 24 words to read over the phone: BIP-39's English list and checksum.

256 bits and the first 8 of their SHA-256 are 24 numbers of 11 bits, each a word of 2,048. No two words begin with the
same four letters, so four are enough to write one down.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from matcher.errors import DataError
from matcher.secret.derived import SECRET_BYTES, Secret

WORDS = 24
_BITS = 11
_LETTERS = 4


def to_words(secret: Secret) -> list[str]:
    """The 24 words of a secret."""
    bits = int.from_bytes(secret.value + _checksum(secret.value), "big")
    words = _words()
    return [words[bits >> _BITS * place & (1 << _BITS) - 1] for place in reversed(range(WORDS))]


def from_words(words: Sequence[str]) -> Secret:
    """The secret of 24 words, each whole or its first four letters at least.

    Raises DataError, which names a wrong word by its place, for another number of words or a checksum that fails.
    """
    if len(words) != WORDS:
        raise DataError(f"{len(words)} words, and a written secret has {WORDS}; write all of them in order")
    whole = [word for word in map(whole_word, words) if word is not None]
    if len(whole) < WORDS:
        unknown = [str(place) for place, word in enumerate(words, 1) if whole_word(word) is None]
        which = f"word {unknown[0]} is" if len(unknown) == 1 else f"words {', '.join(unknown)} are"
        raise DataError(f"{which} not in the list of words; look again how it is written")
    bits = 0
    for word in whole:
        bits = bits << _BITS | _numbers()[word]
    content = bits.to_bytes(SECRET_BYTES + 1, "big")
    value, checksum = content[:SECRET_BYTES], content[SECRET_BYTES:]
    if not hmac.compare_digest(_checksum(value), checksum):
        raise DataError("all words are in the list and together no secret; one is another word or in another place")
    return Secret(value)


def whole_word(text: str) -> str | None:
    """The word of the list that is written, or that alone begins so with four letters or more; else None."""
    text = text.lower()
    if text in _numbers():
        return text
    word = _beginnings().get(text[:_LETTERS])
    return word if word is not None and word.startswith(text) else None


@cache
def _words() -> tuple[str, ...]:
    return tuple(files("matcher.secret").joinpath("data", "english.txt").read_text(encoding="ascii").split())


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(_words())}


@cache
def _beginnings() -> dict[str, str]:
    return {word[:_LETTERS]: word for word in _words() if len(word) > _LETTERS}


def _checksum(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()[:1]
