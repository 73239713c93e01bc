"""What can be seen of a pair of records, as levels.

A *column* of evidence belongs to a field. Its level is 0 where either side lacks the field, else 1 (nothing agrees)
to `top` (everything does). Encoded and plain lists give the same levels: encoded ones from close-ups and tags, plain
ones from field filters and values, so that one score serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matcher.agreement import date_levels, document_levels, place_levels

Kind = Literal["name", "date", "document", "category", "place", "phone"]  # of a field

NAMES = "names"  # all names of a record together; every project with a name field has it
HAN = "han?"  # the mark that a name is written in Han characters
CANTONESE = (
    "in_cantonese"  # the part that names in Han characters and in Latin have in common where these are Cantonese
)
SYLLABLES = "syllables"  # those of their syllables that are Chinese; likewise
SOUNDS = "sounds"  # how they sound, in any language; likewise


Levels = NDArray[np.int8]
Floats = NDArray[np.float32]

# Lower ends of the levels of a similarity, after chance agreement is taken out (1 = same q-grams, 0 = unrelated).
SIMILARITY_CUTS = np.array([0.25, 0.45, 0.6, 0.75, 0.9, 0.999], np.float32)
# Of a similarity of sounds, and the level it gives at least, where names are spelled otherwise and not both in Han.
# Names of two syllables have 0.2 if they sound alike, names of three 0.25.
SOUND_CUTS = np.array([0.19, 0.34], np.float32)
_SOUND_LEVELS = np.array([1, 3, 4], np.int8)
_AS_SPELLED = 0.9  # similarity of spelling from which syllables say no more
_MISTYPED = 0.05  # of similarity, which a wrong letter costs names whose syllables can no longer be told
_SAME_SYLLABLES = 0.8  # similarity of names at least whose syllables are the same
_SOME = 3  # the level from which a name field agrees at all: strangers seldom reach it
ONE_ALIKE = 3  # the level of all names together at which the name fields' own columns count
CLOSEUP_POSITIONS = 32  # draws into the 64 bits of a close-up
CLOSEUP_FILL = 1 - (63 / 64) ** CLOSEUP_POSITIONS

FILTER_WORDS = 16  # of a plain field filter: 1,024 bits, the usual length
# Draws into a plain field filter, by kind. A record with a name, a date and a document has a fill of about 0.4.
FILTER_POSITIONS = {"name": 220, "date": 150, "document": 150, "phone": 150, "place": 80, "category": 30}

# The parts behind the tags of a field, by its kind; "part?" is the mark "has this part", "" the mark "present".
TAGS: Mapping[str, tuple[str, ...]] = {
    "name": ("",),
    # Years pair up in two ways, 1996 with 1997 and 1997 with 1998, so that a year known to be one of two has one of
    # them in common with either, and years one apart have one in common.
    "date": ("even_years", "odd_years", "month", "day", "month_day", "even_years?", "odd_years?", "month?", "day?"),
    # A number known only in part is compared at the ends that both sides know: its close-up would hardly show that it
    # is the same, and not at all that two parts do not overlap.
    "document": ("start", "end", "start?", "end?"),
    "category": ("", "whole"),
    # A province has too few letters in common with a city in it to look alike.
    "place": ("", "province", "city", "province?", "city?"),
    "phone": ("",),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which close-ups and tags a list carries, from the names and kinds of its fields.

    closeups  one 64-bit close-up each: NAMES where there are several name fields, every name, document, place and
              phone; SYLLABLES and SOUNDS where there is a name field
    tags      (field, part): NAMES where there are several name fields, HAN of all names together and whether they have
              SYLLABLES, then the TAGS of every field
    evidence  (name, kind) of the evidence columns: NAMES where there are several name fields, and every field
    columns   their names
    """

    fields: tuple[tuple[str, str], ...]

    @property
    def closeups(self) -> tuple[str, ...]:
        similar = [name for name, kind in self.fields if kind in ("name", "document", "place", "phone")]
        sounds = [SYLLABLES, SOUNDS] if self._names else []
        return (*([NAMES] if len(self._names) > 1 else []), *similar, *sounds)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """(name, kind) of the plain field filters: the close-ups first, then dates and categories."""
        kinds = {NAMES: "name", SYLLABLES: "name", SOUNDS: "name", **dict(self.fields)}
        closeups = self.closeups
        return tuple((name, kinds[name]) for name in (*closeups, *(n for n, _ in self.fields if n not in closeups)))

    @property
    def record(self) -> tuple[int, ...]:
        """Which of `filters` make up the filter of a whole record: names together rather than each, as spelled."""
        skipped = {SYLLABLES, SOUNDS, *(self._names if self._several_names else ())}
        return tuple(number for number, (name, _) in enumerate(self.filters) if name not in skipped)

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        names = [NAMES] if self._several_names else self._names
        together = ((NAMES, ""),) if self._several_names else ()
        written = tuple(mark for name in names for mark in ((name, HAN), (name, CANTONESE), (SYLLABLES, "")))
        return (*together, *written, *((name, part) for name, kind in self.fields for part in TAGS[kind]))

    @property
    def evidence(self) -> tuple[tuple[str, str], ...]:
        return ((NAMES, "names"), *self.fields) if self._several_names else self.fields

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.evidence)

    @property
    def categories(self) -> tuple[int, ...]:
        """Which columns are categories."""
        return tuple(number for number, (_, kind) in enumerate(self.evidence) if kind == "category")

    @property
    def counted(self) -> tuple[int, int, int]:
        """The shape of `counts_among`."""
        return 1 + 2 * len(self.categories), len(self.evidence), max(self.tops) + 1

    @property
    def single_names(self) -> tuple[int, ...]:
        """Which columns count only where the first shows ONE_ALIKE."""
        return tuple(number for number, (_, kind) in enumerate(self.evidence) if self._several_names and kind == "name")

    @property
    def tops(self) -> tuple[int, ...]:
        """The highest level of each column."""
        return tuple(len(WORDS[kind]) for _, kind in self.evidence)

    @property
    def _several_names(self) -> bool:
        return len(self._names) > 1

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, kind in self.fields if kind == "name")


_ALIKE = ("different", "hardly alike", "a little alike", "alike", "very alike", "nearly the same", "the same")
WORDS: Mapping[str, tuple[str, ...]] = {  # what each level says, from level 1
    "names": (
        "different",
        "a little alike",
        "one alike",
        "alike, in each other's field",
        "two alike",
        "nearly the same",
        "the same",
    ),
    "name": _ALIKE,
    "document": (
        *_ALIKE[:3],
        "alike, or the only end known to both the same",
        "very alike, or both ends the same",
        *_ALIKE[5:],
    ),
    "place": (
        *_ALIKE[:2],
        "a little alike, or in the same province",
        "alike, or the same province, no more known",
        "very alike, or the same city",
        *_ALIKE[5:],
    ),
    "phone": _ALIKE,
    "date": (
        "different",
        "same month or day",
        "same year",
        "same year, no more known",
        "two of three parts the same",
        "day and month swapped",
        "one year apart",
        "the same as far as known",
        "the same",
    ),
    "category": ("different", "the same"),
}


def filter_fill(kind: str) -> float:
    """Share of bits set in a plain field filter."""
    return 1 - (1 - 1 / (64 * FILTER_WORDS)) ** FILTER_POSITIONS[kind]


def without_chance(dice: NDArray[np.float32], fill: float | NDArray[np.float64]) -> NDArray[np.float32]:
    """Dice with chance agreement taken out: 1 = same q-grams, about 0 = none in common.

    Two unrelated filters of one fill have it as their Dice coefficient.
    """
    similarity: NDArray[np.float32] = ((dice - fill) / (1 - np.asarray(fill))).astype(np.float32)
    return similarity


def levels_of(layout: Layout, similarity: NDArray[np.float32], agree: NDArray[np.bool_]) -> Levels:
    """Levels of pairs, (pairs, columns) int8.

    similarity  (pairs, closeups) float32, chance agreement taken out
    agree       (pairs, tags) bool; for a mark: both sides have it
    """
    levels = np.zeros((len(agree), len(layout.evidence)), np.int8)
    tag = {name: number for number, name in enumerate(layout.tags)}
    closeup = {name: number for number, name in enumerate(layout.closeups)}
    for column, (name, kind) in enumerate(layout.evidence):
        agreeing = [agree[:, tag[name, part]] for part in TAGS.get(kind, ("",))]
        if kind == "date":
            levels[:, column] = date_levels(*agreeing)
        elif kind == "category":
            present, same = agreeing
            levels[:, column] = np.where(present, 1 + same, 0)
        else:
            alike = _similarity_levels(similarity[:, closeup[name]])
            if kind == "names" or (kind == "name" and NAMES not in closeup):
                heard = _heard_levels(
                    *(similarity[:, closeup[each]] for each in (name, SYLLABLES, SOUNDS)),
                    chinese=agree[:, tag[SYLLABLES, ""]],
                    in_cantonese=agree[:, tag[name, CANTONESE]],
                )
                alike = np.where(agree[:, tag[name, HAN]], alike, heard)  # characters are compared as they are spelled
            levels[:, column] = _LEVELS_OF_ALIKE[kind](alike, *agreeing)
    if NAMES in closeup:
        names = list(layout.single_names)
        levels[:, [0, *names]] = _name_levels(levels[:, 0], levels[:, names])
    return levels


def level_counts(levels: Levels, tops: Sequence[int], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """(columns, highest level + 1) float64: how many pairs, by weight, show each level of each column."""
    size = max(tops) + 1
    counts = [np.bincount(levels[:, column], weight, size) for column in range(len(tops))]
    return np.array(counts, np.float64).reshape(len(tops), size)


def counts_among(
    levels: Levels, tops: Sequence[int], weight: NDArray[np.float64], categories: Sequence[int]
) -> NDArray[np.float64]:
    """(tables, columns, highest level + 1) float64: `level_counts` of all pairs; then, for each category, of the
    pairs that differ in it and of those that agree.
    """
    tables = [level_counts(levels, tops, weight)]
    for column in categories:
        tables += [level_counts(levels, tops, weight * (levels[:, column] == level)) for level in (1, 2)]
    return np.stack(tables)


def _similarity_levels(similarity: NDArray[np.float32]) -> Levels:
    return (1 + np.searchsorted(SIMILARITY_CUTS, similarity, side="right")).astype(np.int8)


def _heard_levels(
    spelled: Floats,
    syllables: Floats,
    sounds: Floats,
    *,
    chinese: NDArray[np.bool_],
    in_cantonese: NDArray[np.bool_],
) -> Levels:
    """Of names of which one at least is in letters; (pairs,) each.

    spelled, syllables, sounds  similarities
    chinese                     whether both names have Chinese syllables
    in_cantonese                whether they are the same name in Cantonese, by chance once in 256

    Chinese names are as alike as the mean of letters and syllables, unless they are spelled alike but for a letter, and
    at least "very alike" where their syllables are the same. Names hardly alike may still sound so in any language.
    """
    same = (syllables >= SIMILARITY_CUTS[-1]) | (in_cantonese & (sounds >= SOUND_CUTS[0]))
    heard = np.maximum((spelled + syllables) / 2, np.where(same, _SAME_SYLLABLES, -1))
    heard = np.maximum(heard, spelled - _MISTYPED)
    alike = _similarity_levels(np.where(chinese & (spelled < _AS_SPELLED), heard, spelled))
    return np.where(alike < _SOME, np.maximum(alike, _sound_levels(sounds)), alike)


def _sound_levels(similarity: NDArray[np.float32]) -> Levels:
    return _SOUND_LEVELS[np.searchsorted(SOUND_CUTS, similarity, side="right")]


def _name_levels(together: Levels, own: Levels) -> Levels:
    """Of all names together, and of each name field: either the fields speak, or, where no two of them agree, all
    names together, which agree when names stand in each other's field or are parted otherwise.

    together  (pairs,) levels of a similarity
    own       (pairs, name fields) levels of a similarity

    Levels of the first column: 1 nothing agrees, 2 something, 3 one field does, 4 names in each other's fields, 5 two
    fields and more, 6 so that all names together are nearly the same, 7 the same.
    """
    agreeing = (own >= _SOME).sum(axis=1)
    crossed = np.array([0, 1, 1, 2, 2, 4, 4, 4], np.int8)
    alike = np.array([5, 5, 5, 5, 5, 5, 6, 7], np.int8)
    first = np.select([agreeing > 1, agreeing == 1], [alike[together], ONE_ALIKE], crossed[together])
    return np.concatenate([first[:, None], np.where(agreeing[:, None] == 1, own, 0)], axis=1, dtype=np.int8)


def _present_levels(alike: Levels, present: NDArray[np.bool_]) -> Levels:
    return np.where(present, alike, 0).astype(np.int8)


_LEVELS_OF_ALIKE: Mapping[str, Callable[..., Levels]] = {
    "names": _present_levels,
    "name": _present_levels,
    "phone": _present_levels,
    "document": document_levels,
    "place": place_levels,
}
