"""A secret made of a passphrase: slowly, and only of one that takes long to guess.

Who has an encoded file and the project file can try passphrases against the key check, so all that stands between a
guess and the lists is how unlikely the passphrase is and how long one try takes. Argon2id (RFC 9106) makes a try cost
about a second and 256 MiB. The rule below asks for some 66 bits; as it cannot know songs and proverbs, a random secret
is better in any case.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from matcher.errors import DataError, UsageError
from matcher.project import Project
from matcher.secret.derived import SECRET_BYTES, Secret
from matcher.secret.words import whole_word

MEMORY_KIB = 256 << 10
PASSES = 3
LANES = 4
LEAST_WORDS = 6  # 66 bits, if drawn at random from the list
LEAST_CHARACTERS = 20  # the same, at 3.3 bits each
_TELLING = 3  # characters of that worth are as much as a word of the list, 11 bits
_RUNS = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|\S")  # words of an alphabet, numbers; Han and other characters singly


def secret_of_passphrase(passphrase: str, project: Project) -> Secret:
    """The secret that a passphrase makes in a project: another project, another secret.

    Spaces around and between words, capitals of words of the list, and how accents are stored do not count.
    Raises UsageError, which says why, for a passphrase that is too easily guessed.
    """
    text = _normal(passphrase)
    _check_long_enough(text)
    salt = bytes.fromhex(project.project.id)
    try:
        argon2 = Argon2id(salt=salt, length=SECRET_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
        return Secret(argon2.derive(text.encode()))
    except (UnsupportedAlgorithm, MemoryError):
        raise DataError(
            "a passphrase needs Argon2id and 256 MiB of memory; use a secret file on this machine"
        ) from None


def _normal(passphrase: str) -> str:
    words = unicodedata.normalize("NFKC", passphrase).split()
    if all(word.lower() == whole_word(word) for word in words):
        words = [word.lower() for word in words]
    return " ".join(words)


def _check_long_enough(text: str) -> None:
    words = {word for word in text.split() if word == whole_word(word)}
    if len(words) < LEAST_WORDS and _telling_characters(text) < LEAST_CHARACTERS:
        raise UsageError(
            f"the passphrase is too easily guessed: it needs {LEAST_WORDS} different words of the list of "
            f"`keygen --words`, or {LEAST_CHARACTERS} characters, where of a word or number only the first "
            f"{_TELLING} count, and nothing that stands twice"
        )


def _telling_characters(text: str) -> int:
    """How many characters of a passphrase bring something new.

    Spaces do not, nor does a word of an alphabet or a number beyond its third character, nor a character that stands
    after the same one as before, as in 1111 and in a word said twice.
    """
    told = "".join(run[:_TELLING] for run in _RUNS.findall(text))
    return len(told[:1]) + len(set(pairwise(told)))
