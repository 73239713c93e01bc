"""Headers that lists usually have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import fields
from matcher.evidence import Kind
from matcher.fields import headers


@pytest.mark.parametrize(
    ("header", "field", "kind"),
    [
        ("姓名", "name", "name"),
        ("Full Name", "name", "name"),
        ("ชื่อ-นามสกุล", "name", "name"),
        ("အမည်", "name", "name"),
        ("姓", "surname", "name"),
        ("last_name", "surname", "name"),
        ("名", "given_name", "name"),
        ("First-Name", "given_name", "name"),
        ("曾用名", "alias", "name"),
        ("出生日期", "birthdate", "date"),
        ("DOB", "birthdate", "date"),
        ("DateOfBirth", "birthdate", "date"),
        ("date_of_birth", "birthdate", "date"),
        ("護照號碼", "passport", "document"),
        ("Passport No.", "passport", "document"),
        ("身份证号", "id_number", "document"),
        ("soc_sec_id", "id_number", "document"),
        ("性别", "sex", "category"),
        ("Gender", "sex", "category"),
        ("国籍", "nationality", "category"),
        ("手机号", "phone", "phone"),
        ("Mobile No.", "phone", "phone"),
        ("เบอร์โทร", "phone", "phone"),
        ("籍贯", "place", "place"),
        ("省份", "province", "place"),
        ("suburb", "city", "place"),
        ("地址", "address", "place"),
    ],
)
def test_a_usual_header_is_known(header: str, field: str, kind: Kind) -> None:
    assert headers.propose(header) == headers.Suggestion(field, kind)


@pytest.mark.parametrize("header", ["编号", "序号", "ID", "No.", "rec_id", "Case ID", "ลำดับ"])
def test_an_id_is_known(header: str) -> None:
    suggestion = headers.propose(header)
    assert suggestion is not None
    assert suggestion.is_id


@pytest.mark.parametrize(
    "header",
    [
        "姓名/Name",
        "姓名 (必填)",
        "Name（姓名）",
        "姓名 Name",
        "【必填】姓名",
        "  ＮＡＭＥ ",
        "\ufeff姓名",
        "姓名：",
        "姓 名",
    ],
)
def test_a_header_in_several_words_is_known(header: str) -> None:
    assert headers.propose(header) == headers.Suggestion("name", "name")


@pytest.mark.parametrize("header", ["", " ", "备注", "remarks", "#", "()"])
def test_another_header_is_not(header: str) -> None:
    assert headers.propose(header) is None


def test_no_header_means_two_things() -> None:
    seen: dict[str, str] = {}
    for field in (*headers.FIELDS, "id"):
        for header in headers.synonyms(field):
            assert seen.setdefault(headers.fold(header), field) == field


def test_every_synonym_leads_to_its_field() -> None:
    for field, kind in headers.FIELDS.items():
        assert fields.kind(kind).PARTS
        for header in headers.synonyms(field):
            assert headers.propose(header) == headers.Suggestion(field, kind)


def test_usual_fields_are_fields() -> None:
    for field, kind, columns in headers.USUAL_FIELDS:
        assert headers.FIELDS[field] == kind
        assert columns == headers.synonyms(field)
    assert "编号" in headers.ID_COLUMNS


@given(st.text(max_size=40))
def test_no_text_raises(header: str) -> None:
    suggestion = headers.propose(header)
    assert suggestion is None or suggestion.field
