"""Peers on labelled lists, each run by the peers' own Python and given CSV files in a temporary folder.

A peer gets the fields that both lists have, in two readings: `cells` as they are written, but for dates, which are
those that matcher reads, in ISO 8601; and `read`, where all values are matcher's normal forms (names of any script in
sorted Latin words, documents without spaces). The second is more than a peer's users would have.
"""

from __future__ import annotations

import csv
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher.fields import Unreadable, kind
from matcher.records import Records

PEERS = {"splink": "peer_splink.py", "anonlink": "peer_anonlink.py"}


@dataclass(frozen=True, slots=True)
class PeerLinks:
    """One-to-one links of a peer, best first; `expected` is its number of matches, nan where it gives none."""

    left: np.ndarray
    right: np.ndarray
    own: int
    expected: float


def peer_links(peer: str, records: Sequence[Records], kinds: dict[str, str], reading: str, python: Path) -> PeerLinks:
    """What a peer links of two lists; `own` of its links reach its own threshold."""
    kinds = {name: kind for name, kind in kinds.items() if all(name in side.cells for side in records)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "fields.csv", [("name", "kind"), *kinds.items()])
        for side, file_name in zip(records, ("left.csv", "right.csv"), strict=True):
            columns = [_column(kind, side.cells[name], reading) for name, kind in kinds.items()]
            _write(folder / file_name, [tuple(kinds), *zip(*columns, strict=True)])
        command = [python, Path(__file__).with_name(PEERS[peer]), folder]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(f"beside.py: {peer} failed: {run.stderr.strip().splitlines()[-1]}")
        said = json.loads(run.stdout.splitlines()[-1])
        with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
            links = [(int(row["left"]), int(row["right"]), float(row["score"])) for row in csv.DictReader(file)]
    left, right, score = (np.array(column) for column in zip(*links, strict=True)) if links else [np.empty(0)] * 3
    own = int((score >= said["threshold"]).sum())
    expected = np.nan if said["expected"] is None else said["expected"]
    return PeerLinks(left.astype(np.int64), right.astype(np.int64), own, expected)


def _column(field: str, cells: Sequence[str], reading: str) -> list[str]:
    if reading == "cells" and field != "date":
        return [cell.lower() for cell in cells]
    return [_normal(field, cell) for cell in cells]


def _normal(field: str, cell: str) -> str:
    try:
        value = kind(field).normalise(cell)
    except Unreadable:
        return ""
    return "" if value is None else value.normal


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
