"""Names in other scripts meet their Latin spellings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import cells, scripts
from matcher.fields.scripts import thai, zawgyi
from matcher.fields.sinitic import codes

ZAWGYI_AND_UNICODE = [
    ("ေအာင္ေအာင္လြင္", "အောင်အောင်လွင်"),
    ("စိန္လွေမာင္", "စိန်လှမောင်"),
    ("ေက်ာ္စိုး", "ကျော်စိုး"),
    ("ၿဖိဳး", "ဖြိုး"),
    ("ေ႐ႊ", "ရွှေ"),
    ("ျမၫြန္႔", "မြညွန့်"),
    ("သႏၲာ", "သန္တာ"),
    ("ႏုႏု", "နုနု"),
]

BLOCKS = "[\u0020-\u024f\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1200-\u137f\uac00-\uad00]"
WORDS = st.from_regex(f"{BLOCKS}{{0,30}}", fullmatch=True)


@pytest.mark.parametrize(("zawgyi_text", "unicode_text"), ZAWGYI_AND_UNICODE)
def test_zawgyi_becomes_unicode(zawgyi_text: str, unicode_text: str) -> None:
    assert zawgyi.is_zawgyi(zawgyi_text)
    assert cells.clean(scripts.readable(zawgyi_text), 200) == cells.clean(unicode_text, 200)


@pytest.mark.parametrize("text", [text for _, text in ZAWGYI_AND_UNICODE] + ["ခင်မွှေး", "ကျော်ဆွေဦး", "မင်္ဂလာ"])
def test_unicode_is_left_alone(text: str) -> None:
    assert scripts.readable(text) == text


def test_shan_in_unicode_is_not_taken_for_zawgyi() -> None:
    assert not zawgyi.is_zawgyi("ၸၢႆးမၢဝ်း")


def test_a_nought_beside_letters_is_the_letter_wa() -> None:
    assert scripts.words("၀င်း") == ("win",)
    assert scripts.readable("ဝင်း ၁၀") == "ဝင်း ၁၀"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("အောင်ကျော်", ("aung", "kyaw")),
        ("ခင်မောင်မြင့်", ("khin", "maung", "myint")),
        ("သူဇာဝင်း", ("thuzar", "win")),
        ("သန္တာစိုး", ("thandar", "soe")),
        ("လှလှရွှေ", ("hla", "hla", "shwe")),
        ("ချစ်ဦး", ("chit", "oo")),
        ("ေအာင္လြင္", ("aung", "lwin")),
    ],
)
def test_burmese_has_a_word_for_each_syllable(name: str, words: tuple[str, ...]) -> None:
    assert scripts.words(name) == words


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("สมชาย", "somchai"),
        ("วิไลวรรณ", "wilaiwan"),
        ("ศักดิ์", "sak"),
        ("ประยุทธ์", "prayut"),
        ("เจริญ", "charoen"),
        ("นพดล", "nopdon"),
        ("ธนากร", "thanakon"),
        ("หญิง", "ying"),
        ("จันทร์", "chan"),
        ("โสภณ", "sophon"),
        ("เพ็ญ", "phen"),
        ("น้ำ", "nam"),
        ("ສົມສັກ", "somsak"),
    ],
)
def test_thai_and_lao_are_written_by_sound(name: str, latin: str) -> None:
    assert scripts.romanise(cells.clean(name, 200) or "") == latin
    assert thai.romanise(name) == latin


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("محمد", ("muhammad",)),
        ("مُحَمَّد", ("muhammad",)),
        ("فاطمة", ("fatima",)),
        ("الحسن", ("al", "hasan")),
        ("شهباز", ("shahbaz",)),
        ("ایرج", ("iraj",)),
        ("منى", ("mana",)),
        ("گۈلنار", ("gulnar",)),
        ("ئابدۇللا", ("abdulla",)),
    ],
)
def test_arabic_letters_get_the_vowels_they_lack(name: str, words: tuple[str, ...]) -> None:
    assert scripts.words(name) == words


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("አበበ", "abebe"),
        ("ትግስት", "tigist"),
        ("መስፍን", "mesfin"),
        ("ወርቅነህ", "workineh"),
        ("እንዳለ", "endale"),
        ("ደሳለኝ", "desalegn"),
        ("रमेश", "ramesh"),
        ("ममता", "mamta"),
        ("सिंह", "singh"),
        ("मित्र", "mitra"),
        ("ज़हीर", "zahir"),
        ("ঘোষ", "ghosh"),
        ("রায়", "ray"),
        ("স্বাতী", "swati"),
        ("முருகன்", "murukan"),
        ("ਸਿੰਘ", "singh"),
        ("సురేష్", "suresh"),
        ("ഉണ്ണികൃഷ്ണൻ", "unnikrishnan"),
        ("සුනිල්", "sunil"),
        ("đặng", "dang"),
        ("nguyễn", "nguyen"),
        ("михайлов", "mikhailov"),
        ("μαρία", "maria"),
    ],
)
def test_other_scripts_are_written_by_their_letters(name: str, latin: str) -> None:
    assert scripts.romanise(name) == latin


def test_scripts_in_one_word_are_read_each_by_its_own() -> None:
    assert scripts.words("abcสมชาย") == ("abc", "somchai")


def test_nothing_readable_gives_no_word() -> None:
    assert scripts.words("၁၂၃") == scripts.words("") == ()


@given(WORDS)
def test_words_are_of_latin_letters(word: str) -> None:
    assert all(re.fullmatch("[a-z]+", latin) for latin in scripts.words(word))


@given(WORDS)
def test_readable_text_stays_readable(text: str) -> None:
    once = scripts.readable(text)
    assert once == text or any("\u1000" <= character <= "\u109f" for character in text)


@pytest.mark.parametrize("piece", ["ก", "ัก", "က္", "ေ", "က်", "ا", "ሀ", "अ़", "ਂ", "\u0301", "ၼ"])
def test_a_word_of_any_length_is_read_to_a_bound(piece: str) -> None:
    long = scripts.romanise(piece * 100_000)
    assert long == scripts.romanise(piece * scripts.LONGEST)


@pytest.mark.parametrize(
    ("thai_word", "pinyin"),
    [
        *(("จาง", "zhang"), ("เหว่ย", "wei"), ("หลี่", "li"), ("เฉิน", "chen"), ("โจว", "zhou"), ("กัว", "guo")),
        *(("เหอ", "he"), ("เจิ้ง", "zheng"), ("เผิง", "peng"), ("เซียว", "xiao"), ("หวง", "huang"), ("หัว", "hua")),
        *(("จวิน", "jun"), ("อวี๋", "yu"), ("สวี", "xu"), ("จื้อ", "zhi"), ("ซิว", "xiu"), ("เหยียน", "yan")),
    ],
)
def test_mandarin_in_thai_letters_is_heard_as_pinyin(thai_word: str, pinyin: str) -> None:
    assert codes.fine(thai.as_mandarin(thai.romanise(thai_word))) == codes.fine(pinyin)
