"""Parsers of single cells, one for each kind of field, and of machine-readable lines."""

from __future__ import annotations

from pathlib import Path

from matcher import fields
from matcher.fields import mrz
from matcher.fields.reading import read_column
from tests.fuzz.parser import MARK, Parser, lines

LONGEST = 10_000  # characters; a list has no longer cell
_SEEDS = {
    "name": (
        *("zzqmark wei", "张伟 zzq", "Lü, Xiaomei", "နေမျိုး", "สมชาย ใจดี", "محمد علي", "김민수", "Nguyễn Văn An"),
        *("O'Brien-zzq (wife of Sean)", "ZHANG3 Wei3", "Dr. zzq, MD", "山田太郎", "अमित शाह", "ኃይሌ ገብረ"),
    ),
    "date": (
        *("1990-01-01", "31/12/1984 zzq", "民国七十九年八月三日", "๒๕๓๓", "约1990年", "腊月初八 zzq", "29 Feb 1991"),
        *("1990?", "44197", "昭和60年5月", "25 tuổi", "属龙", "1990-xx-zzq"),
    ),
    "document": (
        *("E1234zzq9", "110101199001011237", "EA***0017", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
        *("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "passport zzq G55667788", "A123456(7)", "1.10101E+17"),
    ),
    "place": ("湖南省长沙市 zzq", "Fujian", "Ho Chi Minh City", "KK Park, Myawaddy", "พม่า"),
    "phone": ("+86 138-0013-8000", "0912 zzq 345678", "微信 zzqmark", "(02) 555-0100 / 0101"),
    "category": ("m", "女", "Female zzq", "X", "ชาย"),
}


def _cell(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")[:LONGEST]


def _of_kind(kind: str) -> Parser:
    def read(path: Path) -> object:
        cell = _cell(path)
        column, reasons = read_column("label", kind, [cell, "x"])
        if any(MARK in reason.casefold() for reason in reasons.values()):
            return f"shown: {reasons}"
        return fields.kind(kind).normalise(cell) if column.codes[0] >= 0 else None

    return Parser(f"{kind} in a cell", lambda: [text.encode() for text in _SEEDS[kind]], read)


def _zone(path: Path) -> object:
    return mrz.read(_cell(path).upper())


PARSERS = (
    *map(_of_kind, _SEEDS),
    Parser("machine-readable lines", lambda: [lines(text) for text in _SEEDS["document"]], _zone),
)
