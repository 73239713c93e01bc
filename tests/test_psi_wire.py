"""A line to the partner carries frames, breaks in one line, and is nobody else's."""

from __future__ import annotations

import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from matcher.errors import DataError, MismatchError, UsageError
from matcher.identity import new_identity
from matcher.psi import wire
from matcher.psi.wire import Wire, calling, host_and_port, is_loopback, listening

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


def call_when_there(address, identity, keys, then):
    """Call, as soon as somebody listens."""
    for _ in range(500):
        try:
            with calling(address, identity, keys) as line:
                return then(line)
        except DataError as error:
            if "Connection refused" not in str(error):
                raise
            time.sleep(0.01)
    raise AssertionError("nobody listens")


def listen(address, identity, keys, then):
    with listening(address, identity, keys) as line:
        return then(line)


def both(listener, caller, before=lambda address: None):
    """What each end of a line does, at once; gives what they return. `before` is done while one listens."""
    address, ours, theirs = free_address(), new_identity(), new_identity()
    with ThreadPoolExecutor() as pool:
        listens = pool.submit(listen, address, ours, theirs.public, listener)
        before(address)
        calls = pool.submit(call_when_there, address, theirs, ours.public, caller)
        return listens.exception() or listens.result(), calls.exception() or calls.result()


def test_no_more_is_sent_at_once_than_a_slow_line_takes_before_it_counts_as_broken():
    pieces = []

    class Slow:
        def settimeout(self, seconds):
            assert seconds == wire.STALL_SECONDS

        def sendall(self, piece):
            pieces.append(len(piece))

    Wire(Slow(), "it").send(1, bytes(1_000_000))
    assert sum(pieces) == 1_000_009
    assert max(pieces) <= 2_000 * wire.STALL_SECONDS


FRAMES = [(1, b""), (7, b"x"), (4, bytes(range(256)) * 9000)]


def echo(line):
    for _ in FRAMES:
        line.send(*line.receive(1 << 30))
    return "ended"


def say_all(line):
    answers = []
    for frame in FRAMES:
        line.send(*frame)
        answers.append(line.receive(1 << 30))
    return answers


@pytest.fixture
def as_far_away(monkeypatch):
    """As if the other end were on another machine."""
    monkeypatch.setattr(wire, "is_loopback", lambda host: False)


def test_frames_arrive_as_they_were_sent():
    assert both(echo, say_all) == ("ended", FRAMES)


def test_frames_arrive_over_tls_as_well(as_far_away):
    assert both(echo, say_all) == ("ended", FRAMES)


def test_the_line_to_another_machine_is_tls_1_3_with_the_key_of_the_identity(as_far_away):
    seen = []

    def look(line):
        seen.append((line._connection.version(), isinstance(line._connection, ssl.SSLSocket)))
        return say_all(line)

    both(echo, look)
    assert seen == [("TLSv1.3", True)]


def test_who_listens_with_another_identity_than_the_partners_is_refused(as_far_away):
    def call_for_another(address):
        with pytest.raises(MismatchError, match="not your partner"):
            call_when_there(address, new_identity(), new_identity().public, say_all)

    assert both(echo, say_all, call_for_another) == ("ended", FRAMES)


def hang_up(address):
    connected_plainly(address).close()


def speak_otherwise(address):
    with connected_plainly(address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: nobody at all who is known to us\r\n\r\n")
        assert ended(connection)


def ended(connection):
    """Whether the other end hangs up, whatever it says before."""
    with suppress(ConnectionResetError):
        while connection.recv(1000):
            pass
    return True


def say_nothing(address):
    with connected_plainly(address) as connection:
        assert ended(connection)


def call_with_another_identity(address):
    with connected_plainly(address) as connection:
        challenge = connection.recv(32)
        key = Ed25519PrivateKey.generate()
        connection.sendall(key.sign(b"matcher-psi-call-1\n" + bytes(32) + challenge))
        assert ended(connection)


STRANGERS = [hang_up, speak_otherwise, say_nothing, call_with_another_identity]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_strangers_who_call_first_are_hung_up_on_and_the_partner_gets_through(stranger, monkeypatch):
    monkeypatch.setattr(wire, "HELLO_SECONDS", 0.2)
    assert both(echo, say_all, stranger) == ("ended", FRAMES)


@pytest.mark.parametrize("stranger", STRANGERS[:3])
def test_so_are_those_who_speak_no_tls(stranger, as_far_away, monkeypatch):
    monkeypatch.setattr(wire, "HELLO_SECONDS", 0.5)
    assert both(echo, say_all, stranger) == ("ended", FRAMES)


def test_a_hello_is_of_no_use_to_who_listens_elsewhere():
    ours, theirs, relay = (new_identity() for _ in range(3))
    challenge = bytes(32)
    key = Ed25519PrivateKey.from_private_bytes(theirs.ed25519)
    signature = key.sign(wire._hello(challenge, relay.public))
    with pytest.raises(InvalidSignature):
        key.public_key().verify(signature, wire._hello(challenge, ours.public))


def test_where_the_partner_does_not_call_one_line_says_so(monkeypatch):
    monkeypatch.setattr(wire, "WAIT_SECONDS", 0.1)
    with (
        pytest.raises(DataError, match="no line to your partner"),
        listening(free_address(), new_identity(), new_identity().public),
    ):
        pass


def connected_plainly(address):
    for _ in range(500):
        with suppress(ConnectionRefusedError):
            return socket.create_connection(host_and_port(address))
        time.sleep(0.01)
    raise AssertionError("nobody listens")


@contextmanager
def pair():
    left, right = socket.socketpair()
    with left, right:
        yield left, Wire(right, "partner")


def test_a_frame_longer_than_the_limit_is_refused_before_it_is_read():
    with pair() as (raw, line):
        raw.sendall(bytes([1]) + (11).to_bytes(8, "little"))
        with pytest.raises(DataError, match="more than a message can have"):
            line.receive(10)


@pytest.mark.parametrize("sent", [b"", b"\x01", bytes([1]) + (5).to_bytes(8, "little") + b"four"])
def test_a_line_that_breaks_within_a_frame_is_refused(sent):
    with pair() as (raw, line):
        raw.sendall(sent)
        raw.close()
        with pytest.raises(DataError, match="broke or was silent"):
            line.receive(10)


def test_a_line_that_falls_silent_is_given_up(monkeypatch):
    monkeypatch.setattr(wire, "STALL_SECONDS", 0.05)
    with pair() as (raw, line):
        raw.sendall(b"\x01")
        with pytest.raises(DataError, match="broke or was silent"):
            line.receive(10)


def test_where_nobody_listens_one_line_says_so():
    with (
        pytest.raises(DataError, match="Connection refused"),
        calling(free_address(), new_identity(), new_identity().public),
    ):
        pass


@pytest.mark.parametrize(
    "address",
    ["", "7000", ":7000", "host", "host:", "host:0", "host:65536", "host:x", "host:٣", "a..b:7000", f"{'x' * 64}:7000"],
)
def test_an_address_needs_host_and_port(address):
    with pytest.raises(UsageError, match="HOST:PORT"):
        host_and_port(address)


def test_addresses_of_this_machine_alone_are_told_from_others():
    assert host_and_port("[::1]:7000") == ("::1", 7000)
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.0.2.7", "::", "fe80::1%eth0")))
