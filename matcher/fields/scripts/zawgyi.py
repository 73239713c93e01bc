"""Burmese in the Zawgyi font's own codes -> the codes of Unicode.

Zawgyi gives letters of Unicode's Myanmar block to other shapes, in the order in which they are seen. Source: the
shapes of Zawgyi-One beside Unicode Technical Note 11.
"""

from __future__ import annotations

import re

_CONSONANT = "\u1000-\u102a\u103f"
_MEDIAL = "\u103b-\u103e"
_ROWS = ("ကခဂဃင", "စဆဇဈဉည", "ဋဌဍဎဏ", "တထဒဓန", "ပဖဗဘမ", "လ", "သ")  # only letters of one row are stacked

_SIGNS = re.compile(
    "|".join(
        (
            # An asat where Zawgyi's stands: nothing, or a letter of another row, is stacked below.
            "\u1039(?![\u1000-\u1021])",
            *(f"[{row}]\u1039[^{row}]" for row in _ROWS),
            # A vowel or a medial typed before its consonant, as it is seen.
            f"(?<![{_CONSONANT}{_MEDIAL}])\u1031",
            f"(?<![{_CONSONANT}{_MEDIAL}\u1039])[{_MEDIAL}]",
            # An asat before a vowel or on the first letter, an r below letters that take none: other medials.
            f"\u103a[\u102b-\u1034{_MEDIAL}]",
            f"(?<![\u1000-\u109f])[{_CONSONANT}]\u103a",
            "[စဆဇဈညဋဌထနယရလဝဟဠအ]\u103c",
            # A tone on a consonant without a vowel, which then stands before it: ဘေအး is ဘ + အေး.
            f"\u1031[\u1000-\u1021][\u103a{_MEDIAL}]*[\u1037\u1038]",
            # "lwa", "nwa" without a rest are hardly words, "hla", "hna" are.
            f"[နမလ]\u103d(?![\u102b-\u1032\u103e]|[{_CONSONANT}][\u1037\u1039]?\u103a)",
            # Shapes that Unicode gives to other languages.
            "[\u1033\u1034\u105a\u1060-\u1097]",
        )
    )
)
# Shan in Unicode shares code points with Zawgyi's stacked letters, which neither begin a word nor carry an asat.
_SHAN = re.compile("(?<![\u1000-\u109f])[\u1075-\u107c]|[\u1075-\u107c]\u103a")

_STACKED = {
    **dict(zip("\u1060\u1061\u1062\u1063\u1065\u1066\u1067\u1068\u1069", "ကခဂဃစဆဆဇဈ", strict=True)),
    **dict(zip("\u106c\u106d\u1070\u1071\u1072\u1073\u1074\u1075\u1076\u1077", "ဋဌဏတတထထဒဓန", strict=True)),
    **dict(zip("\u1078\u1079\u107a\u107b\u107c\u1085\u1093", "ပဖဗဘမလဘ", strict=True)),
}
_KINZI = "င်္"
_RA = "\u103c"

_SHAPES = str.maketrans(
    {
        **{shape: f"\u1039{letter}" for shape, letter in _STACKED.items()},
        "\u1033": "ု",
        "\u1034": "ူ",
        "\u1039": "\u103a",  # asat
        "\u103a": "\u103b",  # medials: y, r, w, h
        "\u103b": _RA,
        "\u103c": "\u103d",
        "\u103d": "\u103e",
        "\u105a": "ါ\u103a",
        "\u1064": _KINZI,
        "\u106a": "ဉ",
        "\u106b": "ည",
        "\u106e": "ဍ္ဍ",
        "\u106f": "ဍ္ဎ",
        "\u107d": "\u103b",
        **dict.fromkeys("\u107e\u107f\u1080\u1081\u1082\u1083\u1084", _RA),
        "\u1086": "ဿ",
        "\u1087": "\u103e",
        "\u1088": "\u103eု",
        "\u1089": "\u103eူ",
        "\u108a": "\u103d\u103e",
        "\u108b": f"{_KINZI}ိ",
        "\u108c": f"{_KINZI}ီ",
        "\u108d": f"{_KINZI}ံ",
        "\u108e": "ိံ",
        "\u108f": "န",
        "\u1090": "ရ",
        "\u1091": "ဏ္ဍ",
        "\u1092": "ဋ္ဌ",
        "\u1094": "့",
        "\u1095": "့",
        "\u1096": "္တ\u103d",
        "\u1097": "ဋ္ဋ",
    }
)

# As it is seen: e, r, the consonant, what is stacked below, the other medials.
_SEEN = re.compile(f"(ေ?)({_RA}?)([{_CONSONANT}])({_KINZI})?((?:္[\u1000-\u1021])?)(\u103b?)(\u103d?\u103e?)")


def is_zawgyi(text: str) -> bool:
    """Whether something in the text is only ever written in Zawgyi; a word that both write alike is not."""
    return _SIGNS.search(text) is not None and _SHAN.search(text) is None


def to_unicode(text: str) -> str:
    """A text in Zawgyi in the codes and the order of Unicode."""
    return _SEEN.sub(_spoken_order, text.translate(_SHAPES))


def _spoken_order(seen: re.Match[str]) -> str:
    e, ra, consonant, kinzi, stacked, ya, others = seen.groups(default="")
    return kinzi + consonant + stacked + ya + ra + others + e
