"""Workbooks that are made to do harm: their reader may die or wander off; who asked gets one line, and goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile

import pytest

from matcher.errors import DataError
from matcher.tables import apart, read_table
from matcher.tables.apart import Died, done_apart
from tests.fuzz.containers import ods_of, packed, workbook_parts, xlsx_with
from tests.fuzz.lists import content_xml

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def dies(content, source, option):
    os.abort()


def sleeps(content, source, option):
    time.sleep(600)


def counts(content, source, option):
    return {"bytes": len(content), "source": source, "option": option}


def sheet(*places):
    cells = "".join(f'<row><c r="{place}" t="inlineStr"><is><t>zzqmark</t></is></c></row>' for place in places)
    return HEAD + f"<sheetData>{cells}</sheetData></worksheet>".encode()


def refused(path, content, words):
    path.write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        read_table(path)
    assert "\n" not in str(caught.value)
    assert "zzq" not in str(caught.value)


def test_an_answer_comes_back():
    assert done_apart(counts, b"abc", "list", None) == {"bytes": 3, "source": "list", "option": None}


def test_a_large_content_after_a_small_one_has_its_own_bound():
    done_apart(counts, b"", "list", None)
    assert done_apart(counts, bytes(300 << 20), "list", None)["bytes"] == 300 << 20


def test_a_reader_that_dies_or_gives_no_answer_is_told_and_replaced(monkeypatch):
    with pytest.raises(Died):
        done_apart(dies, b"", "list", None)
    monkeypatch.setattr(apart, "SECONDS", 0.1)
    with pytest.raises(Died):
        done_apart(sleeps, b"", "list", None)
    monkeypatch.undo()
    assert done_apart(counts, b"", "list", "a")["option"] == "a"


def test_a_program_that_does_not_guard_its_entry_reads_workbooks_and_runs_once(tmp_path):
    (tmp_path / "list.xlsx").write_bytes(packed(workbook_parts()))
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\nfrom matcher.tables import read_table\n"
        "print('begun')\nprint(len(read_table(Path('list.xlsx')).header) > 0)\n"
    )
    done = subprocess.run([sys.executable, program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("begun\nTrue\n", "")


def test_where_no_reader_starts_the_workbook_is_not_blamed(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "_serve", dies)
    apart._reader.cache_clear()
    refused(tmp_path / "list.xlsx", packed(workbook_parts()), "no process could be started")


@pytest.mark.parametrize(
    "places",
    [
        ("A1", "XFD1048576"),
        ("A1", "A1048576"),
        ("A1", "A999999999"),
        ("ZZZZZZZZZZZ99999999999999999999",),
        ("A1", "A0"),
    ],
)
def test_a_cell_far_from_the_list_is_refused_and_not_made_room_for(tmp_path, places):
    refused(tmp_path / "list.xlsx", xlsx_with(SHEET, sheet(*places)), "damaged workbook|stray cells")


@pytest.mark.parametrize("cells", [b'<c r="A1"' * 200_000, b'<c r="' + b"A" * 2_000_000 + b'1">'])
def test_cells_without_an_end_are_looked_through_once(tmp_path, cells):
    """Before a reader that can be ended sees them; looking anew from each cell, or letter, would take an hour."""
    stated = HEAD + b'<dimension ref="A1:XFD1048576"/>' + cells
    refused(tmp_path / "list.xlsx", xlsx_with(SHEET, stated), "damaged workbook")


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx_with(SHEET, sheet("A1")))
    with zipfile.ZipFile(path, "a") as book, pytest.warns(UserWarning, match="Duplicate name"):
        book.writestr(SHEET, sheet("A1", "A2"))
    refused(path, path.read_bytes(), "damaged workbook")


def test_a_sheet_that_counts_billions_of_texts_is_refused(tmp_path):
    strings = workbook_parts()[STRINGS].replace(b'uniqueCount="', b'uniqueCount="4000000000')
    refused(tmp_path / "list.xlsx", xlsx_with(STRINGS, strings), "damaged workbook")


def test_a_row_repeated_a_million_times_is_refused(tmp_path):
    many = content_xml().replace(b'number-rows-repeated="1"', b'number-rows-repeated="2000000000"')
    refused(tmp_path / "list.ods", ods_of(many), "damaged workbook|stray cells")


def test_entities_of_other_files_are_not_looked_up(tmp_path):
    (tmp_path / "other").write_text("zzqmark")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{tmp_path}/other">]>'.encode()
    cell = HEAD + b'<sheetData><row><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    refused(tmp_path / "list.xlsx", xlsx_with(SHEET, entity + cell), "damaged workbook")


def test_a_part_that_unpacks_to_more_than_it_says_is_refused(tmp_path):
    parts = workbook_parts()
    parts[SHEET] += b" " * 10_000_000
    content = packed(parts, zipfile.ZIP_DEFLATED)
    size = len(parts[SHEET]).to_bytes(4, "little")
    assert content.count(size) == 2
    refused(tmp_path / "list.xlsx", content.replace(size, b"\x00\x10\x00\x00"), "damaged workbook")
