"""The messages of two owners as FORMAT.md 11 has them, followed here without matcher's code and without OpenMined's.

`tests/vectors/psi.json` holds two encoded lists, the keys that the owners drew, the four messages between them before
they are sealed, and what makes them messages to refuse. `python -m tests.test_psi_vectors` makes them anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from matcher.encodings import EncodedList
from matcher.errors import MatcherError
from matcher.files import encoded_bytes, parse_encoded
from matcher.psi.points import Asking
from matcher.psi.session import Session, answer_request, conclude, show, show_back
from tests.people import people, project
from tests.psi import PARTNER, encoded, play, received

FILE = Path(__file__).parent / "vectors" / "psi.json"
PLAN = ("passport.whole",)
P = 2**256 - 2**224 + 2**192 + 2**96 - 1  # of P-256, as b and n (SEC 2, 2.4.2)
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT, CANARIES, ENTRY = 33, 64, 30
Point = tuple[int, int]


@pytest.fixture(scope="module")
def known():
    return json.loads(FILE.read_text("utf-8"))


def shortest(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)


def oracle(text: bytes) -> int:
    return int.from_bytes(b"".join(hashlib.sha256(bytes([i]) + text).digest() for i in (1, 2))) % P


def y_of(x: int) -> int | None:
    square = (x**3 - 3 * x + B) % P
    root = pow(square, (P + 1) // 4, P)
    return root if root * root % P == square else None


def point_of(token: int) -> Point:
    x = oracle(f"{token:016x}".encode())
    while (y := y_of(x)) is None:
        x = oracle(shortest(x))
    return x, P - y if y % 2 else y


def added(one: Point, other: Point) -> Point:
    """Of points that are not opposite."""
    if one == other:
        slope = (3 * one[0] ** 2 - 3) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(k: int, point: Point) -> Point:
    result = point
    for bit in f"{k:b}"[1:]:
        result = added(result, result)
        if bit == "1":
            result = added(result, point)
    return result


def written(point: Point) -> bytes:
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32)


def read(content: bytes) -> Point:
    x = int.from_bytes(content[1:])
    y = y_of(x)
    assert y is not None
    return x, y if y % 2 == content[0] % 2 else P - y


def pieces(content: bytes, size: int) -> list[bytes]:
    assert len(content) % size == 0
    return [content[place : place + size] for place in range(0, len(content), size)]


def list_of(known, name) -> EncodedList:
    made = parse_encoded(bytes.fromhex(known["lists"][name]), Path(name))
    assert isinstance(made, EncodedList)
    return made


def said(known, step) -> tuple[dict, bytes]:
    line, _, body = bytes.fromhex(known["messages"][step - 1]).partition(b"\n")
    return json.loads(line), body


def test_the_lines_say_where_in_the_exchange_a_message_belongs(known):
    lists = list_of(known, "first"), list_of(known, "second")
    digests = [hashlib.sha256(bytes.fromhex(message)).hexdigest() for message in known["messages"]]
    for step in (1, 2, 3, 4):
        header, slots = (lists[(step - 1) % 2].header, lists[(step - 1) % 2].slots.tokens.shape[1])
        assert said(known, step)[0] == {
            "format": "matcher-psi-1",
            "step": step,
            "fingerprint": header.fingerprint,
            "run": header.run,
            "key_check": header.key_check,
            "records": header.records,
            "slots": slots,
            "before": digests[: step - 1],
        }


def test_points_are_those_of_the_tokens(known):
    tokens = list_of(known, "first").slots.tokens.ravel().tolist()
    asked = pieces(said(known, 1)[1], POINT)
    own = [point for place, point in enumerate(asked) if place not in known["canaries"]]
    assert (len(asked), len(own)) == (len(tokens) + CANARIES, len(tokens))
    key = int(known["key"], 16)
    for token, point in list(zip(tokens, own, strict=True))[::9]:
        assert written(times(key, point_of(token))) == point


def test_the_points_of_an_answer_tell_which_tokens_are_in_common(known):
    first, second = (set(list_of(known, name).slots.tokens.ravel().tolist()) for name in ("first", "second"))
    asked, answer = pieces(said(known, 1)[1], POINT), pieces(said(known, 2)[1], POINT)
    setup, again = answer[: len(second)], answer[len(second) :]
    assert setup == sorted(setup)
    assert len(again) == len(asked)
    back = pow(int(known["key"], 16), -1, N)
    found = [written(times(back, read(point))) in setup for point in again]
    assert not any(found[place] for place in known["canaries"])
    of_tokens = [seen for place, seen in enumerate(found) if place not in known["canaries"]]
    tokens = list_of(known, "first").slots.tokens.ravel().tolist()
    assert {token for token, seen in zip(tokens, of_tokens, strict=True) if seen} == first & second
    assert 20 < len(first & second) < len(first)


def test_entries_are_what_the_lists_tell_of_tokens_in_common(known):
    lists = list_of(known, "first"), list_of(known, "second")
    common = set(lists[0].slots.tokens.ravel().tolist()) & set(lists[1].slots.tokens.ravel().tolist())
    for step, made in ((3, lists[0]), (4, lists[1])):
        body, counts = said(known, step)[1], made.nonmatches.counts
        assert body[: 8 * counts.size] == counts.astype("<i8").tobytes()
        closeups, tags = made.slots.closeups.shape[2], made.slots.tags.shape[2]
        entries = pieces(body[8 * counts.size :], ENTRY + 8 * closeups + tags)
        expected = [
            token.tobytes()
            + int(row).to_bytes(4, "little")
            + int(slot).to_bytes(2, "little")
            + made.handles[row].tobytes()
            + made.slots.closeups[row, slot].astype("<u8").tobytes()
            + made.slots.tags[row, slot].tobytes()
            for (row, slot), token in np.ndenumerate(made.slots.tokens)
            if int(token) in common
        ]
        assert entries == expected


def sessions(known) -> tuple[list[Session], list[Session]]:
    """Both owners before each message that they get, as the known messages leave them."""
    digests = [hashlib.sha256(bytes.fromhex(message)).hexdigest() for message in known["messages"]]
    asking = Asking(bytes.fromhex(known["key"]), np.array(known["canaries"], np.int64))
    first = Session(list_of(known, "first"), PARTNER, tuple(digests[:2]), asking)
    shown, _ = show(first, received(bytes.fromhex(known["messages"][1])))
    second = Session(list_of(known, "second"), PARTNER, tuple(digests[:1]))
    rows = first.encoded.slots.tokens.shape
    last = Session(second.encoded, PARTNER, tuple(digests[:3]), size=(rows[0], rows[1]))
    return [first, shown.after(digests[2])], [second, last]


def take(known, step, message):
    first, second = sessions(known)
    return (
        lambda: answer_request(second[0], received(message)),
        lambda: show(first[0], received(message)),
        lambda: show_back(second[1], received(message)),
        lambda: conclude(first[1], received(message)),
    )[step - 1]()


def test_matcher_says_the_same_and_both_sides_find_the_same_links(known):
    messages = [bytes.fromhex(message) for message in known["messages"]]
    _, said_third = take(known, 2, messages[1])
    said_fourth, theirs = take(known, 3, messages[2])
    ours = take(known, 4, messages[3])
    assert (said_third, said_fourth) == (messages[2], messages[3])
    assert len(ours.links.left) > 20
    linked = {(ours.own[a], ours.partner[b]) for a, b in zip(ours.links.left, ours.links.right, strict=True)}
    assert linked == {
        (theirs.partner[b], theirs.own[a]) for a, b in zip(theirs.links.left, theirs.links.right, strict=True)
    }


def test_messages_to_refuse_are_refused(known):
    assert len(known["refused"]) >= 40
    for refused in known["refused"]:
        whole, (start, end) = bytes.fromhex(known["messages"][refused["step"] - 1]), refused["instead_of"]
        message = whole[:start] + bytes.fromhex(refused["bytes"]) + whole[end:]
        with pytest.raises(MatcherError) as caught:
            take(known, refused["step"], message)
        assert caught.value.exit_code == refused["exit"], refused["why"]


def with_line(message: bytes, **changes: object) -> bytes:
    line, _, body = message.partition(b"\n")
    return json.dumps(json.loads(line) | changes).encode() + b"\n" + body


def to_refuse(messages: list[bytes], entry: int) -> list[tuple[int, int, str, bytes]]:
    """(step, exit code, why, message); `entry` is the size of an entry."""
    lines, bodies = zip(*(message.split(b"\n", 1) for message in messages), strict=True)
    ask, reply, third, fourth = (line + b"\n" for line in lines)
    asked, answered, shown, back = bodies
    off = b"\x02" + b"\xff" * 32
    twice, middle = shown[-entry:], shown[: -2 * entry]
    before_last = shown[-2 * entry : -entry]
    return [
        *((step, 3, "a byte is missing", messages[step - 1][:-1]) for step in (1, 2, 3, 4)),
        *((step, 3, "a byte too many", messages[step - 1] + b"\0") for step in (1, 2, 3, 4)),
        *((step, 3, "nothing", b"") for step in (1, 2, 3, 4)),
        (1, 3, "no line", asked),
        (1, 3, "another version", with_line(messages[0], format="matcher-psi-2")),
        (1, 3, "another key in the line", with_line(messages[0], name="")),
        (1, 3, "no rows", with_line(messages[0], records=0)),
        (1, 3, "a number that is text", with_line(messages[0], records="50")),
        (1, 4, "another run", with_line(messages[0], run=2)),
        (1, 4, "another project", with_line(messages[0], fingerprint="0" * 64)),
        (1, 4, "another key check", with_line(messages[0], key_check="0" * 32)),
        (1, 4, "a request that follows something", with_line(messages[0], before=["0" * 64])),
        (1, 4, "an answer instead of a request", messages[1]),
        (1, 5, "a probe", with_line(messages[0], records=49)),
        (1, 5, "more tokens than there may be", with_line(messages[0], records=10**7, slots=2)),
        (1, 3, "a point twice", ask + asked[:POINT] * 2 + asked[2 * POINT :]),
        (1, 3, "a point off the curve", ask + off + asked[POINT:]),
        (2, 4, "an answer that follows nothing", with_line(messages[1], before=[])),
        (2, 3, "a point twice in the second part", reply + answered[:-POINT] + answered[-2 * POINT : -POINT]),
        (2, 3, "a point off the curve in the second part", reply + answered[:-POINT] + off),
        (3, 4, "the answer is not what went before", with_line(messages[2], before=["0" * 64] * 2)),
        (3, 4, "more rows than before", with_line(messages[2], records=51)),
        (3, 3, "a count of strangers below 0", third + b"\xff" * 8 + shown[8:]),
        (3, 3, "an entry twice", third + middle + twice * 2),
        (3, 3, "entries out of order", third + middle + twice + before_last),
        (3, 4, "a token that the second owner does not have", third + shown[:-entry] + b"\1" * 8 + twice[8:]),
        (3, 3, "a row beyond the list", third + shown[:-entry] + twice[:8] + b"\xff" * 4 + twice[12:]),
        (3, 3, "a slot beyond the row", third + shown[:-entry] + twice[:12] + b"\xff" * 2 + twice[14:]),
        (3, 3, "two rows under one handle", third + shown[:-entry] + twice[:14] + before_last[14:30] + twice[30:]),
        (4, 4, "an entry is missing", fourth + back[:-entry]),
        (4, 4, "another token than was shown", fourth + back[:-entry] + b"\1" * 8 + back[-entry + 8 :]),
    ]


def difference(whole: bytes, other: bytes) -> dict[str, object]:
    """Which bytes of a message stand instead of which in another."""
    start = in_common(whole, other)
    end = in_common(whole[start:][::-1], other[start:][::-1])
    return {"instead_of": [start, len(whole) - end], "bytes": other[start : len(other) - end].hex()}


def in_common(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def vectors() -> dict[str, object]:
    """Lists of 50 rows with 30 people in common and one match key, and the exchange of their owners."""
    made, rows = project(plan=PLAN), people(70)
    lists = encoded(rows[:50], 1, made=made), encoded(rows[20:], 2, made=made)
    played = play(*lists)
    asking = played.first[0].asking
    assert asking is not None
    layout = lists[0].header.layout
    refused = to_refuse(played.messages, ENTRY + 8 * len(layout.closeups) + len(layout.tags))
    return {
        "lists": {name: encoded_bytes(side).hex() for name, side in zip(("first", "second"), lists, strict=True)},
        "key": asking.key.hex(),
        "canaries": asking.canaries.tolist(),
        "messages": [message.hex() for message in played.messages],
        "refused": [
            {"step": step, "exit": code, "why": why} | difference(played.messages[step - 1], message)
            for step, code, why, message in refused
        ],
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n", "utf-8")
