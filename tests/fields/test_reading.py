"""Reading: the same columns from one process or several."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.fields import reading
from matcher.fields.columns import Cells, Column
from matcher.fields.reading import read_columns


def same(one: Column, other: Column) -> bool:
    arrays = [(one.codes, other.codes), (one.starts, other.starts), (one.grams, other.grams)]
    arrays += [(one.parts[part], other.parts[part]) for part in one.parts]
    return (
        list(one.normals) == list(other.normals)
        and one.parts.keys() == other.parts.keys()
        and all(np.array_equal(mine, its) for mine, its in arrays)
    )


def test_processes_change_nothing(monkeypatch):
    cells = [f"name {chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(200)]
    cells += ["Wang Wei", "", "Li Na", "1", "Wang Wei", "王伟"]
    numbers = [f"E{number:08}" for number in range(200)] + ["", "尾号5678", "E12 345", "no"]
    asked = [
        Cells("n", "name", cells),
        Cells("d", "document", numbers),
        Cells("p", "place", cells),
        Cells("n", "name", []),
    ]
    monkeypatch.setattr(reading, "CHUNK", 50)
    alone = read_columns(asked)
    monkeypatch.setattr(reading, "MANY", 1)
    shared = read_columns(asked, processes=2)
    monkeypatch.setattr(reading, "CHUNK", 1000)
    whole = read_columns(asked)
    for (one, reasons), *others in zip(alone, shared, whole, strict=True):
        assert all(same(one, other) and reasons == its_reasons for other, its_reasons in others)


@pytest.mark.parametrize("bad", [0, -1])
def test_an_error_in_any_process_comes_back(bad, monkeypatch):
    monkeypatch.setattr(reading, "MANY", 1)
    asked = [Cells("n", "name", ["Wang Wei"])] * 9
    asked[bad] = Cells("a", "no such kind", ["x"])
    with pytest.raises(KeyError):
        read_columns(asked, processes=2)
