from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.encodings import BANDS
from matcher.errors import DataError
from matcher.log import Mark
from matcher.reply import OwnLink, Reply, parse_reply, reply_bytes

HANDLE = st.binary(min_size=16, max_size=16).map(bytes.hex)
LINKS = st.lists(st.builds(OwnLink, HANDLE, HANDLE, st.sampled_from(BANDS)), max_size=5)
MARK = Mark(3, "0c" * 32)


def reply(links, test=False):
    return Reply(fingerprint="ab" * 32, run=1, same_machine_test=test, log=MARK, links=links)


@given(LINKS, st.booleans())
def test_what_is_written_is_read_back_in_the_order_of_handles(links, test):
    found = parse_reply(reply_bytes(reply(links, test)), "links.sealed")
    assert found == reply(sorted(links), test)


def test_the_order_of_links_which_tells_their_scores_does_not_leave():
    best = OwnLink("ff" * 16, "00" * 16, "strong")
    worst = OwnLink("00" * 16, "ff" * 16, "possible")
    assert reply_bytes(reply([best, worst])) == reply_bytes(reply([worst, best]))


def test_a_reply_holds_handles_and_bands_and_nothing_else_of_a_link():
    content = json.loads(reply_bytes(reply([OwnLink("0a" * 16, "0b" * 16, "repeat")])))
    assert content.keys() == {"format", "fingerprint", "run", "same_machine_test", "log", "links"}
    assert content["links"] == [["0a" * 16, "0b" * 16, "repeat"]]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "matcher-links-2"},
        {"run": 0},
        {"same_machine_test": "no"},
        {"links": [["0a" * 16, "0b" * 16]]},
        {"links": [["0a" * 16, "0b" * 16, "certain"]]},
        {"links": [["=cmd()", "0b" * 16, "strong"]]},
        {"log": [-1, "0c" * 32]},
        {"log": [1, "not a digest"]},
        {"score": 3.5},
    ],
)
def test_replies_that_no_unit_writes_are_refused(change):
    content = json.loads(reply_bytes(reply([])))
    with pytest.raises(DataError, match=r"links\.sealed: "):
        parse_reply(json.dumps(content | change).encode(), "links.sealed")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_refused_in_one_line(content):
    with pytest.raises(DataError) as caught:
        parse_reply(content, "links.sealed")
    assert "\n" not in str(caught.value)
