"""Messages in a folder: each side knows what comes next, and takes only what its partner sealed for this exchange."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import Queue

import pytest

from matcher.errors import DataError, MismatchError
from matcher.identity import Identity, new_identity
from matcher.parties import Book, Party
from matcher.psi.entries import entry_type
from matcher.psi.exchange import Exchange, Progress
from matcher.psi.messages import message_bytes
from matcher.psi.state import read_state
from matcher.psi.turns import take_turns
from matcher.sealed import open_sealed, seal
from tests.commands import contents
from tests.psi import two_lists


@pytest.fixture(scope="module")
def lists():
    return two_lists()


def lower_first() -> list[Identity]:
    """Two identities, the one whose fingerprint is lower first."""
    return sorted((new_identity(), new_identity()), key=lambda identity: identity.public.fingerprint)


def party(name: str, identity: Identity) -> Party:
    return Party(name=name, role="owner", age=identity.public.age, ed25519=identity.public.ed25519)


@dataclass
class Side:
    """An owner in a test: it begins or goes on, as the verb does."""

    exchange: Exchange
    encoded: object
    links: object = None

    def goes_on(self) -> Progress:
        state = self.exchange.state
        progress = self.exchange.advance() if state.exists() else self.exchange.begin(self.encoded, lambda: None)
        if progress.linked:
            self.links = progress.linked
            state.unlink()
        return progress


@pytest.fixture
def sides(tmp_path, lists):
    """The owner with the lower fingerprint and the other one, over one folder."""
    (tmp_path / "folder").mkdir()
    identities = lower_first()
    book = Book(party=[party(name, identity) for name, identity in zip(("one", "two"), identities, strict=True)])
    return [
        Side(Exchange(tmp_path / "folder", tmp_path / f"{number}.psi", identity, book, book.party[1 - number]), encoded)
        for number, (identity, encoded) in enumerate(zip(identities, lists, strict=True))
    ]


@pytest.mark.parametrize("starts", [0, 1])
def test_who_begins_first_asks_and_both_come_to_the_same_links(sides, starts):
    one, other = sides[starts], sides[1 - starts]
    sent = [side.goes_on().sent.name.split("-")[1] for side in (one, other, one, other)]
    last = one.goes_on()
    assert (sent, last.sent) == (["1", "2", "3", "4"], None)
    assert len(one.links.links.left) > 30
    assert sorted(zip(one.links.links.left, one.links.links.right, strict=True)) == sorted(
        zip(other.links.links.right, other.links.links.left, strict=True)
    )


def test_a_side_whose_partner_has_not_gone_on_does_nothing(sides):
    one, other = sides
    one.goes_on()
    before = contents(one.exchange.folder.parent)
    assert one.goes_on() == Progress()
    assert contents(one.exchange.folder.parent) == before
    other.goes_on()
    assert other.goes_on() == Progress()


def test_where_both_have_begun_the_lower_fingerprint_asks(sides, tmp_path):
    lower, higher = sides
    apart = tmp_path / "apart"
    apart.mkdir()
    together, higher.exchange = higher.exchange, replace(higher.exchange, folder=apart)
    lower.goes_on()
    higher.goes_on()
    for path in apart.iterdir():
        path.rename(tmp_path / "folder" / path.name)
    higher.exchange = together
    assert lower.goes_on() == Progress()
    assert [side.goes_on().sent.name[4] for side in (higher, lower, higher)] == ["2", "3", "4"]
    assert lower.goes_on().linked is not None


def test_what_is_kept_between_steps_is_private_and_gone_at_the_end(sides):
    one, other = sides
    for side in (one, other, one):
        side.goes_on()
        mode = side.exchange.state.stat().st_mode
        assert os.name != "posix" or stat.S_IMODE(mode) == 0o600
    other.goes_on()
    one.goes_on()
    assert not any(side.exchange.state.exists() for side in sides)


def test_the_key_is_forgotten_as_soon_as_the_answer_is_read(sides):
    one, other = sides
    for side in (one, other, one):
        side.goes_on()
    assert read_state(one.exchange.state).asking is None
    assert read_state(other.exchange.state).asking is None


def test_a_state_that_others_can_read_or_that_is_damaged_is_refused(sides):
    one, _ = sides
    one.goes_on()
    whole = one.exchange.state.read_bytes()
    for content in (b"", b"{}\n", whole[:200], whole[:-1], whole[whole.index(b"\n") :]):
        one.exchange.state.write_bytes(content)
        with pytest.raises(DataError):
            one.goes_on()
    one.exchange.state.write_bytes(whole)
    one.exchange.state.chmod(0o644)
    with pytest.raises(DataError, match="others can read"):
        one.goes_on()


def test_nothing_is_left_of_a_beginning_that_cannot_be_recorded(sides, tmp_path):
    one, _ = sides
    before = contents(tmp_path)

    def full():
        raise DataError("no space")

    with pytest.raises(DataError, match="no space"):
        one.exchange.begin(one.encoded, full)
    assert contents(tmp_path) == before


def test_a_beginning_is_recorded_before_anything_is_kept_to_go_on_from(sides):
    one, _ = sides
    kept = []
    one.exchange.begin(one.encoded, lambda: kept.append(one.exchange.state.exists()))
    assert kept == [False]
    assert one.exchange.state.exists()


def test_each_side_is_told_how_long_the_others_list_is_before_it_shows_a_row(sides):
    one, other = sides
    told = [side.goes_on().partner_rows for side in (one, other, one, other)]
    assert told == [None, one.encoded.header.records, other.encoded.header.records, None]


def test_a_folder_of_another_exchange_is_refused(sides):
    one, _ = sides
    one.goes_on()
    one.exchange.state.unlink()
    with pytest.raises(DataError, match="of another exchange; take a folder that is empty"):
        one.goes_on()


def test_a_state_of_an_exchange_with_somebody_else_is_refused(sides):
    one, _ = sides
    one.goes_on()
    stranger = party("three", new_identity())
    one.exchange = replace(one.exchange, partner=stranger)
    with pytest.raises(MismatchError, match="with somebody else"):
        one.goes_on()


def test_every_changed_byte_of_a_message_is_refused(sides):
    one, other = sides
    one.goes_on()
    path = one.exchange.mine(1)
    whole = path.read_bytes()
    for place in [*range(0, 400, 7), *range(400, len(whole), len(whole) // 20), len(whole) - 1]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((DataError, MismatchError)):
            other.goes_on()
    assert not other.exchange.state.exists()


def test_a_message_that_another_owner_of_the_book_signed_is_refused(sides):
    one, other = sides
    stranger = new_identity()
    book = Book(party=[*other.exchange.book.party, party("three", stranger)])
    other.exchange = replace(other.exchange, book=book)
    other.exchange.theirs(1).write_bytes(seal(b"{}\n", "psi", stranger, other.exchange.identity.public))
    with pytest.raises(MismatchError, match="signed by three, not by one"):
        other.goes_on()
    assert one.links is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"[1]\n", b"{" * 5000 + b"\n", b'{"step": 1}\n', b"x" * 3000])
def test_what_is_no_message_is_refused(sides, content):
    one, other = sides
    sealed = seal(content, "psi", one.exchange.identity, other.exchange.identity.public)
    other.exchange.theirs(1).write_bytes(sealed)
    with pytest.raises(DataError, match="no message of this version"):
        other.goes_on()


def test_a_sealed_list_is_no_message(sides):
    one, other = sides
    sealed = seal(b"a list", "list", one.exchange.identity, other.exchange.identity.public)
    other.exchange.theirs(1).write_bytes(sealed)
    with pytest.raises(MismatchError, match="not sealed psi, but sealed list"):
        other.goes_on()


def tampered_third(one: Side, other: Side) -> None:
    """The first owner's third message in the folder, with a token in it that the second does not have."""
    path = one.exchange.mine(3)
    content, _ = open_sealed(path.read_bytes(), path, "psi", other.exchange.identity, other.exchange.book)
    size = entry_type(other.encoded.header.layout).itemsize
    content = content[:-size] + b"\1" * 8 + content[len(content) - size + 8 :]
    path.write_bytes(seal(content, "psi", one.exchange.identity, other.exchange.identity.public))


def test_a_partner_who_guesses_and_is_wrong_gets_no_second_guess(sides):
    one, other = sides
    for side in (one, other, one):
        side.goes_on()
    tampered_third(one, other)
    with pytest.raises(MismatchError, match="a token that your list does not have"):
        other.goes_on()
    assert not other.exchange.state.exists()
    assert not other.exchange.mine(4).exists()


def test_a_message_of_another_exchange_does_not_end_this_one(sides):
    one, other = sides
    for side in (one, other):
        side.goes_on()
    stale = message_bytes(3, one.encoded.header, 1, ["0" * 64] * 2, b"")
    one.exchange.mine(3).write_bytes(seal(stale, "psi", one.exchange.identity, other.exchange.identity.public))
    with pytest.raises(MismatchError, match="of another exchange"):
        other.goes_on()
    one.exchange.mine(3).unlink()
    one.goes_on()
    assert other.goes_on().linked is not None


def test_links_that_could_not_be_written_can_be_had_again(sides):
    one, other = sides
    for side in (one, other, one):
        side.goes_on()
    first = other.exchange.advance()  # and the disk was full
    message = other.exchange.mine(4).read_bytes()
    again = other.goes_on()
    assert again.linked.links.left.tolist() == first.linked.links.left.tolist()
    assert other.exchange.mine(4).read_bytes() == message
    assert one.goes_on().linked is not None


@pytest.mark.parametrize("calls", [3, 4])
def test_after_a_crash_between_a_message_and_the_state_what_was_sent_stays(sides, calls):
    """The first has shown, or the higher has answered though it had begun, and was cut off before it noted that."""
    lower, higher = sides
    higher.goes_on()
    asked = higher.exchange.mine(1).read_bytes()
    higher.exchange.mine(1).unlink()
    lower.goes_on()
    higher.exchange.mine(1).write_bytes(asked)
    order = higher, lower, higher, lower  # 2, 3, 4, links
    for side in order[: calls - 3]:
        side.goes_on()
    cut_off = order[calls - 3]
    before = cut_off.exchange.state.read_bytes()
    message = cut_off.goes_on().sent
    content = message.read_bytes()
    cut_off.exchange.state.write_bytes(before)
    assert cut_off.goes_on().sent == message
    assert message.read_bytes() == content
    for side in order[calls - 2 :]:
        side.goes_on()
    assert lower.links is not None
    assert higher.links is not None


class Pipe:
    """A line within this process."""

    def __init__(self, going: Queue, coming: Queue):
        self.going, self.coming = going, coming

    def send(self, number, content=b""):
        self.going.put((number, content))

    def receive(self, limit):
        return self.coming.get(timeout=60)


def over_a_line(sides):
    """Both sides at once, each with a folder of its own; the first begins. Gives what they raised."""
    ways = Queue(), Queue()
    pipes = Pipe(*ways), Pipe(*reversed(ways))

    def advance(side):
        if side.links is None:
            side.goes_on()
        return side.links is not None

    with ThreadPoolExecutor() as pool:
        both = [
            pool.submit(take_turns, pipe, side.exchange, lambda side=side: advance(side), begins=number == 0)
            for number, (pipe, side) in enumerate(zip(pipes, sides, strict=True))
        ]
        return [future.exception() for future in both]


def apart(sides):
    """The sides with a folder each."""
    for number, side in enumerate(sides):
        folder = side.exchange.folder.with_name(f"folder-{number}")
        folder.mkdir()
        side.exchange = replace(side.exchange, folder=folder)
    return sides


def test_over_a_line_both_sides_go_all_the_way_at_once(sides):
    assert over_a_line(apart(sides)) == [None, None]
    assert len(sides[0].links.links.left) == len(sides[1].links.links.left) > 30
    one, other = (contents(side.exchange.folder) for side in sides)
    assert one == other
    assert len(one) == 4


def test_after_a_line_broke_both_sides_go_on_from_where_they_were(sides):
    one, other = apart(sides)
    one.goes_on()
    other.exchange.take(1, one.exchange.mine(1).read_bytes())
    other.goes_on()  # its answer never arrived
    assert over_a_line(sides) == [None, None]
    assert one.links is not None
    assert other.links is not None


def test_sides_that_cannot_go_on_say_so(sides):
    one, other = apart(sides)
    one.goes_on()
    other.exchange.take(1, one.exchange.mine(1).read_bytes())
    other.goes_on()
    other.exchange.mine(2).unlink()
    assert all("neither side can go on" in str(error) for error in over_a_line(sides))


def test_another_message_than_the_one_that_came_before_is_refused(sides):
    one, other = sides
    one.goes_on()
    sealed = seal(b'{"step":1}\n', "psi", one.exchange.identity, other.exchange.identity.public)
    with pytest.raises(DataError, match="no message of this version"):
        other.exchange.take(1, sealed)
    first = other.exchange.theirs(1).read_bytes()
    one.exchange.state.unlink()
    other.exchange.theirs(1).unlink()
    one.goes_on()
    with pytest.raises(MismatchError, match="another one came"):
        other.exchange.take(1, first)


def test_a_file_of_mine_put_in_the_place_of_a_message_does_not_go_over_the_line(sides, tmp_path):
    one, _ = apart(sides)
    one.goes_on()
    (tmp_path / "private").write_bytes(b"zzqmark")
    one.exchange.mine(3).symlink_to(tmp_path / "private")
    line = Pipe(Queue(), Queue())
    with pytest.raises(DataError, match="not a sealed file, so not of yours"):
        take_turns(line, one.exchange, lambda: False, begins=True)
    assert b"zzqmark" not in [content for _, content in line.going.queue]


@pytest.mark.parametrize("frame", [(5, b""), (0, b"x"), (255, b"")])
def test_frames_that_are_none_end_the_exchange(sides, frame):
    class Odd(Pipe):
        def receive(self, limit):
            return frame

    with pytest.raises(MismatchError, match="not of `matcher psi`"):
        take_turns(Odd(Queue(), Queue()), sides[0].exchange, lambda: False, begins=False)
