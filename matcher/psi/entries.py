"""What is shown of the tokens in common: an entry for each, with its row, close-ups and tags; and lists made of them.

An encoded list made of entries has the rows that hold a token in common, in the order of the whole list, and in their
slots what the entries tell; the other slots hold fresh random tokens, which meet nothing. So a comparison of two of
them finds the pairs, similarities and links that a comparison of the whole lists would.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.encode import Entropy, Words, random_words
from matcher.encodings import EncodedList, Header, NonMatches, Rows, Slots
from matcher.errors import DataError, MismatchError
from matcher.evidence import Layout

HANDLE_BYTES = 16
Entries = NDArray[np.void]


def entry_type(layout: Layout) -> np.dtype[np.void]:
    """An entry: 30 bytes, then 8 for each close-up and 1 for each tag, with nothing between; numbers little-endian."""
    return np.dtype(
        [
            ("token", "<u8"),
            ("row", "<u4"),
            ("slot", "<u2"),
            ("handle", "u1", (HANDLE_BYTES,)),
            ("closeups", "<u8", (len(layout.closeups),)),
            ("tags", "u1", (len(layout.tags),)),
        ]
    )


def entries_of(encoded: EncodedList, places: Rows) -> Entries:
    """The entries of some tokens of a list.

    places  (tokens,) int64, increasing: row * slots + slot
    """
    rows, slots = np.divmod(places, encoded.slots.tokens.shape[1])
    entries = np.zeros(len(places), entry_type(encoded.header.layout))
    entries["token"] = encoded.slots.tokens[rows, slots]
    entries["row"], entries["slot"] = rows, slots
    entries["handle"] = encoded.handles[rows]
    entries["closeups"] = encoded.slots.closeups[rows, slots]
    entries["tags"] = encoded.slots.tags[rows, slots]
    return entries


def read_entries(content: bytes, layout: Layout, rows: int, slots: int, where: str) -> Entries:
    """Read the entries of a partner's list of so many rows and slots; `where` opens the message.

    Raises DataError for what `entries_of` did not make: entries cut short, out of the list, out of order, of one row
    under two handles or two rows under one, or of one token twice.
    """
    dtype = entry_type(layout)
    whole, rest = divmod(len(content), dtype.itemsize)
    entries = np.frombuffer(content[: whole * dtype.itemsize], dtype)
    places = entries["row"].astype(np.int64) * slots + entries["slot"]
    names = {(row, handle.tobytes()) for row, handle in zip(entries["row"].tolist(), entries["handle"], strict=True)}
    fits = (
        not rest
        and (entries["row"] < rows).all()
        and (entries["slot"] < slots).all()
        and (np.diff(places) > 0).all()
        and len(names) == len({row for row, _ in names}) == len({handle for _, handle in names})
        and len(np.unique(entries["token"])) == whole
    )
    if not fits:
        raise DataError(f"{where}: what it shows is not of one list of {rows:,} rows; `matcher psi` did not write it")
    return entries


def places_of(entries: Entries, tokens: Words, where: str) -> Rows:
    """Where one's own list has the tokens of a partner's entries, increasing: row * slots + slot.

    tokens  (rows, slots) uint64, one's own. Raises MismatchError for a token that is none of them.
    """
    order = np.argsort(tokens, axis=None)
    own = tokens.ravel()[order]
    found = np.minimum(np.searchsorted(own, entries["token"]), own.size - 1)
    if (own[found] != entries["token"]).any():
        raise MismatchError(f"{where}: shows a token that your list does not have; end here, and speak with its sender")
    return np.sort(order[found])


def list_of(header: Header, nonmatches: NonMatches, entries: Entries, slots: int, entropy: Entropy) -> EncodedList:
    """An encoded list with so many slots a row, of the rows that have an entry; `header` is that of the whole list."""
    rows, first, row = np.unique(entries["row"], return_index=True, return_inverse=True)
    layout = header.layout
    made = Slots(
        tokens=random_words(entropy, (len(rows), slots)),
        closeups=np.zeros((len(rows), slots, len(layout.closeups)), np.uint64),
        tags=np.zeros((len(rows), slots, len(layout.tags)), np.uint8),
    )
    place = row, entries["slot"]
    made.tokens[place], made.closeups[place], made.tags[place] = (
        entries[name] for name in ("token", "closeups", "tags")
    )
    return EncodedList(header, entries["handle"][first], made, nonmatches)
