"""Numerals of other scripts in the digits 0 to 9."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    numeral: value
    for value, numerals in enumerate(
        ("零〇○", "一壹弌", "二贰貳两兩弍", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for numeral in numerals
}
_ZEROS = "零〇○"
_TENS = {"十": 1, "拾": 1, "廿": 2, "卄": 2, "卅": 3}
_NOT_ZERO = "".join(numeral for numeral in _DIGITS if numeral not in _ZEROS)
_RUN = re.compile(f"[{''.join((*_DIGITS, *_TENS))}百佰千仟]+|元(?=年)")
_BY_UNITS = re.compile(
    f"(?:([{_NOT_ZERO}])?[千仟])?[{_ZEROS}]?(?:([{_NOT_ZERO}])[百佰])?[{_ZEROS}]?"
    f"(?:([{_NOT_ZERO}])?([{''.join(_TENS)}]))?([{_NOT_ZERO}])?"
)


def in_digits(text: str) -> str:
    """Each decimal digit of Unicode as 0 to 9, and each run of Chinese numerals as the number that it says.

    >>> in_digits("一九九七年十二月廿三日"), in_digits("民国八十六年"), in_digits("๐๓/๐๘/๒๕๔๐"), in_digits("၁၉၉၇")
    ('1997年12月23日', '民国86年', '03/08/2540', '1997')
    """
    if text.isascii():
        return text
    return _RUN.sub(_number, "".join(str(unicodedata.decimal(sign, sign)) for sign in text))


def _number(found: re.Match[str]) -> str:
    """What a run says, digit by digit (一九九七) or by units (八十六); as it is where it says neither."""
    run = found[0]
    if run == "元":  # a first year
        return "1"
    if all(numeral in _DIGITS for numeral in run):
        return "".join(str(_DIGITS[numeral]) for numeral in run)
    by_units = _BY_UNITS.fullmatch(run)
    if by_units is None:
        return run
    thousands, hundreds, tens, ten, ones = by_units.groups()
    total = 100 * _DIGITS.get(hundreds, 0) + _DIGITS.get(ones, 0)
    if run[0] in "千仟" or thousands:
        total += 1000 * _DIGITS.get(thousands, 1)
    if ten:
        total += 10 * _TENS[ten] * _DIGITS.get(tens, 1)
    return str(total)
