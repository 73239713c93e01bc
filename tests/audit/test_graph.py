from __future__ import annotations

import numpy as np

from matcher.audit import copies, frequency
from matcher.audit.graph import View, name_rows
from tests.audit.lists import planned


def named(copy: copies.Copy) -> float:
    return float((name_rows([copy.view]) == copy.order).mean())


def test_plain_clks_are_named_without_the_key():
    listed, project = planned("strangers", 500, "standard")
    assert named(copies.plain_clk(listed, project, np.random.default_rng(1))) > 0.9


def test_diffused_clks_are_named_without_the_key():
    listed, project = planned("strangers", 500, "standard")
    assert named(copies.diffused_clk(listed, project, np.random.default_rng(1))) > 0.9


def test_noise_is_named_no_better_than_by_guessing():
    random = np.random.default_rng(2)
    noise = copies.correlations(random.integers(0, 2, (500, 1024), np.uint8))
    listed, project = planned("strangers", 500, "standard")
    people = copies.plain_clk(listed, project, random).view
    assert (name_rows([View(noise, people.copy, people.expected)]) == np.arange(500)).sum() < 7


def test_expected_correlations_are_those_of_clks_but_for_chance():
    listed, project = planned("strangers", 200, "standard")
    copy = copies.plain_clk(listed, project, np.random.default_rng(3))
    error = copy.view.file - copy.view.expected[np.ix_(copy.order, copy.order)]
    assert abs(error.mean()) < 0.01
    assert error.std() < 0.05


def test_diffusion_leaves_the_correlation_to_the_power_of_its_depth():
    bits = np.repeat(np.arange(2, dtype=np.uint8), 512)[None] ^ np.array([[0], [0], [1]], np.uint8)
    bits[1, :128] ^= 1  # a correlation of 3/4 with the first row
    diffused = copies.diffuse(bits, np.random.default_rng(4), copies.DEPTH)
    assert abs(copies.correlations(diffused)[0, 1] - 0.75**3) < 0.1


def test_the_commonest_code_is_the_commonest_record():
    records = np.array([[0], [1], [1], [1], [2], [2], [3]], np.uint8)
    order = np.array([3, 4, 0, 1, 6, 5, 2])
    codes = (records + 10)[order]
    named = frequency.name_rows(codes, records)
    assert (records[named[named >= 0]] == records[order][named >= 0]).all()
    assert named.tolist().count(-1) == 2
