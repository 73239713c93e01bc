"""A secret of a passphrase: Argon2id with the project's id as salt, and only of one that is not easily guessed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from matcher.errors import UsageError
from matcher.secret import passphrase
from matcher.secret.passphrase import secret_of_passphrase
from tests.people import project

WORDS = "ocean travel maple window brother bridge"


@pytest.fixture
def quick(monkeypatch):
    """Argon2id of the least memory, where only what goes into it matters."""
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 8 * passphrase.LANES)


def test_argon2id_is_that_of_rfc_9106():
    known = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    )
    assert known.derive(b"\x01" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_a_known_passphrase_makes_a_known_secret():
    assert secret_of_passphrase(WORDS, project()).value.hex() == KNOWN


# argon2-cffi 25.1: hash_secret_raw(WORDS.encode(), bytes.fromhex("5eed" * 8), 3, 262144, 4, 32, Type.ID)
KNOWN = "50c2a0e8858624a420f12a7e591c15577debb65964b1daf74c0d29750a55d6e6"


def test_another_project_makes_another_secret(quick):
    assert secret_of_passphrase(WORDS, project()) == secret_of_passphrase(WORDS, project())
    assert secret_of_passphrase(WORDS, project()) != secret_of_passphrase(WORDS, project().renewed())


@pytest.mark.parametrize(
    "written",
    [f"  {WORDS}\n", WORDS.replace(" ", "   "), WORDS.title(), WORDS.replace(" ", "\u3000")],
)
def test_spaces_and_capitals_of_words_of_the_list_do_not_count(quick, written):
    assert secret_of_passphrase(written, project()) == secret_of_passphrase(WORDS, project())


def test_accents_are_the_same_however_they_are_stored(quick):
    composed, apart = (
        "Zürich Köln Łódź Málaga Århus Córdoba Nîmes",
        "Zu\u0308rich Ko\u0308ln Łódź Ma\u0301laga Århus Co\u0301rdoba Ni\u0302mes",
    )
    assert secret_of_passphrase(composed, project()) == secret_of_passphrase(apart, project())


def test_capitals_count_in_what_is_not_of_the_list(quick):
    one, other = "x4-Kq9!vT2#mZ7@pL5%rW8", "x4-kq9!vT2#mZ7@pL5%rW8"
    assert secret_of_passphrase(one, project()) != secret_of_passphrase(other, project())


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "art cat zoo gym fog ice",
        "x4-Kq9!vT2#mZ7@pL5%rW8",
        "my brother left for Bangkok on the 3rd of May",
        "我弟弟去年三月从成都出发说到泰国做客服至今没有消息",
    ],
)
def test_what_is_long_and_varied_is_taken(quick, text):
    assert len(secret_of_passphrase(text, project()).value) == 32


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zzqmark",
        "correct horse battery staple",  # four words, however long
        "ocean ocean ocean ocean ocean ocean",
        "ocean travel maple window brother",
        "passwordpasswordpassword",
        "qwertyuiopasdfghjklzxcvbnm",
        "1" * 40,
        "01234567890123456789012345",
        "abcdefghijklmnopqrstuvwxyz",
        "19970803 19970803 19970803",
        "张伟张伟张伟张伟张伟张伟张伟张伟张伟张伟张伟",
    ],
)
def test_what_is_easily_guessed_is_refused_with_the_rule_and_not_shown(text):
    with pytest.raises(UsageError, match=r"too easily guessed: it needs 6 different words .* or 20") as caught:
        secret_of_passphrase(text, project())
    assert not text or text not in str(caught.value)
