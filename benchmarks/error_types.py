"""Which mistakes cost true pairs: recall of the links by what is wrong between the two entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from figures import Quality
from labelled import Labelled

CLEAN = "nothing wrong"


def table(lists: Sequence[Labelled], measured: Mapping[str, Sequence[Quality]]) -> Iterator[str]:
    """The lines of a table: a mistake each, all lists taken together, and the recall of each method on its pairs.

    A pair counts for every mistake in it, so that a row is not the effect of one mistake alone; a link of its own
    threshold counts as found, repeats too.
    """
    pairs: Counter[str] = Counter()
    missed: dict[str, Counter[str]] = {method: Counter() for method in measured}
    for number, each in enumerate(lists):
        for pair in each.truth:
            kinds = set(each.mistakes[pair]) or {CLEAN}
            pairs.update(kinds)
            for method, found in measured.items():
                if pair in found[number].missed:
                    missed[method].update(kinds)
    yield f"{'recall by mistake':<24}{'pairs':>7}" + "".join(f"{method:>16}" for method in measured)
    for kind, count in sorted(pairs.items(), key=lambda item: (item[0] != CLEAN, item[0])):
        recalls = [1 - missed[method][kind] / count for method in measured]
        yield f"{kind:<24}{count:>7}" + "".join(f"{recall:>16.2f}" for recall in recalls)
