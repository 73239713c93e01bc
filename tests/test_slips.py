"""What a tired person does: one line says it, nobody is named wrongly, and nothing is replaced unasked."""

from __future__ import annotations

import csv
import errno
import os
from pathlib import Path

import pytest
import xlsxwriter

from matcher.atomic import writing
from matcher.errors import DataError
from tests.commands import call, done, enrol, forget_runs, refused, write_csv, write_project
from tests.people import HEADER, people, project

USAGE, BAD_DATA, MISMATCH = 2, 3, 4
OURS, THEIRS = people(60), people(90)[30:]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path / "star.toml", project(plan=("names.letters + birthdate.year",)))
    done("keygen", "-o", "secret.key")
    for name, rows in (("ours", OURS), ("theirs", THEIRS)):
        write_csv(tmp_path / f"{name}.csv", [HEADER[1:], *rows])  # without a column of ids
    return tmp_path


def encode(name, output=None):
    forget_runs(Path())
    agreed = ("--project", "star.toml", "--secret-file", "secret.key")
    return ("encode", f"{name}.csv", *agreed, "-o", output or f"{name}.enc")


def compare():
    done("compare", "ours.enc", "theirs.enc", "--same-machine-test", "-o", "links.csv")


def reveal(listed="ours.csv", output="work.csv"):
    return ("reveal", "links.csv", "--handles", "ours.handles.csv", "--list", listed, "-o", output)


def test_a_list_that_was_sorted_since_is_not_revealed_though_it_has_no_ids(folder):
    done(*encode("ours"))
    done(*encode("theirs"))
    compare()
    write_csv(folder / "sorted.csv", [HEADER[1:], *sorted(OURS)])
    assert "not the row that was encoded" in refused(BAD_DATA, *reveal("sorted.csv"), folder=folder)
    changed = [(name + "x", *rest) for name, *rest in OURS]
    write_csv(folder / "changed.csv", [HEADER[1:], *changed])
    assert "not the row that was encoded" in refused(BAD_DATA, *reveal("changed.csv"), folder=folder)
    done(*reveal())
    with open("work.csv", encoding="utf-8-sig", newline="") as file:
        assert {row["name"] for row in csv.DictReader(file)} <= {name for name, *_ in OURS[30:]}


def test_handles_and_work_lists_are_not_replaced(folder):
    done(*encode("ours"))
    assert "ours.handles.csv: exists already" in refused(USAGE, *encode("ours"), folder=folder)
    done(*encode("theirs"))
    compare()
    done(*reveal())
    assert "work.csv: exists already" in refused(USAGE, *reveal(), folder=folder)


def test_invented_lists_replace_no_real_one(folder):
    (folder / "truth.csv").write_text("mine", encoding="utf-8")
    assert "truth.csv: exists already" in refused(USAGE, "generate", "star-homecoming", "-o", ".", folder=folder)
    assert (folder / "truth.csv").read_text(encoding="utf-8") == "mine"
    assert not (folder / "families.xlsx").exists()


def test_sheets_that_are_not_read_are_named(folder):
    with xlsxwriter.Workbook("two.xlsx") as workbook:
        for name, rows in (("missing", OURS), ("found", THEIRS), ("empty", [])):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate([HEADER[1:], *rows] if rows else []):
                sheet.write_row(number, 0, row)
    arguments = ("encode", "two.xlsx", "--project", "star.toml", "--secret-file", "secret.key", "-o", "two.enc")
    said = done(*arguments).err
    assert 'two.xlsx: read as XLSX, sheet "missing"; not read: "found"; each is read with --sheet' in said
    assert "empty" not in said
    forget_runs(Path())
    assert "not read" not in done(*arguments[:-1], "other.enc", "--sheet", "missing").err


def test_a_cover_sheet_is_told_from_a_list_without_known_headers(folder):
    for rows in ([["For", "the office"]], [["For", "the office"], ["since", "May"]]):
        with xlsxwriter.Workbook("covered.xlsx") as workbook:
            for name, cells in (("cover", rows), ("list", [HEADER[1:], *OURS])):
                sheet = workbook.add_worksheet(name)
                for number, row in enumerate(cells):
                    sheet.write_row(number, 0, row)
        said = refused(BAD_DATA, "new", "new.toml", "--from", "covered.xlsx", folder=folder)
        assert "read another sheet with --sheet" in said


def test_private_and_public_keys_in_each_others_place_are_told(folder):
    for name in ("unit", "ours"):
        done("identity", "-o", f"{name}.id")
    added = ("parties", "add", "parties.toml", "unit.id", "--role", "unit", "--name", "unit")
    assert "unit.id: PRIVATE keys" in refused(BAD_DATA, *added, folder=folder)
    sealing = ("--to", "unit.pub", "--identity", "ours.pub")
    assert "ours.pub: public keys; give your identity" in refused(
        BAD_DATA, *encode("ours", "ours.sealed"), *sealing, folder=folder
    )


def test_a_sealed_list_says_as_whom_it_is_signed_and_whether_it_is_a_probe(folder):
    enrol(folder, {"unit": "unit", "ours": "owner"})
    sealing = ("--to", "unit.pub", "--identity", "ours.id", "--parties", "parties.toml")
    said = done(*encode("ours", "ours.sealed"), *sealing).err
    assert "ours.sealed is signed by ours" in said
    assert "probe" not in said
    write_csv(folder / "few.csv", [HEADER[1:], *OURS[:20]])
    assert "few.csv: under 50 rows it is a probe" in done(*encode("few", "few.sealed"), *sealing).err


def test_files_that_one_keeps_are_told_and_not_opened(folder):
    done(*encode("ours"))
    done("keygen", "--secret-file", "secret.key", "--split", "2/3", "-o", "shared.key")
    enrol(folder, {"ours": "owner"})
    for name, what in (
        ("secret.key", "the secret of a project"),
        ("shared.share-1.key", "a share"),
        ("secret.ledger", "a ledger"),
        ("ours.id", "private keys"),
        ("parties.toml", "parties list"),
    ):
        said = done("describe", name).out
        assert what in said
        assert said.count("\n") == 1


def test_handles_files_swapped_against_the_truth_are_told(folder):
    write_csv(folder / "truth.csv", [("left_id", "right_id"), ("a1", "b1"), ("a2", "b2")])
    write_csv(folder / "links.csv", [("left_id", "right_id"), ("b1", "a1"), ("b2", "a2")])
    assert "swapped" in refused(MISMATCH, "evaluate", "links.csv", "--truth", "truth.csv", folder=folder)
    write_csv(folder / "links.csv", [("left_id", "right_id"), ("c1", "d1")])
    assert "0.000" in done("evaluate", "links.csv", "--truth", "truth.csv").out


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(DataError, match="make room") as caught, writing(tmp_path / "out.csv"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.__cause__ is None
    assert list(tmp_path.iterdir()) == []


def test_the_lock_file_of_an_open_workbook_is_told(folder):
    (folder / "~$ours.xlsx").write_bytes(b"\0" * 165)
    assert "open in a spreadsheet" in call("describe", "~$ours.xlsx").err


def test_the_partner_is_shown_no_folder_with_private_files(folder):
    pytest.importorskip("private_set_intersection.python", reason="no openmined-psi for this platform")
    enrol(folder, {"ours": "owner", "theirs": "owner"})
    keys = ("--secret-file", "secret.key", "--identity", "ours.id", "--parties", "parties.toml", "--partner", "theirs")
    arguments = ("psi", "ours.csv", "--project", "star.toml", *keys, "--folder", ".", "-o", "pair.csv")
    assert "your own files lie there" in refused(USAGE, *arguments, folder=folder)


def test_headers_into_which_cells_have_run_are_not_shown(folder):
    run_together = "id,name$birthdate,passport,1,somebody wei,more"
    (folder / "damaged.csv").write_text(f"{run_together};出生日期\n;\nx;1990\n", encoding="utf-8")
    said = done("describe", "damaged.csv").out
    assert "somebody" not in said
    assert "出生日期" in said
