"""Logs to accept and to refuse, for other readers of FORMAT.md 10: `tests/vectors/log.json`.

`python -m tests.test_log_vectors` makes them anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher.errors import DataError, MismatchError
from matcher.identity import PublicKeys, new_identity
from matcher.log import Compared, Forgotten, LinkCounts, ListFile, append, read_log
from tests.fuzz.containers import signed_lines

FILE = Path(__file__).parent / "vectors" / "log.json"
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)

# What is wrong with a log, and the words in which matcher says so.
REASONS = {
    "an empty line": "not a line",
    "cut short within a line": "cut short",
    "the last line without its end": "cut short",
    "a byte changed": "not as this linkage unit signed it",
    "a byte of a signature changed": "not as this linkage unit signed it",
    "signed by another unit": "not as this linkage unit signed it",
    "the first line left out": "does not follow",
    "a line in between left out": "does not follow",
    "a line twice": "does not follow",
    "two lines in each other's place": "does not follow",
    "a line of another log": "does not follow",
    "signed, with an unknown event": "another version",
    "signed, with an unknown key": "another version",
    "signed, of run 0": "another version",
    "signed, a reason of two lines": "another version",
    "signed, a line of over 16 KB": "not a line",
}


@pytest.fixture(scope="module")
def known():
    return json.loads(FILE.read_text("utf-8"))


def read(known, text, path):
    path.write_text(text, "utf-8")
    return read_log(path, PublicKeys(**known["unit"]))


def test_the_log_to_accept_is_read(known, tmp_path):
    log = read(known, known["accepted"], tmp_path / "unit.log")
    assert [line.event.kind for line in log.lines] == ["compared", "compared", "forgotten"]
    assert log.mark == (3, known["last"])
    assert read(known, "", tmp_path / "unit.log").mark.lines == 0


@pytest.mark.parametrize(("why", "words"), REASONS.items())
def test_every_log_to_refuse_is_refused_for_its_reason(known, tmp_path, why, words):
    with pytest.raises((DataError, MismatchError), match=words) as caught:
        read(known, known["refused"][why], tmp_path / "unit.log")
    assert "\n" not in str(caught.value)


def test_every_log_to_refuse_has_its_reason(known):
    assert known["refused"].keys() == REASONS.keys()


def vectors() -> dict[str, object]:
    """Keys made for this page alone, and logs signed with them."""
    unit, stranger, left, right = (new_identity() for _ in range(4))

    def event(run: int) -> Compared:
        first, second = (
            ListFile(signer=owner.public.fingerprint, sha256=f"{run:02x}" * 32, rows=60) for owner in (left, right)
        )
        again = "the disk was full" if run == 2 else None
        return Compared(fingerprint="ab" * 32, run=run, files=(first, second), links=LinkCounts(strong=4), again=again)

    def written(*events: Compared | Forgotten) -> str:
        with tempfile.TemporaryDirectory() as folder:
            for one in events:
                append(Path(folder) / "unit.log", unit, one, NOON)
            return (Path(folder) / "unit.log").read_text("utf-8")

    def signed(body: str, by=unit) -> str:
        return signed_lines(body.encode(), by).decode()

    accepted = written(event(1), event(2), Forgotten(files=["01" * 32]))
    one, two, three = accepted.splitlines(keepends=True)
    other = written(event(3), event(4)).splitlines(keepends=True)[1]
    body = one[: one.rindex(',"signature"')]
    reason = two[: two.rindex(',"signature"')].replace("the disk", "the\\ndisk")
    refused = {
        "an empty line": accepted + "\n",
        "cut short within a line": accepted[:-100],
        "the last line without its end": accepted[:-1],
        "a byte changed": accepted.replace('"rows":60', '"rows":61', 1),
        "a byte of a signature changed": accepted[:-4] + ("0" if accepted[-4] != "0" else "1") + accepted[-3:],
        "signed by another unit": signed(body, stranger),
        "the first line left out": two + three,
        "a line in between left out": one + three,
        "a line twice": one + one + two,
        "two lines in each other's place": one + three + two,
        "a line of another log": one + other,
        "signed, with an unknown event": signed(body.replace('"compared"', '"repeated"')),
        "signed, with an unknown key": signed(body.replace('"run":1', '"run":1,"colour":1')),
        "signed, of run 0": signed(body.replace('"run":1', '"run":0')),
        "signed, a reason of two lines": one + signed(reason),
        "signed, a line of over 16 KB": signed(body.replace('"again":null', f'"again":"{"x" * 16_000}"')),
    }
    keys = {"age": unit.public.age, "ed25519": unit.public.ed25519}
    last = hashlib.sha256(three.rstrip("\n").encode()).hexdigest()
    return {"unit": keys, "accepted": accepted, "last": last, "refused": {why: refused[why] for why in REASONS}}


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n", "utf-8")
