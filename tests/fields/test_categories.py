"""Sex, nationality and other fields of a few words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, categories
from matcher.fields.reading import read_column
from matcher.fields.tables import rows

TABLES = [table for tables in categories._TABLES.values() for table in tables]


def code(cell: str) -> str | None:
    value = categories.normalise(cell)
    return value and value.normal


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        ("m", ["M", "m", "male", "Male", "MALE ", "Ｍ", "man", "男", "男性", "ชาย", "เพศชาย", "ကျား", "Nam", "1"]),
        ("m", ["男/Male", "男 (M)", "性别：男", "Mr."]),
        ("f", ["F", "female", "woman", "女", "女性", "หญิง", "မ", "Nữ", "2", "Female/女"]),
    ],
)
def test_spellings_of_a_sex_meet(sex: str, cells: list[str]) -> None:
    assert {code(cell) for cell in cells} == {sex}


@pytest.mark.parametrize(
    ("nationality", "cells"),
    [
        (
            "chn",
            ["中国", "中國", "中国籍", "中国人", "China", "CHINESE", "PRC", "P.R. China", "CN", "CHN", "Trung Quốc"],
        ),
        ("chn", ["จีน", "สัญชาติจีน", "တရုတ်", "People's Republic of China", "中国/China", "Chinese (China)"]),
        ("mmr", ["缅甸", "緬甸", "Myanmar", "Burma", "Burmese", "MMR", "พม่า", "เมียนมา", "မြန်မာ", "မြန်မာနိုင်ငံသား"]),
        ("tha", ["泰国", "泰国籍", "Thai", "Thailand", "TH", "ไทย", "คนไทย", "Thái Lan", "Kingdom of Thailand"]),
        ("vnm", ["越南", "Vietnam", "Viet Nam", "VIETNAMESE", "VN", "เวียดนาม", "người Việt Nam"]),
        ("khm", ["柬埔寨", "Cambodia", "Cambodian", "Khmer", "กัมพูชา", "KHM", "Campuchia"]),
        ("lao", ["老挝", "寮國", "Laos", "Lao PDR", "ลาว"]),
        ("eth", ["Ethiopia", "Ethiopian", "埃塞俄比亚", "ET"]),
        ("hkg", ["Hong Kong", "中国香港", "香港", "HK"]),
        ("twn", ["Taiwan", "台灣", "台湾", "TW", "Taiwanese"]),
        ("gbr", ["UK", "United Kingdom", "British", "英国", "GBR"]),
        ("cod", ["DRC", "刚果（金）", "Congo Kinshasa"]),
        ("cog", ["刚果（布）", "Congo Brazzaville"]),
    ],
)
def test_spellings_of_a_nationality_meet(nationality: str, cells: list[str]) -> None:
    assert {code(cell) for cell in cells} == {nationality}


def test_a_code_means_itself() -> None:
    for table in TABLES:
        for own, _ in rows(table):
            assert code(own) == own


def test_most_spellings_mean_one_country() -> None:
    meanings: dict[str, set[str]] = {}
    for table in TABLES:
        for own, spellings in rows(table):
            for spelling in spellings.split("|"):
                meanings.setdefault(spelling, set()).add(own)
    several = {spelling for spelling, codes in meanings.items() if len(codes) > 1}
    assert several == {"mr", "ms", "nu", "nga"}  # titles and Vietnamese words that are codes of other countries


@pytest.mark.parametrize("cell", ["", " ", "-", "unknown", "未知", "不详", "NA", "nan"])
def test_a_placeholder_is_no_category(cell: str) -> None:
    assert categories.normalise(cell) is None


def test_other_words_are_their_own_category() -> None:
    value = categories.normalise("  Cook\tor Cleaner ")
    assert value is not None
    assert (value.normal, value.parts, value.qgrams) == (
        "cook or cleaner",
        {"whole": ("cook or cleaner",)},
        ("cook or cleaner",),
    )


def test_two_meanings_are_neither() -> None:
    assert code("male/female") == "male/female"
    assert code("China/Thailand") == "china/thailand"


def test_traditional_characters_are_folded() -> None:
    assert categories.normalise("已獲救") == categories.normalise("已获救")


def test_too_long_is_unreadable() -> None:
    with pytest.raises(Unreadable, match=r"^longer than 100 characters$"):
        categories.normalise("a" * 101)


@given(
    st.one_of(
        st.text(max_size=50),
        st.lists(st.sampled_from(["男", "china", "中国", "人", "籍", "/", " ", "the "])).map("".join),
    )
)
def test_a_normal_form_is_its_own(cell: str) -> None:
    try:
        value = categories.normalise(cell)
    except Unreadable:
        return
    if value is not None and len(value.normal) <= categories.LONGEST:
        assert categories.normalise(value.normal) == value


def column(*cells: str) -> list[str | None]:
    return read_column("c", "category", cells)[0].normal_forms()


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        (
            "m",
            ["Laki-laki", "Lelaki", "Lalaki", "kiume", "муж.", "мужской", "М", "Homem", "Hombre", "Masculino", "erkak"],
        ),
        ("f", ["Perempuan", "Babae", "kike", "жен", "Женский", "ж", "Mulher", "Mujer", "Feminino", "Femenino", "ayol"]),
        ("m", ["남", "남자", "남성", "पुरुष", "পুরুষ", "ஆண்", "పురుషుడు", "പുരുഷൻ", "පිරිමි", "ወንድ", "ذكر", "مرد", "ຊາຍ", "ប្រុស"]),
        (
            "f",
            ["여자", "여성", "महिला", "स्त्री", "মহিলা", "பெண்", "స్త్రీ", "സ്ത്രീ", "ගැහැණු", "ሴት", "أنثى", "عورت", "ຍິງ", "ស្រី"],
        ),
    ],
)
def test_sexes_in_the_languages_of_who_is_looked_for(sex: str, cells: list[str]) -> None:
    assert {code(cell) for cell in cells} == {sex}


@pytest.mark.parametrize(
    ("nationality", "cells"),
    [
        ("eth", ["ኢትዮጵያዊ", "ኢትዮጵያ", "Éthiopienne", "Эфиопия"]),
        ("eth", ["Federal Democratic Republic of Ethiopia", "Ethiopian (Amhara)"]),
        ("mar", ["مغربي", "المغرب", "Marocain", "Марокко"]),
        ("pak", ["پاکستانی", "پاکستان", "Paki"]),
        ("ind", ["भारतीय", "भारत", "இந்தியா", "భారతదేశం", "ഇന്ത്യ", "ভারত"]),
        ("npl", ["नेपाली", "नेपाल", "Nepalese"]),
        ("bgd", ["বাংলাদেশী", "বাংলাদেশ", "B'desh"]),
        ("lka", ["ශ්‍රී ලංකාව", "இலங்கை", "Sri Lankan"]),
        ("lao", ["ລາວ", "ສປປ ລາວ"]),
        ("khm", ["កម្ពុជា", "ខ្មែរ"]),
        ("kor", ["한국", "한국인", "대한민국", "Korea (South)"]),
        ("jpn", ["日本", "日本人", "日本国籍"]),
        ("rus", ["Россия", "РФ", "россиянин", "гражданин РФ"]),
        ("kaz", ["Қазақстан", "Казахстан", "казах", "Qazaqstan"]),
        ("uzb", ["O'zbekiston", "Узбекистан", "узбек"]),
        ("kgz", ["Кыргызстан", "Киргизия", "киргиз"]),
        ("ukr", ["Україна", "Украина", "українка"]),
        ("phl", ["Pinoy", "Pinay", "Filipina"]),
        ("idn", ["WNI", "warga negara Indonesia", "Indonésie"]),
        ("mys", ["M'sian", "Malaisie"]),
        ("twn", ["Taiwan R.O.C.", "Taiwan (R.O.C.)", "China (Taiwan)"]),
    ],
)
def test_nationalities_in_their_own_languages(nationality: str, cells: list[str]) -> None:
    assert column(*cells) == [nationality] * len(cells)


def test_among_nationalities_a_country_counts_beside_what_is_none() -> None:
    cells = ["Gujarat, India", "Karen/Myanmar", "中国（维吾尔族）", "Malaysian (Chinese)", "Thai"]
    assert column(*cells) == ["ind", "mmr", "chn", "mys", "tha"]


def test_a_word_that_is_no_sex_is_missing_among_sexes() -> None:
    read, unread = read_column("s", "category", ["Male", "femle", "F", "汉族", "", "M"])
    assert read.normal_forms() == ["m", None, "f", None, None, "m"]
    assert unread == {1: "no sex that is known here", 3: "no sex that is known here"}


def test_a_people_of_a_country_is_no_nationality() -> None:
    read, unread = read_column("n", "category", ["中国", "汉族", "缅甸", "mynmr", "Chinese/Malaysian", "老挝"])
    assert read.normal_forms() == ["chn", None, "mmr", None, None, "lao"]
    assert sorted(unread) == [1, 3, 4]
    assert set(unread.values()) == {"no nationality that is known here"}


def test_words_of_another_column_stay_categories() -> None:
    assert column("cook", "driver", "China", "man (cook)", "cook") == ["cook", "driver", "chn", "man (cook)", "cook"]
    assert column("1", "2", "3", "1") == ["m", "f", "3", "m"]


def test_what_a_column_holds_hangs_on_neither_order_nor_repeated_words() -> None:
    cells = ["Thai", "Lao", "Thai", "tailor", "sailor"]
    assert categories.sense_of(cells) == categories.sense_of(cells[::-1]) == categories.NATIONALITY
    assert categories.sense_of(["Thai", *cells[3:]]) == categories.FREE


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["L", "P", "L"], ["m", "f", "m"]),
        (["Lk", "Pr", "Lk"], ["m", "f", "m"]),
        (["L", "Perempuan"], ["m", "f"]),
        (["H", "F"], ["m", "f"]),
        (["H", "M"], ["m", "f"]),
        (["L", "B"], ["m", "f"]),
        (["Me", "Ke", "Ke"], ["m", "f", "f"]),
        (["M", "F", "P", "L"], ["m", "f", None, None]),
        ([*["M"] * 20, "H"], [*["m"] * 20, None]),
        (["LK", "LK"], ["lka", "lka"]),
        (["LK", "PR", "IN", "NP"], ["lka", "pri", "ind", "npl"]),
        (["MR", "SN", "MA"], ["mrt", "sen", "mar"]),
    ],
)
def test_letters_mean_what_their_column_says(cells: list[str], codes: list[str | None]) -> None:
    assert column(*cells) == codes


@given(st.lists(st.sampled_from(["L", "P", "M", "F", "H", "lk", "pr", "1", "3", "Thai", "cook", ""])), st.randoms())
def test_the_order_of_rows_changes_no_category(cells: list[str], chance: random.Random) -> None:
    read = dict(zip(cells, column(*cells), strict=True))
    chance.shuffle(cells)
    assert dict(zip(cells, column(*cells), strict=True)) == read
