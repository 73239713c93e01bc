"""`make fuzz`: hostile inputs for every parser, guided by the code they reach (atheris); counts crashes, leaks, hangs.

Each parser has a process of its own, as what kills one must not end the run. The inputs are split by speed: a parser
gets as many as the square root of what it reads in a second. A fault's input is kept under build/fuzz/.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.judge import judge
from tests.fuzz.mutate import mutated
from tests.fuzz.parser import Parser
from tests.fuzz.parsers import PARSERS

KEPT = Path("build") / "fuzz"
TRIED = 200  # inputs, to find a parser's speed
AT_ONCE = 2  # processes
FAULTS = ("crash", "leak", "hang")
HEADER = ("parser", "inputs", "share", "a second", "read", "refused", "crashes", "leaks", "hangs")


def main() -> int:
    parsed = _arguments()
    chosen = [number for number, parser in enumerate(PARSERS) if parsed.only in parser.name]
    speeds = {number: _speed(PARSERS[number]) for number in chosen}
    roots = sum(math.sqrt(speed) for speed in speeds.values())
    waiting = [(number, round(parsed.inputs * math.sqrt(speeds[number]) / roots)) for number in chosen]
    rows = [_row(PARSERS[number].name, counts, parsed.inputs) for number, counts in _all(waiting, parsed.seed).items()]
    rows.append(_total(rows))
    _print(rows)
    return int(any(row[-3:] != ("0", "0", "0") for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="over all parsers")
    parser.add_argument("--only", default="", help="parsers whose name holds this")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _speed(parser: Parser) -> float:
    """Inputs that a parser judges in a second."""
    rng, seeds = Random(1), parser.seeds()
    judge(parser, seeds[0])  # which loads its tables
    started = time.perf_counter()
    tried = 0
    while tried < TRIED and time.perf_counter() - started < 2:
        judge(parser, mutated(seeds, rng))
        tried += 1
    return tried / (time.perf_counter() - started)


def _all(waiting: list[tuple[int, int]], seed: int) -> dict[int, Counter[str]]:
    """What became of the inputs of each parser."""
    found: dict[int, Counter[str]] = {}
    running: dict[int, tuple[subprocess.Popen[bytes], int]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            number, inputs = waiting.pop(0)
            running[number] = (_start(number, inputs, seed), inputs)
        time.sleep(0.1)
        for number, (process, inputs) in list(running.items()):
            if process.poll() is not None:
                del running[number]
                found[number] = _told(number, process.returncode, inputs)
                print(f"{PARSERS[number].name}: {dict(found[number])}", file=sys.stderr)
    return dict(sorted(found.items()))


def _folder(number: int) -> Path:
    return KEPT / PARSERS[number].path.name


def _start(number: int, inputs: int, seed: int) -> subprocess.Popen[bytes]:
    folder = _folder(number)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "counts.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.guided", *map(str, (number, inputs, seed, folder))]
    with (folder / "said.txt").open("wb") as said:
        return subprocess.Popen(command, stdout=said, stderr=said)


def _told(number: int, code: int, inputs: int) -> Counter[str]:
    """The counts that a process wrote; one that died wrote none for its last input, which killed it."""
    path = _folder(number) / "counts.json"
    counts = Counter(json.loads(path.read_text())) if path.exists() else Counter()
    said = (_folder(number) / "said.txt").read_bytes().lower()
    if code or counts["inputs"] < inputs:
        counts["hang" if b"timeout" in said or b"out-of-memory" in said else "crash"] += 1
    if b"panicked" in said:
        counts["crash"] += 1
    if any(mark.encode() in said for mark in PARSERS[number].marks):
        counts["leak"] += 1
    return counts


def _row(name: str, counts: Counter[str], inputs: int) -> tuple[str, ...]:
    seconds = counts["microseconds"] / 1e6
    speed = counts["inputs"] / seconds if seconds else 0
    numbers = (counts[kind] for kind in ("read", "refused", *FAULTS))
    share = f"{counts['inputs'] / inputs:.1%}"
    return (name, f"{counts['inputs']:,}", share, f"{speed:,.0f}", *(f"{number:,}" for number in numbers))


def _total(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    sums = [sum(int(row[column].replace(",", "")) for row in rows) for column in (1, 4, 5, 6, 7, 8)]
    inputs, *kinds = (f"{number:,}" for number in sums)
    return ("total", inputs, "", "", *kinds)


def _print(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in (HEADER, *rows)) for column in range(len(HEADER))]
    for row in (HEADER, *rows):
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([first.strip().ljust(widths[0]), *others]))


if __name__ == "__main__":
    sys.exit(main())
