"""All that two owners and a unit have, in one folder, with marks in it: and every command that they give."""

from __future__ import annotations

from pathlib import Path

from matcher.cli import main
from matcher.identity import read_identity
from matcher.secret import Secret, read_secret
from matcher.secret.files import secret_text
from matcher.secret.shares import share_text, split_secret
from matcher.secret.words import to_words
from tests.commands import ID_MARK, MARK, enrol, forget_runs, rows_of, write_csv, write_project
from tests.people import HEADER, people, project

PLAN = ("names.letters + birthdate.year",)
PARTIES = {"unit": "unit", "ours": "owner", "theirs": "owner"}
LISTS = ("ours", "theirs")
PASSPHRASE = "zzqmark seven otters juggle a purple harmonica 月"

Command = tuple[object, ...]


def build(folder: Path) -> Path:
    """Fill a folder by the commands themselves."""
    (folder / "private").mkdir()
    write_project(folder / "star.toml", project(plan=PLAN))
    secret = Secret(bytes.fromhex("5ec2e7" * 10 + "5ec2"))
    _private(folder / "private" / "secret.key", secret_text(secret))
    for share in split_secret(secret, 2, 3):
        _private(folder / "private" / f"secret.share-{share.number}.key", share_text(share))
    for name, rows in zip(LISTS, (people(70), people(100)[30:]), strict=True):
        marked = [(f"{ID_MARK}{n}", f"{MARK} {row[0]}", *row[1:]) for n, row in enumerate(rows)]
        write_csv(folder / f"{name}.csv", [HEADER, *marked])
    write_csv(
        folder / "truth.csv", [("left_id", "right_id"), *((f"{ID_MARK}{n + 30}", f"{ID_MARK}{n}") for n in range(40))]
    )
    enrol(folder, PARTIES)
    for name, arguments in commands(folder).items():
        if name.startswith(("encode", "compare", "dedupe", "reveal")):
            forget_runs(folder / "private")
            _done(*arguments)
    return folder


def commands(folder: Path) -> dict[str, Command]:
    """Every command that reads a file, by a name; paths below the folder are its files."""
    to_unit = ("--to", folder / "unit.pub", "--parties", folder / "parties.toml")
    agreed = ("--project", folder / "star.toml", "--secret-file", folder / "private" / "secret.key")
    of_unit = ("--identity", folder / "unit.id", "--parties", folder / "parties.toml")
    of_ours = ("--identity", folder / "ours.id", "--parties", folder / "parties.toml")
    lists = (folder / "ours.csv", folder / "theirs.csv")
    handles = ("--left-handles", folder / "ours.handles.csv", "--right-handles", folder / "theirs.handles.csv")
    shares = [folder / "private" / f"secret.share-{number}.key" for number in (1, 3)]
    own = ("--handles", folder / "ours.handles.csv", "--list", folder / "ours.csv")
    found: dict[str, Command] = {
        f"encode {name}": (
            *("encode", folder / f"{name}.csv", *agreed, *to_unit, "--identity", folder / f"{name}.id"),
            *("-o", folder / f"{name}.sealed"),
        )
        for name in LISTS
    }
    sealed = (folder / "ours.sealed", folder / "theirs.sealed")
    return found | {
        "compare": ("compare", *sealed, *of_unit, "-o", folder / "links.sealed", "--again", "a test of the commands"),
        "compare lists": (
            *("compare", "--same-machine-test", *lists, "--project", folder / "star.toml"),
            *("-o", folder / "plain.csv"),
        ),
        "reveal": ("reveal", folder / "links.ours.sealed", *own, *of_ours, "-o", folder / "work.csv"),
        "evaluate": ("evaluate", folder / "plain.csv", "--truth", folder / "truth.csv", "-o", folder / "outcome.csv"),
        "evaluate sealed": (
            *("evaluate", folder / "links.ours.sealed", "--truth", folder / "truth.csv", *handles, *of_ours),
        ),
        "dedupe": ("dedupe", lists[0], "--project", folder / "star.toml", "-o", folder / "repeats.csv"),
        "describe list": ("describe", lists[0]),
        "describe errors": ("describe", lists[0], "--project", folder / "star.toml"),
        "describe log": ("describe", folder / "unit.log"),
        "describe handles": ("describe", folder / "ours.handles.csv"),
        "new": ("new", folder / "new.toml", "--from", lists[0], "--expected-rows", 200),
        "plan": ("plan", folder / "star.toml", lists[0], "--check"),
        "audit": ("audit", lists[0], "--project", folder / "star.toml", "-o", folder / "audit.html"),
        "audit both": ("audit", lists[0], "--project", folder / "star.toml", "--partner", lists[1], "--json"),
        "keygen": ("keygen", "--from-shares", *shares, "-o", folder / "private" / "again.key"),
        "parties": ("parties", "list", folder / "parties.toml"),
        "log verify": ("log", "verify", folder / "unit.log", "--pub", folder / "unit.pub"),
        "log show": ("log", "show", folder / "unit.log", "--pub", folder / "unit.pub"),
        "rotate": ("rotate", folder / "star.toml", *agreed[2:], "-o", folder / "private" / "next.key"),
        "forget": ("forget", sealed[0], "--identity", folder / "unit.id"),
    }


def inputs(arguments: Command) -> list[int]:
    """The places of the files that a command reads."""
    return [
        place
        for place, argument in enumerate(arguments)
        if isinstance(argument, Path) and arguments[place - 1] != "-o" and argument.exists()
    ]


def marks(folder: Path) -> dict[str, str]:
    """What nothing may show, in lower case, by what it is."""
    secret = read_secret(folder / "private" / "secret.key")
    words = to_words(secret)
    found = {"cell": MARK, "id": ID_MARK, "secret": secret.value.hex()[8:32], "words": " ".join(words[5:8])}
    for name in PARTIES:
        identity = read_identity(folder / f"{name}.id")
        found |= {f"{name}'s age key": identity.age[20:50].lower(), f"{name}'s signing key": identity.ed25519.hex()}
    for name in LISTS:
        for number, row in enumerate(rows_of(folder / f"{name}.handles.csv")):
            found[f"handle {number} of {name}"] = row["handle"]
    return found


def _done(*arguments: object) -> None:
    if main([str(argument) for argument in arguments]) != 0:
        raise AssertionError(f"matcher {arguments[0]} did not end well")


def _private(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)
