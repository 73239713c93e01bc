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
