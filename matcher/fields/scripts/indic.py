"""Scripts of India and Sri Lanka, letter by letter, without the vowels that are written but not said.

The letters are known by the names that Unicode gives them, alike in Devanagari, Bengali, Gurmukhi, Gujarati, Oriya,
Tamil, Telugu, Kannada and Malayalam. Sinhala, whose letters Unicode names by their sound and shape, follows the same
order in a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from matcher.fields.scripts.letters import letters

_NAME = re.compile(
    "(DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM) (LETTER|VOWEL SIGN|SIGN) (?:CHILLU )?"
    r"(?:VOCALIC |SHORT |CANDRA )?([A-Z]+)$"
)
_NUKTA = {"d": "r", "dh": "rh", "j": "z", "ph": "f", "k": "q"}  # what a dot below makes of a letter
_CONSONANTS = {
    "C": "ch",
    "TT": "t",
    "TTH": "th",
    "DD": "d",
    "DDH": "dh",
    "DDDH": "rh",
    "NN": "n",
    "NNN": "n",
    "RR": "r",
    "LL": "l",
    "LLL": "zh",
    "SS": "sh",
    "YY": "y",
    "NY": "n",
    "KSS": "ksh",
}
_BENGALI = {"Y": "J", "PH": "F"}  # as they are said: Jamal, Fatema
_VOWELS = {
    "AA": "a",
    "II": "i",
    "UU": "u",
    "EE": "e",
    "OO": "o",
    "R": "ri",
    "RR": "ri",
    "L": "li",
    "LL": "li",
}
_SINHALA_SIGNS = {"\u0dca": ("virama", ""), "\u0d82": ("sign", "n")}

_KEEP_A = ("ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA")  # they say the last one
_A, _NASAL = "@", "~"  # the vowel of a consonant that has no other; the dot above, not a letter of a cluster
_VOWEL, _CONSONANT = f"[aeiou{_A}]", f"[^aeiou{_A}{_NASAL}]"
_LAST = re.compile(f"({_CONSONANT}h?){_A}$")


def romanise(word: str) -> str:
    """Latin letters; in the north without the `a` that is not said: at the end (ram) and between syllables (mamta)."""
    script, found, tied = "", "", False
    for character in unicodedata.normalize("NFC", word):
        named, kind, latin = _letter(character)
        script = script or named
        if kind == "nukta":
            found = _dotted(found, script)
            continue
        if script == "BENGALI" and tied:
            latin = _tied_bengali(latin, found)
        tied = kind == "virama"
        if kind in ("vowel sign", "virama"):
            found = found.removesuffix(_A)
        found += latin + _A * (kind == "letter")
    if script not in _KEEP_A:
        found = _without_unsaid(found)
    elif script == "TAMIL":
        found = re.sub("(?<!ch)ch(?!ch)", "s", found).replace("ngk", "ng")  # one letter is ch when doubled, else s
    return found.replace(_A, "a").replace(f"{_NASAL}h", "ngh").replace(_NASAL, "n").replace("ngg", "ng")


def _tied_bengali(latin: str, found: str) -> str:
    """The second letter of a cluster: bandyo-, swati; but acharjee, biplab."""
    if latin == "j" and not found.endswith("r"):
        return "y"
    return "w" if latin == "b" and found.endswith(("s", "sh")) else latin


def _dotted(found: str, script: str) -> str:
    """The last consonant with a dot below."""
    dotted = {"j": "y"} if script == "BENGALI" else _NUKTA
    return _LAST.sub(lambda last: dotted.get(last[1], last[1]) + _A, found)


def _without_unsaid(found: str) -> str:
    """Without the last `a` unless a cluster comes before it (mitra), and without any before one consonant and vowel."""
    found = re.sub(f"(?<={_VOWEL})({_NASAL}?{_CONSONANT}h?){_A}$", r"\1", found)
    return re.sub(f"(?<={_VOWEL})((?!y){_CONSONANT}h?){_A}(?={_CONSONANT}h?[aeiou])", r"\1", found)


@lru_cache(maxsize=2048)
def _letter(character: str) -> tuple[str, str, str]:
    """Script, kind (letter, vowel, vowel sign, virama, sign) and Latin letters of a character."""
    name = unicodedata.name(character, "")
    if name.startswith("SINHALA"):
        return ("SINHALA", *_sinhala(character))
    if name == "GURMUKHI TIPPI":
        return "GURMUKHI", "sign", _NASAL
    named = _NAME.match(name)
    if named is None:
        return "", "sign", ""
    script, kind, letter = named.groups()
    if kind == "SIGN":
        return script, *_sign(letter)
    if kind == "VOWEL SIGN" or letter[0] in "AEIOU" or letter in _VOWELS:
        return script, "vowel sign" if kind == "VOWEL SIGN" else "vowel", _VOWELS.get(letter, letter.lower())
    consonant = letter.removesuffix("A")
    if script == "BENGALI":
        consonant = _BENGALI.get(consonant, consonant)
    return script, "letter" if letter.endswith("A") else "consonant", _CONSONANTS.get(consonant, consonant.lower())


def _sign(name: str) -> tuple[str, str]:
    if name == "VIRAMA":
        return "virama", ""
    if name == "NUKTA":
        return "nukta", ""
    return "sign", _NASAL * (name in ("ANUSVARA", "CANDRABINDU", "BINDI"))


def _sinhala(character: str) -> tuple[str, str]:
    consonants, vowels = letters("letters.tsv", "sinhala consonant"), letters("letters.tsv", "sinhala vowel")
    if character in consonants:
        return "letter", consonants[character]
    if character in vowels:
        return "vowel sign" if character >= "\u0dcf" else "vowel", vowels[character]
    return _SINHALA_SIGNS.get(character, ("sign", ""))
