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


@pytest.mark.parametrize(
    ("field", "known"),
    [
        (
            "name",
            [
                "Name of missing person",
                "NAME AS PER PASSPORT",
                "Missing person",
                "Name of victim",
                "Victim's name",
                "Passenger name",
                "Name as in passport",
                "Names",
                "Full Names",
                "Complete name",
                "Nama (lengkap)",
                "Họ (và) tên",
                "Họ và tên",
                "ФИО",
                "이름",
                "성명",
                "氏名",
                "नाम",
                "নাম",
                "பெயர்",
                "الاسم",
                "ስም",
                "Nombre",
                "1. Name",
                "Full name of the missing person (block letters)",
                "Name in English",
                "VICTIM_NAME",
            ],
        ),
        ("surname", ["Apellidos", "Фамилия"]),
        ("given_name", ["Prénom", "Имя", "Middle name"]),
        (
            "birthdate",
            [
                "Year of birth",
                "YOB",
                "Ngày sinh",
                "Năm sinh",
                "Tanggal lahir",
                "Дата рождения",
                "생년월일",
                "生年月日",
                "Date de naissance",
                "Fecha de nacimiento",
                "Data de nascimento",
                "تاريخ الميلاد",
                "जन्म तिथि",
                "DOB (dd/mm/yyyy)",
                "DOB dd/mm/yyyy",
                "Date of birth of victim",
                "Date of birth (YYYY-MM-DD)",
            ],
        ),
        (
            "passport",
            [
                "Travel doc no",
                "Travel document number",
                "PP No",
                "PPT No",
                "Paspor",
                "Hộ chiếu",
                "Паспорт",
                "여권번호",
                "旅券番号",
                "Passeport",
                "Pasaporte",
                "Passaporte",
                "ID/Passport No",
                "Passport #",
                "Victim passport no.",
            ],
        ),
        ("id_number", ["Doc. No.", "ID No.", "IC No", "NID", "CNIC", "NIK", "Aadhaar", "CCCD", "NRIC No"]),
        (
            "nationality",
            [
                "Nat",
                "Nation",
                "Quốc tịch",
                "Гражданство",
                "국적",
                "Kewarganegaraan",
                "Nacionalidad",
                "Nacionalidade",
                "Nationalité",
                "Home country",
                "Nationality of victim",
            ],
        ),
        ("phone", ["Mob", "Cell no", "Contact", "WhatsApp number", "No HP", "SĐT", "Телефон", "전화번호", "Mobile #"]),
        ("place", ["Village", "Home place", "POB", "District", "Quê quán", "Tempat lahir"]),
        ("address", ["Permanent address", "Alamat"]),
        ("sex", ["M/F", "Giới tính", "Jenis kelamin", "Пол", "성별", "Sexe", "Sexo", "Sex (M/F)"]),
    ],
)
def test_headers_of_other_languages_and_wordings_are_known(field: str, known: list[str]) -> None:
    for header in known:
        suggestion = headers.propose(header)
        assert suggestion is not None, header
        assert (suggestion.field, suggestion.is_id) == (field, False), header


@pytest.mark.parametrize(
    "header",
    [
        "Name of contact",
        "Contact name",
        "Tel. No. (family)",
        "Reporter's name",
        "Mother's name",
        "Emergency contact",
        "Name (mother)",
        "Name / Father's name",
        "Emergency contact number",
        "联系人 姓名",
        "家属电话",
        "Contact person/Phone",
        "Nama ibu",
        "Agent name",
        "Name of next of kin",
        "Husband's name",
        "Wife's passport no",
        "ชื่อ (บิดา)",
    ],
)
def test_a_header_about_somebody_else_is_not(header: str) -> None:
    assert headers.propose(header) is None


@pytest.mark.parametrize("header", ["Ref No", "Ref. No.", "S/N", "S.No", "Sl No", "SN", "Sr No", "STT", "№", "编号/ID"])
def test_more_ids_are_known(header: str) -> None:
    suggestion = headers.propose(header)
    assert suggestion is not None
    assert suggestion.is_id


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
