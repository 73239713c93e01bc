"""A syllable of plain pinyin as Wade and Giles (1892), and Taiwanese passports, spell it, without apostrophes."""

from __future__ import annotations

from matcher.fields import pinyin

_INITIALS = {
    "b": "p",
    "d": "t",
    "g": "k",
    "r": "j",
    "x": "hs",
    **dict.fromkeys(("j", "q", "zh", "ch"), "ch"),
    **dict.fromkeys(("z", "c"), "ts"),
}
_FINALS = {
    "ian": "ien",
    "ie": "ieh",
    "ue": "ueh",
    "ve": "ueh",
    "ong": "ung",
    "iong": "iung",
    "v": "u",
    "er": "erh",
    "uo": "o",
}
_WHOLE = {"zi": "tzu", "ci": "tzu", "si": "ssu", "yan": "yen", "you": "yu", "ye": "yeh"}


def spell(syllable: str) -> str:
    """
    >>> spell("zhang"), spell("xie"), spell("guo"), spell("shi"), spell("zi")
    ('chang', 'hsieh', 'kuo', 'shih', 'tzu')
    """
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial, final = pinyin.initial_and_final(syllable)
    if initial in ("zh", "ch", "sh", "r") and final == "i":
        spelled = "ih"
    elif initial in ("g", "k", "h") and final in ("e", "uo", "ui"):
        spelled = {"e": "o", "uo": "uo", "ui": "uei"}[final] if initial != "h" else {"e": "o"}.get(final, final)
    else:
        spelled = _FINALS.get(final, final)
    return _INITIALS.get(initial, initial) + spelled
