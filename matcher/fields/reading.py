"""Columns of cells -> columns of digests: each distinct cell normalised once, on as many processors as are allowed."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, islice

import numpy as np

from matcher import fields
from matcher.fields import Unreadable, Value, categories, plain_numbers
from matcher.fields.columns import Cells, Column, column_from, column_of, in_order, joined

MANY = 40_000  # distinct cells that repay the start of other processes
CHUNK = 2_000  # cells normalised at once

Read = tuple[Column, Mapping[int, str]]  # and for the rows whose cell could not be used, or only in part, the reason


def read_column(label: str, kind: str, cells: Sequence[str]) -> Read:
    """Read one column. A cell that cannot be understood counts as missing, one in doubt as far as it can be used."""
    return read_columns([Cells(label, kind, cells)])[0]


def read_columns(columns: Sequence[Cells], processes: int = 1) -> list[Read]:
    """Read columns on up to so many processes, where there is enough to do."""
    columns = [column._replace(sense=_sense(column)) for column in columns]
    distinct = [list(dict.fromkeys(column.cells)) for column in columns]
    chunks = [
        [column._replace(cells=known[start : start + CHUNK]) for start in range(0, len(known), CHUNK)]
        for column, known in zip(columns, distinct, strict=True)
    ]
    all_chunks = list(chain.from_iterable(chunks))
    shared = processes > 1 and sum(map(len, distinct)) >= MANY
    read = iter(_on_processes(all_chunks, processes) if shared else map(_read_chunk, all_chunks))
    return [
        _whole(column, known, list(islice(read, len(parted))))
        for column, known, parted in zip(columns, distinct, chunks, strict=True)
    ]


def _sense(column: Cells) -> str:
    """What the whole column says of its cells, which no cell says alone."""
    return categories.sense_of(column.cells) if column.kind == "category" else ""


def _read_chunk(chunk: Cells) -> Read:
    """The column of distinct cells."""
    alike = plain_numbers.plain(chunk.cells) if chunk.kind == "document" else {}
    apart = sorted(set(range(len(chunk.cells))).difference(*alike.values()))
    column, reasons = _read_each(chunk._replace(cells=[chunk.cells[row] for row in apart]))
    if alike:
        order = np.argsort(list(chain(apart, *alike.values())))
        several = [_of_plain_numbers(chunk._replace(cells=list(numbers.values()))) for numbers in alike.values()]
        column = in_order(joined([column, *several]).take(order))
    return column, {apart[row]: why for row, why in reasons.items()}


def _read_each(chunk: Cells) -> Read:
    normalise = fields.kind(chunk.kind).normalise
    if chunk.sense:
        normalise = partial(categories.normalise, sense=chunk.sense)
    values: list[Value | None] = []
    reasons: dict[int, str] = {}
    for number, cell in enumerate(chunk.cells):
        try:
            value = normalise(cell)
        except Unreadable as error:
            value = None
            reasons[number] = str(error)
        values.append(value)
        if value is not None and value.doubt:
            reasons[number] = value.doubt
    return column_of(chunk.label, chunk.kind, values, chunk.parts), reasons


def _of_plain_numbers(chunk: Cells) -> Column:
    return column_from(chunk, np.arange(len(chunk.cells), dtype=np.int32), plain_numbers.PlainNumbers(chunk.cells))


def _whole(wanted: Cells, known: Sequence[str], chunks: Sequence[Read]) -> Read:
    """The column of all cells from those of chunks of its distinct cells `known`."""
    place = {cell: number for number, cell in enumerate(known)}
    codes = np.fromiter(map(place.__getitem__, wanted.cells), np.int64, len(wanted.cells))
    column = joined([column for column, _ in chunks]).take(codes)
    unread = {
        known[CHUNK * chunk + number]: why
        for chunk, (_, reasons) in enumerate(chunks)
        for number, why in reasons.items()
    }
    return column, {row: unread[cell] for row, cell in enumerate(wanted.cells) if cell in unread} if unread else {}


def _on_processes(chunks: Sequence[Cells], processes: int) -> list[Read]:
    """Other processes read from the first chunk on, this one from the last, until they meet."""
    context = multiprocessing.get_context("spawn")  # the one way that every system has and that threads cannot harm
    with ProcessPoolExecutor(processes - 1, context, initializer=_settle) as pool:
        try:
            begun = [pool.submit(_read_chunk, chunk) for chunk in chunks]
            own = [_read_chunk(chunk) for chunk, read in zip(chunks[::-1], begun[::-1], strict=True) if read.cancel()]
            return [read.result() for read in begun[: len(chunks) - len(own)]] + own[::-1]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _settle() -> None:
    """In a new process: interrupts are for the one that started it, and nothing it makes has cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
