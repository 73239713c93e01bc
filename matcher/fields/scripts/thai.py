"""Thai by sound, close to the Royal system (RTGS), and Lao through the Thai letters it mirrors: สมชาย -> somchai.

Thai writes neither all vowels nor where a syllable ends. Parts of names in the table are read from it, the rest by
rules: a vowel sign tells its syllable's beginning, two consonants without any are read with `o` between them.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.fields.tables import mapping

_INITIAL = {
    **dict.fromkeys("ก", "k"),
    **dict.fromkeys("ขฃคฅฆ", "kh"),
    "ง": "ng",
    "จ": "ch",
    **dict.fromkeys("ฉชฌ", "ch"),
    **dict.fromkeys("ซศษส", "s"),
    **dict.fromkeys("ญย", "y"),
    **dict.fromkeys("ฎด", "d"),
    **dict.fromkeys("ฏต", "t"),
    **dict.fromkeys("ฐฑฒถทธ", "th"),
    **dict.fromkeys("ณน", "n"),
    "บ": "b",
    "ป": "p",
    **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"),
    "ม": "m",
    "ร": "r",
    **dict.fromkeys("ลฬ", "l"),
    "ว": "w",
    **dict.fromkeys("หฮ", "h"),
    "อ": "",
}
_FINAL = {
    **dict.fromkeys("กขคฆ", "k"),
    "ง": "ng",
    **dict.fromkeys("จชซฌฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("ญณนรลฬ", "n"),
    **dict.fromkeys("บปพฟภ", "p"),
    "ม": "m",
    "ย": "i",
    "ว": "o",
}
_C = "[ก-รลว-ฮ]"
_SIGNS = "ะัาำิีึืุู"
_SIGNED = f"(?:[{_SIGNS}ฤ]|รร|อ(?:{_C}|$))"  # what makes the consonant before it begin a syllable
_CLUSTER = f"[กขคปผพตทศ]ร|สร(?=[{_SIGNS}])|[กขคปผพ]ล|[กขค]ว(?={_SIGNED}|{_C})"
_MUTE_FIRST = f"ห[งญณนมยรลว](?={_SIGNED}|{_C}|$)|อย(?={_SIGNED})"
_ONSET = f"(?:{_CLUSTER}|{_MUTE_FIRST}|{_C})"
_GOES_ON = f"(?=$|[เ-ไ]|{_C}{_SIGNED}|{_C}{_C})"  # a lone consonant is no syllable, so it is not left over
_CLOSE = f"(?:({_C})(?!{_SIGNED})(?:{_GOES_ON}|(?<=[ตท])(?=[ตถทธ])))?"

# Each way to write a vowel around a consonant (C), closed by another or not (F); the first that fits.
_WAYS = (
    ("เCียะ?F", "ia"),
    ("เCือะ?F", "uea"),
    ("เCาะ", "o"),
    ("เCา", "ao"),
    ("เCอะ?F", "oe"),
    (f"เCย(?!{_SIGNED})", "oei"),
    ("เC[ิื]F", "oe"),
    ("[เแ]CะF", "e"),
    ("เCF", "e"),
    ("แCF", "ae"),
    ("โCะ?F", "o"),
    ("[ใไ]Cย?", "ai"),
    ("Cัวะ?F", "ua"),
    (f"Cั({_C})", "a"),
    ("Cำ", "am"),
    ("Cะ", "a"),
    ("CาF", "a"),
    ("CือF", "ue"),
    ("C[ึื]F", "ue"),
    ("C[ิี]F", "i"),
    ("C[ุู]F", "u"),
    ("CรรF", "a"),
    (f"Cว({_C})(?!{_SIGNED}){_GOES_ON}", "ua"),
    ("Cฤ?อF", "o"),
    ("CฤF", "ri"),
    (f"C(?!ว)({_C})(?!{_SIGNED}){_GOES_ON}", "o"),
    ("C", "a"),
)

_SILENCED = re.compile(f"(?:[ตท](?=ร))?{_C}[ิุ]?์")
_MARKS = re.compile("[็-๎ฯๆฺ]")  # tones and what else is not spoken
_BEGINS = re.compile(f"$|[เ-ไ]|(?:(?<!ร)|(?!ร)){_C}")  # no sign of what stands before
_MUTE_END = re.compile("(?<=[าัีู][ตทม])[ิุ]$|(?<=[เ-โ].[ตทม])[ิุ]$")
_BROKEN = re.compile("เ([จฉชถสผ])([ลร])(?<!สร)(?=[ิื])")  # charoen, chaloem
_LAO = {code: code - 0x80 for code in range(0x0E80, 0x0EE0)} | {
    ord(lao): thai for lao, thai in zip("ຢຍຽຼົໜໝຫ", ("ย", "ญ", "ีย", "ล", "", "หน", "หม", "ห"), strict=True)
}
_MANDARIN = tuple(
    (re.compile(found), becomes)
    for found, becomes in (
        ("^ph", "p"),
        ("oe(?=i|n|$)", "e"),
        ("ue$", "i"),
        ("ewii$", "ue"),
        ("awi(?=n|$)", "u"),
        ("awa", "wa"),
        ("^yia(?=n)", "ya"),
        ("(?<=[lmnpt])ia$", "ie"),
        ("io$", "iu"),
        ("oo$", "ou"),
        ("(?<!^h)(?<!^kh)ua$", "uo"),
    )
)
_LAO_SHORT_E = re.compile(f"([เแโ]{_C})ั")


def is_thai(word: str) -> bool:
    """Whether a word without spaces begins in Thai."""
    return "\u0e00" <= word[:1] <= "\u0e7f"


def romanise(word: str) -> str:
    """Latin letters of a Thai or Lao word without spaces."""
    text = _LAO_SHORT_E.sub(r"\1", word.translate(_LAO)).replace("ํา", "ำ").replace("ํ", "อ")
    text = _MUTE_END.sub("", _MARKS.sub("", _SILENCED.sub("", text)))
    text = _BROKEN.sub(r"\1ะเ\2", text)
    known, longest = _words()
    found, start = "", 0
    while start < len(text):
        for end in range(min(len(text), start + longest), start + 1, -1):
            if text[start:end] in known and _BEGINS.match(text, end):
                found += known[text[start:end]]
                break
        else:
            latin, end = _syllable(text, start)
            found += latin
        start = end
    return found


def as_mandarin(latin: str) -> str:
    """What `romanise` made of a Mandarin syllable or two, spelled nearer to pinyin: phoeng (เผิง) -> peng.

    Thai writes e as oe, the i of shi as ue, uo as ua, iu as io, and vowels that it lacks with w (Royal Society, 2006).
    """
    for found, becomes in _MANDARIN:
        latin = found.sub(becomes, latin)
    return latin


@cache
def _words() -> tuple[dict[str, str], int]:
    known = {_MARKS.sub("", _SILENCED.sub("", part)): latin for part, latin in mapping("thai_words.tsv").items()}
    return known, max(map(len, known))


@cache
def _written() -> list[tuple[re.Pattern[str], str]]:
    """Compiled when first needed: it takes 0.1 s."""
    return [(re.compile(way.replace("F", _CLOSE).replace("C", f"({_ONSET})")), vowel) for way, vowel in _WAYS]


def _syllable(text: str, start: int) -> tuple[str, int]:
    """The syllable that begins at a place, in Latin letters, and where it ends; a sign out of place says nothing."""
    for pattern, vowel in _written():
        written = pattern.match(text, start)
        if written is not None:
            onset, *finals = written.groups()
            final = "".join(filter(None, finals))
            if start > 0 and written[0] == text[start:] == onset:
                break  # a last consonant that no syllable needs is silent
            closed = _FINAL.get(final, "") or ("n" if "รร" in written[0] else "")
            return _initial(onset, start) + vowel + closed, written.end()
    return ("ri" if text[start] == "ฤ" else ""), start + 1


def _initial(onset: str, start: int) -> str:
    if len(onset) == 1:
        return _INITIAL[onset]
    if onset == "ทร" and start == 0:
        return "s"
    if onset[0] in "หอ":
        return _INITIAL[onset[1]]
    return _INITIAL[onset[0]] + _INITIAL[onset[1]] * (onset != "สร")
