"""How good the links are, on labelled lists, for every profile: `make quality`.

The plan is made on the left list, as its owner would, with `expected_rows` the rows of the longer list. Entropy is
seeded, so that the figures are the same every time. Without ../shared/data only the invented lists are measured.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import labelled
import numpy as np

from matcher import __version__, pipeline
from matcher.encodings import ScoredPairs
from matcher.keyplan import plan_keys
from matcher.link import link
from matcher.parts import Parts, parts_of
from matcher.project import Profile, Project, new_project
from matcher.records import records_of
from matcher.secret import Secret

RESULTS = Path(__file__).parent / "results" / "quality.txt"
PROFILES: tuple[Profile, ...] = ("standard", "hardened", "wide", "open", "clk")
SECRET = Secret(bytes(range(32)))


@dataclass(frozen=True, slots=True)
class Quality:
    """A row of the table."""

    own_f1: float
    with_repeats_f1: float
    best_f1: float
    precision: float
    recall: float
    search_recall: float
    chance_per_row: float
    estimated: float
    true: int
    over_budget: bool


def measure(lists: labelled.Labelled, profile: Profile) -> Quality:
    """Link two labelled lists under a profile and compare with the truth."""
    project = new_project(
        lists.name,
        lists.fields,
        profile=profile,
        expected_rows=max(len(lists.left.rows), len(lists.right.rows)),
        purpose="a benchmark",
        id_columns=[],
    )
    # A fixed project id: it keys the plain filters.
    project = project.model_copy(update={"project": project.project.model_copy(update={"id": "0" * 32})})
    parts = [parts_of(records_of(side, project), project) for side in (lists.left, lists.right)]
    scored, rows, over = _scored(parts, project)
    return _compared(scored, rows, lists.truth, over)


def _scored(parts: list[Parts], project: Project) -> tuple[ScoredPairs, list[np.ndarray], bool]:
    """Scored pairs, the rows of the lists behind their rows, and whether a list was over budget."""
    profile = project.project.profile
    if profile == "open":
        return pipeline.score_plain(*parts, project), [np.arange(side.rows) for side in parts], False
    if profile == "clk":
        made = [
            pipeline.encode_clks(side, project, SECRET, entropy=_seeded(number)) for number, side in enumerate(parts)
        ]
        return pipeline.score_clks(made[0][0], made[1][0]), [rows for _, rows in made], False
    planned = project.with_plan([key.key for key in plan_keys(parts[0], project).keys])
    encoded = [
        pipeline.encode_list(side, planned, SECRET, entropy=_seeded(number)) for number, side in enumerate(parts)
    ]
    over = any(side.chance.over for side in encoded)
    return pipeline.score_encoded(*(side.encoded for side in encoded)), [side.rows for side in encoded], over


def _seeded(seed: int) -> Callable[[int], bytes]:
    return np.random.default_rng(seed).bytes


def _compared(scored: ScoredPairs, rows: list[np.ndarray], truth: frozenset[tuple[int, int]], over: bool) -> Quality:
    def is_true(left: np.ndarray, right: np.ndarray) -> np.ndarray:
        pairs = zip(rows[0][left].tolist(), rows[1][right].tolist(), strict=True)
        return np.array([pair in truth for pair in pairs], np.bool_)

    candidates = is_true(scored.pairs.left, scored.pairs.right)
    own, everything = link(scored), link(scored, -np.inf)
    found = is_true(own.left, own.right)
    links, right = int((~own.repeat).sum()), int(found[~own.repeat].sum())
    all_right = np.cumsum(is_true(everything.left, everything.right)[~everything.repeat])
    f1_at = 2 * all_right / (np.arange(1, len(all_right) + 1) + len(truth))
    return Quality(
        own_f1=2 * right / (links + len(truth)),
        with_repeats_f1=2 * int(found.sum()) / (len(found) + len(truth)),
        best_f1=float(f1_at.max(initial=0.0)),
        precision=right / max(1, links),
        recall=right / len(truth),
        search_recall=int(candidates.sum()) / len(truth),
        chance_per_row=int((~candidates).sum()) / min(map(len, rows)),
        estimated=own.matches.value,
        true=len(truth),
        over_budget=over,
    )


def labelled_lists() -> Iterator[labelled.Labelled]:
    if labelled.SHARED.exists():
        yield labelled.febrl4(number=True)
        yield labelled.febrl4(number=False)
        yield labelled.febrl4(number=True, kept=labelled.KEPT)
        yield labelled.febrl4(number=False, kept=labelled.KEPT)
        yield labelled.fake_1000()
        yield labelled.rldata500()
    for seed in (1, 2, 3):
        yield labelled.homecoming(seed)
    yield labelled.homecoming(1, "ngo")


def main() -> None:
    columns = (
        "profile",
        "F1 own",
        "+ repeats",
        "F1 best",
        "precision",
        "recall",
        "search",
        "chance/row",
        "estimated",
        "true",
    )
    lines = [
        f"matcher {__version__}: F1 of one-to-one links at the own threshold, with repeats, and of one-to-one links",
        "at the best threshold; precision and recall of one-to-one links at the own one; search recall, chance pairs",
        "a row, estimated and true number of matches. Seeds 1; * = a list is over budget. `make quality`",
    ]
    print("\n".join(lines))
    started = time.monotonic()
    for lists in labelled_lists():
        rows = f"{len(lists.left.rows):,} x {len(lists.right.rows):,} rows"
        reach = f"{lists.one_to_one:,} of {len(lists.truth):,} true pairs within reach of one-to-one links"
        block = ["", f"{lists.name}: {rows}; {reach}", "  ".join(f"{name:>10}" for name in columns)]
        for profile in PROFILES:
            found = measure(lists, profile)
            figures = (
                found.own_f1,
                found.with_repeats_f1,
                found.best_f1,
                found.precision,
                found.recall,
                found.search_recall,
            )
            cells = [profile + "*" * found.over_budget, *(f"{figure:.4f}" for figure in figures)]
            cells += [f"{found.chance_per_row:.3f}", f"{found.estimated:.0f}", str(found.true)]
            block.append("  ".join(f"{cell:>10}" for cell in cells))
        print("\n".join(block), flush=True)
        lines += block
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"\nwritten to {RESULTS.name} in {time.monotonic() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
