"""Splink 4 on plain lists, as its documentation builds a model; run by the peers' own Python: `peer_splink.py FOLDER`.

Reads left.csv, right.csv and fields.csv; writes links.csv, one-to-one links best first with the match probability as
their score; prints own threshold and expected number of matches, as JSON. Comparisons are those of Splink's library for
each kind of field; u is estimated by random sampling, m by EM where a name, a date or a document is equal, and the
share of matches from rows with a name and the date, or the document, equal, at the recall of 0.7 that the
documentation's example uses. Lists of up to ALL_PAIRS pairs are compared wholly; longer ones where one of the fields,
or the beginnings of two, are equal.
"""

from __future__ import annotations

import csv
import json
import logging
import sys
import warnings
from itertools import combinations
from pathlib import Path

import duckdb
import pandas
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as comparisons

THRESHOLD = 0.5
LEAST = 1e-4  # lowest probability of a pair that is kept, for the best threshold
ALL_PAIRS = 10_000_000
SAMPLED_PAIRS = 1_000_000
SEED = 1
COMPARISONS = {
    "name": lambda name: comparisons.NameComparison(name),
    "date": lambda name: comparisons.DateOfBirthComparison(name, input_is_string=True),
    "document": lambda name: comparisons.LevenshteinAtThresholds(name, [1, 2]),
    "category": lambda name: comparisons.ExactMatch(name),
    "place": lambda name: comparisons.JaroWinklerAtThresholds(name).configure(term_frequency_adjustments=True),
}


def read(path: Path) -> pandas.DataFrame:
    """A list with its row numbers as ids; an empty cell is missing."""
    rows = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return rows.where(rows != "", None).assign(unique_id=range(len(rows)))


def rules(kinds: dict[str, str], pairs: int) -> list[object]:
    """Which pairs are compared."""
    if pairs <= ALL_PAIRS:
        return ["1=1"]
    telling = [name for name, kind in kinds.items() if kind in ("name", "date", "document")]
    beginnings = {name: f"substr({name}, 1, {4 if kinds[name] == 'date' else 3})" for name in telling}
    equal = [block_on(name) for name in telling]
    return [*equal, *(block_on(beginnings[one], beginnings[other]) for one, other in combinations(telling, 2))]


def model(kinds: dict[str, str], lists: list[pandas.DataFrame]) -> Linker:
    """A linker with its parameters estimated."""
    names = [name for name, kind in kinds.items() if kind == "name"]
    dates = [name for name, kind in kinds.items() if kind == "date"]
    documents = [name for name, kind in kinds.items() if kind == "document"]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[COMPARISONS[kind](name) for name, kind in kinds.items()],
        blocking_rules_to_generate_predictions=rules(kinds, len(lists[0]) * len(lists[1])),
    )
    # On more threads the sample for u is another one each time, whatever the seed.
    database = DuckDBAPI(duckdb.connect(config={"threads": 1}))
    linker = Linker(lists, settings, database, input_table_aliases=["list_a", "list_b"])
    certain = [*(block_on(name, date) for name in names for date in dates), *map(block_on, documents)]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=SEED)
    sessions = [[name] for name in (*names, *dates, *documents)]
    for columns in [names, *sessions] if len(names) > 1 else sessions:
        if shared(lists, columns):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    return linker


def shared(lists: list[pandas.DataFrame], columns: list[str]) -> bool:
    """Whether any two rows are equal there; without, a session of EM fails and spoils those after it."""
    left, right = (set(side[columns].dropna().itertuples(index=False, name=None)) for side in lists)
    return not left.isdisjoint(right)


def one_to_one(pairs: pandas.DataFrame) -> pandas.DataFrame:
    """Best pairs first, each row once; ties by row."""
    order = ["match_weight", "unique_id_l", "unique_id_r"]
    pairs = pairs.sort_values(order, ascending=[False, True, True])
    taken: tuple[set[int], set[int]] = (set(), set())
    kept = []
    for place, (left, right) in enumerate(zip(pairs["unique_id_l"], pairs["unique_id_r"], strict=True)):
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            kept.append(place)
    return pairs.iloc[kept]


def main(folder: Path) -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    with (folder / "fields.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["name"]: row["kind"] for row in csv.DictReader(file)}
    lists = [read(folder / f"{side}.csv") for side in ("left", "right")]
    found = model(kinds, lists).inference.predict(threshold_match_probability=LEAST).as_pandas_dataframe()
    links = one_to_one(found)
    columns = {"unique_id_l": "left", "unique_id_r": "right", "match_probability": "score"}
    links[list(columns)].rename(columns=columns).to_csv(folder / "links.csv", index=False)
    print(json.dumps({"threshold": THRESHOLD, "expected": float(links["match_probability"].sum())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
