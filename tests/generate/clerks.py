"""Clerks for tests, who always or never do a thing, and people to write down."""

from __future__ import annotations

from datetime import date
from random import Random

from matcher.generate.mistakes import Clerk
from matcher.generate.people import Inventor, Name, Person, Word

ZHANG = Person(
    Name(Word("张", "zhang"), (Word("伟", "wei"), Word("明", "ming"))),
    "M",
    date(1997, 8, 3),
    "E10203344",
    "CHINA",
    "云南",
    "昆明",
)
OUYANG = Person(
    Name(Word("欧阳", "ouyang"), (Word("雪", "xue"),)), "F", date(2001, 1, 20), "EA0000017", "CHINA", "福建", "福州"
)
AUNG = Person(Name(Word("", ""), (Word("", "aung ko", "အောင်ကို"),)), "M", date(1990, 5, 6), "MF123456", "MYANMAR", "", "")


def clerk(*always: str, seed: int = 1) -> Clerk:
    """Does these things at every chance, and no other."""
    return Clerk(dict.fromkeys(always, 10.0), Random(seed))


def cells(write, *always, seeds=300):
    """All cells that a writer makes of a person in the hands of such clerks; each must have done all of it."""
    made = set()
    for seed in range(seeds):
        hand = clerk(*always, seed=seed)
        made.add(write(hand))
        assert set(hand.made) == set(always)
    return made


def people(count: int, foreign: float = 0.0) -> list[Person]:
    return Inventor(Random(1)).people(count, foreign)
