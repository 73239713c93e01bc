"""Good containers around hostile contents: the digest, signature or checksum is made anew, so that they are opened."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
from functools import cache

import pyrage
import xlsxwriter
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from matcher.identity import Identity, PublicKeys

_SHA256 = re.compile(rb'"sha256":"([0-9a-f]{64})"')
_SHARE_END = re.compile(rb"checksum [0-9a-f]{16}\n")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_SECTOR = 512
_END_OF_CHAIN, _FREE, _OF_THE_FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def redigested(content: bytes) -> bytes:
    """An encoded file whose SHA-256 is right again, as only an attacker would write it."""
    found = _SHA256.search(content)
    if not found:
        return content
    start, end = found.span(1)
    digest = hashlib.sha256(content[:start] + b"0" * 64 + content[end:]).hexdigest()
    return content[:start] + digest.encode() + content[end:]


def with_header(content: bytes, header: bytes) -> bytes:
    """An encoded file with another header: its length is right, and its SHA-256."""
    size = int.from_bytes(content[:8], "little")
    return redigested(len(header).to_bytes(8, "little") + header + content[8 + size :])


def rechecked(share: bytes) -> bytes:
    """A share whose checksum is right again."""
    found = _SHARE_END.search(share)
    if not found:
        return share
    checksum = hashlib.sha256(share[: found.start()]).hexdigest()[:16].encode()
    return share[: found.start()] + b"checksum " + checksum + share[found.end() - 1 :]


def in_age(envelope: bytes, recipient: PublicKeys) -> bytes:
    """What anybody can do: any content, well encrypted."""
    return bytes(pyrage.encrypt(envelope, [pyrage.x25519.Recipient.from_str(recipient.age)]))


def signed_lines(bodies: bytes, unit: Identity) -> bytes:
    """A log whose lines, given without their ends, are well signed: by a unit that means harm."""
    key = Ed25519PrivateKey.from_private_bytes(unit.ed25519)
    lines = [body + b',"signature":"%s"}\n' % _signature(key, body) for body in bodies.split(b"\n")]
    return b"".join(lines)


def _signature(key: Ed25519PrivateKey, body: bytes) -> bytes:
    return key.sign(b"matcher-log-1\n" + body).hex().encode()


@cache
def workbook_parts() -> dict[str, bytes]:
    """The files within a small XLSX."""
    packed = io.BytesIO()
    workbook = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet = workbook.add_worksheet("people")
    for row, cells in enumerate((("name", "birthdate"), ("zzqmark wei", "1990-01-01"), ("zzqmark li", "1991-02-03"))):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    sheet.write_number(3, 0, 110101199001011234)
    sheet.write_formula(3, 1, "=1+1", None, "2")
    sheet.merge_range(4, 0, 6, 0, "zzqmark min")
    workbook.close()
    with zipfile.ZipFile(packed) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def xlsx_with(part: str, content: bytes) -> bytes:
    """An XLSX of which one part is another."""
    return packed({**workbook_parts(), part: content})


def ods_of(content: bytes) -> bytes:
    """An OpenDocument sheet of this content.xml."""
    return packed(
        {"mimetype": _OPEN_DOCUMENT.encode(), "META-INF/manifest.xml": b"<manifest/>", "content.xml": content}
    )


def packed(parts: dict[str, bytes], way: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP file of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name), content, way)
    return written.getvalue()


def xls_of(stream: bytes) -> bytes:
    """A compound file (MS-CFB) with a `Workbook` stream of these BIFF records."""
    stream = stream.ljust(4096, b"\0")  # a shorter one would lie in the small sectors
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    fat = [_OF_THE_FAT, _END_OF_CHAIN, *range(3, sectors + 2), _END_OF_CHAIN]
    tables = -(-len(fat) // 128)
    if tables > 1:
        return xls_of(stream[: 120 * _SECTOR])
    header = workbook_header(1)
    directory = _entry("Root Entry", 5, 1, _END_OF_CHAIN, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))) + directory.ljust(_SECTOR, b"\0") + stream


def workbook_header(directory: int) -> bytes:
    """The header of a compound file: one sector of FAT, number 0, and the directory in another."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    counts = struct.pack("<9I", 0, 1, directory, 0, 4096, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0)
    return start + counts + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    tree = struct.pack("<3I", _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + tree
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def biff(*cells: tuple[int, int, str]) -> bytes:
    """The records of a workbook of one sheet (MS-XLS, BIFF8) with these texts at (row, column)."""
    name = b"people"
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for row, column, text in cells:
        sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    place = len(begin) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name)
    return begin + bound + _record(0x000A, b"") + sheet


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
