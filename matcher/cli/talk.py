"""How the verbs speak to a person: lines on stderr, tables on stdout, a bar on anything over two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from matcher.errors import UsageError

PATIENCE = 2.0  # seconds before a bar appears


def say(text: str) -> None:
    click.echo(f"matcher: {text}", err=True)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, the first one left, the others right aligned."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    texts = []
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        texts.append("  ".join([line[0].ljust(widths[0]), *cells]).rstrip())
    return "\n".join(texts)


def count(number: int, thing: str, things: str | None = None) -> str:
    """count(1, "row") -> "1 row"; count(1800, "row") -> "1,800 rows"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar with the time left, if the work takes over two seconds and stderr is a terminal."""
    started = time.monotonic()
    shown: Any = None
    task: Any = None

    def report(done: int, total: int) -> None:
        nonlocal shown, task
        if shown is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
            from rich.console import Console
            from rich.progress import Progress

            shown = Progress(console=Console(stderr=True), transient=True)
            shown.start()
            task = shown.add_task(what, total=total)
        if shown is not None:
            shown.update(task, completed=done, total=total)

    try:
        yield report
    finally:
        if shown is not None:
            shown.stop()


def refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path}: exists already; choose another name or remove it first")


def beside(path: Path, kind: str) -> Path:
    """families.enc -> families.handles.csv."""
    return path.with_name(f"{path.stem}.{kind}.csv")


file_argument = click.Path(path_type=Path)
encoding_option = click.option("--encoding", help="Character encoding of the list, if it is not found by itself.")
sheet_option = click.option("--sheet", help="Sheet of the workbook; else the first that has rows.")
threads_option = click.option("--threads", type=click.IntRange(1, 1024), help="Threads to use; else one a processor.")
