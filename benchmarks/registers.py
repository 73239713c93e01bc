"""Time the path on large invented lists: encoding, and 1,800 rows against 100,000, encoded and plain.

Prints rows a second of the encoder, bytes a row of the file, and for both comparisons seconds and memory, each in a
process of its own as a user would run it. Lists hold name, birthdate and passport; half of the short list is on both.
"""

from __future__ import annotations

import gc
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from matcher.generate.people import Inventor, Person
from matcher.parts import parts_of
from matcher.project import Field, Profile, Project, new_project, read_project, write_toml
from matcher.records import records_of
from matcher.secret import new_secret
from matcher.tables import read_table, write_table

LONG, SHORT, SHARED = 100_000, 1_800, 900
PROFILES: tuple[Profile, ...] = ("standard", "open")
HEADER = ("id", "name", "birthdate", "passport")


def project_of(profile: Profile, rows: int) -> Project:
    """A project with name, birthdate and passport."""
    fields = [
        Field(name="name", kind="name", columns=["name"]),
        Field(name="birthdate", kind="date", columns=["birthdate"]),
        Field(name="passport", kind="document", columns=["passport"]),
    ]
    return new_project("large", fields, profile=profile, expected_rows=rows, purpose="a benchmark", id_columns=["id"])


def write_lists(folder: Path) -> None:
    """short.csv in Han, long.csv in pinyin as passports have it, and a project for each profile."""
    people = Inventor(random.Random(1)).people(LONG + SHORT - SHARED)
    long, short = people[:LONG], people[LONG - SHARED :]
    write_table(folder / "long.csv", HEADER, [passport_row(n, p) for n, p in enumerate(long)])
    write_table(folder / "short.csv", HEADER, [_row(n, p, p.name.han) for n, p in enumerate(short)])
    for profile in PROFILES:
        (folder / f"{profile}.toml").write_text(write_toml(project_of(profile, LONG)), encoding="utf-8")


def passport_row(number: int, person: Person) -> tuple[str, ...]:
    """A person as passports write names."""
    return _row(number, person, f"{person.name.surname.latin} {person.name.given_latin}".upper())


def _row(number: int, person: Person, name: str) -> tuple[str, ...]:
    return (str(number), name, person.born.isoformat(), person.passport)


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Run a verb; seconds, and the largest memory of any run so far in GB."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "matcher", *words], cwd=folder, check=True, capture_output=True)
    seconds = time.perf_counter() - started
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def encoder_rate(folder: Path) -> float:
    """Rows a second from cells to slots on all processors, the best of three runs."""
    # Processes that read columns import this file too, and need no kernels.
    from matcher.engine import usable_threads
    from matcher.pipeline import encode_list

    project = read_project(folder / "standard.toml")
    records = records_of(read_table(folder / "long.csv"), project)
    secret, processes = new_secret(), usable_threads()
    seconds = []
    gc.disable()  # as the command line does
    for _ in range(3):
        started = time.perf_counter()
        encode_list(parts_of(records, project, processes), project, secret)
        seconds.append(time.perf_counter() - started)
    gc.enable()
    return LONG / min(seconds)


def encode(folder: Path, name: str) -> float:
    """Seconds to encode a list as an owner who has encoded nothing yet: a run serves one file in a ledger."""
    (folder / "secret.ledger").unlink(missing_ok=True)
    key = ("--project", "standard.toml", "--secret-file", "secret.key")
    return run(folder, "encode", f"{name}.csv", *key, "-o", f"{name}.enc")[0]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_lists(folder)
        run(folder, "keygen", "-o", "secret.key")
        run(folder, "plan", "standard.toml", "long.csv")
        encode(folder, "short")  # compiles the kernels, if they never were
        print(f"encode {LONG:,} rows, cells to slots: {encoder_rate(folder):,.0f} rows/s", flush=True)
        encoding = min(encode(folder, "long") for _ in range(3))
        size = (folder / "long.enc").stat().st_size / LONG
        print(f"encode {LONG:,} rows, list to file: {LONG / encoding:,.0f} rows/s, {size:,.0f} bytes a row", flush=True)
        timings = {
            "encoded files to links": ("compare", "--same-machine-test", "short.enc", "long.enc", "-o", "links.csv"),
            "plain lists to links": ("compare", "short.csv", "long.csv", "--project", "open.toml", "-o", "plain.csv"),
        }
        for what, words in timings.items():
            run(folder, *words)
            seconds, memory = min(run(folder, *words) for _ in range(3))
            print(f"{SHORT:,} x {LONG:,}, {what}: {seconds:.1f} s; largest memory so far {memory:.2f} GB", flush=True)


if __name__ == "__main__":
    main()
