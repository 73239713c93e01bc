"""The command line in tests: called in this process, and small lists of invented people for it.

Every call makes sure that no cell shows: what tests plant in cells begins with MARK, in ids with ID_MARK.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from matcher.cli import main
from matcher.generate import lists
from matcher.generate.mistakes import Clerk
from matcher.generate.people import Inventor
from matcher.generate.rates import FAMILIES, POLICE
from matcher.project import Project, write_toml
from matcher.tables import write_table

MARK = "zzqmark"  # in names, documents and other cells: never in what is printed, nor in names of files
ID_MARK = "zzqid"  # in ids: in results, never in what is said

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What a call returned, and what it wrote on stdout and stderr."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Called:
    """Run a command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    out.flush()
    called = Called(code, out.buffer.getvalue().decode(), err.getvalue())
    assert MARK not in f"{called.out}{called.err}".casefold()
    assert ID_MARK not in called.err.casefold()
    assert "Traceback" not in called.err
    return called


def done(*arguments: object) -> Called:
    """Run a command that must end well."""
    called = call(*arguments)
    assert called.code == 0, called.err
    return called


def refused(code: int, *arguments: object, folder: Path) -> str:
    """Run a command that must end with a code, one line, and every file of the folder as it was; gives the line."""
    before = contents(folder)
    called = call(*arguments)
    assert called.code == code, called.err
    assert called.err.startswith("matcher: ")
    assert called.err.count("\n") == 1, called.err
    assert called.out == ""
    assert contents(folder) == before
    return called.err


def forget_runs(folder: Path) -> Path:
    """As if other owners, who have encoded nothing yet, went on in the folder."""
    for ledger in folder.glob("*.ledger"):
        ledger.unlink()
    return folder


def enrol(folder: Path, parties: Mapping[str, str]) -> None:
    """An identity for each party, NAME.id, and all in the book of a folder, parties.toml, in their roles."""
    for name, role in parties.items():
        done("identity", "-o", folder / f"{name}.id")
        done("parties", "add", folder / "parties.toml", folder / f"{name}.pub", "--role", role, "--name", name)


def spoilable(made: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a folder, to spoil; the working folder is another, without a secret."""
    (place / "elsewhere").mkdir()
    monkeypatch.chdir(place / "elsewhere")
    return shutil.copytree(made, place / "case")


def contents(folder: Path) -> dict[Path, bytes]:
    """All files below a folder; no name of one shows a cell."""
    found = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert not any(mark in str(path).casefold() for path in found for mark in (MARK, ID_MARK))
    return found


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """A list as other programs write it: `rows` begins with the header."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def id_pairs(path: Path) -> set[tuple[str, str]]:
    return {(row["left_id"], row["right_id"]) for row in rows_of(path)}


def write_project(path: Path, project: Project) -> Path:
    path.write_text(write_toml(project), encoding="utf-8")
    return path


def two_lists(folder: Path, people: int = 150, shared: int = 50) -> set[tuple[str, str]]:
    """families.xlsx and police.csv of so many invented people each, as their writers write them; gives who is who."""
    rng = Random(5)
    inventor = Inventor(rng)
    both = inventor.people(shared)
    looked_for = [*both, *inventor.people(people - shared)]
    found = [*rng.sample(both, shared), *inventor.people(people - shared)]
    families: list[Row] = [(f"F{n}", *lists.families(who, Clerk(FAMILIES, rng))) for n, who in enumerate(looked_for)]
    police: list[Row] = [(f"P{n}", *lists.police(who, Clerk(POLICE, rng))) for n, who in enumerate(found)]
    rng.shuffle(families)
    rng.shuffle(police)
    write_table(folder / "families.xlsx", lists.FAMILIES_HEADER, families)
    write_csv(folder / "police.csv", [lists.POLICE_HEADER, *police], "gb18030")
    return {(f"F{n}", f"P{found.index(who)}") for n, who in enumerate(both)}


def python_m_matcher(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "matcher", *map(str, arguments)]
