"""Every parser reads its seeds, and reads or refuses what is made of them: no crash, no leak, no hang."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.judge import judge
from tests.fuzz.mutate import mutated
from tests.fuzz.parsers import PARSERS

each_parser = pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name.replace(" ", "-"))


@each_parser
def test_what_is_good_is_read(parser):
    kinds = [judge(parser, seed).kind for seed in parser.seeds()]
    assert "read" in kinds
    assert set(kinds) <= {"read", "refused"}


@each_parser
@settings(max_examples=60)
@given(chance=st.integers(0, 2**64))
def test_what_is_spoiled_is_read_or_refused(parser, chance):
    content = mutated(parser.seeds(), Random(chance))
    verdict = judge(parser, content)
    assert not verdict.is_fault, verdict


@each_parser
@settings(max_examples=20)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(parser, content):
    verdict = judge(parser, content)
    assert not verdict.is_fault, verdict
