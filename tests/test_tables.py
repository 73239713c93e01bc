"""Lists in and out: whatever people save is read as text, and nothing of it shows in a message."""

from __future__ import annotations

import csv
import os
import random
import re
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.errors import DataError, UsageError
from matcher.tables import (
    Problem,
    Table,
    cells,
    check_suffix,
    csv_lists,
    header,
    read_table,
    reading,
    shape,
    workbooks,
    write_table,
    write_to_stdout,
)
from matcher.tables.words import count_header_words

Lists = Callable[..., Path]
Books = Callable[..., Path]
MARK = "ZAWLINHTUN"  # an invented name planted in every broken list


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """Write bytes, or text in an encoding, to a file."""

    def write(content: str | bytes, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Make a workbook with one sheet, by a function that fills it."""

    def write(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> Path:
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            fill(workbook, workbook.add_worksheet("名单"))
        return path

    return write


# ---------------------------------------------------------------------------------------------- encodings

PEOPLE = {
    "simplified": ("姓名,出生日期,护照号码", "王 陈 欧阳 刘 黄 曾", "丽华 建国 婷 小明 志强 梓涵"),
    "traditional": ("姓名,出生日期,護照號碼", "陳 歐陽 劉 黃 葉 蕭", "麗華 國強 靜宜 志偉 鳳儀 曉"),
    "thai": ("ชื่อ,วันเกิด,หนังสือเดินทาง", "สมชาย วิภา ประเสริฐ กิตติ", "ศรีสุข จันทร์เพ็ญ บุญมี ทองดี"),
    "burmese": ("အမည်,မွေးသက္ကရာဇ်,passport", "အောင် မောင် ဒေါ်", "မင်းထွန်း သီတာ ကျော်စွာ"),
    "latin": ("Name,Date of birth,Passport", "José François Jürgen Zoë", "Núñez Lefèvre Groß Peña"),
    "japanese": ("氏名,生年月日,旅券番号", "田中 鈴木 高橋", "さくら 翔太 ケン"),
    "korean": ("이름,생년월일,여권", "김 이 박 최", "철수 영희 지훈"),
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
CASES = [
    *((script, encoding) for script in PEOPLE for encoding in UNICODE),
    *(("simplified", encoding) for encoding in ("gb18030", "gbk", "gb2312")),
    *(("traditional", encoding) for encoding in ("gb18030", "big5", "cp950", "big5hkscs")),
    ("thai", "cp874"),
    ("latin", "cp1252"),
    ("latin", "latin-1"),
    ("japanese", "cp932"),
    ("korean", "cp949"),
]


def invented(script: str, rows: int, names: str | None = None) -> list[list[str]]:
    """A header and rows of people who do not exist."""
    own_names, first, last = PEOPLE[script]
    chance = random.Random(rows)
    people = [
        [
            chance.choice(first.split())
            + ("" if script in ("simplified", "traditional") else " ")
            + chance.choice(last.split()),
            f"19{chance.randint(60, 99)}-0{chance.randint(1, 9)}-17",
            f"E{chance.randint(0, 10**8 - 1):08}",
        ]
        for _ in range(rows)
    ]
    return [(names or own_names).split(","), *people]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize(("script", "encoding"), CASES)
def test_a_list_is_read_in_its_encoding_and_with_its_separator(
    lists: Lists, script: str, encoding: str, separator: str
) -> None:
    for rows in (1, 3, 30):
        people = invented(script, rows)
        table = read_table(lists("\n".join(map(separator.join, people)), encoding))
        assert [list(table.header), *map(list, table.rows)] == people, table.how
        assert table.problems == []


@pytest.mark.parametrize(("script", "encoding"), [case for case in CASES if case[1] not in UNICODE])
def test_five_rows_under_an_english_header_tell_the_encoding(lists: Lists, script: str, encoding: str) -> None:
    people = invented(script, 5, "name,dob,passport")
    table = read_table(lists("\n".join(map(",".join, people)), encoding))
    assert [list(row) for row in table.rows] == people[1:], table.how


def test_header_words_decide_between_gb18030_and_big5(lists: Lists) -> None:
    assert read_table(lists("姓名,性别\n丁一,男\n", "gb18030")).how == "CSV, GB18030, separator ,"
    assert read_table(lists("姓名,性別\n丁一,男\n", "big5")).how == "CSV, Big5, separator ,"


def test_the_encoding_a_person_names_is_used(lists: Lists) -> None:
    path = lists("Имя;Год\nИван;1990\n", "windows-1251")
    assert read_table(path, encoding="windows-1251").rows == [("Иван", "1990")]


def test_text_in_no_encoding_known_asks_for_one(lists: Lists) -> None:
    text = "".join(f"Иван Петрович,{year}\n" for year in range(1950, 1990))
    with pytest.raises(DataError, match="--encoding"):
        read_table(lists("Ваня,Год\n" + text, "windows-1251"))


@pytest.mark.parametrize("encoding", ["klingon", "hex", "idna", "rot13", ""])
def test_an_unknown_encoding_is_refused(lists: Lists, encoding: str) -> None:
    with pytest.raises(UsageError, match="--encoding"):
        read_table(lists("name\nAung\n"), encoding=encoding)


def test_text_far_below_the_top_still_tells_the_encoding(lists: Lists) -> None:
    path = lists("name,dob\n" + "Aung,1990\n" * 20_000 + "".join(f"陈丽{x},1990\n" for x in "华国强"), "gb18030")
    assert read_table(path).rows[-1] == ("陈丽强", "1990")


def test_a_row_with_damaged_bytes_is_left_out_and_the_others_are_read(lists: Lists) -> None:
    lines = [f"王小明,{year}" for year in range(1950, 2000)]
    damaged = "姓名,年龄\n".encode() + b"\xe7\x8e,1949\n" + "\n".join(lines).encode()
    table = read_table(lists(damaged))
    assert len(table.rows) == 50
    assert table.row_numbers[0] == 3
    assert table.problems == [Problem(2, "", shape.UNDECODABLE)]


def test_one_damaged_byte_in_a_plain_list_costs_its_row_only(lists: Lists) -> None:
    table = read_table(lists(b"name,dob\nAu\x81\x01ng,1990\n" + b"Mya,1991\n" * 200))
    assert len(table.rows) == 200
    assert table.problems == [Problem(2, "", shape.UNDECODABLE)]


def test_a_list_mostly_in_another_encoding_than_named_is_refused(lists: Lists) -> None:
    path = lists("name,dob\n" + f"王{MARK},1990\n" * 20, "gb18030")
    with pytest.raises(DataError, match="--encoding") as caught:
        read_table(path, encoding="utf-8")
    assert MARK not in str(caught.value)


# ------------------------------------------------------------------------------------------- separated text


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
def test_any_line_end_ends_a_row(lists: Lists, end: str) -> None:
    table = read_table(lists(end.join(["name,dob", "Aung,1990", "", '"Mya\nMya",1991', ""])))
    assert table.rows == [("Aung", "1990"), ("Mya\nMya", "1991")]
    assert table.row_numbers == [2, 4]


def test_quoted_cells_hold_separators_quotes_and_line_ends(lists: Lists) -> None:
    table = read_table(lists('name, note\n"Aung, Ko", "said ""yes""\nand left"\n'))
    assert table.rows == [("Aung, Ko", 'said "yes"\nand left')]


def test_a_separator_inside_cells_is_not_taken_for_that_of_the_list(lists: Lists) -> None:
    table = read_table(lists("name;born;note\nAung, Ko;1990;a, b, c\nMya, Ma;1991;d, e, f\n"))
    assert table.header == ("name", "born", "note")
    assert table.rows[0] == ("Aung, Ko", "1990", "a, b, c")


def test_the_line_that_names_the_separator_is_obeyed_and_not_counted(lists: Lists) -> None:
    table = read_table(lists("sep=;\r\nname;born, died\r\nAung;1990, 2020\r\n"))
    assert table.header == ("name", "born, died")
    assert table.row_numbers == [2]


def test_a_list_of_one_column_is_a_list(lists: Lists) -> None:
    assert read_table(lists("name\nAung\nMya\n")).rows == [("Aung",), ("Mya",)]


def test_a_quote_never_closed_costs_its_own_line(lists: Lists) -> None:
    table = read_table(lists('name,dob\nAung,1990\n"Mya,1991\nZaw,1992\n'))
    assert table.rows == [("Aung", "1990"), ("Zaw", "1992")]
    assert table.row_numbers == [2, 4]
    assert table.problems == [Problem(3, "", csv_lists.OPEN_QUOTE)]


def test_a_quote_never_closed_in_a_long_list_costs_its_own_line(lists: Lists) -> None:
    table = read_table(lists('name,dob\n"Mya,1991\n' + "Zaw,1992\n" * 30_000))
    assert len(table.rows) == 30_000
    assert [problem.row for problem in table.problems] == [2]


def test_a_quote_never_closed_in_the_header_is_refused(lists: Lists) -> None:
    with pytest.raises(DataError, match=r"list\.csv, row 1"):
        read_table(lists('"name,dob\nAung,1990\n'))


# ------------------------------------------------------------------------------------------ header and rows


def test_cells_stay_text_and_lose_outer_white_space_only(lists: Lists) -> None:
    table = read_table(lists("id,born\n 007 ,\u30001990-1-2\n1.0,TRUE\n"))
    assert table.rows == [("007", "1990-1-2"), ("1.0", "TRUE")]


def test_a_header_loses_marks_that_nobody_sees(lists: Lists) -> None:
    table = read_table(
        lists("\ufeff\ufeffname\u200b ,Date\n of  birth\n".replace("Date\n of  birth", '"Date\n of  birth"') + "A,B\n")
    )
    assert table.header == ("name", "Date of birth")


def test_nameless_and_repeated_columns_get_names_of_their_own(lists: Lists) -> None:
    table = read_table(lists("name,,name,name (2),name\n1,2,3,4,5\n"))
    assert table.header == ("name", "column 2", "name (2)", "name (2) (2)", "name (3)")


def test_nameless_columns_at_the_end_count_only_where_a_row_has_them(lists: Lists) -> None:
    assert read_table(lists("name,dob,,\nAung,1990,,\n")).header == ("name", "dob")
    assert read_table(lists("name,dob,,\nAung,1990,left,\n")).header == ("name", "dob", "column 3")


def test_a_title_above_the_header_is_skipped(lists: Lists) -> None:
    table = read_table(lists("被困人员姓名登记表,,\n\n编号,姓名,性别\n1,王小明,男\n"))
    assert table.header == ("编号", "姓名", "性别")
    assert table.row_numbers == [4]


def test_a_row_of_people_is_never_taken_for_the_header_below_a_title(lists: Lists) -> None:
    table = read_table(lists("name\nAung,Ko\nMya\n"))
    assert table.header == ("name",)
    assert table.problems == [Problem(2, "", shape.TOO_MANY_CELLS)]


def test_empty_rows_are_skipped_and_counted(lists: Lists) -> None:
    table = read_table(lists("\n\nname,dob\n,\n\nAung,1990\n , \nMya,\n"))
    assert table.row_numbers == [6, 8]
    assert table.problems == []


def test_short_rows_are_filled_and_long_ones_left_out(lists: Lists) -> None:
    table = read_table(lists("name,dob\nAung\nMya,1991,,\nZaw,1992,x\n"))
    assert table.rows == [("Aung", ""), ("Mya", "1991")]
    assert table.problems == [Problem(4, "", shape.TOO_MANY_CELLS)]


def test_nul_and_endless_cells_cost_their_row(lists: Lists) -> None:
    long = "x" * (shape.MAX_CELL + 1)
    table = read_table(lists(f"name,dob\nAu\0ng,1990\n{long},1991\n{long[1:]},1992\nMya,1993\n"))
    assert table.row_numbers == [4, 5]
    assert table.problems == [Problem(2, "", shape.HAS_NUL), Problem(3, "", shape.TOO_LONG)]


@pytest.mark.parametrize("cell", ["1.10101E+17", "1,10101E+17", "1.10101199001011e+17", "1E+15"])
def test_numbers_in_scientific_notation_are_emptied_and_told(lists: Lists, cell: str) -> None:
    table = read_table(lists(f"name;id\nAung;{cell}\nMya;110101199001011234\n"))
    assert table.rows == [("Aung", ""), ("Mya", "110101199001011234")]
    assert table.problems == [Problem(2, "id", shape.DIGITS_LOST)]


@pytest.mark.parametrize("cell", ["1.5E+01", "E+17", "1E17", "A1.1E+17"])
def test_what_only_looks_like_a_damaged_number_stays(lists: Lists, cell: str) -> None:
    assert read_table(lists(f"name;id\nAung;{cell}\n")).rows == [("Aung", cell)]


def test_a_column_of_numbers_that_all_end_in_zeros_has_lost_its_digits(lists: Lists) -> None:
    table = read_table(lists("name,id\nAung,110101199001011000\nMya,320102198512250000\nZaw,12345\n"))
    assert table.rows == [("Aung", ""), ("Mya", ""), ("Zaw", "12345")]
    assert table.problems == [Problem(2, "id", shape.DIGITS_LOST), Problem(3, "id", shape.DIGITS_LOST)]


def test_a_number_that_ends_in_zeros_among_others_stays(lists: Lists) -> None:
    rows = read_table(lists("name,id\nAung,110101199001011000\nMya,320102198512250012\n")).rows
    assert rows == [("Aung", "110101199001011000"), ("Mya", "320102198512250012")]


def test_header_words_are_found_in_many_languages() -> None:
    headers = ("姓名", "身分證字號", "date_of_birth", "วันเกิด (พ.ศ.)", "အမည်", "氏名", "이름", "Nom", "ID")
    assert count_header_words(headers) == len(headers)
    assert count_header_words(("Aung Min", "王小明", "1990-01-02", "E12345678")) == 0


# ------------------------------------------------------------------------------------------------ workbooks


def test_every_cell_of_a_workbook_is_text(books: Books) -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        formats = ["yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm"]
        day, moment, clock, span = (workbook.add_format({"num_format": text}) for text in formats)
        sheet.write_row(0, 0, ["value", "as text"])
        sheet.write_row(1, 0, ["007", "007"])
        sheet.write_row(2, 0, [12345678.0, "12345678"])
        sheet.write_row(3, 0, [36.6, "36.6"])
        sheet.write_row(4, 0, [True, "TRUE"])
        sheet.write_datetime(5, 0, datetime(1990, 1, 2), day)
        sheet.write_string(5, 1, "1990-01-02")
        sheet.write_datetime(6, 0, datetime(1990, 1, 2, 3, 4), moment)
        sheet.write_string(6, 1, "1990-01-02 03:04:00")
        sheet.write_datetime(7, 0, time(3, 4), clock)
        sheet.write_string(7, 1, "03:04:00")
        sheet.write_datetime(8, 0, timedelta(hours=49, minutes=5), span)
        sheet.write_string(8, 1, "49:05:00")
        sheet.write_formula(9, 0, '="a"&"b"', None, "ab")
        sheet.write_string(9, 1, "ab")
        sheet.write_row(10, 0, [999_999_999_999_999, "999999999999999"])

    table = read_table(books(fill))
    assert table.how == 'XLSX, sheet "名单"'
    assert [row[0] for row in table.rows] == [row[1] for row in table.rows]
    assert len(table.rows) == 10


@pytest.mark.parametrize("number", [110101199001011234, 2**53, 10**15, -(10**16)])
def test_a_number_with_more_digits_than_a_sheet_keeps_is_emptied_and_told(books: Books, number: int) -> None:
    table = read_table(
        books(lambda _, sheet: (sheet.write_row(0, 0, ["name", "id"]), sheet.write_row(1, 0, ["A", number])))
    )
    assert table.rows == [("A", "")]
    assert table.problems == [Problem(2, "id", shape.DIGITS_LOST)]


def test_rows_of_a_sheet_are_counted_from_its_top(books: Books) -> None:
    def fill(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(3, 2, ["name", "dob"])
        sheet.write_row(7, 2, ["Aung", "1990"])

    table = read_table(books(fill))
    assert (table.header, table.rows, table.row_numbers) == (("name", "dob"), [("Aung", "1990")], [8])


def test_a_cell_merged_over_rows_counts_in_each_row_that_has_others(books: Books) -> None:
    def fill(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 1, ["园区", "姓名"])
        sheet.merge_range(1, 1, 4, 1, "北园")
        for row, name in enumerate(["王小明", "陈丽华", "", "刘婷"], 1):
            sheet.write_string(row, 2, name)

    assert read_table(books(fill)).rows == [("北园", "王小明"), ("北园", "陈丽华"), ("北园", "刘婷")]


def test_empty_merged_cells_beside_the_list_do_no_harm(books: Books) -> None:
    def fill(_: object, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_column(0, 2, ["name", "Aung", "Mya"])
        sheet.merge_range(1, 0, 2, 1, "")
        sheet.merge_range(1, 4, 2, 5, "")
        sheet.merge_range(8, 2, 9, 2, "")

    assert read_table(books(fill)).rows == [("Aung",), ("Mya",)]


def test_the_first_visible_sheet_with_cells_is_read_unless_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("empty").activate()
        hidden, first, second = map(workbook.add_worksheet, ("hidden", "first", "second"))
        hidden.hide()
        for sheet in (hidden, first, second):
            sheet.write_column(0, 0, ["name", sheet.name])
    assert read_table(path).rows == [("first",)]
    assert read_table(path, sheet="second").rows == [("second",)]
    assert read_table(path, sheet="hidden").rows == [("hidden",)]
    with pytest.raises(DataError, match='it has "empty", "hidden", "first", "second"'):
        read_table(path, sheet="third")
    with pytest.raises(DataError, match="the sheet is empty"):
        read_table(path, sheet="empty")


def test_a_workbook_without_cells_is_refused(books: Books) -> None:
    with pytest.raises(DataError, match="all visible sheets are empty"):
        read_table(books(lambda _, sheet: sheet.set_column(0, 3, 20)))


def test_content_decides_and_not_the_suffix(lists: Lists, tmp_path: Path) -> None:
    write_table(tmp_path / "book.xlsx", ["name"], [["Aung"]])
    named_csv = (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    assert read_table(named_csv).how == 'XLSX, sheet "Sheet1"'
    assert read_table(lists("name,dob\nAung,1990\n", name="list.xlsx")).how == "CSV, UTF-8, separator ,"


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(f"<table:table-row>{cell.format(text)}</table:table-row>" for text in ("姓名", "王小明"))
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text")}
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    path = tmp_path / "list.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="T">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    table = read_table(path)
    assert (table.rows, table.how) == ([("王小明",)], 'ODS, sheet "T"')


def test_a_workbook_with_a_password_is_refused(lists: Lists) -> None:
    locked = workbooks.OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DataError, match="password"):
        read_table(lists(locked))


@pytest.mark.parametrize("head", [workbooks.ZIP, workbooks.OLE], ids=["zip", "ole"])
def test_a_damaged_workbook_is_refused(lists: Lists, head: bytes) -> None:
    with pytest.raises(DataError, match="damaged workbook"):
        read_table(lists(head + b"\0\1\2" * 500))


def test_a_workbook_that_unpacks_to_too_much_is_refused(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    path = books(lambda _, sheet: sheet.write_column(0, 0, ["name", "Aung"]))
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 1000)
    with pytest.raises(DataError, match="unpacked"):
        read_table(path)


def test_a_stray_cell_far_from_the_list_is_refused(books: Books) -> None:
    path = books(lambda _, sheet: (sheet.write_column(0, 0, ["name", "Aung"]), sheet.write(1_048_575, 16_383, "x")))
    with pytest.raises(DataError, match="stray cells"):
        read_table(path)


def test_a_format_far_from_the_list_does_no_harm(books: Books) -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_column(0, 0, ["name", "Aung"])
        sheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))

    assert read_table(books(fill)).rows == [("Aung",)]


# -------------------------------------------------------------------------------------- files and limits


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b",,\n,,\n", b"name,dob\n", b"name,dob\n,\n"])
def test_an_empty_list_is_refused(lists: Lists, content: bytes) -> None:
    with pytest.raises(DataError, match=r"list\.csv: .*(empty|no rows)"):
        read_table(lists(content))


def test_a_header_alone_is_a_list_where_that_is_allowed(lists: Lists) -> None:
    table = read_table(lists("left_id,right_id\n"), allow_empty=True)
    assert (table.header, table.rows) == (("left_id", "right_id"), [])


def test_only_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path(os.devnull)):
        with pytest.raises(DataError, match=r"not a regular file|Is a directory"):
            read_table(path)
    with pytest.raises(DataError, match=r"missing\.csv: no such file"):
        read_table(tmp_path / "missing.csv")


def test_a_file_that_may_not_be_read_is_told(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = lists("name\nAung\n")
    monkeypatch.setattr("matcher.regular.without_waiting", refuse)
    with pytest.raises(DataError, match=r"list\.csv: cannot be read \(Permission denied\)"):
        read_table(path)


def test_a_file_past_the_limit_is_refused_unread(lists: Lists) -> None:
    path = lists("name\nAung\n")
    os.truncate(path, reading.MAX_BYTES + 1)
    with pytest.raises(DataError, match="too large for a list"):
        read_table(path)


def test_too_many_rows_and_columns_are_refused(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = ",".join(f"c{number}" for number in range(header.MAX_COLUMNS + 1))
    with pytest.raises(DataError, match="1,001 columns"):
        read_table(lists(f"{columns}\n1\n"))
    monkeypatch.setattr(shape, "MAX_ROWS", 3)
    assert len(read_table(lists("name\nA\nB\n")).rows) == 2
    with pytest.raises(DataError, match="more than 3 rows"):
        read_table(lists("name\nA\nB\nC\n"))


@pytest.mark.parametrize(
    "value", ["1990-01-02", "1990年1月2日", "02.01.1990", "E12345678", "110101199001011234", "11010119900101123X"]
)
def test_a_first_row_with_values_is_no_header(lists: Lists, value: str) -> None:
    with pytest.raises(DataError, match=r"list\.csv, row 1: .*header") as caught:
        read_table(lists(f"Aung,{value}\nMya,{value}\n"))
    assert value not in str(caught.value)


def test_a_file_that_is_no_list_is_refused(lists: Lists) -> None:
    with pytest.raises(DataError, match="neither text nor a workbook"):
        read_table(lists(b"%PDF-1.7\n" + random.Random(1).randbytes(5000)))


# ------------------------------------------------------------------------------------- nothing leaks out

BROKEN = {
    "too many cells": f"name,dob\n{MARK},1990,{MARK}\nAung,1\n".encode(),
    "only bad rows": f"name,dob\n{MARK},1990,{MARK}\n".encode(),
    "NUL": f"name,dob\n{MARK}\0,1990\nAung,1\n".encode(),
    "open quote": f'name,dob\n"{MARK},1990\nAung,1\n'.encode(),
    "open quote in the header": f'"name,dob\n{MARK},1990\n'.encode(),
    "long cell": f"name,dob\n{MARK * 2000},1990\nAung,1\n".encode(),
    "damaged bytes": f"name,dob\n{MARK}".encode() + b"\xff\xfe\x81,1990\n" + b"Aung,1\n" * 300,
    "no header": f"{MARK},1990-01-02\n{MARK},1990-01-03\n".encode(),
    "long header": f"{MARK * 100},dob\nAung,1\n".encode(),
    "lost digits": f"name,id\n{MARK},1.10101E+17\n".encode(),
    "no encoding": (f"Ваня,{MARK}\n" + "Иван,1990\n" * 30).encode("cp1251"),
    "binary": MARK.encode() + bytes(range(32)) * 50,
    "damaged workbook": workbooks.ZIP + MARK.encode() * 50,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_no_message_quotes_a_cell(lists: Lists, content: bytes) -> None:
    table, error = outcome(lists(content))
    if table is None:
        told = [str(error)]
    else:
        assert table.problems
        told = [repr(table), table.how, *map(repr, table.problems)]
    assert not any(part in text for text in told for part in (MARK, MARK[:4], "1990", "1.10101", "Иван"))


def test_the_repr_of_a_table_shows_counts_only(lists: Lists) -> None:
    table = read_table(lists(f"name,dob\n{MARK},1990\nAung,1,2\n"))
    assert repr(table) == "Table(1 rows, 2 columns, 1 problems)"


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_a_table_or_one_line(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    check_outcome(path)


LINES = st.lists(st.sampled_from(['"', ",", ";", "\t", "\n", "\r", "a", "姓名", " ", "\0", "'", "=", "1E+20", "sep="]))


@settings(max_examples=300, deadline=None)
@given(pieces=LINES)
def test_any_text_of_separators_and_quotes_gives_a_table_or_one_line(
    pieces: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "pieces.csv"
    path.write_text("".join(pieces), encoding="utf-8", newline="")
    check_outcome(path)


def outcome(path: Path) -> tuple[Table | None, DataError | None]:
    """The list, or the error that it gives."""
    try:
        return read_table(path), None
    except DataError as error:
        return None, error


def check_outcome(path: Path) -> None:
    """A well-formed table, or one line that hides what it was caused by."""
    table, error = outcome(path)
    if table is None:
        assert error is not None
        assert len(str(error).splitlines()) == 1
        assert error.__suppress_context__ or error.__context__ is None
        return
    assert len(set(table.header)) == len(table.header)
    assert all(len(row) == len(table.header) for row in table.rows)
    assert all(cell == cell.strip() for row in table.rows for cell in row)
    assert table.row_numbers == sorted(set(table.row_numbers))
    assert len(table.row_numbers) == len(table.rows)
    left_out = {problem.row for problem in table.problems if not problem.column}
    assert left_out.isdisjoint(table.row_numbers)


# --------------------------------------------------------------------------------------------------- writing


def test_a_csv_opens_in_excel_and_in_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_table(path, ["姓名", "note"], [["王小明", 'a,"b"'], ["Aung", "x\ny"]])
    assert path.read_bytes() == '\ufeff姓名,note\n王小明,"a,""b"""\nAung,"x\ny"\n'.encode()


def test_a_tsv_is_separated_by_tabs(tmp_path: Path) -> None:
    write_table(tmp_path / "list.tsv", ["a", "b"], [["1", "2\t3"]])
    assert (tmp_path / "list.tsv").read_text("utf-8-sig") == 'a\tb\n1\t"2\t3"\n'


def test_stdout_gets_csv_without_a_byte_order_mark(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_to_stdout(["姓名"], [["=王"]])
    assert capfdbinary.readouterr().out == "姓名\n'=王\n".encode()


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "+86-138-0013", "--1", "'=1"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.csv"
    write_table(path, ["name", "id"], [[cell, "1"]])
    written = path.read_text("utf-8-sig").split("\n", 1)[1].lstrip('"')
    assert written.startswith("'")
    assert read_table(path).rows == [(cell.strip(), "1")]


@pytest.mark.parametrize("cell", ["-", "-0.53", "+86 138 0013 8000", "-12", "Aung-Min", "a=b", "'t Hooft", "O'Neil"])
def test_what_runs_nothing_is_written_as_it_is(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.csv"
    write_table(path, ["name"], [[cell]])
    assert path.read_text("utf-8-sig") == f"name\n{cell}\n"


def test_a_workbook_has_strings_only_and_a_header_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_table(path, ["姓名", "id"], [["=1+1", "007"], ["http://example.org", "110101199001011234"]])
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count('t="s"') == 6
    assert 'state="frozen"' in sheet
    assert 'width="20.7' in sheet  # as wide as its longest cell and a little more
    assert read_table(path).rows == [("=1+1", "007"), ("http://example.org", "110101199001011234")]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_table(tmp_path / name, ["姓名"], [["王小明"]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_private_list_can_be_read_by_its_owner_alone(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list{suffix}"
    write_table(path, ["name"], [["Aung"]], private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> Iterator[list[str]]:
        yield [MARK]
        raise KeyboardInterrupt

    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    path = tmp_path / f"list{suffix}"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_table(path, ["name"], rows())
    assert path.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == sorted([elsewhere, path])
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["list", "list.json", "list.xls", ".csv"])
def test_a_name_that_says_no_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.tsv or \.xlsx"):
        check_suffix(tmp_path / name)
    with pytest.raises(UsageError):
        write_table(tmp_path / name, ["name"], [])
    assert list(tmp_path.iterdir()) == []


def test_what_xlsx_cannot_hold_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xlsx"
    with pytest.raises(DataError, match="row 2: a cell too long for XLSX"):
        write_table(path, ["name"], [["x" * 32_768]])
    monkeypatch.setattr("matcher.tables.writing.XLSX_ROWS", 3)
    with pytest.raises(DataError, match="more than the 3 rows"):
        write_table(path, ["name"], [["x"]] * 3)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written"):
        write_table(tmp_path / "none" / "list.csv", ["name"], [])


# ---------------------------------------------------------------------------------------------- there and back

CELLS = st.text(
    st.one_of(st.sampled_from("=+-@'\"\t\r\n ,;|王0E."), st.characters(codec="utf-8", exclude_characters="\0")),
    max_size=12,
).filter(lambda cell: not cells.lost_digits(cell.strip()))


@given(cell=st.text(st.sampled_from("=+-@' \t1.a＝")))
def test_an_apostrophe_put_in_front_is_taken_away_again(cell: str) -> None:
    assert cells.restored(cells.neutralised(cell)) == cell


@example(["\r-"])
@given(st.lists(st.text(st.sampled_from("=+-@＝＋－＠\t\r\n '\"a1;,|."), max_size=8), min_size=1, max_size=4))
def test_no_cell_is_written_so_that_a_spreadsheet_would_run_it(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.csv"
        write_table(path, ["h"] * len(texts), [texts])
        with path.open(encoding="utf-8-sig", newline="") as file:
            written = list(csv.reader(file))[1]
    for cell in written:
        is_number = re.fullmatch(r"\s*[+-][0-9 ]*(\.[0-9]+)?", cell, re.ASCII)
        assert is_number or cell.strip()[:1] not in tuple("=+-@＝＋－＠")
        assert cell[:1] not in tuple("\t\r\n")


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), suffix=st.sampled_from([".csv", ".tsv"]))
def test_text_comes_back_as_it_was_written(
    rows: list[tuple[str, str, str]], suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"back{suffix}"
    check_round_trip(path, rows)


# XML has no control characters and one line end.
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12).filter(
    lambda cell: not cells.lost_digits(cell.strip())
)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(PRINTABLE, PRINTABLE, PRINTABLE), max_size=5))
def test_text_comes_back_from_a_workbook(
    rows: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check_round_trip(tmp_path_factory.getbasetemp() / "back.xlsx", rows)


def check_round_trip(path: Path, rows: list[tuple[str, str, str]]) -> None:
    write_table(path, ["姓名", "note; more", "id"], rows)
    table = read_table(path, allow_empty=True)
    stripped = [tuple(map(str.strip, row)) for row in rows]
    assert table.header == ("姓名", "note; more", "id")
    assert table.rows == [row for row in stripped if any(row)]
    assert table.row_numbers == [number for number, row in enumerate(stripped, 2) if any(row)]
    assert table.problems == []


OPEN_FOR_EVER = 'a"b,"open\n'  # closes the quote of the line before, and opens its own


def test_many_open_quotes_cost_their_own_lines_alone(lists: Lists) -> None:
    table = read_table(lists("id,name\n" + OPEN_FOR_EVER * 200 + "1,x\n" * 5))
    assert len(table.problems) == 200
    assert table.rows == [("1", "x")] * 5


def test_a_list_of_open_quotes_alone_is_not_read_once_for_each(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    reader = csv_lists._reader

    def counting(lines: Iterable[str], separator: str) -> Iterable[list[str]]:
        lines = list(lines)
        begun.append(len(lines) - 1)  # without the mark of the end
        return reader(lines, separator)

    monkeypatch.setattr(csv_lists, "_reader", counting)
    read_table(lists("id,name\n" + OPEN_FOR_EVER * 1000 + "3,x\n"))
    long = [lines for lines in begun if lines > 1]
    assert len(long) < 100
