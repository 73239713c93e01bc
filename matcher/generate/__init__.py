"""Invented lists with known truth, to try everything on.

    people.py     persons who do not exist, made of the tables under `data/`
    rates.py      what goes wrong or is written otherwise on each list, and how often
    mistakes.py   how people mistype, mishear and misread
    romanise.py   other places' spellings: Taiwan, Hong Kong, Thai letters, Zawgyi
    names.py, dates.py, cells.py   how each cell is written
    lists.py      how families, police and NGOs write one person down
    scenario.py   who is on which list, and who is who

Romanisation comes from this package's own tables, not from `matcher.fields`, so that the product is not tested with
its own opinion of how a name is read. Every person is a combination drawn by chance; none is meant to be anybody.
"""

from __future__ import annotations

from matcher.generate.scenario import Entry, InventedList, Scenario, star_homecoming, write

__all__ = ["Entry", "InventedList", "Scenario", "star_homecoming", "write"]
