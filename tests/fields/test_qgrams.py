"""Padded bigrams."""

from __future__ import annotations

from matcher.fields.qgrams import Bigrams, bigrams


def test_bigrams_of_a_word() -> None:
    assert bigrams("wei") == ("_w", "we", "ei", "i_")
    assert bigrams("x") == ("_x", "x_")


def test_words_do_not_run_into_each_other() -> None:
    assert tuple(Bigrams(["wu", "li"])) == ("_w", "wu", "u_", "_l", "li", "i_")


def test_repeated_bigrams_are_numbered() -> None:
    assert tuple(Bigrams(["li", "li"])) == ("_l", "li", "i_", "_l#2", "li#2", "i_#2")
