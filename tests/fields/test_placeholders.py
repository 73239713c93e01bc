"""What people write for nothing is missing in every kind of field."""

from __future__ import annotations

import pytest

from matcher import fields
from matcher.fields import cells
from matcher.fields.tables import lines

KINDS = ("name", "date", "document", "category", "place", "phone")


@pytest.mark.parametrize("kind", KINDS)
def test_every_placeholder_is_missing(kind: str) -> None:
    normalise = fields.kind(kind).normalise
    for written in lines("placeholders.txt"):
        for cell in (written, f"  {written.upper()} ", written.capitalize()):
            assert normalise(cell) is None, written


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "cell", ["不详", "未知", "N/A", "无", "-", "000000", "unknown", "ไม่ทราบ", "မသိပါ", "không rõ", "/"]
)
def test_the_usual_ones_are_missing(kind: str, cell: str) -> None:
    assert fields.kind(kind).normalise(cell) is None


@pytest.mark.parametrize("cell", ["Na", "Wu", "Nan", "Ko", "Ma", "吴", "空海", "Noon", "Nil Bahadur"])
def test_a_name_is_no_placeholder(cell: str) -> None:
    assert fields.kind("name").normalise(cell) is not None


def test_placeholders_are_written_as_cells_are_compared() -> None:
    for written in cells.PLACEHOLDERS:
        assert written == written.casefold().strip()
