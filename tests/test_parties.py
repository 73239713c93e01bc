from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import DataError, MatcherError, MismatchError, UsageError
from matcher.identity import new_identity
from matcher.parties import Book, book_path, book_text, read_book
from tests.commands import write_project
from tests.people import project

UNIT, FAMILIES, POLICE = (new_identity().public for _ in range(3))
BOOK = Book().with_party("unit", "unit", UNIT).with_party("families", "owner", FAMILIES)


def test_what_is_written_is_read_back(tmp_path):
    book = BOOK.with_party("警方-2", "owner", POLICE)
    (tmp_path / "parties.toml").write_bytes(book_text(book))
    assert read_book(tmp_path / "parties.toml") == book


def test_keys_count_for_their_role_only():
    assert BOOK.of(UNIT, "unit", "unit.pub").name == "unit"
    with pytest.raises(MismatchError, match="as a data owner, not as a linkage unit"):
        BOOK.of(FAMILIES, "unit", "families.pub")
    with pytest.raises(MismatchError, match="not in the book"):
        BOOK.of(POLICE, "owner", "police.pub")


def test_keys_of_two_parties_mixed_are_nobodys():
    mixed = type(UNIT)(UNIT.age, FAMILIES.ed25519)
    with pytest.raises(MismatchError, match="not in the book"):
        BOOK.of(mixed, "unit", "mixed.pub")


@pytest.mark.parametrize("name", ["families", "FAMILIES", "", "a/b", "..", "a b", "x" * 41, "a\n", "a.b"])
def test_a_name_that_is_taken_or_cannot_be_part_of_a_files_name_is_refused(name):
    with pytest.raises(UsageError):
        BOOK.with_party(name, "owner", POLICE)


def test_nobody_takes_part_twice():
    for keys in (FAMILIES, type(UNIT)(FAMILIES.age, POLICE.ed25519), type(UNIT)(POLICE.age, FAMILIES.ed25519)):
        with pytest.raises(UsageError, match="under another name"):
            BOOK.with_party("police", "owner", keys)


def test_a_party_taken_out_can_be_put_in_with_new_keys():
    book = BOOK.without("families").with_party("families", "owner", POLICE)
    assert book.signer(FAMILIES.ed25519) is None
    assert book.of(POLICE, "owner", "families.pub").name == "families"
    with pytest.raises(UsageError, match="no party of this name"):
        BOOK.without("police")


PARTY = '[[party]]\nname = "{name}"\nrole = "{role}"\nage = "{age}"\ned25519 = "{ed25519}"\n'


def party(**change):
    return PARTY.format(**{"name": "unit", "role": "unit", "age": UNIT.age, "ed25519": UNIT.ed25519, **change})


@pytest.mark.parametrize(
    "text",
    [
        "[[party]]\n",
        "party = 3\n",
        party() + party(name="other"),
        party() + party(age=FAMILIES.age, ed25519=FAMILIES.ed25519),
        party(role="police"),
        party(name="../unit"),
        party(age=UNIT.age[:-1] + ("q" if UNIT.age[-1] != "q" else "p")),
        party(ed25519=UNIT.ed25519.upper() + "0"),
        party() + 'more = "x"\n',
        party() + "[other]\n",
        "[[party",
        "x = " + "[" * 5000,
        "# " + "x" * (1 << 20),
    ],
)
def test_a_book_that_matcher_did_not_write_is_refused(tmp_path, text):
    path = tmp_path / "parties.toml"
    path.write_text(party())
    assert read_book(path).party[0].keys == UNIT
    path.write_text(text)
    with pytest.raises(DataError, match=r"parties\.toml: "):
        read_book(path)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_book_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    try:
        said = f"{len(read_book(path).party)} parties"
    except MatcherError as error:
        said = str(error)
    assert "\n" not in said


def test_the_book_of_a_project_lies_beside_it(tmp_path):
    star = write_project(tmp_path / "star.toml", project())
    assert book_path(star) == tmp_path / "star.parties.toml"
    assert book_path(tmp_path / "star.parties.toml") == tmp_path / "star.parties.toml"
    (tmp_path / "star.parties.toml").write_bytes(book_text(BOOK))
    assert read_book(star) == BOOK
