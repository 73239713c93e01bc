"""Both owners and the unit, each at home: three folders, and nothing goes between them but what a role gives away."""

from __future__ import annotations

import os
import shutil
import subprocess

import numba
import pytest

import kernels  # noqa: F401  (it says where compiled kernels are kept)
from matcher.tables import read_table
from tests.commands import id_pairs, python_m_matcher, rows_of, two_lists, write_csv

OWNERS = ("families", "police")
ROLES = {"families": "owner", "police": "owner", "unit": "unit"}
ROLE_REFUSED = 5


class Home:
    """One party: its folder, and the command line run in it as its user would."""

    def __init__(self, place, name):
        self.name = name
        self.folder = place / name
        self.folder.mkdir()

    def __truediv__(self, name):
        return self.folder / name

    def call(self, *arguments):
        # Kernels once compiled are the machine's, not a user's secret: homes share them, to be quick.
        environment = {**os.environ, "HOME": str(self.folder), "NUMBA_CACHE_DIR": str(numba.config.CACHE_DIR)}
        return subprocess.run(
            python_m_matcher(*arguments), cwd=self.folder, env=environment, text=True, capture_output=True
        )

    def does(self, *arguments):
        called = self.call(*arguments)
        assert called.returncode == 0, called.stderr
        return called

    def receives(self, name, sender):
        shutil.copy2(sender / name, self / name)


def encode(home, name):
    keys = ("--to", "unit.pub", "--identity", f"{home.name}.id", "--parties", "parties.toml")
    output = f"{home.name}.sealed"
    home.does("encode", name, "--project", "star.toml", "--secret-file", "secret.key", *keys, "-o", output)


COMPARE = ("compare", "families.sealed", "police.sealed", "--identity", "unit.id", "--parties", "parties.toml")


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """The whole exchange, once, up to the links that the owners received."""
    place = tmp_path_factory.mktemp("homes")
    truth = two_lists(place, people=90, shared=40)
    write_csv(place / "truth.csv", [("left_id", "right_id"), *sorted(truth)])
    homes = {name: Home(place, name) for name in ROLES}
    families, police, unit = homes.values()
    shutil.move(place / "families.xlsx", families.folder)
    shutil.move(place / "police.csv", police.folder)
    for home in homes.values():
        home.does("identity", "-o", f"{home.name}.id")
    for home in homes.values():
        for name, role in ROLES.items():
            if name != home.name:
                home.receives(f"{name}.pub", homes[name])
            home.does("parties", "add", "parties.toml", f"{name}.pub", "--role", role, "--name", name)
    families.does("new", "star.toml", "--from", "families.xlsx", "--expected-rows", 300)
    families.does("keygen", "-o", "secret.key")
    for name in ("star.toml", "secret.key"):
        police.receives(name, families)
    encode(families, "families.xlsx")
    encode(police, "police.csv")
    for home in (families, police):
        unit.receives(f"{home.name}.sealed", home)
    unit.does(*COMPARE)
    for home in (families, police):
        home.receives(f"links.{home.name}.sealed", unit)
    return homes


def reveal(home, links, list_file, **files):
    identity, book = files.get("identity", f"{home.name}.id"), files.get("book", "parties.toml")
    keys = ("--identity", identity, "--parties", book, "--handles", f"{home.name}.handles.csv")
    return home.call("reveal", links, *keys, "--list", list_file, "-o", "work.csv")


def test_each_owner_finds_its_own_rows_and_most_are_right(homes):
    assert reveal(homes["families"], "links.families.sealed", "families.xlsx").returncode == 0
    assert reveal(homes["police"], "links.police.sealed", "police.csv").returncode == 0
    theirs = {row["handle"]: row["id"] for row in rows_of(homes["police"] / "police.handles.csv")}
    work = rows_of(homes["families"] / "work.csv")
    found = {(row["编号"], theirs[row["partner_handle"]]) for row in work}
    truth = id_pairs(homes["families"].folder.parent / "truth.csv")
    assert len(found & truth) >= 0.7 * len(truth)
    assert len(rows_of(homes["police"] / "work.csv")) == len(work)


def test_a_work_list_of_sealed_links_has_a_band_and_neither_score_nor_evidence(homes):
    reveal(homes["families"], "links.families.sealed", "families.xlsx")
    own = read_table(homes["families"] / "families.xlsx").header
    work = read_table(homes["families"] / "work.csv")
    assert list(work.header) == ["band", "row", *own, "partner_handle"]


def test_neither_a_list_nor_the_secret_nor_handles_reach_the_unit(homes):
    names = {path.name for path in homes["unit"].folder.iterdir() if path.is_file()}
    assert names == {
        *("unit.id", "unit.pub", "families.pub", "police.pub", "parties.toml", "families.sealed", "police.sealed"),
        *("links.families.sealed", "links.police.sealed", "unit.log"),
    }


def test_the_unit_refuses_to_compare_where_the_secret_lies(homes, tmp_path):
    unit = Home(tmp_path, "unit")
    for name in ("unit.id", "parties.toml", "families.sealed", "police.sealed"):
        unit.receives(name, homes["unit"])
    unit.receives("secret.key", homes["families"])
    called = unit.call(*COMPARE)
    assert called.returncode == ROLE_REFUSED
    assert called.stderr.count("\n") == 1
    assert "project secret" in called.stderr
    assert not list(unit.folder.glob("links*"))
    unit.does(*COMPARE, "--same-machine-test")
    assert not (unit / "unit.log").exists()
    homes["families"].receives("links.families.sealed", unit)
    called = reveal(homes["families"], "links.families.sealed", "families.xlsx")
    assert "a test on one machine" in called.stderr
    homes["families"].receives("links.families.sealed", homes["unit"])


def test_an_owner_opens_neither_the_partners_list_nor_the_partners_links(homes):
    families = homes["families"]
    families.receives("police.sealed", homes["police"])
    families.receives("links.police.sealed", homes["unit"])
    called = families.call(
        *("compare", "families.sealed", "police.sealed", "--identity", "families.id", "--parties", "parties.toml"),
        "--same-machine-test",
    )
    assert (called.returncode, called.stderr.count("\n")) == (4, 1)
    called = reveal(families, "links.police.sealed", "families.xlsx")
    assert (called.returncode, called.stderr.count("\n")) == (4, 1)
    for name in ("police.sealed", "links.police.sealed"):
        (families / name).unlink()


@pytest.mark.parametrize("side", OWNERS)
def test_either_owners_links_can_be_measured_where_both_handles_and_the_truth_are_known(homes, side):
    called = homes[side].does(
        *("evaluate", f"links.{side}.sealed", "--truth", "../truth.csv", "--identity", f"{side}.id"),
        *("--parties", "parties.toml", "--left-handles", "../families/families.handles.csv"),
        *("--right-handles", "../police/police.handles.csv"),
    )
    assert "of 40 true matches linked" in called.stdout
    assert not called.stdout.startswith("recall     0.0")
