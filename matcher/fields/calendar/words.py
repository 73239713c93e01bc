"""The tokens of a date: numbers with how many digits they have, and words by their meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.fields import Unreadable
from matcher.fields.calendar.eras import in_full
from matcher.fields.calendar.numerals import in_digits
from matcher.fields.tables import rows

NUMBER, MONTH, YEARS, UNKNOWN = "number", "a month", "years", "unknown"
NOTHING = "nothing"  # the meaning of a word that says nothing about which date it is

NOT_A_DATE = "not a date in a form known here"
WIDEST = 20  # years of a range; a wider one is a time of employment or a mistake


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A number, a month, or a word that means something.

    meaning  NUMBER, MONTH, YEARS (a range, a set), UNKNOWN (a place struck out), or what `date_words.tsv` says
    value    of a number or a month
    size     digits of a number, signs of a place struck out
    years    of YEARS, in whichever era
    """

    meaning: str
    value: int = 0
    size: int = 0
    years: tuple[int, ...] = ()


_SIMPLIFIED = str.maketrans(
    "農陰曆歷歴華舊號臘閏約個歲虛屬龍馬雞豬國時當現後陽舊於間齡滿與週禮幾來餘",
    "农阴历历历华旧号腊闰约个岁虚属龙马鸡猪国时当现后阳旧于间龄满与周礼几来余",
)
_WEEKDAY = re.compile(
    "(?:星期|周|礼拜)[一二三四五六日天](?!岁)"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![^\W\d_])"
)
_CLOCK = re.compile(
    r"(?<=[\d日号])[t ] ?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?$"
)
_OF_A_SPREADSHEET = re.compile(r"(?<=^\d{4})\.0$|(?<=^\d{5})\.\d+$|(?<=^\d{8})\.0$")  # 1997.0; a day and its hour
_LUNAR_MONTHS = {"正月": "农1月", "冬月": "农11月", "腊月": "农12月", "元月": "1月"}
_NAMED_MONTHS = re.compile("|".join(_LUNAR_MONTHS))

_JOINERS = str.maketrans("", "", "\u200c\u200d")  # no cleaned cell has them
_WORDS = {
    unicodedata.normalize("NFKC", word).casefold().translate(_JOINERS): meaning
    for meaning, words in rows("date_words.tsv")
    for word in words.split("|")
}


def _alternatives(words: Iterable[str]) -> str:
    """Any of the words, the longest that fits first; parted by their first letters, so that few are tried."""
    beginning: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        # A Latin word ends where its letters do: "mar" is not in "mars".
        end = r"(?![^\W\d_])" if word[-1].isascii() and word[-1].isalpha() else ""
        beginning.setdefault(word[0], []).append(re.escape(word[1:]) + end)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in beginning.items())


_ERA_LETTERS = {"t": "taisho", "s": "showa", "h": "heisei", "r": "reiwa"}  # before the year: H12.3.3

_TOKEN = re.compile(
    r"(?:20|上)世纪"  # before 90年代
    r"|\[(?P<set>\d{4}(?:,\d{4}){1,15})\]"
    r"|(?P<first>\d{4})年?生? ?(?:[-/–—~至到]|to|and|until|ถึง|đến|(?P<either>或|or|หรือ|hoặc)) ?"
    r"(?P<last>\d{4}|3[2-9]|[4-9]\d)(?!\d)"
    r"|(?P<decade>\d{3})[x?*](?!\w)"
    r"|'?(?<!\d)(?P<start>(?:19|20)?\d[05])(?:'?s(?![^\W\d_])|后|年代)"
    r"|'(?P<short>\d\d)(?!\d)"
    r"|(?P<number>\d+)(?:(?P<ordinal>st|nd|rd|th|er|o)(?![^\W\d_]))?"
    rf"|(?P<era>[{''.join(_ERA_LETTERS)}])\.?(?=\d\d?(?:[-/.]\d|年))"
    rf"|(?P<word>{_alternatives(_WORDS)}):?"
    r"|(?<![^\s\-/.,年月])(?P<unknown>[x?*_]{1,4})(?![a-z])"
    r"|(?P<doubt>[~?])"
    r"|[\s\-/.,;–—_()、。·]+"
)


def plain(cleaned: str) -> str:
    """Without weekdays and the time of day; Chinese words simplified, numerals in digits."""
    if not cleaned.isascii():
        cleaned = cleaned.translate(_SIMPLIFIED)
    dated = _WEEKDAY.sub(" ", _CLOCK.sub("", _OF_A_SPREADSHEET.sub("", cleaned)))
    return dated if dated.isascii() else in_digits(_NAMED_MONTHS.sub(lambda name: _LUNAR_MONTHS[name[0]], dated))


def tokens(text: str) -> list[Token]:
    """The tokens of a text that `plain` has gone over; Unreadable where it holds anything else."""
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise Unreadable(NOT_A_DATE)
        place = match.end()
        found += _read(match)
    return found


def _read(match: re.Match[str]) -> Iterator[Token]:
    kind = match.lastgroup
    if kind in ("number", "ordinal"):
        yield Token(NUMBER, int(match["number"]), len(match["number"]))
        if kind == "ordinal":
            yield Token("day")
    elif kind == "word":
        meaning = _WORDS[match["word"]]
        if meaning.isdecimal():
            yield Token(MONTH, int(meaning))
        elif meaning != NOTHING:
            yield Token(meaning)
    elif kind == "era":
        yield Token(_ERA_LETTERS[match["era"]])
    elif kind == "unknown":
        yield Token(UNKNOWN, 0, len(match["unknown"]))
    elif kind == "doubt":
        yield Token("about")
    elif kind == "short":
        yield Token(NUMBER, int(match["short"]), 2)
        yield Token("year")
    elif kind is not None:
        yield Token(YEARS, years=_several_years(match))


def _several_years(match: re.Match[str]) -> tuple[int, ...]:
    if match["set"]:
        return tuple(sorted(set(map(int, match["set"].split(",")))))
    if match["decade"]:
        return tuple(range(10 * int(match["decade"]), 10 * int(match["decade"]) + 10))
    if match["start"]:
        start = int(match["start"])
        first = start if start > 99 else in_full(start)
        return tuple(range(first, first + 10 - first % 10))
    first, last = int(match["first"]), int(match["last"])
    last += first - first % 100 if last < 100 else 0
    if not 0 <= last - first < WIDEST:
        raise Unreadable(NOT_A_DATE)
    return (first, last) if match["either"] and first < last else tuple(range(first, last + 1))
