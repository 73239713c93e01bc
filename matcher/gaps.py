"""Why cells give a field no value, or part of one: empty, a word for nothing, not to be understood, in doubt.

Counted by column, so that an owner sees what a list says and what it only seems to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.fields import cells

FILLERS = "fillers"  # signs, one digit over and over, 1900-01-01: what stands for nothing and is no word
SHOWN = 5  # row numbers, and placeholders, named in words


@dataclass(frozen=True, slots=True)
class Gaps:
    """The cells of a column that give no value, or only part of one.

    header       of the column; empty where the list has no such column
    rows         number of rows
    empty        cells without anything in them
    nothing      placeholder -> cells that hold it, the most frequent first; words of matcher's own table, and FILLERS
    unreadable   row numbers that a person sees, of the cells that could not be understood
    in_part      likewise of those of which only a part is used
    filled       how many of all these another field of the same row fills
    """

    header: str
    rows: int
    empty: int
    nothing: Mapping[str, int]
    unreadable: Sequence[int]
    in_part: Sequence[int] = ()
    filled: int = 0

    def __bool__(self) -> bool:
        return bool(self.empty or self.nothing or self.unreadable or self.in_part)

    def __str__(self) -> str:
        """In words: "80 of 900 empty, 37 say nothing (不详 30, 无 7), 1 cannot be read (row 4)"."""
        if not self.header:
            said = ["no such column"]
        else:
            said = [f"{self.empty:,} of {self.rows:,} empty"] if self.empty else []
        if self.nothing:
            silent = sum(self.nothing.values())
            words = [f"{word} {count:,}" for word, count in self.nothing.items()]
            said.append(f"{silent:,} {'says' if silent == 1 else 'say'} nothing ({_some(words)})")
        if self.unreadable:
            said.append(f"{len(self.unreadable):,} cannot be read ({_rows(self.unreadable)})")
        if self.in_part:
            said.append(f"{len(self.in_part):,} can be used only in part ({_rows(self.in_part)})")
        if self.filled:
            said.append(f"{self.filled:,} of these cells told by a document of the same row")
        return ", ".join(said) or f"a value in all {self.rows:,} rows"


def gaps_of(
    header: str, written: Sequence[str], missing: NDArray[np.bool_], odd: Collection[int], row_numbers: Sequence[int]
) -> Gaps:
    """Count the gaps of a column.

    written      (rows,) cells
    missing      (rows,) bool, cells that give no value
    odd          rows, from 0, of those that could not be understood, or only in part
    row_numbers  (rows,) numbers that a person sees
    """
    silent = Counter(written[row] for row in np.flatnonzero(missing).tolist() if row not in odd)
    empty, nothing = 0, Counter[str]()
    for cell, count in silent.items():
        if cell.strip():
            nothing[cells.placeholder(cell) or FILLERS] += count
        else:
            empty += count
    by_count = sorted(nothing.items(), key=lambda item: (-item[1], item[0]))
    unreadable = [row_numbers[row] for row in sorted(odd) if missing[row]]
    in_part = [row_numbers[row] for row in sorted(odd) if not missing[row]]
    return Gaps(header, len(written), empty, dict(by_count), unreadable, in_part)


def _rows(numbers: Sequence[int]) -> str:
    return f"{'rows' if len(numbers) > 1 else 'row'} {_some(list(map(str, numbers)))}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join([*texts[:SHOWN], *(["..."] if len(texts) > SHOWN else [])])
