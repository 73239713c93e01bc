"""Names as other places write them: Taiwan (Wade-Giles), Hong Kong (Cantonese), Thai letters, Burmese in Zawgyi.

Rules and tables are this package's own, not those of `matcher.fields`.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.generate.tables import rows

_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.+)")

# Taiwan's passports leave out the apostrophes of Wade-Giles, which tell p from p'.
_WADE_GILES_INITIALS = {
    "b": "p",
    "d": "t",
    "g": "k",
    "zh": "ch",
    "j": "ch",
    "q": "ch",
    "x": "hs",
    "z": "ts",
    "c": "ts",
    "r": "j",
}
_WADE_GILES_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "üe": "ueh", "ong": "ung", "iong": "iung"}
_WADE_GILES_WHOLE = {
    "zhi": "chih",
    "chi": "chih",
    "shi": "shih",
    "ri": "jih",
    "zi": "tzu",
    "ci": "tzu",
    "si": "ssu",
    "yi": "i",
    "you": "yu",
    "ye": "yeh",
    "yan": "yen",
    "yue": "yueh",
    "yong": "yung",
    "e": "o",
    "er": "erh",
    "ge": "ko",
    "ke": "ko",
    "he": "ho",
    "gui": "kuei",
    "kui": "kuei",
}
_KEEP_UO = ("g", "k", "h", "sh")  # kuo, huo, shuo; elsewhere to, lo, cho

_CANTONESE = {character: spelling for spelling, characters in rows("hong_kong.tsv") for character in characters}

_THAI = {(kind, sound): letters for kind, sound, letters in rows("thai.tsv")}

# Zawgyi gives asat and medials the codes of their neighbours, stacked letters codes of their own, and writes e and r
# before the letter they follow, as it is drawn.
_ZAWGYI_SIGNS = str.maketrans("\u103a\u103b\u103c\u103d\u103e", "\u1039\u103a\u103b\u103c\u103d")
_ZAWGYI_STACKED = {"\u1039\u1012": "\u1075"}
_BURMESE_LETTER = re.compile("([\u1000-\u1021])(\u1075?)(\u103b?)(\u103c?)([\u103d\u103e]*)(\u1031?)")


@cache
def wade_giles(syllable: str) -> str:
    """A syllable of pinyin as Taiwan writes it.

    >>> [wade_giles(syllable) for syllable in ("zhang", "xiao", "jie", "guo", "luo", "zi", "lü")]
    ['chang', 'hsiao', 'chieh', 'kuo', 'lo', 'tzu', 'lu']
    """
    if syllable in _WADE_GILES_WHOLE:
        return _WADE_GILES_WHOLE[syllable]
    initial, final = _parted(syllable)
    final = _WADE_GILES_FINALS.get(final, final).replace("ü", "u")
    if final == "uo" and initial not in _KEEP_UO:
        final = "o"
    return _WADE_GILES_INITIALS.get(initial, initial) + final


def hong_kong(han: str) -> str | None:
    """Characters as a Hong Kong identity card spells them; None where the table lacks one.

    >>> hong_kong("小明"), hong_kong("犇")
    ('siu ming', None)
    """
    spellings = [_CANTONESE[character] for character in han if character in _CANTONESE]
    return " ".join(spellings) if len(spellings) == len(han) else None


@cache
def thai(syllable: str) -> str:
    """A syllable of pinyin in Thai letters, close to how Thailand transcribes Mandarin, without tones.

    >>> thai("zhang"), thai("wei")
    ('จาง', 'เวย')
    """
    if ("whole", syllable) in _THAI:
        return _THAI["whole", syllable]
    initial, final = _parted(syllable)
    return _THAI["final", final].replace("C", _THAI["initial", initial])


def zawgyi(burmese: str) -> str:
    """Burmese in Unicode as it is stored by phones with the Zawgyi font: other codes, in the order of drawing."""
    for stacked, shape in _ZAWGYI_STACKED.items():
        burmese = burmese.replace(stacked, shape)
    return _BURMESE_LETTER.sub(r"\6\4\1\2\3\5", burmese).translate(_ZAWGYI_SIGNS)


def _parted(syllable: str) -> tuple[str, str]:
    """Initial and final."""
    found = _SYLLABLE.fullmatch(syllable)
    if found is None:
        raise ValueError("no syllable of pinyin")
    return found[1], found[2]
