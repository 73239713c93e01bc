"""What an audit found as a page for the data-protection file: one HTML file that needs nothing else. No names in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from matcher import __version__
from matcher.audit.trial import Audit
from matcher.cli.audit_words import Section, sections
from matcher.project import Project

_ENGLISH = {
    "record": "What was audited",
    "date": "Date (UTC)",
    "software": "Software",
    "project": "Project",
    "purpose": "Purpose",
    "consent": "Consent",
    "run": "Run",
    "fingerprint": "Fingerprint of the project",
    "expected": "Expected rows",
    "found": "What the attacks found",
    "law": "In law",
    "is personal": "An encoded list is pseudonymised personal data and not anonymous (GDPR, Article 4(5) and"
    " Recital 26): who can get the secret can name its rows. Keep secret and files apart, and delete both after use.",
    "a link": "A link says that a person stands on both lists, and nothing else; never that they are a suspect.",
    "by hand": "To be filled in by hand",
    "blanks": "Legal basis, or who consented and how|Who holds the secret|Who compares the files (the linkage unit),"
    " and what lists it may have in plain|What may be done with a link|When secret and files will be deleted"
    "|Audited by, date, signature",
}
_CHINESE = {
    "record": "检验对象",
    "date": "日期 (UTC)",
    "software": "软件",
    "project": "项目",
    "purpose": "用途",
    "consent": "同意",
    "run": "轮次",
    "fingerprint": "项目指纹",
    "expected": "预计行数",
    "found": "攻击结果",
    "law": "法律说明",
    "is personal": "编码后的名单属于假名化（去标识化）的个人信息，不是匿名信息"
    "（GDPR 第 4 条第 5 款、个人信息保护法第 73 条）：得到密钥的人可以认出每一行。"
    "密钥与文件须分开保管，用完后都要删除。",
    "a link": "对上只说明此人同时在两份名单上，别无他意，绝不表示此人有嫌疑。",
    "by hand": "请手工填写",
    "blanks": "法律依据，或由谁以何种方式同意|谁持有密钥|由谁比对文件（比对方），它可能持有哪些明文名单"
    "|对上之后可以做什么|何时删除密钥和文件|检验人、日期、签名",
}
_WORDS = {"en": _ENGLISH, "zh": _CHINESE}
_STYLE = """
body { font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1c1c1c;
  background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top }
th:first-child, td:first-child { text-align: left }
table.attacks td:not(:first-child) { white-space: nowrap }
table.record td:last-child { text-align: left; overflow-wrap: anywhere }
table.blanks td { height: 3rem; width: 50% }
.verdict { padding: .8rem 1rem; border-left: .5rem solid }
.PASS { border-color: #1a7f37; background: #eaf6ed } .FAIL { border-color: #b42318; background: #fdecea }
.INCONCLUSIVE { border-color: #9a6700; background: #fff6e0 }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } }
"""


def page(found: Audit, project: Project, language: str, now: datetime) -> str:
    """The page, its words escaped; it loads nothing and runs nothing."""
    words = _WORDS[language]
    title, verdict, *others = sections(found, language)
    settings = project.project
    record = [
        (words["date"], f"{now:%Y-%m-%d %H:%M}"),
        (words["software"], f"matcher {__version__}"),
        (words["project"], settings.name),
        (words["purpose"], settings.purpose),
        *([(words["consent"], settings.consent)] if settings.consent else []),
        (words["run"], str(settings.run)),
        (words["expected"], f"{settings.expected_rows:,}"),
        (words["fingerprint"], project.fingerprint),
    ]
    blanks = [(blank, "") for blank in words["blanks"].split("|")]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title.text)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{escape(title.text)}</h1>",
            f'<p class="verdict {found.verdict}">{escape(verdict.text)}</p>',
            f"<h2>{escape(words['record'])}</h2>",
            _table((), record, "record"),
            f"<h2>{escape(words['found'])}</h2>",
            *map(_section, others),
            f"<h2>{escape(words['law'])}</h2>",
            _section(Section(words["is personal"])),
            _section(Section(words["a link"])),
            f"<h2>{escape(words['by hand'])}</h2>",
            _table((), blanks, "blanks"),
            "</body></html>\n",
        ]
    )


def _section(section: Section) -> str:
    text = f"<p>{escape(section.text)}</p>"
    return text + "\n" + _table(section.header, section.rows) if section.header else text


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "attacks") -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    top = [line(header, "th")] if header else []
    return "\n".join([f'<table class="{kind}">', *top, *(line(row, "td") for row in rows), "</table>"])
