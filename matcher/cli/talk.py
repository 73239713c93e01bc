"""How the verbs speak to a person: lines on stderr, tables on stdout, a bar on anything over two seconds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Timer
from typing import Any
from unicodedata import east_asian_width

import click

from matcher.atomic import refuse_special
from matcher.errors import DataError, UsageError

PATIENCE = 2.0  # seconds before a bar appears


def say(text: str) -> None:
    click.echo(f"matcher: {text}", err=True)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, the first one left, the others right aligned."""
    lines = [header, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(header))]
    texts = []
    for line in lines:
        gaps = [" " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)]
        cells = [gap + cell for cell, gap in zip(line[1:], gaps[1:], strict=True)]
        texts.append("  ".join([line[0] + gaps[0], *cells]).rstrip())
    return "\n".join(texts)


def _width(text: str) -> int:
    """Columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def count(number: int, thing: str, things: str | None = None) -> str:
    """count(1, "row") -> "1 row"; count(1800, "row") -> "1,800 rows"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, if the work takes over two seconds and stderr is a terminal.

    Gives a function to call with (done, total), after which the bar knows the time left; before, it only moves.
    """
    lock = Lock()
    reached: dict[str, int] = {}
    shown: Any = None
    task: Any = None

    def show() -> None:
        nonlocal shown, task
        from rich.console import Console
        from rich.progress import Progress

        with lock:
            if not patience.finished.is_set():
                shown = Progress(console=Console(stderr=True), transient=True)
                task = shown.add_task(what, **{"total": None, **reached})
                shown.start()

    def report(done: int, total: int) -> None:
        with lock:
            reached.update(completed=done, total=total)
            if shown is not None:
                shown.update(task, **reached)

    patience = Timer(PATIENCE, show)
    patience.daemon = True
    if sys.stderr.isatty():
        patience.start()
    try:
        yield report
    finally:
        with lock:
            patience.cancel()
            if shown is not None:
                shown.stop()


def tell_of_compiling(kernel: str) -> None:
    """Say why the first run takes its time: on a terminal, where a kernel is not among those kept on disk."""
    from numba import config

    from kernels.jit import CACHED

    kept = CACHED and any(Path(config.CACHE_DIR).glob(f"*/*.{kernel}-*.nbi"))
    if sys.stderr.isatty() and not kept and not config.DISABLE_JIT:
        say(f"compiling kernels{', once' if CACHED else ''}: about half a minute")


def on_terminal() -> bool:
    """Whether what goes to stdout is seen and not kept."""
    return sys.stdout.isatty()


def refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(f"{path}: exists already; choose another name or remove it first")


def check_output(output: Path, *inputs: Path | None) -> None:
    """Refuse, before the work is done, an output that cannot be written or would replace an input."""
    for path in inputs:
        if path and (
            resolved(output) == resolved(path) or (output.exists() and path.exists() and output.samefile(path))
        ):
            raise UsageError(f"{output}: the output would replace an input; choose another name")
    if str(output) == "-":
        raise UsageError("-: this goes into a file, not to stdout; give its name with -o")
    if output.is_dir():
        raise DataError(f"{output}: a folder; give the name of a file with -o")
    refuse_special(output)
    if not output.parent.is_dir():
        raise DataError(f"{output}: cannot be written (no such folder); choose another place with -o")
    if not os.access(output.parent, os.W_OK):
        raise DataError(f"{output}: cannot be written (the folder is closed); choose another place with -o")


def resolved(path: Path) -> Path:
    """Where links lead; a link that leads to itself, at which `Path.resolve` gives up, is left as it is."""
    return Path(os.path.realpath(path))


def beside(path: Path, kind: str) -> Path:
    """families.enc -> families.handles.csv."""
    return path.with_name(f"{path.stem}.{kind}.csv")


file_argument = click.Path(path_type=Path)
project_option = click.option("--project", "project_file", type=file_argument, required=True, help="The project file.")
identity_option = click.option(
    "--identity", "identity_file", type=file_argument, help="Your identity of `matcher identity`."
)
parties_option = click.option(
    "--parties", "book_file", type=file_argument, help="The book of public keys of `matcher parties`."
)
encoding_option = click.option("--encoding", help="Character encoding of the list, if it is not found by itself.")
sheet_option = click.option("--sheet", help="Sheet of the workbook; else the first that has rows.")
threads_option = click.option("--threads", type=click.IntRange(1, 1024), help="Threads to use; else one a processor.")
