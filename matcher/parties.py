"""The book of parties: who takes part, as what, and by which public keys. Public, beside the project.

A key counts as somebody's only because it stands here under that name, put in by a person who compared its fingerprint
by another way than the key came.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic import Field as Setting

from matcher.errors import DataError, MismatchError, UsageError
from matcher.identity import AGE, ED25519, PublicKeys, is_recipient
from matcher.regular import read_regular
from matcher.toml import parse_toml

MAX_BOOK_BYTES = 1 << 20
MAX_PARTIES = 1000

Role = Literal["unit", "owner"]
WORDS: dict[Role, str] = {"unit": "a linkage unit", "owner": "a data owner"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Party(_Strict):
    """One party. Its name becomes part of the names of files, so it has letters, digits, `_` and `-` only."""

    name: Annotated[str, StringConstraints(pattern=r"^[\w-]{1,40}$")]
    role: Role
    age: Annotated[str, StringConstraints(pattern=f"^{AGE}$")]
    ed25519: Annotated[str, StringConstraints(pattern=f"^{ED25519}$")]

    @property
    def keys(self) -> PublicKeys:
        return PublicKeys(self.age, self.ed25519)


class Book(_Strict):
    """All parties that one's own side knows."""

    party: list[Party] = Setting(default_factory=list, max_length=MAX_PARTIES)

    @model_validator(mode="after")
    def _each_is_one(self) -> Book:
        for what, values in (
            ("name", [_folded(party.name) for party in self.party]),
            ("key", [key for party in self.party for key in (party.age, party.ed25519)]),
        ):
            if len(set(values)) != len(values):
                raise ValueError(f"two parties have the same {what}")
        if not all(is_recipient(party.age) for party in self.party):
            raise ValueError("an age key is damaged")
        return self

    def signer(self, ed25519: str) -> Party | None:
        """The party that signs with this key."""
        return next((party for party in self.party if party.ed25519 == ed25519), None)

    def named(self, name: str, role: Role, where: str) -> Party:
        """The party of that name; `where` opens the message. Raises MismatchError if there is none in that role."""
        party = next((party for party in self.party if _folded(party.name) == _folded(name)), None)
        if party is None or party.role != role:
            raise MismatchError(f"{where}: no party {name} in it as {WORDS[role]}; `matcher parties list` shows all")
        return party

    def of(self, keys: PublicKeys, role: Role, whose: str) -> Party:
        """The party with these keys; `whose` opens the message. Raises MismatchError if none has them in that role."""
        party = next((party for party in self.party if party.keys == keys), None)
        if party is None:
            raise MismatchError(f"{whose}: not in the book of parties; add its public keys with `matcher parties add`")
        if party.role != role:
            raise MismatchError(f"{whose}: in the book of parties as {WORDS[party.role]}, not as {WORDS[role]}")
        return party

    def with_party(self, name: str, role: Role, keys: PublicKeys) -> Book:
        """Raises UsageError for a name that cannot be one, or a name or key that is in the book."""
        try:
            added = Party(name=name, role=role, age=keys.age, ed25519=keys.ed25519)
        except ValidationError:
            raise UsageError("a party's name has at most 40 letters, digits, _ and -") from None
        if any(_folded(party.name) == _folded(name) for party in self.party):
            raise UsageError(f"{name}: in the book already; remove it first if its keys are new")
        if any({party.age, party.ed25519} & {keys.age, keys.ed25519} for party in self.party):
            raise UsageError(f"{name}: these keys are in the book under another name; nobody takes part twice")
        if len(self.party) == MAX_PARTIES:
            raise UsageError(f"the book has {MAX_PARTIES:,} parties, and no room for more")
        return Book(party=[*self.party, added])

    def without(self, name: str) -> Book:
        """Raises UsageError if there is no such party."""
        kept = [party for party in self.party if _folded(party.name) != _folded(name)]
        if len(kept) == len(self.party):
            raise UsageError(f"{name}: no party of this name in the book; `matcher parties list` shows all")
        return Book(party=kept)


def book_path(path: Path) -> Path:
    """The book itself, or of a project file the book beside it: star.toml -> star.parties.toml."""
    is_project = path.is_file() and "project" in _table(path)
    return path.with_name(f"{path.stem}.parties.toml") if is_project else path


def read_book(path: Path) -> Book:
    """Read and check a book of parties, or that of a project file. Raises DataError."""
    path = book_path(path)
    try:
        return Book.model_validate(_table(path))
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        place = " ".join(str(step + 1) if isinstance(step, int) else _setting(step) for step in first["loc"])
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise DataError(f"{path}: not a book of parties: {place + ': ' if place else ''}{reason}") from None


def book_text(book: Book) -> bytes:
    """The book as TOML."""
    lines = ["# Who takes part, and by which public keys: written by `matcher parties`, to be compared by fingerprint."]
    for party in book.party:
        lines += ["", "[[party]]"]
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in party.model_dump().items()]
    return ("\n".join(lines) + "\n").encode()


def _table(path: Path) -> dict[str, object]:
    text = read_regular(path, MAX_BOOK_BYTES, "a book of parties")
    try:
        return parse_toml(text)
    except (ValueError, RecursionError):
        raise DataError(f"{path}: not a book of parties: not TOML in UTF-8") from None


def _setting(text: str) -> str:
    """The name of a setting, and no other text that came to stand in its place."""
    return text if text in ("party", *Party.model_fields) else "a name"


def _folded(name: str) -> str:
    """Names that a file system may take for one are one."""
    return unicodedata.normalize("NFC", name).casefold()
