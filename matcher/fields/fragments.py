"""Numbers as people tell them: known to the end ("尾号5678"), from the start ("E12开头"), or with masked places.

All come down to one notation: `*` is a place that is masked, `...` any number of places that are not known, so that
"last four 5678" is `...5678` and "前三位E12后三位678" is `E12...678`.
"""

from __future__ import annotations

import re
import unicodedata

from matcher.fields import Unreadable

MASK = "*"
GAP = "..."
LOOK_ALIKES = str.maketrans("OIBSZ", "01852")  # letters that are read where a digit stands

_HEAD, _TAIL = "\x02", "\x03"  # marks for the words below; no cleaned cell has control characters
_COUNT = r"(?:[2-9]|[两二三四五六七八几幾]|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|FEW)(?![0-9A-Z])"
_DIGITS = r"(?: ?(?:DIGITS?|NUMBERS?|CHARACTERS?|NOS?))?(?![A-Z0-9])"
_HAN_COUNT = r"[0-9两二三四五六七八几幾]+[位码碼个個](?:数字|數字|数|數|号码|號碼|号|號)?"
_TAIL_WORDS = re.compile(
    rf"尾[号號数數]|末尾|(?:最?[后後]|末)(?:面)?{_HAN_COUNT}|[结結]尾"
    rf"|\bLAST(?: ?{_COUNT})?{_DIGITS}|\bEND(?:S|ING|ED)?(?: (?:IN|WITH|BY))?\b"
    r"|(?:เลข)?(?:ลง)?ท้าย(?:ด้วย)?|နောက်ဆုံး|\bĐUÔI|\bCUỐI"
)
_HEAD_WORDS = re.compile(
    rf"[开開打起]头|[开開打起]頭|(?:最?前|[头頭首])(?:面)?{_HAN_COUNT}"
    rf"|\bFIRST(?: ?{_COUNT})?{_DIGITS}|\b(?:START|BEGIN)(?:S|ING|NING)?(?: (?:IN|WITH|BY))?\b"
    r"|ขึ้นต้น(?:ด้วย)?|အစ|\bBẮT ĐẦU"
)

MASKS = "*#•·●○■█×_?"
_MASKS = re.compile(rf"[{re.escape(MASKS)}]|X(?=X{{2}})|(?<=XX)X|(?<=X)X(?=X)")
_GAPS = re.compile(r"\.{2,}|(?<=\w)[-–—~]{2,}(?=\w)")
_UNSURE = re.compile(r"(?<=\w)\?(?!\S)")  # "E12345678?": the whole number, in doubt

_WHOLE_FLOAT = re.compile(r"(?<=\d{4})\.0$")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+")
_COUNTED_UP = "1234567890"

_WORD_BREAKS = re.compile(r"[,;、|&+]|[和或及与與]|หรือ|และ|သို့မဟုတ်|\b(?:AND|OR)\b|(?=\b(?:OLD|NEW)\b|[旧舊新原现現])")
_WEAK_BREAKS = re.compile(r"[/\s()\[\]【】{}:]+")
_OLD_WORD = r"(?:\b(?:OLD|PREVIOUS|FORMER|EXPIRED|CANCELLED)\b|[旧舊原]|[过過]期|作[废廢]|เก่า|ဟောင်း)"
_OLD = re.compile(_OLD_WORD)
_OLD_BEHIND = re.compile(rf"([A-Z0-9{re.escape(MASK)}]{{5,}}) ?\(({_OLD_WORD})[^()]*\)")  # E12345678(旧)
_TOKENS = re.compile(
    rf"(?:OLD|NEW|[A-Z]{{4,}})(?![A-Z0-9])|[A-Z0-9{re.escape(MASK)}]+|{re.escape(GAP)}|[{_HEAD}{_TAIL}]"
)
_LABELS = frozenset(("NO", "NR", "ID", "IS", "OF", "IN", "IC", "PP", "MY"))

LONG = 7  # characters that make a piece of a cell a number of its own: no passport or card has fewer
MOST_LETTERS = 2  # of a prefix written apart (EA 1234567); longer words without digits are labels


def decimal(text: str) -> str:
    """The text with the decimal digits of all scripts as 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def as_text(written: str) -> str:
    """A number as it was before a spreadsheet took it for a quantity (12345679.0).

    Raises Unreadable for 1.1E+17, which has lost its last digits.
    """
    if _SCIENTIFIC.fullmatch(written):
        raise Unreadable("a number in scientific notation: its last digits are lost")
    return _WHOLE_FLOAT.sub("", written)


def is_filler(number: str) -> bool:
    """One character over and over, or counting up from 1."""
    repeated = len(number) > 1 and number == number[0] * len(number)
    return repeated or (len(number) > 4 and _COUNTED_UP.startswith(number))


def as_part(number: str) -> str:
    """A short number as the part it is: the beginning where it begins with a letter that is no digit, else the end."""
    if len(number) >= LONG or GAP in number or MASK in number or is_filler(number):
        return number
    return number + GAP if number[0].translate(LOOK_ALIKES).isalpha() else GAP + number


def marked(written: str) -> str:
    """A cell with its masks, gaps and words for start and end in marks of one character or three."""
    text = _GAPS.sub(GAP, _MASKS.sub(MASK, _UNSURE.sub("", written)))
    return _HEAD_WORDS.sub(_HEAD, _TAIL_WORDS.sub(_TAIL, text))


def numbers(written: str) -> list[str]:
    """The numbers in a cell, in capitals and in the notation above; those said to be old come last.

    written  a cleaned cell in capitals, digits as 0-9
    """
    text = _OLD_BEHIND.sub(r";\2 \1;", marked(written))
    found: list[tuple[bool, str]] = []
    for piece in _WORD_BREAKS.split(text):
        old = _OLD.search(piece) is not None
        told = [(old, number) for number in _in_piece(piece)]
        if told:
            found += told
        elif old and found:
            found[-1] = (True, found[-1][1])  # "E12345678 (旧)"
    ordered = [as_part(number) for _, number in sorted(found, key=lambda one: one[0])]
    return _merged(list(dict.fromkeys(ordered)))


def _in_piece(piece: str) -> list[str]:
    """Its parts where all that have digits are numbers of their own, else the one number they make up."""
    apart = [number for number in map(number_in, _WEAK_BREAKS.split(piece)) if number]
    if len(apart) > 1 and all(map(_is_long, apart)):
        return apart
    whole = number_in(piece)
    return [whole] if whole else []


def number_in(piece: str) -> str:
    """The number that a marked piece of a cell makes up, without labels; empty where it has no digit."""
    tokens = [token for token in _TOKENS.findall(piece) if not _is_label(token)]
    number = _told(tokens) if _HEAD in tokens or _TAIL in tokens else "".join(tokens)
    if GAP in number:
        start, end = number.split(GAP, 1)[0], number.rsplit(GAP, 1)[1]  # what stands between two gaps has no place
        number = f"{start.rstrip(MASK)}{GAP}{end.lstrip(MASK)}"
    return number if _has_digit(number) else ""


def _told(tokens: list[str]) -> str:
    """What stands beside the words for start and end. "E12开头": words after the digits; "前三位E12": before them."""
    words_first = tokens[0] in (_HEAD, _TAIL)
    known = {_HEAD: "", _TAIL: ""}
    side, beside = "", ""
    for token in tokens:
        if token not in known:
            beside += token
            if words_first:
                known[side], beside = known[side] + beside, ""
        elif words_first:
            side = token
        else:
            known[token], beside = known[token] + beside, ""
    return f"{known[_HEAD].strip('.')}{GAP}{known[_TAIL].strip('.')}"


def _merged(found: list[str]) -> list[str]:
    """The first two as one number where they are its two ends, told apart: "E12...", "...678"."""
    if len(found) > 1:
        head, tail = sorted(found[:2], key=lambda number: number.startswith(GAP))
        if head.endswith(GAP) and tail.startswith(GAP):
            return [head + tail.removeprefix(GAP), *found[2:]]
    return found


def _is_label(token: str) -> bool:
    return token.isalpha() and (len(token) > MOST_LETTERS or token in _LABELS)


def _is_long(number: str) -> bool:
    return len(number) >= LONG and sum(map(str.isdecimal, number)) >= LONG - MOST_LETTERS


def _has_digit(token: str) -> bool:
    return any(map(str.isdecimal, token))
