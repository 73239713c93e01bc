"""Sealed files as FORMAT.md 8 and the age format have them, opened here without matcher's code and without age.

`tests/vectors/sealed.json` holds a unit's keys, an owner's public keys, a file to accept and files to refuse.
`python -m tests.test_sealed_vectors` makes them anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from matcher.errors import MismatchError
from matcher.identity import Identity, new_identity
from matcher.parties import Book, Party
from matcher.sealed import read_sealed, seal
from tests.test_vectors import hkdf

FILE = Path(__file__).parent / "vectors" / "sealed.json"
CONTENT = b"what an owner seals to a unit"
CHUNK = 65_536 + 16  # of an age payload, with its tag
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@pytest.fixture(scope="module")
def known():
    return json.loads(FILE.read_text("utf-8"))


def unbech32(text: str) -> bytes:
    """The bytes of an age key; its checksum is not looked at."""
    digits = text.casefold().rpartition("1")[2][:-6]
    bits = "".join(f"{BECH32.index(digit):05b}" for digit in digits)
    return bytes(int(bits[place : place + 8], 2) for place in range(0, len(bits) - 7, 8))


def unbase64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def age_decrypted(sealed: bytes, identity: str) -> bytes:
    """What an age file holds (age-encryption.org/v1), for the only X25519 recipient of its header."""
    header, _, rest = sealed.partition(b"\n--- ")
    mac, _, payload = rest.partition(b"\n")
    lines = header.split(b"\n")
    stanza = next(number for number, line in enumerate(lines) if line.startswith(b"-> X25519 "))
    share = unbase64(lines[stanza].split()[2])
    private = X25519PrivateKey.from_private_bytes(unbech32(identity))
    public = private.public_key().public_bytes_raw()
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    wrap = hkdf(shared, share + public, b"age-encryption.org/v1/X25519", 32)
    file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), unbase64(lines[stanza + 1]), None)
    assert hmac.digest(hkdf(file_key, b"", b"header", 32), header + b"\n---", "sha256") == unbase64(mac)
    nonce, stream = payload[:16], payload[16:]
    cipher = ChaCha20Poly1305(hkdf(file_key, nonce, b"payload", 32))
    chunks = [stream[place : place + CHUNK] for place in range(0, len(stream), CHUNK)]
    return b"".join(
        cipher.decrypt(number.to_bytes(11) + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    )


def test_a_file_of_the_vectors_is_opened_by_following_the_page(known):
    inside = age_decrypted(bytes.fromhex(known["accepted"]), known["unit"]["age"])
    first, kind, sender, signature, content = inside.split(b"\n", 4)
    assert (first, kind, sender.decode()) == (b"matcher-sealed-1", b"list", known["families"]["ed25519"])
    digest = hashlib.sha256(content).hexdigest()
    signed = f"matcher-sealed-1\nlist\n{known['unit']['recipient']}\n{digest}\n".encode()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sender.decode()))
    key.verify(bytes.fromhex(signature.decode()), signed)
    assert content == CONTENT


@pytest.mark.parametrize("length", [0, 65_000, 65_536, 200_000])
def test_files_of_any_length_are_opened_by_following_the_page(length):
    sender, unit = new_identity(), new_identity()
    sealed = seal(bytes(length), "list", sender, unit.public)
    assert age_decrypted(sealed, unit.age).endswith(b"\n" + bytes(length))


def opened(known, sealed, path):
    unit = Identity(known["unit"]["age"], bytes.fromhex(known["unit"]["ed25519"]))
    path.write_bytes(bytes.fromhex(sealed))
    return read_sealed(path, "list", unit, Book(party=[Party(name="families", role="owner", **known["families"])]))


def test_matcher_accepts_the_file_to_accept(known, tmp_path):
    content, party = opened(known, known["accepted"], tmp_path / "families.sealed")
    assert (content, party.name) == (CONTENT, "families")


REASONS = {
    "cut short": "cut short or changed",
    "a byte behind": "cut short or changed",
    "the last byte changed": "cut short or changed",
    "to another recipient": "sealed to somebody else",
    "signed by a stranger": "signed by nobody",
    "signed for another content": "not as families signed it",
    "of the kind links": "not sealed list",
}


@pytest.mark.parametrize(("why", "words"), REASONS.items())
def test_matcher_refuses_every_file_to_refuse(known, tmp_path, why, words):
    with pytest.raises(MismatchError, match=words):
        opened(known, known["refused"][why], tmp_path / "families.sealed")


def test_every_file_to_refuse_has_its_reason(known):
    assert known["refused"].keys() == REASONS.keys()


def vectors() -> dict[str, object]:
    """Keys made for this page alone, and what is sealed with them."""
    unit, families, stranger = (new_identity() for _ in range(3))
    accepted = seal(CONTENT, "list", families, unit.public)
    envelope = age_decrypted(accepted, unit.age)
    others = age_decrypted(seal(CONTENT + b"!", "list", families, unit.public), unit.age)

    def sealed(inside: bytes) -> str:
        return pyrage.encrypt(inside, [pyrage.x25519.Recipient.from_str(unit.public.age)]).hex()

    return {
        "unit": {"age": unit.age, "ed25519": unit.ed25519.hex(), "recipient": unit.public.age},
        "families": {"age": families.public.age, "ed25519": families.public.ed25519},
        "accepted": accepted.hex(),
        "refused": {
            "cut short": accepted[:-1].hex(),
            "a byte behind": (accepted + b"\0").hex(),
            "the last byte changed": (accepted[:-1] + bytes([accepted[-1] ^ 1])).hex(),
            "to another recipient": seal(CONTENT, "list", families, stranger.public).hex(),
            "signed by a stranger": seal(CONTENT, "list", stranger, unit.public).hex(),
            "signed for another content": sealed(others[: -len(CONTENT) - 1] + CONTENT),
            "of the kind links": sealed(envelope.replace(b"\nlist\n", b"\nlinks\n", 1)),
        },
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n", "utf-8")
