"""Ages in years, and the years of birth they leave open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

OLDEST = 110

# Ages stand in lists made in these years, where nothing else tells when: compounds are not known from before. So many
# years, and one for the birthday, see each sign of the zodiac twice.
LISTS = range(2015, 2038)

_BEFORE = (
    r"(?P<before>aged?|年龄|现年|年方|อายุ|အသက်|umur|usia|edad|âgée? de|tuổi|만|возраст|उम्र|আয়ু|বয়স|عمره?ا?|ዕድሜ"
    r"|వయస్సు|வயது|ອາຍຸ|អាយុ)[: ]*"
)
_LETTERS = (
    r"(?:years?|yrs?)(?:[- ]?old)?|y\.?/?o\.?|ans|años|anos|tuổi|лет|года|рок(?:и|ів)|жас|жаш|yosh|yaşında|yaş"
    "|taong gulang|taon"
)
_OTHER = "세|살|歳|才|ዓመት|वर्ष|বছর|வயது|సంవత్సరాలు|ఏళ్లు|വയസ്സ്|سنوات|سال"  # of scripts that put endings behind
_ALSO_YEAR = (
    r"(?:ปี|tahun|thn|နှစ်|साल|سنة|عاما?|ປີ|ឆ្នាំ)(?! ?\d{4})"  # behind a number an age, before one the year of a date
)
_AGE = re.compile(
    rf"(?:{_BEFORE})?(?P<nominal>虚岁? ?)?"
    r"(?<![\d\-/.])(?P<low>\d{1,3})(?: ?[-~至到] ?(?P<high>\d{1,3}))?(?!\d) ?"
    rf"(?P<unit>(?P<tens>[多几来余]岁)|[周虚]?岁|{_ALSO_YEAR}|{_OTHER}|(?:{_LETTERS})(?![^\W\d_]))?"
)
# "in his 20s", "20代". Those who are looked for by such a decade of birth alone are rarer than those of that age.
_TENS = re.compile(
    r"(?:\b(?:in )?(?:his|her|their) )?(?:\b(?:early|mid|late)[- ])?"
    r"(?<![\d'’\-/.])(?P<tens>[1-5]0)(?:['’]?s(?![^\W\d_])|代|대)"
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Age:
    """Between `low` and `high` years, both inclusive; `nominal` in the Chinese way, 1 at birth (虚岁)."""

    low: int
    high: int
    nominal: bool = False

    def years_of_birth(self, first: int, last: int) -> tuple[int, ...]:
        """The years of birth of a person who is so old on some day from one year to another: two for one age and year.

        >>> Age(27, 27).years_of_birth(2024, 2024), Age(27, 27, True).years_of_birth(2024, 2024)
        ((1996, 1997), (1998, 1999))
        """
        later = 2 if self.nominal else 0
        return tuple(range(first - self.high - 1 + later, last - self.low + 1 + later))

    def about(self) -> Age:
        """A year younger to a year older."""
        return replace(self, low=max(0, self.low - 1), high=self.high + 1)


def take(text: str) -> tuple[Age | None, str]:
    """The age that a text states, and the text without it. A number alone is no age.

    >>> take("27岁 2024年"), take("30多岁"), take("1997")
    ((Age(low=27, high=27, nominal=False), '  2024年'), (Age(low=30, high=39, nominal=False), ' '), (None, '1997'))
    """
    if not _LETTER.search(text):
        return None, text
    tens = _TENS.search(text)
    if tens:
        low = int(tens["tens"])
        return Age(low, low + 9), f"{text[: tens.start()]} {text[tens.end() :]}"
    for found in _AGE.finditer(text):
        if found["unit"] or found["before"] or found["nominal"]:
            low = int(found["low"])
            high = low + 9 if found["tens"] else int(found["high"] or low)
            if low <= high <= OLDEST:
                return Age(low, high, "虚" in found[0]), f"{text[: found.start()]} {text[found.end() :]}"
    return None, text
