"""One parser in a process of its own, fed by atheris, which keeps the inputs that reach code not reached before.

python -m tests.fuzz.guided NUMBER INPUTS SEED FOLDER      the parser's place among PARSERS; what is found is kept
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections import Counter
from pathlib import Path
from random import Random

MEMORY_MB = 2048  # more is a fault
PATIENCE = 20  # seconds for one input, where a parser does not come back by itself
TOLD_EVERY = 200  # inputs


def main(number: int, inputs: int, seed: int, folder: Path) -> None:
    """Judge so many inputs, write the counts to `counts.json` and end the process."""
    # Imported here: a process that this one starts (`matcher.tables.apart`) imports this module, to begin at once.
    import atheris

    with atheris.instrument_imports(include=["matcher"]):
        from tests.fuzz.judge import judge
        from tests.fuzz.mutate import LONGEST, changed, mutated
        from tests.fuzz.parsers import PARSERS

    parser, counts = PARSERS[number], Counter[str]()
    seeds = parser.seeds()

    def one(content: bytes) -> None:
        verdict = judge(parser, content)
        counts.update({"inputs": 1, verdict.kind: 1, "microseconds": round(verdict.seconds * 1e6)})
        if verdict.is_fault:
            (folder / f"{verdict.kind}-{counts[verdict.kind]}").write_bytes(content)
            print(verdict, flush=True)
        if counts["inputs"] % TOLD_EVERY == 0 or counts["inputs"] >= inputs:
            (folder / "counts.json").write_text(json.dumps(counts))
        if counts["inputs"] >= inputs:
            os._exit(0)

    def mutator(content: bytes, most: int, chance: int) -> bytes:
        rng = Random(chance)
        way = rng.random()
        if way < 0.3:
            return bytes(atheris.Mutate(content, most))
        return (mutated(seeds, rng) if way < 0.5 else changed(content, seeds, rng))[:most]

    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for place, content in enumerate(seeds):
        (corpus / f"seed-{place}").write_bytes(content)
    limits = [f"-max_len={LONGEST}", f"-rss_limit_mb={MEMORY_MB}", f"-timeout={PATIENCE}", f"-seed={seed}"]
    quiet = ["-verbosity=0", f"-artifact_prefix={folder}/"]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    atheris.Setup([sys.argv[0], *limits, *quiet, str(corpus)], one, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), Path(sys.argv[4]))
