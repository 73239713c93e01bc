"""Two owners without a third beside a linkage unit: seconds, sizes of messages and F1 on the demo's invented lists.

Both paths take the same two encoded lists, of 1,800 rows each, one step after the other on one processor.
What is printed is written to `results/psi.txt`. `make psi`
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
import time
from pathlib import Path

import numpy as np

from matcher.cli import main as matcher
from matcher.encodings import EncodedList, Links
from matcher.evaluate import Pair, evaluate
from matcher.parts import parts_of
from matcher.pipeline import compare_encoded, encode_list
from matcher.project import Project, read_project
from matcher.psi.messages import Message, parse_message
from matcher.psi.session import Linked, Session, answer_request, conclude, request, show, show_back
from matcher.records import records_of
from matcher.secret import Secret, new_secret
from matcher.tables import read_table

RESULTS = Path(__file__).parent / "results" / "psi.txt"
ROWS = 1_800
NOBODY = " ".join(["00000"] * 8)  # a fingerprint: messages are not sealed here


class Owner:
    """A list, encoded in so many seconds, and the id behind each handle."""

    def __init__(self, path: Path, project: Project, secret: Secret) -> None:
        records = records_of(read_table(path), project)
        parts = parts_of(records, project).take(np.arange(ROWS))
        start = time.perf_counter()
        made = encode_list(parts, project, secret)
        self.seconds = time.perf_counter() - start
        self.encoded = made.encoded
        handles = (handle.tobytes().hex() for handle in made.encoded.handles)
        self.ids = {handle: records.ids[row] for handle, row in zip(handles, made.rows.tolist(), strict=True)}


class Steps:
    """What each message says, its length, and how long it took to say."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, float, int]] = []
        self.start = time.perf_counter()

    def said(self, name: str, content: bytes) -> tuple[Message, str]:
        self.ended(name, len(content))
        return parse_message(content, name), hashlib.sha256(content).hexdigest()

    def ended(self, name: str, length: int = 0) -> None:
        now = time.perf_counter()
        self.lines.append((name, now - self.start, length))
        self.start = now


def without_unit(left: EncodedList, right: EncodedList) -> tuple[Steps, Linked]:
    """All steps of an exchange, as the first owner sees its end."""
    steps = Steps()
    first, content = request(Session(left, NOBODY))
    asked, sha256 = steps.said("1 request", content)
    first, second = first.after(sha256), Session(right, NOBODY).after(sha256)
    second, content = answer_request(second, asked)
    answered, sha256 = steps.said("2 answer", content)
    first, content = show(first.after(sha256), answered)
    second = second.after(sha256)
    shown, sha256 = steps.said("3 shown", content)
    content, _ = show_back(second.after(sha256), shown)
    back, _ = steps.said("4 shown, links", content)
    linked = conclude(first.after(sha256), back)
    steps.ended("links")
    return steps, linked


def pairs(links: Links, left: list[str], right: list[str], owners: tuple[Owner, Owner]) -> list[Pair]:
    ids = owners[0].ids, owners[1].ids
    return [(ids[0][left[a]], ids[1][right[b]]) for a, b in zip(links.left, links.right, strict=True)]


def prepared(folder: Path) -> tuple[tuple[Owner, Owner], list[Pair]]:
    """The demo's lists cut to ROWS rows, and who is who in them."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        matcher(["generate", "star-homecoming", "--seed", "1", "-o", str(folder)])
        matcher(["new", str(folder / "star.toml"), "--from", str(folder / "families.xlsx"), "--expected-rows", "5000"])
    project, secret = read_project(folder / "star.toml"), new_secret()
    owners = Owner(folder / "families.xlsx", project, secret), Owner(folder / "police.csv", project, secret)
    there = [set(owner.ids.values()) for owner in owners]
    truth = read_table(folder / "truth.csv")
    left, right = (truth.header.index(f"{side}_id") for side in ("left", "right"))
    rows = [(row[left], row[right]) for row in truth.rows]
    return owners, [(one, other) for one, other in rows if one in there[0] and other in there[1]]


def report() -> str:
    """Both paths, timed."""
    with tempfile.TemporaryDirectory() as name:
        owners, truth = prepared(Path(name))
    left, right = (owner.encoded for owner in owners)
    encoding = sum(owner.seconds for owner in owners)
    compare_encoded(left, right)  # compiles
    start = time.perf_counter()
    links = compare_encoded(left, right)
    unit = time.perf_counter() - start
    steps, linked = without_unit(left, right)
    without = sum(seconds for _, seconds, _ in steps.lines)
    lines = [
        f"{ROWS:,} x {ROWS:,} rows, {left.slots.tokens.size:,} and {right.slots.tokens.size:,} tokens",
        f"{'step':24}{'s':>8}{'bytes':>12}",
        *(f"{step:24}{seconds:8.2f}{length or '':>12}" for step, seconds, length in steps.lines),
        f"{'encoding both lists':24}{encoding:8.2f}",
        f"{'with psi':24}{encoding + without:8.2f}",
        f"{'with a linkage unit':24}{encoding + unit:8.2f}",
        f"{'ratio':24}{(encoding + without) / (encoding + unit):8.1f}",
        f"rows shown: {len(linked.own):,} and {len(linked.partner):,}",
    ]
    for path, found in (
        ("linkage unit", pairs(links, list(owners[0].ids), list(owners[1].ids), owners)),
        ("psi", pairs(linked.links, linked.own, linked.partner, owners)),
    ):
        result = evaluate(found, truth)
        lines.append(f"{path}: F1 {result.f1:.4f}, {result.right} of {len(truth)} true matches, {len(found)} links")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = report()
    print(text, end="")
    RESULTS.write_text(text, encoding="utf-8")
