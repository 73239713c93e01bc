"""Bytes -> text: find out the encoding of a list.

In this order: the encoding a person names, a byte order mark, NULs in every second byte (UTF-16), UTF-8 but for a
few damaged bytes, and last the encodings from before Unicode (`legacy`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from matcher.errors import DataError, UsageError
from matcher.tables.legacy import guess_legacy

SAMPLE = 1 << 14  # bytes that are looked at, where not all are

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# What lists are labelled -> the superset that they really are in.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}

NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp874": "Windows-874",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
}

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """A decoded file. `lossy`: U+FFFD stands for bytes that could not be decoded."""

    text: str
    encoding: str
    lossy: bool

    def __repr__(self) -> str:
        return f"Text({len(self.text)} characters, {self.encoding})"


def decode(raw: bytes, source: str, encoding: str | None = None) -> Text:
    """Decode a file; without an encoding, find it out.

    Raises UsageError where `encoding` is not one that is known, DataError where no encoding fits.
    """
    codec = _codec(encoding) if encoding is not None else _guess(raw)
    if codec is None and _is_binary(raw[:SAMPLE]):
        raise DataError(f"{source}: neither text nor a workbook; save the list as CSV or XLSX")
    if codec is None:
        raise DataError(f"{source}: its encoding cannot be told; name it with --encoding, as gb18030 or windows-1251")
    try:
        text, lossy = raw.decode(codec), False
    except UnicodeDecodeError:
        text, lossy = raw.decode(codec, "replace"), True
    return Text(text.removeprefix("\ufeff"), NAMES.get(codec, codec), lossy)


def _codec(encoding: str) -> str:
    """Python's name of the encoding that a person gave."""
    try:
        codec = codecs.lookup(encoding).name
        b"\xc4\xe3".decode(codec, "replace")  # refuses codecs that are not for any text, as "hex" and "idna"
    except (LookupError, ValueError):
        raise UsageError("--encoding: not a known encoding; use utf-8, gb18030, big5, windows-1252 ...") from None
    return SUPERSETS.get(codec, codec)


def _guess(raw: bytes) -> str | None:
    for mark, codec in BOMS:
        if raw.startswith(mark):
            return codec
    codec_by_nuls = _utf_16(raw[:SAMPLE])
    if codec_by_nuls or _is_binary(raw[:SAMPLE]):
        return codec_by_nuls
    sample = _sample(raw)
    if _is_utf_8(raw, sample):
        return "utf-8"
    return guess_legacy(sample) or ("utf-8" if _is_nearly_ascii(raw) else None)


def _utf_16(sample: bytes) -> str | None:
    """UTF-16 without a mark: separators, digits and line ends have a NUL as the same one of their two bytes.

    A few NULs as the other byte are characters such as U+4E00; a few NULs in all are a damaged file.
    """
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 <= len(sample) or max(even, odd) < 5 * min(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_binary(sample: bytes) -> bool:
    """More than one control character in fifty bytes; random bytes have six."""
    return len(_CONTROLS.findall(sample)) * 50 > len(sample)


def _is_utf_8(raw: bytes, sample: bytes) -> bool:
    """Valid UTF-8, or at least ten valid characters beyond ASCII for each damaged one."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        text = sample.decode(errors="replace")
        return text.count("\ufffd") * 11 <= sum(character > "\x7f" for character in text)
    return True


def _is_nearly_ascii(raw: bytes) -> bool:
    return len(raw.translate(None, bytes(range(0x80)))) * 200 <= len(raw)


def _sample(raw: bytes) -> bytes:
    """The first lines, then whole lines from the first byte beyond ASCII on."""
    found = _BEYOND_ASCII.search(raw)
    start = raw.rfind(b"\n", 0, found.start()) + 1 if found else 0
    return _whole_lines(raw[: min(start, SAMPLE)]) + _whole_lines(raw[start : start + SAMPLE])


def _whole_lines(part: bytes) -> bytes:
    return part if len(part) < SAMPLE else part[: part.rfind(b"\n") + 1]
