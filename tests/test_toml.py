"""TOML is read as by the standard library, but for names joined by dots without end."""

from __future__ import annotations

import tomllib

import pytest

from matcher.toml import DEEPEST, parse_toml

GOOD = """
[project]
name = "v. 1.2.3"
fields = ["No.", "a.b.c", "www.example.org/a.b"]
[[field]]
"名" = 'x.y'
"""


def test_toml_is_read_as_by_the_standard_library():
    assert parse_toml(GOOD.encode()) == tomllib.loads(GOOD)


@pytest.mark.parametrize(
    "joined", ["a." * 300_000 + "a = 1", '["a".' + "b . " * 50 + "c]", "x = {" + "'a'." * 20 + "a = 1}"]
)
def test_names_joined_by_dots_without_end_are_refused_at_once(joined):
    with pytest.raises(ValueError, match=f"more than {DEEPEST} names"):
        parse_toml(joined.encode())


@pytest.mark.parametrize(
    "piece",
    ["a", '"', "'", "a ", "a.", 'a."', "a.a.a.a.a.a.a. ", '"a".', "'.'", "a" * 99 + ".", ". ", " =", '"a', "a\t."],
)
def test_a_megabyte_of_anything_is_looked_through_in_steps_that_grow_with_it(piece):
    """Each look may cost what its length does: a thousand times as much for the square would not end."""
    try:
        parse_toml((piece * (1_000_000 // len(piece))).encode())
    except (ValueError, RecursionError):
        return
    raise AssertionError("that is no TOML")


def test_what_is_no_text_or_no_toml_is_refused():
    for content in (b"\xff", b"a = ", b"[" * 10):
        with pytest.raises(ValueError, match=r"decode|Invalid|Expected|Unclosed|Cannot"):
            parse_toml(content)
