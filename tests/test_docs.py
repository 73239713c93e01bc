"""What the documents say runs: README's commands in order, and the examples.

README's outputs are what the commands printed. `python -m tests.test_docs` runs them and writes the outputs anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import VERBS, verbs

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def commands(block: str) -> list[tuple[str, str]]:
    """(command, output shown) of each command of a console block."""
    found = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    return [(command, output) for command, output in found]


def run(command: str, folder: Path) -> str:
    """Run a command of README and return what it prints."""
    program, *arguments = shlex.split(command)
    program = {"python": sys.executable, "mkdir": "mkdir", "cp": "cp"}[program]
    done = subprocess.run(
        [program, *arguments], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def alike(output: str) -> str:
    """Without what differs from run to run, as close-ups do with the secret: numbers, ids, repeats, wrong links."""
    varying = r".*likely repeats? .*\n|^wrong: .*\n| and \S+\.rejects\.csv| more$"
    output = re.sub(varying, "", output, flags=re.MULTILINE)
    return re.sub(
        r"(?:[#,.% ]|and)*#(?:[#,.% ]|and)*", " # ", re.sub(r"\b[0-9a-f]{32,}\b|[A-Z]?\d[\d,.]*", "#", output)
    )


def readme() -> list[tuple[str, str]]:
    """All commands of README, and the output shown of each."""
    return [pair for block in BLOCK.findall(README.read_text("utf-8")) for pair in commands(block)]


def can_run(block: str) -> bool:
    """Whether a block needs no library that this platform lacks."""
    return "matcher psi" not in block or find_spec("private_set_intersection") is not None


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> list[tuple[str, str, str]]:
    """(command, output shown, output) of all commands of README that can run here, in order in one folder."""
    folder = tmp_path_factory.mktemp("readme")
    blocks = filter(can_run, BLOCK.findall(README.read_text("utf-8")))
    shown = [pair for block in blocks for pair in commands(block)]
    return [(command, output, run(command, folder)) for command, output in shown]


def test_readme_shows_what_its_commands_print(outputs):
    assert len(outputs) >= 8
    for command, shown, printed in outputs:
        assert alike(shown) == alike(printed), command


def test_the_walk_through_runs_the_commands_of_readme():
    script = (ROOT / "examples" / "star_homecoming.sh").read_text("utf-8").replace("\\\n", "")
    steps = [" ".join(line.removeprefix("run ").split()) for line in script.splitlines() if line.startswith("run ")]
    folderless = [step.replace('"$folder"', ".") for step in steps if "describe" not in step]
    assert folderless == [command for command, _ in readme()]


def test_the_python_example_runs_and_finds_the_three_people():
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "link_two_lists.py"], cwd=ROOT, text=True, capture_output=True, check=True
    )
    for pair in ("F1 is P2", "F2 is P3", "F3 is P1"):
        assert done.stdout.count(pair) == 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_stands_in_readme_and_has_help_with_an_example(verb):
    assert f"`{verb}`" in README.read_text("utf-8")
    help_text = CliRunner().invoke(verbs, [verb, "--help"], prog_name="matcher").output
    assert re.search(rf"Examples?:\s+matcher {verb}", help_text)


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "FORMAT.md", "CONTRIBUTING.md", "examples/README.md"])
def test_files_that_documents_name_exist(name):
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"`((?:matcher|kernels|tests|examples|benchmarks)/[\w/.]+)`", text)
    for path in named:
        assert (ROOT / path).exists(), path


def rewritten(text: str, folder: Path) -> Iterator[str]:
    """README with fresh outputs."""
    end = 0
    for block in BLOCK.finditer(text):
        yield text[end : block.start()]
        yield "```console\n"
        for command, _ in commands(block[1]):
            yield f"$ {command}\n{run(command, folder)}"
        yield "```"
        end = block.end()
    yield text[end:]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        README.write_text("".join(rewritten(README.read_text("utf-8"), Path(name))), "utf-8")
