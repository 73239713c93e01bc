"""Frames over a socket to the partner: the only module of matcher that knows of networks.

Between two programs of one machine plain; to any other address TLS 1.3 alone, where who listens shows a certificate
that it signs itself with its identity's Ed25519 key, and who connects compares that key with its book of parties. Who
connects first signs what who listens has drawn; anybody else is hung up on. Every message is sealed besides.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import NameOID

from matcher.errors import DataError, MismatchError, UsageError
from matcher.identity import Identity, PublicKeys

WAIT_SECONDS = 3600  # for the partner to call, or to compute
HELLO_SECONDS = 10  # for who calls to show that it is the partner
WAITING_CALLS = 16  # while another one does
STALL_SECONDS = 60  # for the next bytes of a frame that has begun
FRAME_SECONDS = 3600  # for a whole frame
CHUNK_BYTES = 1 << 16  # each within STALL_SECONDS, so a line may be as slow as 1.1 kB a second
_HEADER_BYTES = 9  # a byte, and the length in 8
_CHALLENGE_BYTES, _SIGNATURE_BYTES = 32, 64


class Wire:
    """A line to the partner. Raises DataError where it breaks, is silent for too long, or has a frame that is too long.

    A frame is a number (1 byte), the length of its content (8 bytes, little-endian), and the content.
    """

    def __init__(self, connection: socket.socket, name: str) -> None:
        self._connection = connection
        self._name = name

    def send(self, number: int, content: bytes = b"") -> None:
        self._connection.settimeout(STALL_SECONDS)
        try:
            self._connection.sendall(bytes([number]) + len(content).to_bytes(8, "little"))
            for place in range(0, len(content), CHUNK_BYTES):
                self._connection.sendall(content[place : place + CHUNK_BYTES])
        except OSError:
            raise self._broken() from None

    def receive(self, limit: int) -> tuple[int, bytes]:
        """The next frame, with a content of at most `limit` bytes."""
        end = time.monotonic() + WAIT_SECONDS + FRAME_SECONDS
        header = self.read(1, WAIT_SECONDS, end) + self.read(_HEADER_BYTES - 1, STALL_SECONDS, end)
        length = int.from_bytes(header[1:], "little")
        if length > limit:
            raise DataError(f"{self._name}: sends more than a message can have; end here, and speak with your partner")
        return header[0], self.read(length, STALL_SECONDS, end)

    def read(self, length: int, patience: float, end: float) -> bytes:
        """So many bytes, each piece within so many seconds, and all before the end; memory grows as they come."""
        content = bytearray()
        try:
            while len(content) < length:
                self._connection.settimeout(max(0.001, min(patience, end - time.monotonic())))
                piece = self._connection.recv(min(CHUNK_BYTES, length - len(content)))
                if not piece:
                    raise self._broken()
                content += piece
        except OSError:
            raise self._broken() from None
        return bytes(content)

    def _broken(self) -> DataError:
        return DataError(f"{self._name}: the line broke or was silent; run the same command on both sides to go on")


@contextmanager
def listening(address: str, identity: Identity, partner: PublicKeys) -> Iterator[Wire]:
    """Wait at HOST:PORT for the partner to call. Raises DataError where it does not; others are hung up on."""
    host, port = host_and_port(address)
    end = time.monotonic() + WAIT_SECONDS
    with ExitStack() as opened:
        try:
            server = opened.enter_context(
                socket.create_server((host, port), family=_family(host, port), backlog=WAITING_CALLS)
            )
            context = None if is_loopback(server.getsockname()[0]) else _server_context(identity)
            connection = None
            while connection is None:
                server.settimeout(max(0.001, end - time.monotonic()))
                connection = _admitted(server.accept()[0], context, identity.public, partner)
        except OSError as error:
            raise _unreachable(address, error) from None
        yield Wire(opened.enter_context(connection), address)


@contextmanager
def calling(address: str, identity: Identity, partner: PublicKeys) -> Iterator[Wire]:
    """Call the partner, who listens at HOST:PORT.

    Raises DataError where nobody listens, and MismatchError where somebody else than the partner does.
    """
    with ExitStack() as opened:
        try:
            connection = opened.enter_context(socket.create_connection(host_and_port(address), STALL_SECONDS))
            if not is_loopback(connection.getpeername()[0]):
                secured = opened.enter_context(_client_context().wrap_socket(connection))
                if _key_of(secured.getpeercert(binary_form=True)) != partner.ed25519:
                    raise MismatchError(f"{address}: not your partner listens there, by the book of parties")
                connection = secured
            line = Wire(connection, address)
            challenge = line.read(_CHALLENGE_BYTES, STALL_SECONDS, time.monotonic() + STALL_SECONDS)
            key = Ed25519PrivateKey.from_private_bytes(identity.ed25519)
            connection.sendall(key.sign(_hello(challenge, partner)))
        except OSError as error:
            raise _unreachable(address, error) from None
        yield line


def _admitted(
    connection: socket.socket, context: ssl.SSLContext | None, own: PublicKeys, partner: PublicKeys
) -> socket.socket | None:
    """The connection if it is the partner's; anybody else's is closed."""
    try:
        connection.settimeout(HELLO_SECONDS)
        end = time.monotonic() + HELLO_SECONDS
        if context is not None:
            connection = context.wrap_socket(connection, server_side=True)
        challenge = secrets.token_bytes(_CHALLENGE_BYTES)
        connection.sendall(challenge)
        signature = Wire(connection, "a caller").read(_SIGNATURE_BYTES, HELLO_SECONDS, end)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(partner.ed25519)).verify(signature, _hello(challenge, own))
    except (OSError, DataError, InvalidSignature):
        connection.close()
        return None
    return connection


def _hello(challenge: bytes, listener: PublicKeys) -> bytes:
    """What the caller signs: of no use to anybody who listens elsewhere, nor as a signature of a sealed file."""
    return b"matcher-psi-call-1\n" + bytes.fromhex(listener.ed25519) + challenge


def host_and_port(address: str) -> tuple[str, int]:
    """HOST:PORT, an IPv6 host in brackets. Raises UsageError for anything else."""
    host, _, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        host.encode("idna")
    except UnicodeError:  # as of `a..b`
        host = ""
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise UsageError(f"{address}: give HOST:PORT, as in 192.0.2.7:7000 or [2001:db8::7]:7000")
    return host, int(port)


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _family(host: str, port: int) -> socket.AddressFamily:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]


def _unreachable(address: str, error: OSError) -> DataError:
    reason = "TLS failed" if isinstance(error, ssl.SSLError) else error.strerror or "nobody came"
    return DataError(f"{address}: no line to your partner ({reason}); one side gives --listen first, then --connect")


def _client_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # the key says who it is, not a name
    context.verify_mode = ssl.CERT_NONE
    return context


def _server_context(identity: Identity) -> ssl.SSLContext:
    """TLS 1.3 under a certificate of the identity. Python takes its key from a file alone: one that a password locks,
    which is random and never leaves memory.
    """
    key = Ed25519PrivateKey.from_private_bytes(identity.ed25519)
    password = secrets.token_hex(32).encode()
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with tempfile.TemporaryDirectory(prefix="matcher-") as folder:
        path = Path(folder) / "listening.pem"
        path.write_bytes(locked + _certificate(key).public_bytes(Encoding.PEM))
        context.load_cert_chain(path, password=password)
    return context


def _certificate(key: Ed25519PrivateKey) -> x509.Certificate:
    """Self-signed, for a day: nothing but the key in it is looked at."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "matcher")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, None)
    )


def _key_of(certificate: bytes | None) -> str | None:
    """The Ed25519 key of a certificate, in hex; None where it has none."""
    try:
        key = x509.load_der_x509_certificate(certificate or b"").public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key.public_bytes_raw().hex() if isinstance(key, Ed25519PublicKey) else None
