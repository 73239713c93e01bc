"""How long the encoder takes: cells to parts, and parts to slots, of 10,000 invented people.

Name, birthdate and passport in pinyin as passports have it, with the keys that `plan` chooses.
"""

from __future__ import annotations

import random

import pytest
from registers import HEADER, passport_row, project_of

from matcher.engine import usable_threads
from matcher.generate.people import Inventor
from matcher.keyplan import plan_keys
from matcher.parts import parts_of
from matcher.pipeline import encode_list
from matcher.records import records_of
from matcher.secret import new_secret
from matcher.tables import Table

ROWS = 10_000


@pytest.fixture(scope="module")
def records():
    people = Inventor(random.Random(1)).people(ROWS)
    rows = [passport_row(number, person) for number, person in enumerate(people)]
    return records_of(Table("list", HEADER, rows, list(range(2, ROWS + 2)), [], ""), project_of("standard", ROWS))


def test_parts(benchmark, records):
    benchmark.pedantic(parts_of, (records, project_of("standard", ROWS)), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("threads", sorted({1, usable_threads()}))
def test_encode_list(benchmark, records, threads):
    project = project_of("standard", ROWS)
    parts = parts_of(records, project)
    planned = project.with_plan([chosen.key for chosen in plan_keys(parts, project).keys])
    secret = new_secret()
    benchmark.pedantic(encode_list, (parts, planned, secret), {"threads": threads}, rounds=5, warmup_rounds=1)
