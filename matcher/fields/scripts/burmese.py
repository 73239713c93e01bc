"""Burmese, syllable by syllable, as names are usually written: အောင်ကျော် -> aung kyaw.

A Burmese name is written without spaces and in Latin letters with one after nearly every syllable. Syllables that a
stacked letter ties together (သန္တာ, thandar), and those that the table holds together (thuzar, thiri), are one word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matcher.fields.scripts.letters import letters

_ASAT, _STACK, _CREAKY = "\u103a", "\u1039", "\u1037"

# One way of writing what is written in several: vowels that stand alone on a silent letter, one long a, no low tone.
_ONE_WAY = str.maketrans(
    {"ါ": "ာ", "း": "", "ဣ": "အိ", "ဤ": "အီ", "ဥ": "အု", "ဦ": "အူ", "ဧ": "အေ", "ဩ": "အော", "ဪ": "အော", "ဿ": "သ္သ"}
)
_SYLLABLE = re.compile(
    f"([က-အ])([\u103b-\u103e]*)([\u102b-\u1032\u1036]*)({_CREAKY}?)"
    f"((?:[က-အ]{_CREAKY}?(?:{_ASAT}{_CREAKY}?|{_ASAT}?{_STACK}))?)((?:[က-အ]{_ASAT})*)"
)
_FINALS = {
    **dict.fromkeys("ကခဂဃ", "K"),
    "င": "NG",
    "ဉ": "NG",
    **dict.fromkeys("စဆဇဈ", "C"),
    "ည": "NY",
    **dict.fromkeys("ဋဌဍဎတထဒဓပဖဗဘ", "T"),
    **dict.fromkeys("ဏနမ", "N"),
    "ယ": "Y",
}
# Latin spellings of a syllable: consonants that Burmese begins one with, and what it goes on with.
_ONSETS = (
    "ky khy kh k gy g ngw ng hng sw sh s zw z hny ny nw hn n htw ht tw thw th t dw d ph phy py p by b hmy hmw hm my mw "
    "m yw y hlw hl lw l hw h w ch chw"
)
_RIMES = (
    "a ar ah i ee u oo e ay ae ei eh we wai o oe aw oh et at it ut ot auk aik eik ait oke ok ak aung ain aing aine in "
    "an on un ohn awt ein eint one oon aunt int unt ant win wint wan wat wut wa way ai ike ine"
)
_LATIN = f"(?:(?:{'|'.join(_ONSETS.split())})?(?:{'|'.join(_RIMES.split())}))"
_ONE_LIKE, _LIKE = re.compile(_LATIN), re.compile(f"{_LATIN}{{1,3}}")
LONGEST_LIKE = 15  # letters of a word that may be Burmese
_VOICED = str.maketrans({"k": "g", "s": "z", "t": "d", "p": "b"})


def words(word: str) -> list[str]:
    """The Latin words of a Burmese word in Unicode; what is no Burmese syllable is left out."""
    text = _one_way(word)
    known, longest = _words()
    found: list[str] = []
    start, tied = 0, False
    while start < len(text):
        for end in range(min(len(text), start + longest), start, -1):
            if not tied and text[start:end] in known and _ends_syllable(text, end):
                found += known[text[start:end]].split()
                break
        else:
            syllable = _SYLLABLE.match(text, start)
            if syllable is None:
                start += 1
                continue
            end, latin = syllable.end(), _latin(syllable)
            if tied:
                found[-1] += _voiced(latin) if found[-1].endswith("n") else latin
            else:
                found.append(latin)
            tied = _STACK in syllable[5]
        start = end
    return [latin for latin in found if latin]


@lru_cache(maxsize=2**12)
def is_like(word: str) -> bool:
    """Whether a lower-case Latin word may be Burmese, of up to three syllables: Thein, Thandar; not Young, Beng."""
    return len(word) <= LONGEST_LIKE and _LIKE.fullmatch(word) is not None


def is_syllable(word: str) -> bool:
    """Whether it may be one syllable of Burmese: Hlaing, Phone."""
    return _ONE_LIKE.fullmatch(word.removesuffix("e")) is not None or _ONE_LIKE.fullmatch(word) is not None


def _voiced(latin: str) -> str:
    """What follows a stacked nasal: than + tar is thandar."""
    latin = latin.removeprefix("h")
    return latin[:1].translate(_VOICED) + latin[1:]


def _one_way(text: str) -> str:
    text = text.replace("ဥာ", "ဉာ").replace(f"ဥ{_ASAT}", f"ဉ{_ASAT}").translate(_ONE_WAY)
    text = text.replace("ုိ", "ို").replace("ံု", "ုံ").replace(f"{_CREAKY}{_ASAT}", f"{_ASAT}{_CREAKY}")
    return text.replace(f"ော{_ASAT}", "ော")


@cache
def _letters(kind: str) -> dict[str, str]:
    return {_one_way(burmese): latin for burmese, latin in letters("burmese.tsv", kind).items()}


@cache
def _words() -> tuple[dict[str, str], int]:
    known = _letters("word")
    return known, max(map(len, known))


def _ends_syllable(text: str, end: int) -> bool:
    """Whether no sign and no final follows."""
    rest = text[end : end + 3]
    return not rest or ("က" <= rest[0] <= "အ" and rest[1:2] not in (_ASAT, _STACK))


def _latin(syllable: re.Match[str]) -> str:
    consonant, medials, vowels, tone, final, _ = syllable.groups()
    w, has_h = "w" * ("\u103d" in medials), "\u103e" in medials
    y = "y" * ("\u103b" in medials or "\u103c" in medials)
    onset, rime = _onset(consonant, y, has_h), _letters("rime")
    closed = vowels.replace("ံ", "") + ("N" if "ံ" in vowels else _FINALS.get(final[:1], ""))
    # A final that is not heard after this vowel falls away, and ng without its g is n.
    latin = rime[w + closed] if w + closed in rime else w + rime.get(closed, rime.get(closed[:-1], "a"))
    creaky = _CREAKY in tone + final and latin.endswith("n")
    return onset + latin + "t" * creaky


def _onset(consonant: str, y: str, has_h: bool) -> str:
    known = _letters("onset")
    if has_h and consonant + y + "h" in known:
        return known[consonant + y + "h"]
    return "h" * has_h + known.get(consonant + y, known[consonant] + y)
