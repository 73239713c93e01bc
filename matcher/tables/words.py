"""Words that headers of such lists hold, in the languages of their owners.

They tell a header from a title line above it, and one encoding from another: read in the wrong encoding, a header
has none of these words. What a column *means* is not decided here (`matcher.fields.headers`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

FOUND_ANYWHERE = """
    姓名 名字 中文名 英文名 曾用名 别名 昵称 姓氏 性别 年龄 出生 生日 护照 身份证 证件 编号 序号 国籍 民族 籍贯
    户籍 住址 地址 省份 城市 电话 手机 微信 联系 家属 备注 失踪 失联 被困 园区 日期 时间 职业 学历 身高 国家 号码
    中文名字 英文名字 別名 暱稱 性別 年齡 護照 身分證 身份證 證件 編號 序號 國籍 籍貫 戶籍 電話 手機 聯絡 聯繫
    家屬 備註 失蹤 失聯 園區 時間 國家 號碼 職業
    氏名 名前 フリガナ ふりがな 生年月日 国籍 旅券 番号 備考
    이름 성명 생년월일 성별 국적 여권 번호 나이 주소 전화
    ชื่อ นามสกุล วันเกิด เพศ อายุ สัญชาติ หนังสือเดินทาง เลขที่ เลขประจำตัว ที่อยู่ ลำดับ
    အမည် မွေး ကျား လူမျိုး နိုင်ငံ
"""

FOUND_AS_WORD = """
    姓 名 id no nr name names surname surnames forename forenames given family alias sex gender age birth birthday
    birthdate dob yob born date year month day passport document number nationality citizenship country address
    phone mobile case remarks notes nombre apellido apellidos prénom nom né née naissance vorname nachname
    geburtsdatum họ tên
"""

MOST_CELLS = 1_000  # a list has no more columns; a line of separators may

_PARTS = re.compile("|".join(FOUND_ANYWHERE.split()))
_WORDS = frozenset(FOUND_AS_WORD.split())


def count_header_words(cells: Iterable[str]) -> int:
    """How many of the cells look like the name of a column.

    >>> count_header_words(["姓名", "Date of birth", "1990-01-01", "Aung"])
    2
    """
    return sum(map(_has_header_word, islice(cells, MOST_CELLS)))


def _has_header_word(cell: str) -> bool:
    words = cell.casefold().replace("_", " ").replace("-", " ").split()
    return not _WORDS.isdisjoint(words) or _PARTS.search(cell) is not None
