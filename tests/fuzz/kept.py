"""Parsers of what owners agree on and keep: the project, the secret in its forms, the ledger; links, handles, truth."""

from __future__ import annotations

from pathlib import Path

from matcher.cli import evaluate, kept, reveal
from matcher.ledger import Entry, read_ledger
from matcher.project import read_project, write_toml
from matcher.secret import read_secret
from matcher.secret.files import secret_text
from matcher.secret.passphrase import _check_long_enough, _normal
from matcher.secret.shares import join_shares, parse_share, share_text, split_secret
from matcher.secret.words import from_words, to_words
from tests.fuzz.containers import rechecked
from tests.fuzz.parser import HANDLES, OF_HANDLES, OF_SECRET, SECRET, Parser, lines
from tests.people import project

_SHARES = split_secret(SECRET, 2, 3)


def projects() -> list[bytes]:
    made = project()
    settings = made.project.model_copy(update={"name": "zzqmark", "purpose": "zzq"})
    return [write_toml(made.model_copy(update={"project": settings})).encode(), write_toml(project(plan=())).encode()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _share(path: Path) -> object:
    return join_shares([parse_share(path.read_bytes(), f"{path}"), _SHARES[2]])


def _passphrase(path: Path) -> None:
    _check_long_enough(_normal(_text(path)))  # what comes before Argon2id


def _words(path: Path) -> object:
    return from_words(_text(path).split())


def _phrases() -> list[bytes]:
    texts = ("correct horse battery zzqmark staple again", "张 zzqmark \u1e9b\u0323 1111", " ".join(to_words(SECRET)))
    return [text.encode() for text in texts]


def _entries() -> list[bytes]:
    entry = Entry(project="5eed" * 8, run=1, list="ab" * 32, file="cd" * 32, time="2026-01-31T12:00:00Z")
    entries = (entry, entry.model_copy(update={"run": 2}))
    return [lines(*(entry.model_dump_json() for entry in entries))]


def _links() -> list[bytes]:
    own = (f"{one},{one},strong,3.1,name 8/8" for one in HANDLES)
    return [
        lines("left_handle,right_handle,band,score,evidence", *own),
        lines("left_id,right_id,band,score,evidence", "zzq1,zzq2,strong,1,zzq"),
    ]


def _revealed(path: Path) -> None:
    handles = {handle: kept.Owned(row, f"zzq{row}", "0000") for row, handle in enumerate(HANDLES, 2)}
    reveal._open_links(path, handles, path)


def _truth() -> list[bytes]:
    return [lines("left_id,right_id", "zzq1,zzq2"), lines("id,group", "zzq1,1", "zzq2,1", "zzq3,2")]


def _evaluated(path: Path) -> None:
    evaluate._linked_and_true(path, path, None, None)


def _handles() -> list[bytes]:
    return [lines("handle,id,row,check", *(f"{handle},zzq{row},{row},0000" for row, handle in enumerate(HANDLES, 2)))]


def _read_handles(path: Path) -> None:
    kept.read_handles(path)


PARSERS = (
    Parser("project", projects, read_project),
    Parser("secret", lambda: [secret_text(SECRET)], read_secret, marks=OF_SECRET),
    Parser("share", lambda: [share_text(share) for share in _SHARES[:2]], _share, rechecked, OF_SECRET),
    Parser("secret as words", lambda: [lines(*to_words(SECRET)), b"zzqmark " * 24], _words),
    Parser("passphrase", _phrases, _passphrase),
    Parser("ledger", _entries, read_ledger, marks=("cdcdcd", "ababab")),
    Parser("links", _links, _revealed, marks=OF_HANDLES),
    Parser("truth", _truth, _evaluated),
    Parser("handles", _handles, _read_handles, marks=OF_HANDLES),
)
