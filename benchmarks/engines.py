"""How fast all pairs of filters are compared, beside other engines on the same filters.

    python benchmarks/engines.py --peers .venv-bench/bin/python

Engines take turns, so that a noisy machine is noisy for all of them; a ratio is the median over the rounds. Times are
those of the whole call that finds the pairs, and every engine must find the same ones.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from invented import invented_filters

from matcher.engine import dice_pairs

Engine = Callable[[], tuple[float, np.ndarray]]


def matcher_pairs(left, right, threshold: float, threads: int) -> tuple[float, np.ndarray]:
    began = time.perf_counter()
    left_rows, right_rows, _ = dice_pairs(left, right, threshold, threads=threads)
    return time.perf_counter() - began, np.stack([left_rows, right_rows], axis=1)


def peer_pairs(name: str, worker: subprocess.Popen[str], folder: Path) -> tuple[float, np.ndarray]:
    print(name, file=worker.stdin, flush=True)
    answer = worker.stdout.readline()
    if not answer:
        raise SystemExit(f"engines.py: {name} ended early")
    return float(answer), np.load(folder / f"{name}.npy")


def race(engines: dict[str, Engine], rounds: int) -> dict[str, list[float]]:
    """Seconds of each engine in each round, after one round that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(rounds + 1):
        results = {name: engine() for name, engine in engines.items()}
        expected = _sorted(next(iter(results.values()))[1])
        for name, (taken, pairs) in results.items():
            if not np.array_equal(_sorted(pairs), expected):
                raise SystemExit(f"engines.py: {name} found other pairs")
            if number > 0:
                seconds[name].append(taken)
    print(f"{len(expected)} pairs found, the same by all")
    return seconds


def _sorted(pairs: np.ndarray) -> np.ndarray:
    return pairs[np.lexsort(pairs.T[::-1])]


def show(seconds: dict[str, list[float]], pairs: int) -> None:
    print(f"{'engine':<22}{'M pairs/s':>10}" + "".join(f"{'x ' + name:>22}" for name in seconds))
    for name, taken in seconds.items():
        ratios = [median(b / a for a, b in zip(taken, other, strict=True)) for other in seconds.values()]
        print(f"{name:<22}{pairs / median(taken) / 1e6:>10.0f}" + "".join(f"{ratio:>22.2f}" for ratio in ratios))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, help="a Python that has anonlink and faiss-cpu")
    parser.add_argument("--rows", type=int, default=10_000, help="of each list (10000)")
    parser.add_argument("--threshold", type=float, default=0.85, help="lowest Dice coefficient (0.85)")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each engine that count (7)")
    options = parser.parse_args()
    left, right = invented_filters(options.rows)
    print(
        f"{len(left)} x {len(right)} filters of {64 * left.shape[1]} bits, invented people, seed 1, "
        f"fill {np.bitwise_count(left).mean() / 64:.2f}, threshold {options.threshold}, {options.rounds} rounds"
    )
    arguments = left, right, options.threshold
    engines: dict[str, Engine] = {
        "matcher, 1 thread": partial(matcher_pairs, *arguments, threads=1),
        "matcher, 2 threads": partial(matcher_pairs, *arguments, threads=2),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "left.npy", left)
        np.save(folder / "right.npy", right)
        command = [options.peers, Path(__file__).with_name("peers.py"), folder, str(options.threshold)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
            for peer in ("anonlink", "faiss"):
                engines[peer] = partial(peer_pairs, peer, worker, folder)
            show(race(engines, options.rounds), left.shape[0] * right.shape[0])
            worker.stdin.close()


if __name__ == "__main__":
    main()
