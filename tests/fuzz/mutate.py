"""How a good input is spoiled: bytes flipped, cut, put in, repeated, spliced; numbers and brackets gone wild."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

LONGEST = 1 << 14  # bytes of an input
MOST_CHANGES = 6

_NUMBER = re.compile(rb"-?[0-9]{1,20}")
_NUMBERS = (
    *(b"0", b"-1", b"1", b"255", b"256", b"65536", b"2147483648", b"4294967295", b"9223372036854775808", b"1e400"),
    *(b"-0", b"NaN", b"1.5", b"00", b"18446744073709551616", b"9" * 5000, b"1048576", b"true", b"null", b'""'),
)
_PIECES = (
    *(b"\0", b"\n", b"\r\n", b"\r", b'"', b"'", b",", b"\t", b";", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x80"),
    *(b"\x1b[31m", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe5\xbc\xa0", b"\\u0000"),
    *(b"=cmd()", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///dev/zero'>]>", b"&b;", b"&#0;"),
    *(b"[", b"{", b"]", b"}", b'{"a":', b"[[", b"..", b"/../", b"\xd8\x00", b"\xff\xff\xff\xff", bytes(8)),
)
_NESTED = (b"[", b"{", b'{"a":', b"(", b"<a>", b"a.", b"[a.")
_WORDS = (b"\xff" * 8, b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", bytes(7) + b"\x80", b"\x00\x01", b"\xff\xff")


def mutated(seeds: Sequence[bytes], rng: Random) -> bytes:
    """One of the seeds after up to MOST_CHANGES changes, at most LONGEST bytes."""
    content = rng.choice(seeds)
    for _ in range(rng.randint(1, MOST_CHANGES)):
        content = changed(content, seeds, rng)
    return content


def changed(content: bytes, seeds: Sequence[bytes], rng: Random) -> bytes:
    """One change of an input; `seeds` are what may be spliced in."""
    return rng.choice(_CHANGES)(content, seeds, rng)[:LONGEST]


def _flip(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    spoiled = bytearray(content or b"\0")
    spoiled[rng.randrange(len(spoiled))] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def _any_byte(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    spoiled = bytearray(content or b"\0")
    spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def _word(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    place, word = rng.randint(0, len(content)), rng.choice(_WORDS)
    return content[:place] + word + content[place + len(word) :]


def _cut(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    return content[: rng.randint(0, len(content))]


def _leave_out(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    start, end = _stretch(content, rng)
    return content[:start] + content[end:]


def _put_in(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    place = rng.randint(0, len(content))
    return content[:place] + rng.choice(_PIECES) * rng.choice((1, 1, 1, 2, 50)) + content[place:]


def _repeat(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    start, end = _stretch(content, rng)
    return content[:end] + content[start:end] * rng.choice((1, 2, 10, 1000)) + content[end:]


def _splice(content: bytes, seeds: Sequence[bytes], rng: Random) -> bytes:
    other = rng.choice(seeds)
    return content[: rng.randint(0, len(content))] + other[rng.randint(0, len(other)) :]


def _number(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    found = list(_NUMBER.finditer(content))
    if not found:
        return content + rng.choice(_NUMBERS)
    number = rng.choice(found)
    return content[: number.start()] + rng.choice(_NUMBERS) + content[number.end() :]


def _nest(content: bytes, _: Sequence[bytes], rng: Random) -> bytes:
    place = rng.randint(0, len(content))
    return content[:place] + rng.choice(_NESTED) * rng.choice((10, 300, 4000)) + content[place:]


def _stretch(content: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randint(0, len(content))
    return start, min(len(content), start + rng.choice((1, 2, 8, 40, 400)))


_CHANGES: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    *(_flip, _any_byte, _word, _cut, _leave_out, _put_in, _repeat, _splice, _number, _number, _put_in, _nest),
)
