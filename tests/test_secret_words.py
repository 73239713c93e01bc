"""The secret in words: BIP-39's own examples, four letters for a word, and a wrong word told by its place alone."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import DataError
from matcher.secret import Secret
from matcher.secret.words import WORDS, from_words, to_words, whole_word

LIST = files("matcher.secret").joinpath("data", "english.txt").read_bytes()
LEGAL = "legal winner thank year wave sausage worth useful "
LETTER = "letter advice cage absurd amount doctor acoustic avoid "


def test_the_list_is_that_of_bip_39():
    assert hashlib.sha256(LIST).hexdigest() == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"


@pytest.mark.parametrize(
    ("value", "words"),
    # github.com/trezor/python-mnemonic, vectors.json: those of 256 bits
    [
        ("00" * 32, "abandon " * 23 + "art"),
        ("7f" * 32, f"{LEGAL}{LEGAL}legal winner thank year wave sausage worth title"),
        ("80" * 32, f"{LETTER}{LETTER}letter advice cage absurd amount doctor acoustic bless"),
        ("ff" * 32, "zoo " * 23 + "vote"),
    ],
)
def test_words_are_those_of_the_reference_implementation(value, words):
    secret = Secret(bytes.fromhex(value))
    assert to_words(secret) == words.split()
    assert from_words(words.split()) == secret


@given(st.binary(min_size=32, max_size=32))
def test_words_are_read_back_whole_by_four_letters_and_in_capitals(value):
    words = to_words(Secret(value))
    assert from_words(words).value == value
    assert from_words([word[:4] for word in words]).value == value
    assert from_words([word.upper() for word in words]).value == value


@given(st.binary(min_size=32, max_size=32), st.integers(0, WORDS - 1))
def test_a_word_that_is_none_is_told_by_its_place_and_not_shown(value, place):
    words = to_words(Secret(value))
    words[place] = "brother's"
    with pytest.raises(DataError, match=rf"word {place + 1} is not in the list") as caught:
        from_words(words)
    assert "brother" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_several_wrong_words_are_told_by_their_places():
    with pytest.raises(DataError, match="words 2, 24 are not in the list"):
        from_words(["zoo", "zo", *["zoo"] * 21, "votes"])


@pytest.mark.parametrize("count", [0, 1, 12, 23, 25])
def test_another_number_of_words_is_refused(count):
    with pytest.raises(DataError, match=f"{count} words"):
        from_words(["zoo"] * count)


def test_words_in_another_order_fail_the_checksum():
    words = to_words(Secret(bytes(range(32))))
    words[0], words[1] = words[1], words[0]
    with pytest.raises(DataError, match="another place"):
        from_words(words)


def test_of_all_last_words_eight_fit_the_checksum():
    def fits(last: str) -> bool:
        try:
            return bool(from_words([*["zoo"] * 23, last]))
        except DataError:
            return False

    assert sum(map(fits, LIST.decode().split())) == 8


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("abandon", "abandon"),
        ("aban", "abandon"),
        ("abando", "abandon"),
        ("art", "art"),  # also the beginning of others
        ("arti", "artist"),
        ("artists", None),
        ("aba", None),
        ("abandons", None),
        ("abanx", None),
        ("", None),
        ("張", None),
    ],
)
def test_a_word_is_told_by_four_letters(text, word):
    assert whole_word(text) == word
