"""How well names in Han characters meet their Latin spellings: part of `make names`.

For each name in Han all Latin spellings of the set are ranked, by four similarities: of the bigrams of pypinyin's
pinyin; of those that anyascii writes; of matcher's q-grams; of those and SOUND times the share of matcher's sounds that
are in common. Printed is the share of names whose own spelling comes first, a tie with n others counting 1/(n+1).

Persons are those of CC-CEDICT; "plain" ones are spelled in pinyin there, the others in any way: Wade-Giles, Cantonese,
Korean, with a Western given name, or are no Chinese at all. The rules of matcher.fields.sinitic follow romanisation
tables; SOUND, the number of sounds and which of them there are were chosen with a view of the sets above the line, so
those figures flatter; of those below it, rarer surnames and other foreign names, only the figures were seen.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

from matcher.fields import MOST_SOUNDS, Unreadable, Value, names
from matcher.fields.qgrams import bigrams

DATA = Path(__file__).parents[2] / "shared" / "data"
SOUND = 6.0
FOREIGN = 1500  # of the foreign names of each list
COMMON = 100  # surnames
REGIONS = ("taiwan", "hongkong", "macao", "singapore", "malaysia", "vietnam", "korea")

Pairs = Sequence[tuple[str, str]]  # a name in Han, its Latin spelling
Grams = Callable[[str], Counter[str]]
Scores = NDArray[np.float64]


def sets() -> Iterator[tuple[str, Pairs, Pairs]]:
    """Each set: its title, the names that are looked for, and all names among which."""
    persons = _persons()
    everyone = [pair for pair, _ in persons]
    yield "persons, plain pinyin", [pair for pair, plain in persons if plain], everyone
    yield "persons, others", [pair for pair, plain in persons if not plain], everyone
    for region in REGIONS:
        yield _among_themselves(f"surnames, {region}", _surnames(region, slice(COMMON)))
    yield _among_themselves("foreign names in Han", _foreign("wd_chinese_20"))


def sets_apart() -> Iterator[tuple[str, Pairs, Pairs]]:
    """Sets that the rules were not made with."""
    for region in REGIONS:
        yield _among_themselves(f"rarer, {region}", _surnames(region, slice(COMMON, None)))
    yield _among_themselves("other foreign names", _foreign("wd_chinese_80"))


def _among_themselves(title: str, pairs: Pairs) -> tuple[str, Pairs, Pairs]:
    return title, pairs, pairs


def _persons() -> list[tuple[tuple[str, str], bool]]:
    """The persons, and whether the spelling is plain pinyin."""
    with (DATA / "chinese_romanization/cedict_persons.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    plain = [_letters(re.sub(r"\d", "", row["pinyin_num"])) == _letters(row["english_name"]) for row in rows]
    return [((row["simplified"], row["english_name"]), is_plain) for row, is_plain in zip(rows, plain, strict=True)]


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text.lower().replace("u:", "u").replace("ü", "u"))


def _surnames(region: str, places: slice) -> Pairs:
    """The surnames of some places of the list, the commonest first, with each of their spellings."""
    with (DATA / "chinese_romanization/surnames_by_region.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[places]
    return [
        (row["zh_sim"].partition("[")[0], form.strip())
        for row in rows
        for form in row[region].split("/")
        if form.strip()
    ]


def _foreign(name: str) -> Pairs:
    with gzip.open(DATA / f"foreign_names_in_hanzi/{name}.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [(han.replace(" ", ""), latin) for latin, han, _ in rows[:FOREIGN]]


def by_pypinyin(name: str) -> Counter[str]:
    return _bigrams("".join(lazy_pinyin(syllable)[0] for syllable in name) if not name.isascii() else name)


def by_anyascii(name: str) -> Counter[str]:
    return _bigrams(str(anyascii(name)))


def _bigrams(text: str) -> Counter[str]:
    return Counter(gram for word in re.findall("[a-z]+", text.lower()) for gram in bigrams(word))


def by_spelling(name: str) -> Counter[str]:
    value = _read(name)
    return Counter(value.qgrams if value else ())


def by_sound(name: str) -> Counter[str]:
    value = _read(name)
    return Counter(value.sounds if value else ())


def _read(name: str) -> Value | None:
    try:
        return names.normalise(name)
    except Unreadable:
        return None


def common(left: Sequence[str], right: Sequence[str], grams: Grams) -> tuple[Scores, Scores, Scores]:
    """How many grams each two names have in common, and how many each has."""
    counts = [[grams(name) for name in side] for side in (left, right)]
    places = {gram: place for place, gram in enumerate(sorted(set().union(*counts[0], *counts[1])))}
    tables = [np.zeros((len(side), len(places))) for side in counts]
    for table, side in zip(tables, counts, strict=True):
        for row, held in enumerate(side):
            table[row, [places[gram] for gram in held]] = list(held.values())
    return tables[0] @ tables[1].T, tables[0].sum(axis=1), tables[1].sum(axis=1)


def dice(left: Sequence[str], right: Sequence[str], grams: Grams) -> Scores:
    shared, of_left, of_right = common(left, right, grams)
    found: Scores = 2 * shared / np.maximum(of_left[:, None] + of_right[None, :], 1)
    return found


def first(scores: Scores, right: NDArray[np.bool_]) -> float:
    """The share of rows whose best column is a right one."""
    best = scores >= scores.max(axis=1, keepdims=True) - 1e-9
    return float(((best & right).sum(axis=1) / best.sum(axis=1)).mean())


def main() -> None:
    """Print the table."""
    print(f"{'':25} {'right person at rank 1':>22}\n{'':25} people pypinyin anyascii spelling  + sound")
    for each in sets():
        print(_line(*each))
    print("-" * 67)
    for each in sets_apart():
        print(_line(*each))


def _line(title: str, wanted: Pairs, among: Pairs) -> str:
    own: dict[str, set[str]] = {}
    for han, latin in among:
        own.setdefault(han, set()).add(latin)
    asked, spelled = sorted({han for han, _ in wanted}), sorted({latin for _, latin in among})
    right = np.array([[latin in own[han] for latin in spelled] for han in asked])
    spelling = dice(asked, spelled, by_spelling)
    sound = common(asked, spelled, by_sound)[0] / MOST_SOUNDS
    scores = (
        dice(asked, spelled, by_pypinyin),
        dice(asked, spelled, by_anyascii),
        spelling,
        spelling + SOUND * sound,
    )
    figures = " ".join(f"{first(score, right):8.3f}" for score in scores)
    return f"{title:25} {len(asked):6} {figures}"


if __name__ == "__main__":
    main()
