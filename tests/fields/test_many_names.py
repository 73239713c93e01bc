"""Names read at once are as if each were read by itself. All are invented."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.fields import SERVING, names
from matcher.fields.digests import digest
from matcher.fields.many_names import ManyNames
from matcher.fields.name_parts import NameParts

words = st.text(alphabet="aeilnwxyz", min_size=1, max_size=6)
spelled = st.lists(
    st.one_of(words, st.sampled_from(["wei", "xiaowei", "li", "u", "k", "petrovna"])), min_size=1, max_size=5
)
given_parts = st.sampled_from([None, {"han": ("han",), "sinitic": ("C/a/ng", "L//")}])
several = st.lists(st.builds(lambda found, told: NameParts(sorted(found), told), spelled, given_parts), max_size=8)


@settings(deadline=None)  # the first call reads tables
@given(several)
def test_parts_are_those_of_each_name(made):
    many = ManyNames(made)
    for part in (*names.PARTS, *names.COMPARED):
        found = [[number for number in row if number] for row in many.part("p\n", part).tolist()]
        assert found == [[digest(f"p\n{text}") for text in name.get(part, ())[:SERVING]] for name in made]


@given(several)
def test_qgrams_are_those_of_each_name(made):
    starts, grams = ManyNames(made).grams("p\n")
    of_each = [names.Bigrams(name.words) for name in made]
    expected = [sorted(digest(f"p\n{qgram}") for qgram in qgrams) for qgrams in of_each]
    assert [grams[start:end].tolist() for start, end in pairwise(starts)] == expected


def test_no_names_have_no_parts():
    many = ManyNames([])
    assert many.part("p\n", "word").shape == (0, SERVING)
    starts, grams = many.grams("p\n")
    assert starts.tolist() == [0]
    assert not len(grams)
