"""The encoded file: a safetensors file with a header that says what it is. FORMAT.md is the specification.

Opening checks everything before the first row is used: size, header, shapes, and one SHA-256 over every byte of the
file, so that a file cut short or changed anywhere is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import stat
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Setting
from safetensors import SafetensorError
from safetensors.numpy import load, save

from matcher.atomic import writing
from matcher.encodings import SIGHTS, EncodedFilters, EncodedList, Header, NonMatches, Slots
from matcher.errors import DataError, MismatchError
from matcher.evidence import Kind, Layout
from matcher.regular import read_beginning, read_regular, without_waiting

FORMAT = "matcher-encoded-list"
VERSION = 1
MAX_BYTES = 64 << 30  # 64 GiB: some 50 million rows
MAX_HEADER_BYTES = 1 << 20
MAX_COUNT = 10**12  # of pairs that show a level
_NO_DIGEST = "0" * 64

Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Arrays = dict[str, NDArray[Any]]
Made = TypeVar("Made", EncodedList, EncodedFilters)


class _Metadata(BaseModel):
    """The header's JSON, checked: an encoded file is input from a stranger."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    fingerprint: Hex64
    run: int = Setting(ge=1, le=2**31)
    key_check: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    profile: Literal["standard", "hardened", "wide", "clk"]
    fields: list[
        tuple[
            Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")],
            Kind,
        ]
    ] = Setting(min_length=1, max_length=40)
    records: int = Setting(ge=1, le=10**9)
    software: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]


def encoded_bytes(encoded: EncodedList | EncodedFilters) -> bytes:
    """An encoded list as the content of its file."""
    header = encoded.header
    arrays: Arrays = {"handles": encoded.handles}
    if isinstance(encoded, EncodedList):
        slots = encoded.slots
        arrays |= {"tokens": slots.tokens, "closeups": slots.closeups, "tags": slots.tags}
        arrays |= {"nonmatches": encoded.nonmatches.counts}
    else:
        arrays |= {"filters": encoded.filters}
    described = {
        "fingerprint": header.fingerprint,
        "run": header.run,
        "key_check": header.key_check,
        "profile": header.profile,
        "fields": [list(field) for field in header.fields],
        "records": header.records,
        "software": header.software,
    }
    metadata = {
        "format": FORMAT,
        "version": str(VERSION),
        "list": json.dumps(described, separators=(",", ":"), sort_keys=True),
        "sha256": _NO_DIGEST,
    }
    content: bytes = save({name: np.ascontiguousarray(array) for name, array in arrays.items()}, metadata)
    return content.replace(_NO_DIGEST.encode(), hashlib.sha256(content).hexdigest().encode(), 1)


def write_encoded(path: Path, encoded: EncodedList | EncodedFilters) -> None:
    """Write an encoded list; the file appears whole or not at all."""
    with writing(path) as file:
        file.write(encoded_bytes(encoded))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, 64 hex. Raises DataError for what is no regular file, or cannot be read."""
    try:
        with open(path, "rb", opener=without_waiting) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_BYTES:
                raise DataError(f"{path}: not a regular file of at most 64 GiB")
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None


def is_encoded(path: Path) -> bool:
    """Whether a file looks like an encoded list, also where one byte of it was changed or its end is missing.

    Two of three: the size of a header below 16 MiB in 8 bytes, the begin of its JSON, and the name of our format.
    """
    start = read_beginning(path, 4096)
    return (start[3:8] == bytes(5)) + (start[8:9] == b"{") + (FORMAT.encode() in start) >= 2


def read_encoded(path: Path) -> EncodedList | EncodedFilters:
    """Read and check an encoded list.

    Raises DataError for a file that is none, is cut short or was changed, and MismatchError for another version.
    """
    return parse_encoded(read_regular(path, MAX_BYTES, "an encoded list"), path)


def parse_encoded(content: bytes, path: Path) -> EncodedList | EncodedFilters:
    """`read_encoded` of what is in memory; messages name the file that it came out of."""
    metadata = _metadata(content, path)
    try:
        arrays: Arrays = load(content)
    except (SafetensorError, ValueError, KeyError, TypeError, OverflowError):
        raise DataError(f"{path}: its arrays cannot be read; ask its owner for the file again") from None
    return _assembled(_listed(metadata, path), arrays, path)


def _metadata(content: bytes, path: Path) -> dict[str, str]:
    """The header's metadata, once the digest has shown that not one byte was changed."""
    size = int.from_bytes(content[:8], "little")
    header = content[8 : 8 + size]
    if not 2 <= size <= MAX_HEADER_BYTES or len(header) != size or FORMAT.encode() not in header:
        raise DataError(f"{path}: not a file of `matcher encode`, or cut short")
    try:
        metadata = json.loads(header, object_pairs_hook=_each_once)["__metadata__"]
        version, digest = metadata["version"], metadata["sha256"]
        if not isinstance(version, str) or not isinstance(digest, str) or len(digest) != len(_NO_DIGEST):
            raise ValueError
        place = header.index(digest.encode("ascii")) + 8
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DataError(f"{path}: its header cannot be read; ask its owner for the file again") from None
    sha = hashlib.sha256(content[:place])
    sha.update(_NO_DIGEST.encode())
    sha.update(memoryview(content)[place + len(_NO_DIGEST) :])
    if sha.hexdigest() != digest:
        raise DataError(f"{path}: cut short or changed since it was written; ask its owner for the file again")
    if version != str(VERSION):
        raise MismatchError(
            f"{path}: written in another version of the format; use the version of matcher that wrote it"
        )
    return dict(metadata)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; of a key that stands twice, one reader takes the first value and another the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _listed(metadata: dict[str, str], path: Path) -> _Metadata:
    try:
        json.loads(metadata["list"], object_pairs_hook=_each_once)
        return _Metadata.model_validate_json(metadata["list"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DataError(f"{path}: its header says what no file of `matcher encode` says") from None


def _assembled(listed: _Metadata, arrays: Arrays, path: Path) -> EncodedList | EncodedFilters:
    header = Header(
        fingerprint=listed.fingerprint,
        run=listed.run,
        key_check=listed.key_check,
        profile=listed.profile,
        fields=tuple(listed.fields),
        records=listed.records,
        software=listed.software,
    )
    _check_arrays(header, arrays, path)
    if header.profile == "clk":
        return EncodedFilters(header, arrays["handles"], arrays["filters"])
    slots = Slots(arrays["tokens"], arrays["closeups"], arrays["tags"])
    return EncodedList(
        header,
        arrays["handles"],
        slots,
        NonMatches(arrays["nonmatches"]),
    )


def _check_arrays(header: Header, arrays: Arrays, path: Path) -> None:
    layout = Layout(header.fields)
    rows: int | None = header.records
    expected: dict[str, tuple[type, tuple[int | None, ...]]] = {"handles": (np.uint8, (rows, 16))}
    if header.profile == "clk":
        expected["filters"] = (np.uint64, (rows, None))
    else:
        slots = arrays["tokens"].shape[1] if "tokens" in arrays and arrays["tokens"].ndim == 2 else None
        expected |= {
            "tokens": (np.uint64, (rows, slots)),
            "closeups": (np.uint64, (rows, slots, len(layout.closeups))),
            "tags": (np.uint8, (rows, slots, len(layout.tags))),
            "nonmatches": (np.int64, (len(SIGHTS), *layout.counted)),
        }
    fits = arrays.keys() == expected.keys() and all(
        arrays[name].dtype == dtype
        and arrays[name].ndim == len(shape)
        and all(size in (None, found) for size, found in zip(shape, arrays[name].shape, strict=True))
        for name, (dtype, shape) in expected.items()
    )
    if not fits:
        raise DataError(f"{path}: its arrays are not those of its header")
    if header.profile != "clk":
        counts = arrays["nonmatches"]
        if (counts < 0).any() or (counts > MAX_COUNT).any():
            raise DataError(f"{path}: its non-matches are not counts")


def check_together(left: Header, right: Header) -> None:
    """Raise MismatchError unless two encoded lists belong to one run of one project and one secret."""
    if left.run != right.run:
        raise MismatchError(f"the files are of run {left.run} and run {right.run}; agree on one and make both again")
    if left.fingerprint != right.fingerprint:
        raise MismatchError("the files were made with different project files; agree on one and make both again")
    if not hmac.compare_digest(left.key_check, right.key_check):
        raise MismatchError("the files were made with different secrets; agree on one and make both again")
    if left.fields != right.fields or left.profile != right.profile:
        raise MismatchError("the files have different fields or profiles though their project is the same")
