"""clkhash and anonlink on two lists; run by the peers' own Python: `peer_anonlink.py FOLDER`.

Reads left.csv, right.csv and fields.csv; writes links.csv, one-to-one links best first with the Dice coefficient as
their score; prints own threshold and, as anonlink gives none, null for the expected number of matches, as JSON. Fields
are encoded as in clkhash's example schema for FEBRL (version 3): 1,024 bits, names by bigrams, dates and numbers by
digits and their places, bits in proportion. THRESHOLD is where that schema's documentation and anonlink's notebook
(0.81) put it; the greedy solver is run once from LEAST, since its links above a threshold do not depend on those below.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from functools import partial
from pathlib import Path

from anonlink.candidate_generation import find_candidate_pairs
from anonlink.similarities import dice_coefficient_accelerated
from anonlink.solving import greedy_solve
from clkhash.clk import generate_clk_from_csv
from clkhash.schema import from_json_dict

THRESHOLD = 0.8
LEAST = 0.7
PARTNERS = 20  # most similar ones of each row that are kept
SECRET = "a benchmark"

# n-grams, whether their place counts, bits
HASHED = {
    "name": (2, False, 200),
    "date": (1, True, 200),
    "document": (1, True, 200),
    "category": (2, False, 100),
    "place": (2, False, 100),
}


def schema(kinds: dict[str, str]) -> dict[str, object]:
    """The linkage schema, in clkhash's third version."""
    return {
        "version": 3,
        "clkConfig": {
            "l": 1024,
            "kdf": {"type": "HKDF", "hash": "SHA256", "info": "", "salt": "", "keySize": 64},
        },
        "features": [feature(name, *HASHED[kind]) for name, kind in kinds.items()],
    }


def feature(name: str, n: int, positional: bool, bits: int) -> dict[str, object]:
    return {
        "identifier": name,
        "format": {"type": "string", "encoding": "utf-8"},
        "hashing": {
            "comparison": {"type": "ngram", "n": n, "positional": positional},
            "strategy": {"bitsPerFeature": bits},
            "missingValue": {"sentinel": ""},
        },
    }


def main(folder: Path) -> None:
    with (folder / "fields.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["name"]: row["kind"] for row in csv.DictReader(file)}
    linkage = from_json_dict(schema(kinds))
    texts = [(folder / f"{side}.csv").read_text("utf-8") for side in ("left", "right")]
    filters = [generate_clk_from_csv(io.StringIO(text), SECRET, linkage, progress_bar=False) for text in texts]
    similarity = partial(dice_coefficient_accelerated, k=PARTNERS)
    candidates = find_candidate_pairs(filters, similarity, LEAST)
    partners = {row: other for group in greedy_solve(candidates) for (side, row), other in [link_of(group)] if not side}
    links = []
    for dice, left, right in zip(candidates[0], candidates[2][0], candidates[2][1], strict=True):
        if partners.get(left) == right:
            links.append((left, right, dice))
    with (folder / "links.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("left", "right", "score"), *links])
    print(json.dumps({"threshold": THRESHOLD, "expected": None}))


def link_of(group: list[tuple[int, int]]) -> tuple[tuple[int, int], int]:
    """The left entry of a link, and the row of the right one."""
    left, right = sorted(group)
    return left, right[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
