"""The straight path: list, records, parts, keys, tokens, pairs, links.

Each function calls the stages in order; no files, no printing. Reading it top to bottom is reading the method.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher import __version__
from matcher.allpairs import Progress, all_pairs, by_filters
from matcher.candidates import by_tokens, candidate_pairs
from matcher.encode import Entropy, closeup_source, fill, random_words
from matcher.encodings import (
    EncodedFilters,
    EncodedList,
    Groups,
    Header,
    Links,
    Rows,
    ScoredPairs,
)
from matcher.errors import DataError
from matcher.home import ChancePairs, chance_pairs, keys_to_drop, seen_between, seen_in_closeups, seen_plainly
from matcher.keys import colliding_pairs, key_values
from matcher.link import link
from matcher.parts import Parts
from matcher.plain import clks, plain_filters
from matcher.project import MatchKey, Project
from matcher.repeats import find_repeats
from matcher.score import score_pairs
from matcher.secret import RunKeys, Secret, run_keys


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoded list with what its owner keeps.

    rows     (records,) the row of `parts` behind each encoded row
    chance   chance pairs of this list
    to_drop  if it is over budget: the match keys without which it would not be
    repeats  pairs of rows of `parts` that are likely one person, lower row first, sorted
    """

    encoded: EncodedList
    rows: Rows
    chance: ChancePairs
    to_drop: Sequence[MatchKey]
    repeats: Sequence[tuple[int, int]]


def encode_list(
    parts: Parts,
    project: Project,
    secret: Secret,
    *,
    entropy: Entropy = os.urandom,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Encoding:
    """Encode a list. Rows in which every field is missing are left out.

    Raises DataError where the project has no plan or no row can be encoded.
    """
    if not project.plan:
        raise DataError("the project has no match keys yet; make a plan with `matcher plan PROJECT LIST`")
    keys = run_keys(secret, project)
    parts, rows = _shuffled(parts, entropy)
    values = key_values(parts, project.plan, threads)
    source = closeup_source(parts, project.layout)
    own = seen_in_closeups(parts, source, project, list(keys.home))
    left, right = colliding_pairs(values.ids)
    repeated = own.likely_repeats(left, right)
    repeats = left[repeated], right[repeated]
    chance = chance_pairs(int((~repeated).sum()), parts.rows, project)
    slots = fill(values, keys, source, entropy, threads=threads, progress=progress)
    return Encoding(
        encoded=EncodedList(_header(project, keys, parts), _handles(entropy, parts), slots, own.nonmatches),
        rows=rows,
        chance=chance,
        to_drop=[project.plan[key] for key in keys_to_drop(values, repeats, parts.rows, project)]
        if chance.over
        else (),
        repeats=sorted((int(a), int(b)) for a, b in np.sort(rows[np.stack(repeats, axis=1)], axis=1)),
    )


def encode_clks(
    parts: Parts, project: Project, secret: Secret, *, entropy: Entropy = os.urandom
) -> tuple[EncodedFilters, Rows]:
    """Make the plain CLKs of a list, for interoperability and tests: anyone with a similar list can name their rows."""
    keys = run_keys(secret, project)
    parts, rows = _shuffled(parts, entropy)
    filters = clks(parts, project, np.frombuffer(keys.clk, np.uint64))
    return EncodedFilters(_header(project, keys, parts), _handles(entropy, parts), filters), rows


def compare_encoded(left: EncodedList, right: EncodedList, threshold: float | None = None) -> Links:
    """Link two encoded lists; the caller has checked that they belong together."""
    return link(score_encoded(left, right), threshold)


def score_encoded(left: EncodedList, right: EncodedList) -> ScoredPairs:
    layout = left.header.layout
    found = by_tokens(layout, left.slots, right.slots)
    rows = left.header.records, right.header.records
    nonmatches = [left.nonmatches, right.nonmatches]
    return score_pairs(
        candidate_pairs(
            *(found, layout.columns, layout.tops, rows, nonmatches),
            single_names=layout.single_names,
            categories=layout.categories,
        )
    )


def compare_clks(
    left: EncodedFilters,
    right: EncodedFilters,
    threshold: float | None = None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Links:
    """Link two lists of plain CLKs by their Dice coefficient."""
    return link(score_clks(left, right, threads=threads, progress=progress), threshold)


def score_clks(
    left: EncodedFilters,
    right: EncodedFilters,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> ScoredPairs:
    found, nonmatches, top = by_filters(left, right, threads=threads, progress=progress)
    rows = left.header.records, right.header.records
    return score_pairs(candidate_pairs(found, ("record",), (top,), rows, nonmatches))


def compare_plain(
    left: Parts,
    right: Parts,
    project: Project,
    threshold: float | None = None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Links:
    """Link two plain lists on one machine: all pairs by plain filters, the same score."""
    return link(score_plain(left, right, project, threads=threads, progress=progress), threshold)


def score_plain(
    left: Parts,
    right: Parts,
    project: Project,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> ScoredPairs:
    layout = project.layout
    sides = plain_filters([left, right], project)
    found = all_pairs(*sides, threads=threads, progress=progress)
    nonmatches = [seen_plainly(one, side, project).nonmatches for one, side in zip((left, right), sides, strict=True)]
    between = seen_between(left, right, sides, project)
    rows = left.rows, right.rows
    return score_pairs(
        candidate_pairs(found, layout.columns, layout.tops, rows, nonmatches, between, categories=layout.categories)
    )


def dedupe_plain(
    parts: Parts, project: Project, *, threads: int | None = None, progress: Progress | None = None
) -> Groups:
    """Group the rows of one plain list that are one person: all pairs by plain filters, a score learned at home."""
    return find_repeats(parts, project, threads=threads, progress=progress)


def _shuffled(parts: Parts, entropy: Entropy) -> tuple[Parts, Rows]:
    """Rows in a fresh random order, those without any value left out."""
    empty = parts.empty_rows()
    rows = np.setdiff1d(np.arange(parts.rows), empty)
    if not len(rows):
        raise DataError("no row has a value in any field of the project; check the headers in `columns`")
    rows = rows[np.argsort(random_words(entropy, (len(rows),)))]
    return parts.take(rows), rows


def _handles(entropy: Entropy, parts: Parts) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.frombuffer(entropy(16 * parts.rows), np.uint8).reshape(-1, 16).copy()


def _header(project: Project, keys: RunKeys, parts: Parts) -> Header:
    return Header(
        fingerprint=project.fingerprint,
        run=project.project.run,
        key_check=keys.check,
        profile=project.project.profile,
        fields=project.layout.fields,
        records=parts.rows,
        software=__version__,
    )
