"""`compare`: two lists -> links."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from matcher.cli.lists import read_list, tell_of_reading
from matcher.cli.roles import check_sealed_outputs, open_lists, refuse_beside_secret, seal_links, sealed_outputs
from matcher.cli.talk import (
    bar,
    check_output,
    count,
    encoding_option,
    file_argument,
    identity_option,
    parties_option,
    say,
    tell_of_compiling,
    threads_option,
)
from matcher.encodings import Band, EncodedFilters, EncodedList, Estimate, Links
from matcher.errors import DataError, MismatchError, UsageError
from matcher.evidence import WORDS, Layout
from matcher.files import check_together, is_encoded, read_encoded
from matcher.sealed import SUFFIX, is_sealed
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
    help="Where to write the links: CSV or XLSX, else stdout; of sealed lists NAME.sealed, else links.sealed.",
)
@identity_option
@parties_option
@click.option(
    "--threshold",
    type=float,
    callback=_number,
    help="Lowest score of a link, instead of the one found.",
)
@click.option("--unsealed", is_flag=True, help="Compare encoded lists that nobody has sealed or signed.")
@click.option("--same-machine-test", is_flag=True, help="For demos: compare where the secret is; the links say so.")
@encoding_option
@threads_option
def command(
    left: Path,
    right: Path,
    project_file: Path | None,
    output: Path | None,
    identity_file: Path | None,
    book_file: Path | None,
    threshold: float | None,
    unsealed: bool,
    same_machine_test: bool,
    encoding: str | None,
    threads: int | None,
) -> None:
    """Link two lists: sealed lists of two owners, or two plain lists on one machine.

    \b
    Examples:  matcher compare families.sealed police.sealed --identity unit.id --parties parties.toml
               matcher compare families.xlsx police.csv --project star.toml -o links.csv

    Of sealed lists it writes links.OWNER.sealed for each owner: its own handles, the partner's, and the band
    (strong, possible, or repeat: a row that looks like the person of a row linked before). Nobody compares other
    owners' lists where the project secret lies: exit code 5.

    Else it writes a line a link, best first: handles (plain lists: ids), band, score, and the evidence by field, as far
    as both sides have it.
    """
    inputs = (left, right, project_file, identity_file, book_file)
    _check_two_files(left, right)
    kind = _kind(left, right, encoding)
    if kind != "plain" and not same_machine_test:
        refuse_beside_secret(path for path in (*inputs, output) if path)
    if kind == "sealed":
        output = output or Path(f"links{SUFFIX}")
        if output.suffix != SUFFIX:
            raise UsageError(f"{output}: links of sealed lists are sealed too; give -o NAME{SUFFIX}")
        check_output(output, *inputs)
        unit = open_lists(left, right, identity_file, book_file)
        check_sealed_outputs(unit, output, *inputs)
        found = _compare_encoded(unit.lists, left, right, threshold, threads)
        seal_links(unit, output, _handles_and_bands(found), test=same_machine_test)
        for owner, path in zip(unit.owners, sealed_outputs(unit, output), strict=True):
            say(f"{path}: for {owner.name} alone, who opens it with `matcher reveal`")
    else:
        output = output or Path("-")
        if str(output) != "-":
            check_suffix(output)
            check_output(output, *inputs)
        if kind == "plain":
            if project_file is None:
                raise UsageError("two plain lists need --project; encoded lists come from `matcher encode`")
            found = _compare_plain(left, right, project_file, threshold, encoding, threads)
        else:
            if not (unsealed or same_machine_test):
                raise UsageError("nobody has sealed or signed these lists; have them sealed, or give --unsealed")
            found = _compare_encoded((read_encoded(left), read_encoded(right)), left, right, threshold, threads)
        _write(output, found, same_machine_test and kind == "encoded")
    _summary(found.links)


Words = Sequence[Sequence[str]]


class Found(NamedTuple):
    """Links, with the names of the rows that they link and what the levels of their evidence say."""

    links: Links
    header: tuple[str, str]
    names: tuple[Sequence[str], Sequence[str]]
    words: Words


def _kind(left: Path, right: Path, encoding: str | None) -> str:
    """sealed, encoded or plain. Raises UsageError where the two differ."""
    kinds = ["sealed" if is_sealed(path) else "encoded" if is_encoded(path) else "plain" for path in (left, right)]
    for kind, path in zip(kinds, (left, right), strict=True):
        if kind == "plain" and kinds != ["plain", "plain"]:
            read_table(path, encoding=encoding)  # what is no list either has another fault
            raise UsageError("one file is encoded and the other is not; encode both, or give both plain lists")
    if kinds[0] != kinds[1]:
        raise UsageError("one file is sealed and the other is not; have both sealed to the linkage unit")
    return kinds[0]


def _compare_encoded(
    lists: tuple[EncodedList | EncodedFilters, EncodedList | EncodedFilters],
    left: Path,
    right: Path,
    threshold: float | None,
    threads: int | None,
) -> Found:
    from matcher import pipeline

    one, other = lists
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
    return Found(links, ("left_handle", "right_handle"), (handles[0], handles[1]), words)


def _compare_plain(
    left: Path,
    right: Path,
    project_file: Path,
    threshold: float | None,
    encoding: str | None,
    threads: int | None,
) -> Found:
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
    return Found(links, ("left_id", "right_id"), names, words_of(project.layout))


def _check_two_files(left: Path, right: Path) -> None:
    for path in (left, right):
        if not path.exists():
            raise DataError(f"{path}: no such file")
    if left.samefile(right):
        raise MismatchError(f"{left}: given twice; compare takes the lists of two owners")


def _handles_and_bands(found: Found) -> list[tuple[str, str, Band]]:
    links, (left, right) = found.links, found.names
    return [(left[a], right[b], band) for a, b, band in zip(links.left, links.right, links.bands, strict=True)]


def _write(output: Path, found: Found, test: bool) -> None:
    links, header, names, words = found
    rows = [
        (
            names[0][left],
            names[1][right],
            band,
            f"{score:.2f}",
            evidence_text(links.columns, evidence, words),
            *(["yes"] if test else []),
        )
        for left, right, band, score, evidence in zip(
            links.left, links.right, links.bands, links.score, links.evidence, strict=True
        )
    ]
    columns = (*header, "band", "score", "evidence", *(["same_machine_test"] if test else []))
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
