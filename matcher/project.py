"""The project file: what both owners agree on before either encodes.

Fields with the headers they may have, the plan of match keys, the profile, the purpose and the run. Both owners hold
the same file; its fingerprint goes into the run key and into every encoded file, so that lists encoded under
different agreements never meet. This module reads, checks and writes the file; it opens no list.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator
from pydantic import Field as Setting

from matcher import fields
from matcher.errors import DataError, UsageError
from matcher.evidence import NAMES, Kind, Layout
from matcher.regular import read_regular
from matcher.toml import parse_toml

MAX_PROJECT_BYTES = 1 << 20  # a project file is a page of text
ENCODING_VERSION = 2  # of the tokens and close-ups; part of the fingerprint
_RARER = ", rarer than 1 in "

Profile = Literal["standard", "hardened", "wide", "open", "clk"]

# Chance pairs per row that a profile allows at `expected_rows` (DESIGN 4.4, tokens.md section 2).
BUDGETS: dict[str, float] = {"standard": 0.3, "hardened": 0.1, "wide": 3.0}

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Field(_Strict):
    """A field to compare: its name, its kind and the headers it may have in any list."""

    name: FieldName
    kind: Kind
    columns: list[Line] = Setting(min_length=1, max_length=100)


class Settings(_Strict):
    """The `[project]` table. `consent` is an owner's own note, who agreed to the linkage and how: bound to nothing."""

    name: Line
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    run: int = Setting(ge=1, le=2**31)
    purpose: Line
    consent: Line | None = None
    profile: Profile = "standard"
    expected_rows: int = Setting(default=5000, ge=1, le=10**8)
    id_columns: list[Line] = Setting(default_factory=list, max_length=100)


class Keys(_Strict):
    """The `[keys]` table: match keys as `field.part + field.part`."""

    plan: list[Line] = Setting(min_length=1, max_length=64)


@dataclass(frozen=True, slots=True)
class MatchKey:
    """Parts of fields that together find a person again: `names.sound + birthdate.year_day`.

    one_in  where given, the key serves values rarer than one in so many people: a rare name may stand with the year
            alone, `names.word + birthdate.year, rarer than 1 in 30000`
    """

    parts: tuple[tuple[str, str], ...]
    one_in: int | None = None

    def __str__(self) -> str:
        parts = " + ".join(f"{field}.{part}" for field, part in self.parts)
        return parts if self.one_in is None else f"{parts}{_RARER}{self.one_in}"

    @property
    def parts_read(self) -> tuple[tuple[str, str], ...]:
        """The parts that make up the key, and those that tell how rare a name is: those of its words."""
        if self.one_in is None:
            return self.parts
        from matcher.fields.names import OF_EACH_WORD  # the tables behind names take a moment to load

        return (*self.parts, *((field, OF_EACH_WORD.get(part, part)) for field, part in self.parts if field == NAMES))

    @classmethod
    def parse(cls, text: str) -> MatchKey:
        """Raises ValueError for a rarity that is not a number."""
        parts, rarer, one_in = text.partition(_RARER)
        pieces = [piece.strip().partition(".") for piece in parts.split("+")]
        if rarer and not re.fullmatch("[1-9][0-9]{0,11}", one_in):
            raise ValueError(f"after {_RARER.strip(', ')!r} stands a whole number")
        return cls(tuple((field, part) for field, _, part in pieces), int(one_in) if rarer else None)


class Project(_Strict):
    """A whole project file."""

    project: Settings
    field: list[Field] = Setting(min_length=1, max_length=40)
    keys: Keys | None = None

    @model_validator(mode="after")
    def _check(self) -> Project:
        seen: set[str] = set()
        for number, field in enumerate(self.field, 1):
            if field.name in seen:
                raise ValueError(f"field {number}: a second field of that name")
            if field.name == NAMES:
                raise ValueError(f"field {number}: {NAMES!r} is taken: it means all names of a record together")
            seen.add(field.name)
        for number, text in enumerate(self.keys.plan if self.keys else (), 1):
            try:
                key = MatchKey.parse(text)
            except ValueError as error:
                raise ValueError(f"keys.plan {number}: {error}") from None
            for field_name, part in key.parts:
                known = self.parts_of(field_name)
                if known is None:
                    raise ValueError(f"keys.plan {number}: no such field")
                if part not in known:
                    raise ValueError(f"keys.plan {number}: no such part; {field_name} has {', '.join(known)}")
        if self.keys and len(set(self.keys.plan)) < len(self.keys.plan):
            raise ValueError("keys.plan: a key stands there twice")
        return self

    def __repr__(self) -> str:
        return f"Project({len(self.field)} fields, run {self.project.run}, {self.project.profile})"

    def parts_of(self, field_name: str) -> tuple[str, ...] | None:
        """The names of the parts that a field gives; None where there is no such field."""
        if field_name == NAMES:
            return fields.kind("name").PARTS if self.name_fields else None
        kinds = [field.kind for field in self.field if field.name == field_name]
        return fields.kind(kinds[0]).PARTS if kinds else None

    def parts_read(self, field_name: str) -> tuple[str, ...] | None:
        """The parts of a field that records are encoded and compared by; None, meaning all, until keys are planned."""
        known = self.parts_of(field_name)
        if known is None or (self.budget is not None and not self.plan):
            return None
        serves = {field_name, self.label(field_name)}
        in_keys = {part for key in self.plan for field, part in key.parts_read if field in serves}
        tagged = {field_name, NAMES} if field_name in self.name_fields else {field_name}
        in_tags = {part.removesuffix("?") for field, part in self.layout.tags if field in tagged}
        whole = "full" if "full" in known else "whole"
        return tuple(sorted((in_keys | in_tags | {whole}) - {""}))

    @property
    def name_fields(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.field if field.kind == "name")

    def label(self, field_name: str) -> str:
        """What parts the digests of a field from those of others: its name, or NAMES for the only name field."""
        return NAMES if self.name_fields == (field_name,) else field_name

    @property
    def layout(self) -> Layout:
        return Layout(tuple((field.name, field.kind) for field in self.field))

    @property
    def plan(self) -> tuple[MatchKey, ...]:
        return tuple(MatchKey.parse(text) for text in self.keys.plan) if self.keys else ()

    @property
    def budget(self) -> float | None:
        """Chance pairs per row allowed; None for profiles that hide nothing."""
        return BUDGETS.get(self.project.profile)

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the canonical form: all that changes an encoding or its meaning.

        Headers, the project's name, `id_columns` and `expected_rows` are an owner's own affair and stay out.
        """
        canonical = {
            "encoding": ENCODING_VERSION,
            "id": self.project.id,
            "run": self.project.run,
            "purpose": self.project.purpose,
            "profile": self.project.profile,
            "fields": [[field.name, field.kind] for field in self.field],
            "plan": [str(key) for key in self.plan],
        }
        text = json.dumps(canonical, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def with_plan(self, plan: Sequence[MatchKey]) -> Project:
        return self.model_copy(update={"keys": Keys(plan=[str(key) for key in plan]) if plan else None})

    def renewed(self) -> Project:
        """The same agreement under a fresh random id, at run 1: nothing made before meets what is made now."""
        settings = self.project.model_copy(update={"id": secrets.token_hex(16), "run": 1})
        return self.model_copy(update={"project": settings})


def new_project(
    name: str,
    fields: Sequence[Field],
    *,
    profile: Profile,
    expected_rows: int,
    purpose: str,
    id_columns: Sequence[str],
    consent: str | None = None,
) -> Project:
    """A project with a fresh random id, at run 1, without a plan. Raises UsageError for settings out of bounds."""
    try:
        settings = Settings(
            name=name,
            id=secrets.token_hex(16),
            run=1,
            purpose=purpose,
            consent=consent,
            profile=profile,
            expected_rows=expected_rows,
            id_columns=list(id_columns),
        )
        return Project(project=settings, field=list(fields))
    except ValidationError as error:
        raise UsageError(f"not a project: {_mistakes(error)}") from None


def read_project(path: Path) -> Project:
    """Read and check a project file. Raises DataError that names every mistake with its place."""
    content = read_regular(path, MAX_PROJECT_BYTES, "a project file of `matcher new`")
    try:
        table = parse_toml(content)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: not a TOML file in UTF-8{_line_of(error)}") from None
    return parse_project(table, str(path))


def _line_of(error: Exception) -> str:
    """Where a text is no TOML. The rest of the reason may quote it, and it may be a list given by mistake."""
    place = re.search(r"\(at (line [0-9]+, column [0-9]+|end of document)\)$", str(error))
    return f" ({place[1]})" if place else ""


def parse_project(table: dict[str, Any], where: str) -> Project:
    """Check a project given as a TOML table; `where` opens the error message."""
    try:
        return Project.model_validate(table)
    except ValidationError as error:
        count = "1 mistake" if error.error_count() == 1 else f"{error.error_count()} mistakes"
        raise DataError(f"{where}: {count} to mend: {_mistakes(error)}") from None


def _mistakes(error: ValidationError) -> str:
    return "; ".join(f"{_place(item['loc'])}{_reason(item)}" for item in error.errors(include_input=False))


def _place(location: tuple[int | str, ...]) -> str:
    """("field", 1, "kind") -> "field 2 kind: "."""
    words = [str(step + 1) if isinstance(step, int) else _setting(step) for step in location]
    return " ".join(words) + ": " if words else ""


def _setting(text: str) -> str:
    """The name of a setting, shown where it can be one and is no text that came to stand there."""
    return text if re.fullmatch("[a-z_]{1,40}", text) else "a name"


def _reason(item: Any) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    return {"missing": "is missing", "extra_forbidden": "is not a setting known here"}.get(item["type"], message)


def write_toml(project: Project) -> str:
    """The project file as text, with a word on what may be edited."""
    settings = project.project
    lines = [
        "# A matcher project: both owners hold this same file. Headers may be added to `columns` and `id_columns`, and",
        "# `name`, `consent` and `expected_rows` are your own; a change in anything else makes files that do not meet.",
        "[project]",
        f"name = {_quote(settings.name)}",
        f"id = {_quote(settings.id)}",
        f"run = {settings.run}                          # a new number for every exchange of files",
        f"purpose = {_quote(settings.purpose)}",
        _consent_line(settings.consent),
        f"profile = {_quote(settings.profile)}",
        f"expected_rows = {settings.expected_rows}             # the largest list that will be encoded",
        f"id_columns = {_quote_list(settings.id_columns)}      # how an owner names its own rows; never encoded",
    ]
    for field in project.field:
        lines += ["", "[[field]]", f"name = {_quote(field.name)}", f"kind = {_quote(field.kind)}"]
        lines += [f"columns = {_quote_list(field.columns)}"]
    if project.keys:
        lines += [
            "",
            "[keys]",
            "plan = [",
            *(f"  {_quote(text)}," for text in project.keys.plan),
            "]",
        ]
    return "\n".join(lines) + "\n"


def _consent_line(consent: str | None) -> str:
    return '# consent = "who agreed to this, and how"' if consent is None else f"consent = {_quote(consent)}"


def _quote(text: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _quote_list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quote, texts)) + "]"
