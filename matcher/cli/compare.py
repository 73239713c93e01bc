"""`compare`: two lists -> links."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import click

from matcher.cli.keeping import within_limits
from matcher.cli.link_words import Found, tell_of_links, words_of, write_links
from matcher.cli.lists import read_list, tell_of_reading
from matcher.cli.roles import open_lists, refuse_beside_secret, seal_links
from matcher.cli.talk import (
    bar,
    check_output,
    encoding_option,
    file_argument,
    identity_option,
    parties_option,
    say,
    tell_of_compiling,
    threads_option,
)
from matcher.encodings import EncodedFilters, EncodedList
from matcher.errors import DataError, MismatchError, UsageError
from matcher.files import check_together, is_encoded, read_encoded
from matcher.sealed import SUFFIX, is_sealed
from matcher.tables import check_suffix, read_table


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
@click.option("--log", "log_file", type=file_argument, help="The unit's log; else the one beside its identity.")
@click.option("--again", metavar="REASON", help="Compare a run once more; the reason is logged, so no names in it.")
@click.option("--allow-probe", metavar="REASON", help="Compare a list however short; the reason is logged.")
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
    log_file: Path | None,
    again: str | None,
    allow_probe: str | None,
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

    First it adds a line to the unit's log (unit.log beside unit.id). Without a reason, which is logged, it compares
    two owners' lists of a run once, and no list under 50 rows, 20 times shorter than the other, or with one person in
    ten variations: exit code 5.

    Else it writes a line a link, best first: handles (plain lists: ids), band, score, and the evidence by field, as far
    as both sides have it.
    """
    inputs = (left, right, project_file, identity_file, book_file, log_file)
    if output is not None:
        _check_output(output, *inputs)
    _check_two_files(left, right)
    kinds = [_kind(path) for path in (left, right)]
    if kinds != ["plain", "plain"] and not same_machine_test:
        refuse_beside_secret(path for path in (*inputs, output) if path)
    kind = _same_kind(kinds, left, right, encoding)
    if output is not None and (output.suffix == SUFFIX) != (kind == "sealed"):
        raise UsageError(f"{output}: links of sealed lists go into NAME{SUFFIX}, those of others into CSV or XLSX")
    limits_hold = kind == "sealed" and not same_machine_test
    if not limits_hold and any(option is not None for option in (log_file, again, allow_probe)):
        raise UsageError("--log, --again and --allow-probe are for sealed lists, and not for a test on one machine")
    if kind == "sealed":
        unit = open_lists(left, right, identity_file, book_file)
        outputs = unit.outputs(output or Path(f"links{SUFFIX}"))
        for path in outputs:
            check_output(path, *inputs)
        entry = within_limits(unit, (left, right), log_file, again, allow_probe) if limits_hold else None
        found = _compare_encoded(unit.lists, left, right, threshold, threads)
        logged = entry.append(found.handles_and_bands) if entry else None
        seal_links(unit, outputs, found.handles_and_bands, logged)
    elif kind == "plain":
        if project_file is None:
            raise UsageError("two plain lists need --project; encoded lists come from `matcher encode`")
        found = _compare_plain(left, right, project_file, threshold, encoding, threads)
        write_links(output, found)
    else:
        if not (unsealed or same_machine_test):
            raise UsageError("nobody has sealed or signed these lists; have them sealed, or give --unsealed")
        found = _compare_encoded((read_encoded(left), read_encoded(right)), left, right, threshold, threads)
        write_links(output, found, test=same_machine_test)
    tell_of_links(found.links)


def _check_output(output: Path, *inputs: Path | None) -> None:
    if str(output) != "-":
        if output.suffix != SUFFIX:
            check_suffix(output)
        check_output(output, *inputs)


def _kind(path: Path) -> str:
    return "sealed" if is_sealed(path) else "encoded" if is_encoded(path) else "plain"


def _same_kind(kinds: Sequence[str], left: Path, right: Path, encoding: str | None) -> str:
    """What both files are. Raises UsageError where they differ."""
    if kinds[0] == kinds[1]:
        return kinds[0]
    if "plain" not in kinds:
        raise UsageError("one file is sealed and the other is not; have both sealed to the linkage unit")
    read_table((left, right)[kinds.index("plain")], encoding=encoding)  # what is no list either has another fault
    raise UsageError("one file is encoded and the other is not; encode both, or give both plain lists")


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
