"""Which tokens two owners have in common, and nothing of the others: private set intersection on P-256 (ECDH-PSI).

Each token is hashed to a point of the curve and multiplied by its owner's secret number. Multiplied by both, equal
tokens are equal points whichever came first, and a point that has only one is noise to who does not know that number
(Meadows 1986; Huberman, Franklin and Hogg 1999). The points are made by OpenMined's library.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from matcher.encode import Entropy, random_words
from matcher.errors import DataError, MismatchError, UsageError

POINT_BYTES = 33  # compressed, of P-256
CANARIES = 64  # at least, and
TOKENS_A_CANARY = 4  # so many tokens for each: ten that are shown of an answer tampered with go unseen once in 9
MAX_TOKENS = 10**7  # of a list: more than an hour of work, and an answer of 740 MB

Words = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Asking:
    """What the first owner keeps until its request is answered; the repr shows nothing.

    key       32 bytes, its secret number
    canaries  (canaries,) int64, increasing: which points of the request are of random tokens that nobody else can have
    """

    key: bytes
    canaries: Places

    def __repr__(self) -> str:
        return "Asking(...)"


def points_of(tokens: int) -> int:
    """How many points are asked for so many tokens, canaries among them."""
    return tokens + max(CANARIES, tokens // TOKENS_A_CANARY)


def ask(tokens: Words, entropy: Entropy) -> tuple[Asking, bytes]:
    """Encrypt tokens, (tokens,) uint64, and canaries among them. Returns what to keep, and the points to send."""
    psi = library()
    client = psi.client.CreateWithNewKey(True)
    size = points_of(len(tokens))
    canaries = np.sort(np.argsort(random_words(entropy, (size,)))[: size - len(tokens)])
    asked = random_words(entropy, (size,))
    asked[_others(canaries, size)] = tokens
    points = b"".join(client.CreateRequest(_names(asked)).encrypted_elements)
    return Asking(client.GetPrivateKeyBytes(), canaries), points


def answer(tokens: Words, points: bytes, where: str) -> tuple[bytes, bytes]:
    """Encrypt one's own tokens under a number that is forgotten at once, and the partner's points once more.

    Returns (own points in increasing order, the partner's in the order they came). Raises DataError for points that
    are not on the curve or stand twice; `where` opens the message.
    """
    psi = library()
    server = psi.server.CreateWithNewKey(True)
    asked = _split(points, where)
    setup = server.CreateSetupMessage(0.0, len(asked), _names(tokens), psi.DataStructure.RAW)
    request = psi.Request(reveal_intersection=True, encrypted_elements=asked)
    try:
        response = server.ProcessRequest(request)
    except RuntimeError:
        raise _off_the_curve(where) from None
    return b"".join(setup.raw.encrypted_elements), b"".join(response.encrypted_elements)


def in_common(asking: Asking, setup: bytes, response: bytes, where: str) -> Places:
    """Which of the tokens asked for both have, increasing; `where` opens the message.

    Raises DataError for points that are not on the curve or stand twice, and MismatchError where a canary seems to be
    in common: who multiplies points that are not mine, to have me show what is not in common, cannot tell which of
    them are canaries.
    """
    psi = library()
    theirs = psi.ServerSetup()
    theirs.raw.encrypted_elements.extend(_split(setup, where))
    mine = psi.Response(encrypted_elements=_split(response, where))
    try:
        client = psi.client.CreateFromKey(asking.key, True)
        found = np.array(sorted(client.GetIntersection(theirs, mine)), np.int64)
    except RuntimeError:
        raise _off_the_curve(where) from None
    if np.isin(asking.canaries, found).any():
        raise MismatchError(
            f"{where}: random numbers that nobody else has seem to be in common: the answer was tampered with; end "
            "here, and speak with your partner"
        )
    size = len(response) // POINT_BYTES
    return np.searchsorted(_others(asking.canaries, size), found).astype(np.int64)


def library() -> ModuleType:
    """OpenMined's PSI. Raises UsageError where it is not installed."""
    try:
        import private_set_intersection.python as psi
    except ImportError:
        raise UsageError(
            "linking without a linkage unit needs another library: pip install 'matcher-pprl[psi]'"
        ) from None
    return psi  # type: ignore[no-any-return]


def _names(tokens: Words) -> list[str]:
    """Tokens as the library takes them: 16 hex each, highest digit first."""
    return [f"{token:016x}" for token in tokens.tolist()]


def _others(canaries: Places, size: int) -> Places:
    return np.setdiff1d(np.arange(size), canaries, assume_unique=True)


def _split(points: bytes, where: str) -> list[bytes]:
    """One point after the other. Two that are equal would let an answer speak of a token that it was not asked for."""
    split = [points[place : place + POINT_BYTES] for place in range(0, len(points), POINT_BYTES)]
    if len(set(split)) != len(split):
        raise DataError(f"{where}: a point stands there twice, so `matcher psi` did not write it")
    return split


def _off_the_curve(where: str) -> DataError:
    return DataError(f"{where}: its points are not on the curve, so `matcher psi` did not write it")
