"""The small tables under `data/`."""

from __future__ import annotations

from importlib.resources import files


def lines(name: str) -> list[str]:
    """The lines of a table, without comments (`# ...`) and empty ones."""
    text = files("matcher.fields").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def rows(name: str) -> list[list[str]]:
    """The rows of a table whose columns are parted by tabs."""
    return [line.split("\t") for line in lines(name)]


def mapping(name: str) -> dict[str, str]:
    """A table of two columns."""
    return {row[0]: row[1] for row in rows(name)}
