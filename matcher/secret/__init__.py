"""The project secret: 256 bits that the owners share and the linkage unit never has.

    random bits  ─┐                          ┌─► run keys (`derived`)
    words        ─┤                          ├─► a private file (`files`)
    passphrase   ─┼─►  Secret (`derived`)  ──┼─► words to read over the phone (`words`)
    shares       ─┘                          └─► shares, any k of which make it (`shares`, `shamir`)

What is read comes from a private file or from a prompt. No message and no repr shows any of it.
"""

from __future__ import annotations

from matcher.secret.derived import RunKeys, Secret, new_secret, run_keys
from matcher.secret.files import read_secret, secret_text

__all__ = ["RunKeys", "Secret", "new_secret", "read_secret", "run_keys", "secret_text"]
