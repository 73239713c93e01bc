"""`evaluate`: links against known truth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import click

from matcher.cli.kept import read_handles
from matcher.cli.lists import read_whole
from matcher.cli.roles import open_reply
from matcher.cli.talk import check_output, file_argument, identity_option, parties_option, say, table
from matcher.errors import DataError, MismatchError, UsageError
from matcher.evaluate import Pair, evaluate
from matcher.sealed import is_sealed
from matcher.tables import check_suffix, write_table

MAX_PAIRS = 500_000  # within groups
SHOWN = 10  # pairs missed and wrong that are printed; -o writes all


@click.command(name="evaluate")
@click.argument("links_file", metavar="LINKS", type=file_argument)
@click.option(
    "--truth",
    "truth_file",
    type=file_argument,
    required=True,
    help="CSV with the columns left_id and right_id, or id and group.",
)
@click.option(
    "--left-handles",
    type=file_argument,
    help="The left owner's handles file, for links between encoded lists.",
)
@click.option("--right-handles", type=file_argument, help="The right owner's handles file.")
@identity_option
@parties_option
@click.option("-o", "output", type=file_argument, help="Write all missed and wrong pairs to this CSV or XLSX.")
def command(
    links_file: Path,
    truth_file: Path,
    left_handles: Path | None,
    right_handles: Path | None,
    identity_file: Path | None,
    book_file: Path | None,
    output: Path | None,
) -> None:
    """Measure links, or the groups of `dedupe`, against known truth: recall, precision and F1 on pairs of rows, and the
    pairs missed and wrong.

    \b
    Examples:  matcher evaluate links.csv --truth truth.csv
               matcher evaluate repeats.xlsx --truth people.csv

    The truth about one list is pairs of ids in either order, or a group for each id.
    """
    if output is not None:
        check_suffix(output)
        check_output(output, links_file, truth_file, left_handles, right_handles, identity_file, book_file)
    if is_sealed(links_file):
        linked: Sequence[Pair] = _sealed(links_file, left_handles, right_handles, identity_file, book_file)
        true_pairs: Sequence[Pair] = _pairs(truth_file, "left_id", "right_id")
    else:
        linked, true_pairs = _linked_and_true(links_file, truth_file, left_handles, right_handles)
    _check_sides(linked, true_pairs, links_file)
    result = evaluate(linked, true_pairs)
    true, made = result.right + len(result.missed), result.right + len(result.wrong)
    rows = [
        ("recall", f"{result.recall:.3f}", f"{result.right:,} of {true:,} true matches linked"),
        ("precision", f"{result.precision:.3f}", f"{result.right:,} of {made:,} links right"),
        ("F1", f"{result.f1:.3f}", ""),
    ]
    click.echo(table(("measure", "value", "counts"), rows))
    outcome = [("missed", *pair) for pair in result.missed] + [("wrong", *pair) for pair in result.wrong]
    for kind, pairs in (("missed", result.missed), ("wrong", result.wrong)):
        if pairs:
            more = f" and {len(pairs) - SHOWN:,} more" if len(pairs) > SHOWN else ""
            click.echo(f"{kind}: {', '.join(f'{left} {right}' for left, right in pairs[:SHOWN])}{more}")
    if output is not None:
        write_table(output, ("outcome", "left_id", "right_id"), outcome)
        say(f"{output}: all pairs missed and wrong")


def _check_sides(linked: Sequence[Pair], true_pairs: Sequence[Pair], links_file: Path) -> None:
    """Refuse links whose left ids are the right ones of the truth: then all would count as wrong."""
    left, right = ({pair[side] for pair in linked} for side in (0, 1))
    true_left, true_right = ({pair[side] for pair in true_pairs} for side in (0, 1))
    if linked and not left & true_left and not right & true_right and left & true_right:
        raise MismatchError(f"{links_file}: left and right are swapped against the truth; swap the handles files")


def _linked_and_true(
    links_file: Path, truth_file: Path, left_handles: Path | None, right_handles: Path | None
) -> tuple[Sequence[Pair], Sequence[Pair]]:
    header = read_whole(links_file).header
    if "group" in header:
        return _within(links_file), _within(truth_file)
    if "left_handle" in header:
        linked = _by_id(links_file, left_handles, right_handles)
    else:
        linked = _pairs(links_file, "left_id", "right_id")
    return linked, _pairs(truth_file, "left_id", "right_id")


def _within(path: Path) -> list[Pair]:
    """Pairs of ids of one list, the lower first: those listed, or all of each group."""
    if "group" not in read_whole(path).header:
        return [(min(pair), max(pair)) for pair in _pairs(path, "left_id", "right_id")]
    groups: dict[str, list[str]] = {}
    for identity, group in _pairs(path, "id", "group"):
        groups.setdefault(group, []).append(identity)
    if sum(len(ids) * (len(ids) - 1) // 2 for ids in groups.values()) > MAX_PAIRS:
        raise DataError(f"{path}: more than {MAX_PAIRS:,} pairs in its groups; is `group` another column?")
    return [pair for ids in groups.values() for pair in combinations(sorted(ids), 2)]


def _pairs(path: Path, left: str, right: str) -> list[Pair]:
    table = read_whole(path, left, right)
    columns = table.header.index(left), table.header.index(right)
    return [(row[columns[0]], row[columns[1]]) for row in table.rows]


def _sealed(
    path: Path,
    left_handles: Path | None,
    right_handles: Path | None,
    identity_file: Path | None,
    book_file: Path | None,
) -> list[Pair]:
    """Pairs of ids of the links sealed to one owner, who may be the left or the right one."""
    links = open_reply(path, identity_file, book_file).links
    left = read_handles(left_handles) if left_handles else {}
    pairs = [(link.own, link.partner) if link.own in left else (link.partner, link.own) for link in links]
    return _ids(path, pairs, left_handles, right_handles)


def _by_id(links_file: Path, left_handles: Path | None, right_handles: Path | None) -> list[Pair]:
    return _ids(links_file, _pairs(links_file, "left_handle", "right_handle"), left_handles, right_handles)


def _ids(links_file: Path, pairs: Sequence[Pair], left_handles: Path | None, right_handles: Path | None) -> list[Pair]:
    if left_handles is None or right_handles is None:
        raise UsageError("links between encoded lists need --left-handles and --right-handles")
    left, right = read_handles(left_handles), read_handles(right_handles)
    try:
        return [(left[one].id, right[other].id) for one, other in pairs]
    except KeyError:
        raise MismatchError(
            f"{links_file}: not of the same run as {left_handles} and {right_handles}, or these are swapped"
        ) from None
