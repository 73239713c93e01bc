from __future__ import annotations

import pytest

from matcher.errors import DataError
from matcher.project import Field, MatchKey, Project, new_project, parse_project, read_project, write_toml

FIELDS = [
    Field(name="name", kind="name", columns=["姓名", "name"]),
    Field(name="birthdate", kind="date", columns=["出生日期"]),
]


def project(**changes: object) -> Project:
    made = new_project("trial", FIELDS, profile="standard", expected_rows=5000, purpose="a trial", id_columns=["编号"])
    settings = made.project.model_copy(update=changes)
    return made.model_copy(update={"project": settings})


def table() -> dict[str, object]:
    return {
        "project": {"name": "trial", "id": "ab" * 16, "run": 1, "purpose": "a trial"},
        "field": [{"name": "name", "kind": "name", "columns": ["name"]}],
    }


def test_what_is_written_is_read_back(tmp_path):
    made = project().with_plan([MatchKey.parse("names.sound + birthdate.year_day")])
    path = tmp_path / "star.toml"
    path.write_text(write_toml(made), encoding="utf-8")
    assert read_project(path) == made


def test_text_with_quotes_and_control_characters_survives(tmp_path):
    made = project(name='a "b" \\ c\x7f\tд 名')
    path = tmp_path / "star.toml"
    path.write_text(write_toml(made), encoding="utf-8")
    assert read_project(path).project.name == made.project.name


def test_two_new_projects_have_different_ids():
    assert project().project.id != project().project.id


@pytest.mark.parametrize("change", [{"run": 2}, {"purpose": "another"}, {"profile": "hardened"}, {"id": "cd" * 16}])
def test_fingerprint_changes_with_what_the_owners_agreed_on(change):
    same = project(id="ab" * 16)
    assert project(**{"id": "ab" * 16, **change}).fingerprint != same.fingerprint


@pytest.mark.parametrize("change", [{"name": "another"}, {"expected_rows": 9}, {"id_columns": ["no"]}])
def test_fingerprint_leaves_out_what_is_an_owners_own_affair(change):
    same = project(id="ab" * 16)
    assert project(**{"id": "ab" * 16, **change}).fingerprint == same.fingerprint


def test_fingerprint_changes_with_the_plan():
    made = project()
    assert made.with_plan([MatchKey.parse("names.letters")]).fingerprint != made.fingerprint


def test_all_mistakes_are_told_at_once_with_their_places():
    wrong = table()
    wrong["project"] = {"name": "", "id": "x", "run": 0, "purpose": "p", "colour": "red"}
    wrong["field"] = [{"name": "Name", "kind": "text", "columns": []}]
    with pytest.raises(DataError) as caught:
        parse_project(wrong, "star.toml")
    message = str(caught.value)
    assert message.startswith("star.toml: 7 mistakes to mend: ")
    for place in ("project name", "project id", "project run", "project colour", "field 1 name", "field 1 kind"):
        assert place in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (["birthdate.year"], "keys.plan 1: no such field"),
        (["names.colour"], "keys.plan 1: no such part"),
        (["names.letters", "names.letters"], "a key stands there twice"),
    ],
)
def test_a_plan_is_checked_against_the_fields(plan, complaint):
    with pytest.raises(DataError, match=complaint):
        parse_project(table() | {"keys": {"plan": plan}}, "star.toml")


def test_a_field_cannot_be_called_names():
    wrong = table() | {"field": [{"name": "names", "kind": "name", "columns": ["name"]}]}
    with pytest.raises(DataError, match="is taken"):
        parse_project(wrong, "star.toml")


@pytest.mark.parametrize("content", [b"[project", b"\xff\xfe\x00", b""])
def test_what_is_no_project_is_refused(tmp_path, content):
    path = tmp_path / "star.toml"
    path.write_bytes(content)
    with pytest.raises(DataError):
        read_project(path)


def test_a_missing_project_file_says_how_to_make_one(tmp_path):
    with pytest.raises(DataError, match="matcher new"):
        read_project(tmp_path / "none.toml")


def test_consent_is_a_note_that_the_fingerprint_does_not_know(tmp_path):
    noted = project(consent="72 families, in writing", id="ab" * 16)
    assert noted.fingerprint == project(id="ab" * 16).fingerprint
    (tmp_path / "p.toml").write_text(write_toml(noted), encoding="utf-8")
    assert read_project(tmp_path / "p.toml") == noted


def test_repr_shows_no_purpose_or_id():
    made = project()
    assert made.project.purpose not in repr(made)
    assert made.project.id not in repr(made)


def test_a_key_may_serve_rare_values_only():
    key = MatchKey.parse("names.word + birthdate.year, rarer than 1 in 30000")
    assert key == MatchKey((("names", "word"), ("birthdate", "year")), 30000)
    assert MatchKey.parse(str(key)) == key


@pytest.mark.parametrize("rarity", ["", "0", "-3", "x", "1.5", "1 in 3", "9" * 13])
def test_a_rarity_is_a_whole_number(rarity):
    with pytest.raises(ValueError, match="stands a whole number"):
        MatchKey.parse(f"names.word, rarer than 1 in {rarity}")
