"""`compare`: two lists -> links."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import click

from matcher.cli.lists import read_list, tell_of_reading
from matcher.cli.talk import (
    bar,
    check_output,
    count,
    encoding_option,
    file_argument,
    say,
    tell_of_compiling,
    threads_option,
)
from matcher.encodings import EncodedFilters, EncodedList, Estimate, Links
from matcher.errors import DataError, MismatchError, UsageError
from matcher.evidence import WORDS, Layout
from matcher.tables import check_suffix, read_table, write_table, write_to_stdout


def _number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter("not a finite number")
    return value


@click.command(name="compare")
@click.argument("left", type=file_argument)
@click.argument("right", type=file_argument)
@click.option("--project", "project_file", type=file_argument, help="The project file, for plain lists.")
@click.option(
    "-o",
    "output",
    type=file_argument,
    default="-",
    help="Where to write the links (CSV or XLSX); - for stdout.",
)
@click.option(
    "--threshold",
    type=float,
    callback=_number,
    help="Lowest score of a link, instead of the one found.",
)
@encoding_option
@threads_option
def command(
    left: Path,
    right: Path,
    project_file: Path | None,
    output: Path,
    threshold: float | None,
    encoding: str | None,
    threads: int | None,
) -> None:
    """Link two lists: encoded files, or two plain lists on one machine.

    \b
    Examples:  matcher compare families.enc police.enc -o links.csv
               matcher compare families.xlsx police.csv --project star.toml -o links.csv

    Writes a line a link, best first: handles (plain lists: ids), band (strong, possible, or repeat: a row that
    looks like the person of a row linked before), score, and the evidence by field, as far as both sides
    have it.
    """
    from matcher.files import is_encoded

    if str(output) != "-":
        check_suffix(output)
        check_output(output, left, right, project_file)
    _check_two_files(left, right)
    encoded = [is_encoded(path) for path in (left, right)]
    if all(encoded):
        links, header, names, words = _compare_encoded(left, right, threshold, threads)
    elif any(encoded):
        read_table(right if encoded[0] else left, encoding=encoding)  # what is no list either has another fault
        raise UsageError("one file is encoded and the other is not; encode both, or give both plain lists")
    elif project_file is None:
        raise UsageError("two plain lists need --project; encoded lists come from `matcher encode`")
    else:
        links, header, names, words = _compare_plain(left, right, project_file, threshold, encoding, threads)
    _write(output, links, header, names, words)
    _summary(links)


Names = tuple[Sequence[str], Sequence[str]]
Words = Sequence[Sequence[str]]


def _compare_encoded(
    left: Path, right: Path, threshold: float | None, threads: int | None
) -> tuple[Links, tuple[str, str], Names, Words]:
    from matcher import pipeline
    from matcher.files import check_together, read_encoded

    one, other = read_encoded(left), read_encoded(right)
    check_together(one.header, other.header)
    handles = [[handle.tobytes().hex() for handle in side.handles] for side in (one, other)]
    if not set(handles[0]).isdisjoint(handles[1]):
        raise MismatchError(f"{left} and {right} are the same encoded list; give one of each owner")
    tell_of_compiling("_equal_tokens")
    with bar("comparing") as progress:
        if isinstance(one, EncodedList) and isinstance(other, EncodedList):
            links = pipeline.compare_encoded(one, other, threshold)
            words = words_of(one.header.layout)
        else:
            assert isinstance(one, EncodedFilters)
            assert isinstance(other, EncodedFilters)
            links = pipeline.compare_clks(one, other, threshold, threads=threads, progress=progress)
            words = [[f"{level} of {links.tops[0]}" for level in range(1, links.tops[0] + 1)]]
    return links, ("left_handle", "right_handle"), (handles[0], handles[1]), words


def _compare_plain(
    left: Path,
    right: Path,
    project_file: Path,
    threshold: float | None,
    encoding: str | None,
    threads: int | None,
) -> tuple[Links, tuple[str, str], Names, Words]:
    from matcher.project import read_project

    project = read_project(project_file)
    lists = [read_list(path, project, encoding, threads=threads) for path in (left, right)]
    from matcher import pipeline

    for records, parts in lists:
        tell_of_reading(records, parts)
    say("both plain lists are on this machine: nothing is encoded and nothing leaves it")
    tell_of_compiling("similar_pairs")
    with bar("comparing") as progress:
        links = pipeline.compare_plain(lists[0][1], lists[1][1], project, threshold, threads=threads, progress=progress)
    names = (lists[0][0].ids, lists[1][0].ids)
    return links, ("left_id", "right_id"), names, words_of(project.layout)


def _check_two_files(left: Path, right: Path) -> None:
    for path in (left, right):
        if not path.exists():
            raise DataError(f"{path}: no such file")
    if left.samefile(right):
        raise MismatchError(f"{left}: given twice; compare takes the lists of two owners")


def _write(output: Path, links: Links, header: tuple[str, str], names: Names, words: Words) -> None:
    rows = [
        (
            names[0][left],
            names[1][right],
            band,
            f"{score:.2f}",
            evidence_text(links.columns, evidence, words),
        )
        for left, right, band, score, evidence in zip(
            links.left, links.right, links.bands, links.score, links.evidence, strict=True
        )
    ]
    columns = (*header, "band", "score", "evidence")
    if str(output) == "-":
        write_to_stdout(columns, rows)
    else:
        write_table(output, columns, rows)


def evidence_text(columns: Sequence[str], levels: Sequence[int], words: Words) -> str:
    """name: the same; birthdate: one year apart; what a side lacks is left out."""
    return "; ".join(
        f"{column}: {said[level - 1]}" for column, level, said in zip(columns, levels, words, strict=True) if level
    )


def words_of(layout: Layout) -> Words:
    """What the levels of each column of evidence say."""
    return [WORDS[kind] for _, kind in layout.evidence]


def _summary(links: Links) -> None:
    bands = links.bands
    shown = ", ".join(f"{bands.count(band):,} {band}" for band in ("strong", "possible", "repeat"))
    say(f"{count(len(links.left), 'link')}: {shown}")
    say(f"expected: {_between(links.false)} of them false; {_between(links.missed)} matches missed, or more")
    from matcher.outlook import FEW

    if len(links.left) and links.matches.value < FEW:
        say(f"fewer than {FEW} matches expected: such estimates are rough, so look at every link")


def _between(estimate: Estimate) -> str:
    """5 (2 to 9)."""
    return f"{estimate.value:.0f} ({estimate.low:.0f} to {estimate.high:.0f})"
