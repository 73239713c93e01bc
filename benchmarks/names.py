"""How well names in other scripts meet their Latin spellings, on the lists of ../shared/data: `make names`.

`chinese_names.py` has the people whose names are written in Han characters; here are the lists of names_by_country.

For each name as its script has it, all Latin spellings of all people of the list are ranked by the similarity of
their bigrams: of the words as anyascii writes them; of the words as matcher.fields.scripts does; of those and of their
loose codes; of all that and of the codes in the order of the words, which tells Aung Win from Win Aung. Printed is the
share of names whose own spelling comes first (a tie with n others counts 1/(n+1)); the same for each Latin spelling
among all others, by words and codes; and for the loose code of the whole name the share of pairs of spellings that it
makes equal, and how many other people of the list share it.

The rules and tables were made with a view of the lists above the line, so those figures flatter; the names below it,
of Wikipedia's lists of common names, were measured only after the rules were fixed.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from itertools import product
from pathlib import Path

import chinese_names
import numpy as np
from anyascii import anyascii
from scipy.sparse import csr_array

from matcher.fields import cells, scripts

DATA = Path(__file__).parents[2] / "shared" / "data" / "names_by_country"
RESULTS = Path(__file__).parent / "results" / "names.txt"
LONGEST = 200
BLOCK = 1000  # names compared with all spellings at a time

People = dict[str, set[str]]  # a name in its script: its Latin spellings
Grams = Callable[[str], Counter[str]]
TABLES = {
    "Arabic": ("arabic_names",),
    "Persian": ("persian_names",),
    "Thai": ("thai_names",),
    "Devanagari": ("indian_names_hindi",),
    "Bengali": ("indian_names_bengali",),
    "Tamil": ("indian_names_tamil",),
    "Cyrillic": ("russian_surnames",),
}
APART = {
    "Arabic": ("AE",),
    "Devanagari": ("IN", "NP"),
    "Bengali": ("BD",),
    "Khmer": ("KH",),
    "Cyrillic": ("BG", "KG", "KZ", "ME", "MK", "RS", "RU"),
    "Hebrew": ("IL",),
}


def lists() -> Iterator[tuple[str, People]]:
    """Each list of people, named by its script."""
    yield "Burmese (Zawgyi)", _spellings("myanmar_names.tsv", lambda row: (row["burmese_zawgyi"], [row["romanized"]]))
    yield (
        "Ethiopic",
        _spellings(
            "ethiopian_given_names.tsv",
            lambda row: (row["fidel"], [row["romanized"], *filter(None, row["variants"].split("|"))]),
        ),
    )
    variants = _rows("name_variants.tsv")
    for script, tables in TABLES.items():
        people: People = defaultdict(set)
        for row in variants:
            if row["table"] in tables:
                people[row["key"]].add(row["form"])
        yield script, people


def lists_apart() -> Iterator[tuple[str, People]]:
    """Lists that the rules were not made with."""
    for script, countries in APART.items():
        people: People = defaultdict(set)
        for table in ("common-forenames-by-country.csv", "common-surnames-by-country.csv"):
            for row in _rows(table, ","):
                native, latin = row["Localized Name"], row["Romanized Name"]
                if row.get("Country") in countries and latin and not native[:1].isascii():
                    people[native].add(latin)
        yield script, people


def _rows(name: str, delimiter: str = "\t") -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _spellings(name: str, read: Callable[[dict[str, str]], tuple[str, Iterable[str]]]) -> People:
    people: People = defaultdict(set)
    for native, latin in map(read, _rows(name)):
        people[native.split("၊")[0]] |= set(latin)  # a second spelling in the same cell is left out
    return people


def words_of(name: str) -> list[str]:
    """The Latin words of a cell."""
    cleaned = scripts.readable(cells.clean(name, LONGEST) or "")
    return [word for run in cleaned.replace("-", " ").split() for word in scripts.words(run)]


def plain_grams(name: str) -> Counter[str]:
    """Bigrams of the words that anyascii writes."""
    return _bigrams(str(anyascii(cells.clean(name, LONGEST) or "")).lower().split())


def word_grams(name: str) -> Counter[str]:
    """Bigrams of the words."""
    return _bigrams(words_of(name))


def code_grams(name: str) -> Counter[str]:
    """Bigrams of the words and of their loose codes."""
    words = words_of(name)
    return _bigrams(words) + _bigrams(map(scripts.loose, words))


def ordered_grams(name: str) -> Counter[str]:
    """Those, and bigrams of the loose code of the whole name."""
    return code_grams(name) + _bigrams([f"={loose_name(name)}"])


def loose_name(name: str) -> str:
    """The loose code of a whole name: of its words in order."""
    return " ".join(map(scripts.loose, words_of(name)))


def _bigrams(words: Iterable[str]) -> Counter[str]:
    return Counter(f"_{word}_"[place : place + 2] for word in words for place in range(len(word) + 1))


def first(people: People, grams: Grams) -> float:
    """The share of names in their script whose own Latin spelling comes first."""
    latins = sorted(set().union(*people.values()))
    return _first(sorted(people), latins, lambda native, latin: latin in people[native], grams)


def first_of_latin(people: People) -> float:
    """The share of Latin spellings, of people with several, for whom another of their own comes first."""
    owners: dict[str, set[str]] = defaultdict(set)
    for native, latin in people.items():
        for form in latin:
            owners[form].add(native)
    several = sorted(set().union(*(latin for latin in people.values() if len(latin) > 1)))
    if not several:
        return float("nan")
    return _first(several, sorted(owners), lambda one, other: bool(owners[one] & owners[other]), code_grams)


def _first(names: list[str], others: list[str], same: Callable[[str, str], bool], grams: Grams) -> float:
    """The mean share of right ones among the other spellings that are most similar; a name is not its own other."""
    columns: dict[str, int] = {}
    left, right = _matrix(names, grams, columns), _matrix(others, grams, columns)
    left.resize((len(names), len(columns)))
    sizes = left.sum(axis=1), right.sum(axis=1)
    found = 0.0
    for start in range(0, len(names), BLOCK):
        block = slice(start, start + BLOCK)
        common = (left[block] @ right.T).toarray()
        dice = 2 * common / np.maximum(sizes[0][block, None] + sizes[1][None, :], 1)
        for name, row in zip(names[block], dice, strict=True):
            if name in others:
                row[others.index(name)] = -1
            best = [others[place] for place in np.flatnonzero(row >= row.max() - 1e-9)]
            found += sum(same(name, other) for other in best) / len(best)
    return found / len(names)


def _matrix(names: list[str], grams: Grams, columns: dict[str, int]) -> csr_array:
    """A row for each name, a column for each gram; the second and third of a kind in a name are grams of their own."""
    rows, places = [], []
    for place, name in enumerate(names):
        for gram, count in grams(name).items():
            for nth in range(count):
                rows.append(place)
                places.append(columns.setdefault(f"{gram}{nth}", len(columns)))
    return csr_array((np.ones(len(rows)), (rows, places)), shape=(len(names), len(columns)))


def code_pairs(people: People) -> tuple[float, float, float]:
    """Shares of pairs (native, Latin) and (Latin, Latin) with one code; other people of the list per code."""
    codes = {name: loose_name(name) for native, latin in people.items() for name in (native, *latin)}
    across = [codes[native] == codes[form] for native, latin in people.items() for form in latin]
    within = [codes[a] == codes[b] for latin in people.values() for a, b in product(latin, latin) if a < b]
    sharing = Counter(codes[native] for native in people)
    others = sum(count * (count - 1) for count in sharing.values()) / len(people)
    return float(np.mean(across)), float(np.mean(within or [True])), others


def main() -> None:
    """Print the tables and write them down."""
    written = io.StringIO()
    with redirect_stdout(written):
        chinese_names.main()
        print()
        table()
    sys.stdout.write(written.getvalue())
    RESULTS.write_text(written.getvalue(), "utf-8")


def table() -> None:
    """Print the table of the lists of names_by_country."""
    print(f"{'':25} {'right person at rank 1':44} same loose code")
    print(f"{'':18} people anyascii    words  + codes  + order    Latin   native    Latin   others")
    for script, people in lists():
        print(_line(script, people))
    print("-" * 91)
    for script, people in lists_apart():
        print(_line(script, people))


def _line(script: str, people: People) -> str:
    ranks = [first(people, grams) for grams in (plain_grams, word_grams, code_grams, ordered_grams)]
    figures = " ".join(f"{figure:8.3f}" for figure in (*ranks, first_of_latin(people), *code_pairs(people)))
    return f"{script:18} {len(people):6} {figures}"


if __name__ == "__main__":
    main()
