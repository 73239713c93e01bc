"""A plan in words that whoever fills in a list understands: when a row is found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

from matcher.evidence import NAMES
from matcher.project import MatchKey, Project

WIDTH = 110  # characters of a line

# What must agree, by kind of field and part.
PHRASES: Mapping[str, Mapping[str, str]] = {
    "name": {
        "letters": "all letters in any order",
        "whole": "all words in any order",
        "sound": "the sound of all words",
        "loose": "all words in another spelling or language",
        "sinitic": "the Chinese syllables in any romanisation",
        "word": "one word",
        "word_sound": "the sound of one word",
        "first3": "the first three letters of one word",
        "last3": "the last three letters of one word",
        "initials": "the initials",
        "first3s": "the first three letters of all words",
        "last3s": "the last three letters of all words",
        "outlines": "the first and last letters of all words",
        "word_initials": "one word and the initials",
        "sound_initials": "the sound of one word and the initials",
    },
    "date": {
        "full": "the whole date",
        "year": "the year",
        "month": "the month",
        "day": "the day of the month",
        "year_month": "year and month",
        "year_day": "year and day",
        "month_day": "day and month in either order",
        "year_near": "the year or the one beside it",
        "decade_half": "the half of the decade",
        "zodiac": "the sign of the zodiac",
    },
    "document": {
        "whole": "the whole number",
        "head": "the first half",
        "tail": "the second half",
        "first4": "the first four characters",
        "last4": "the last four",
        "last6": "the last six",
        "ends": "the first three and last three",
    },
    "phone": {"whole": "the whole number", "last7": "the last seven digits", "last4": "the last four digits"},
    "category": {"whole": "the same"},
    "place": {
        "whole": "all words in any order",
        "word": "one word",
        "first4": "the first four letters of a word",
        "sound": "the sound of all words",
        "province": "the province",
        "city": "the city",
        "county": "the county",
    },
}


def plan_in_words(plan: Sequence[MatchKey], project: Project) -> str:
    """When a row is found again, in the order of the plan; keys that differ in their first part alone share a line.

    A line says of each field what must agree; of the last, one of several things.
    """
    kinds = {NAMES: "name"} | {field.name: field.kind for field in project.field}
    ways: dict[tuple[str, str], list[str]] = {}
    for key in plan:
        (field, part), *rest = key.parts
        beside = "".join(f"{_label(other)}: {PHRASES[kinds[other]][told]}; " for other, told in rest)
        what = PHRASES[kinds[field]][part] + " if rare" * bool(key.one_in)
        ways.setdefault((beside, field), []).append(what)
    lines = ["A row is found again if both lists have of one person the same in any of these lines:"]
    for (beside, field), whats in ways.items():
        line = f"{beside}{_label(field)}: {', or '.join(whats)}"
        lines.append(fill(line, WIDTH, initial_indent="- ", subsequent_indent="    "))
    if any(key.one_in for key in plan):
        lines.append(
            "If rare: if by the list planned on no more than one person in so many has all of it, as the keys say."
        )
    return "\n".join(lines)


def _label(field: str) -> str:
    return "name" if field == NAMES else field
