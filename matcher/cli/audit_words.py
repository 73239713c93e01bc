"""What an audit found, in words for a data-protection file, in English and Chinese, and as JSON. No names in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from matcher.audit.trial import CONTROL_FALLS, SURE, Attack, Audit
from matcher.cli.talk import table

_ENGLISH = {
    "title": "Audit of what `encode` would write of this list: {rows:,} rows, profile {profile}",
    "controls": "Controls: the same attacks on the same rows as others encode them. They must fall.",
    "one": "One encoded file, attacked by somebody who has the same list in plain, but not the secret.",
    "noise": "Is the file noise? The chance that noise looks so; below {sure:g} it is none.",
    "two": "Two encoded files, attacked by a linkage unit that also has lists in plain; rows without a link.",
    "pairs": "{with_one:,} of {attacked:,} rows meet a row of another person by chance; such a pair shows"
    " {bits:.1f} bits of who it is,\nat the median. At the expected rows a row meets {per_row:.2f} others; {allowed:g}"
    " are allowed.",
    "made up": "The partner's list was made up from this one: 8 % of its people are on this list, the others nowhere.",
    "linked": "A unit that has both lists in plain also knows whose handle it is for {named:,} rows with a link. It"
    "\ncould link the plain lists itself; encoding does not hide from it that these rows stand in the files.",
    "leak": "If the secret leaks, about all rows of a file can be decoded by guessing. Destroy secrets after use.",
    "PASS": "PASS: no attack known to us named more than {most} of {attacked:,} rows under these assumptions.",
    "FAIL": "FAIL: the file shows more than it may, see what is marked !. Do not give it away.",
    "FAIL of two": "FAIL: a unit that has such lists in plain could name more rows than this profile allows, see what"
    "\nis marked !. Choose a unit that cannot have them{or_hardened}.",
    "or hardened": ", or agree on a new project with `new --profile hardened`",
    "INCONCLUSIVE": "INCONCLUSIVE: a control, marked !, did not fall, so that attacks which name nobody show nothing.\n"
    "The list is too short, or its rows are too unlike each other.",
}
_CHINESE = {
    "title": "对本名单编码结果的攻击检验：{rows:,} 行，方案 {profile}",
    "controls": "对照：用同样的攻击破解其他人常用的编码。对照必须被破解，否则检验无效。",
    "one": "只有一份编码文件：攻击者手里有同一份明文名单，但没有密钥。",
    "noise": "文件是否像随机噪声？下面是随机噪声也会如此的概率；低于 {sure:g} 即不是噪声。",
    "two": "两份编码文件：比对方另有明文名单。只计没有对上的行。",
    "pairs": "{attacked:,} 行中有 {with_one:,} 行偶然碰到另一个人的行；这样的一对透露的身份信息，中位数为"
    " {bits:.1f} 比特。\n按预计行数，每行平均偶遇 {per_row:.2f} 行，允许 {allowed:g}。",
    "made up": "对方名单是用本名单虚构的：其中 8 % 的人也在本名单上，其余的人并不存在。",
    "linked": "比对方如果同时有两份明文名单，还能知道 {named:,} 个已对上的行各是谁；它用明文自己也能比对出来。\n"
    "编码并不能向它隐瞒这些行在文件里。",
    "leak": "密钥一旦泄露，文件中几乎所有的行都可以靠猜测还原。密钥用完请销毁。",
    "PASS": "通过：在以上假设下，我们所知的攻击最多认出 {attacked:,} 行中的 {most} 行。",
    "FAIL": "未通过：文件透露得太多，见标有 ! 的项目。请不要交出这个文件。",
    "FAIL of two": "未通过：如果比对方持有这样的明文名单，它能认出的行会超过本方案允许的范围，见标有 ! 的项目。\n"
    "请选择不可能持有明文名单的比对方{or_hardened}。",
    "or hardened": "，或用 `new --profile hardened` 另立项目",
    "INCONCLUSIVE": "无结论：标有 ! 的对照没有被破解，因此认不出人的攻击不说明任何问题。名单太短，或各行差别太大。",
    "attack": "攻击",
    "rows named": "认出的行数",
    "share": "比例",
    "95 % up to": "95 % 上限",
    "allowed": "允许",
    "must be": "须达到",
    "looked for": "检查内容",
    "graph attack on plain CLKs": "图攻击：普通 CLK",
    "graph attack on CLKs diffused, depth 3": "图攻击：扩散 CLK，深度 3",
    "graph attack, all bits of a row": "图攻击：每行全部比特",
    "graph attack, the most alike slots": "图攻击：最相似的槽",
    "graph attack, both jointly": "图攻击：两者合用",
    "frequency attack": "频率攻击",
    "both lists in plain": "有两份明文名单",
    "own list in plain, 1% of the partner's handles known": "有一份明文名单，并知道对方 1% 的代号是谁",
    "own list in plain, 5% of the partner's handles known": "有一份明文名单，并知道对方 5% 的代号是谁",
    "own list in plain, 20% of the partner's handles known": "有一份明文名单，并知道对方 20% 的代号是谁",
    "a token twice": "令牌重复",
    "uneven bits of tokens": "令牌的比特不均",
    "uneven bytes of tokens": "令牌的字节不均",
    "uneven bytes of tags": "标签的字节不均",
    "tags alike in neighbouring rows, slots or fields": "相邻的行、槽或字段标签相同",
    "uneven bits of close-ups": "近照的比特不均",
    "close-ups with more or fewer bits": "近照的比特数偏多或偏少",
    "close-ups alike within the file": "文件内近照相似",
    "an order of slots": "槽有次序",
    "bits that stand together (patterns)": "总在一起的比特（模式攻击）",
    "rows whose sum is small: pairs, triples, quadruples (homomorphism)": "两、三、四行之和过小（同态攻击）",
}
_WORDS = {"en": _ENGLISH, "zh": _CHINESE}
_HEADER = ("attack", "rows named", "share", "95 % up to", "allowed")
_OF_CONTROLS = (*_HEADER[:-1], "must be")


class Section(NamedTuple):
    """A paragraph of the report, and its table: a header and rows; both empty where there is none."""

    text: str
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def report(found: Audit, language: str) -> str:
    """The report as text."""
    return "\n\n".join(
        section.text + ("\n" + table(section.header, section.rows) if section.header else "")
        for section in sections(found, language)
    )


def sections(found: Audit, language: str) -> list[Section]:
    """The report of a motivated intruder, in plain words: what was attacked, the verdict, and what it rests on."""
    words = _WORDS[language]
    chance = found.pairs.chance
    fills = {
        "rows": found.rows,
        "profile": found.profile,
        "sure": SURE,
        "attacked": found.attacked,
        "with_one": found.pairs.with_one,
        "bits": found.pairs.bits,
        "per_row": chance.per_row,
        "allowed": chance.allowed or 0,
        "named": found.linked.named,
        "or_hardened": words["or hardened"] if found.profile == "standard" else "",
        "most": max(attack.named for attack in (*found.one_file, *found.two_files)),
    }

    def said(key: str) -> str:
        return words[key].format(**fills)

    def tabled(key: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Section:
        def translated(line: Sequence[str]) -> list[str]:
            return [words.get(cell, cell) for cell in line]

        return Section(said(key), translated(header), [translated(row) for row in rows])

    p_values = [(name, f"{p:.3g}{' !' * (p < SURE)}") for name, p in found.noise.items()]
    return [
        Section(said("title")),
        Section(said("FAIL of two" if found.fails_by_two_files_alone else found.verdict)),
        tabled("controls", _OF_CONTROLS, map(_control_row, found.controls)),
        tabled("one", _HEADER, map(_row, found.one_file)),
        tabled("noise", ("looked for", "p"), p_values),
        tabled("two", _HEADER, map(_row, found.two_files)),
        Section(said("pairs") + ("\n" + said("made up") if found.pairs.simulated else "")),
        Section(said("linked")),
        Section(said("leak")),
    ]


def _row(attack: Attack) -> tuple[str, ...]:
    allowed = "-" if attack.at_most is None else f"{attack.at_most:.1%}"
    named = f"{attack.named:,} / {attack.of:,}"
    return attack.name, named, f"{attack.share:.1%}", f"{attack.up_to:.1%}", allowed + " !" * (not attack.within)


def _control_row(control: Attack) -> tuple[str, ...]:
    *said, _ = _row(control)
    return (*said, f"> {CONTROL_FALLS:.0%}" + " !" * (not control.share > CONTROL_FALLS))


def as_json(found: Audit) -> str:
    def attacks(several: Sequence[Attack]) -> list[dict[str, object]]:
        return [
            {"name": a.name, "named": a.named, "of": a.of, "up_to": a.up_to, "at_most": a.at_most, "within": a.within}
            for a in several
        ]

    return json.dumps(
        {
            "verdict": found.verdict,
            "profile": found.profile,
            "rows": found.rows,
            "attacked": found.attacked,
            "noise": dict(found.noise),
            "control_noise": dict(found.control_noise),
            "controls": attacks(found.controls),
            "one_file": attacks(found.one_file),
            "two_files": attacks(found.two_files),
            "linked": attacks([found.linked])[0],
            "rows_with_a_chance_pair": found.pairs.with_one,
            "bits_of_a_chance_pair": found.pairs.bits,
            "chance_pairs_per_row": found.pairs.chance.per_row,
            "partner_made_up": found.pairs.simulated,
        },
        ensure_ascii=False,
        indent=2,
    )
