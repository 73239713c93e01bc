from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from matcher.cli import main
from matcher.project import write_toml
from tests.audit.lists import planned, strangers
from tests.people import HEADER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _, project = planned("strangers", 100, "standard")
    (tmp_path / "p.toml").write_text(write_toml(project), encoding="utf-8")
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *((str(n), *row) for n, row in enumerate(strangers(100)))])
    return tmp_path


def audited(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = main(["audit", str(folder / "list.csv"), "--project", str(folder / "p.toml"), *more])
    return code, "".join(capsys.readouterr())


def test_the_report_says_what_was_named_and_shows_no_cell(folder, capsys):
    before = sorted(path.name for path in folder.iterdir())
    for language, word in (("en", "graph attack on plain CLKs"), ("zh", "图攻击：普通 CLK")):
        code, said = audited(folder, capsys, "--language", language)
        assert code in (0, 5)
        assert word in said
        assert not any(cell in said for row in strangers(100) for cell in row[:3])
    assert sorted(path.name for path in folder.iterdir()) == before


def test_figures_come_as_json_and_a_failed_audit_ends_with_5(folder, capsys):
    code, said = audited(folder, capsys, "--json", "--partner", str(folder / "list.csv"))
    found = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert found["rows"] == 100
    assert found["partner_made_up"] is False
    assert (code == 5) == (found["verdict"] == "FAIL")
    assert found["linked"]["of"] == 100
    assert {attack["name"] for attack in found["controls"]} > {"graph attack on plain CLKs"}


def test_the_page_has_the_report_and_loads_nothing(folder, capsys):
    for language, named in (("en", "graph attack on plain CLKs"), ("zh", "图攻击：普通 CLK")):
        audited(folder, capsys, "--language", language, "-o", str(folder / "audit.html"))
        page = (folder / "audit.html").read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert named in page
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert "http" not in page.replace("http-equiv", "")
        assert not any(cell in page for row in strangers(100) for cell in row[:3])


def test_words_of_the_project_cannot_write_into_the_page(folder, capsys):
    project = (folder / "p.toml").read_text(encoding="utf-8")
    purpose = next(line for line in project.splitlines() if line.startswith("purpose"))
    (folder / "p.toml").write_text(project.replace(purpose, 'purpose = "<b onclick=\\"x\\">&"'), encoding="utf-8")
    audited(folder, capsys, "-o", str(folder / "audit.html"))
    page = (folder / "audit.html").read_text(encoding="utf-8")
    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;" in page
    assert "<b " not in page


def test_a_page_with_another_ending_is_refused_before_the_work(folder, capsys):
    code, said = audited(folder, capsys, "-o", str(folder / "audit.pdf"))
    assert code == 2
    assert "audit.pdf" in said
