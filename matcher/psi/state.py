"""What one side keeps between its steps, as a private file: the ephemeral key and the encoded list, until the links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Setting

from matcher.atomic import writing
from matcher.encodings import EncodedList
from matcher.errors import DataError
from matcher.files import encoded_bytes, parse_encoded
from matcher.psi.messages import Hex64
from matcher.psi.points import Asking
from matcher.psi.session import Session
from matcher.regular import read_regular

MAX_BYTES = 8 << 30  # some ten times what a list of the most tokens takes

Place = Annotated[int, Setting(ge=0, le=2**40)]


class _Kept(BaseModel):
    """The first line of the file; after it the encoded list. As `Session`, the key in hex."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["matcher-psi-state-1"] = "matcher-psi-state-1"
    partner: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}( [0-9]{5}){7}$")]
    before: list[Hex64] = Setting(max_length=3)
    key: Hex64 | None
    canaries: list[Place]
    size: tuple[Place, Place] | None
    common: list[Place] | None


def write_state(path: Path, session: Session, record: Callable[[], None] | None = None) -> None:
    """Keep a session where its owner alone can read it; it is there once `record` has ended well, and not before."""
    asking, common = session.asking, session.common
    kept = _Kept(
        partner=session.partner,
        before=list(session.before),
        key=asking.key.hex() if asking else None,
        canaries=asking.canaries.tolist() if asking else [],
        size=session.size,
        common=common.tolist() if common is not None else None,
    )
    with writing(path, private=True) as file:
        file.write(kept.model_dump_json().encode() + b"\n" + encoded_bytes(session.encoded))
        file.flush()
        if record is not None:
            record()


def read_state(path: Path) -> Session:
    """Read a session. Raises DataError for a file that is none, or that others than its owner may read."""
    line, _, content = read_regular(path, MAX_BYTES, "a state of `matcher psi`", private=True).partition(b"\n")
    try:
        kept = _Kept.model_validate_json(line)
    except ValidationError:
        raise DataError(f"{path}: not a state of `matcher psi`, or damaged") from None
    encoded = parse_encoded(content, path)
    if not isinstance(encoded, EncodedList):
        raise DataError(f"{path}: not a state of `matcher psi`, or damaged")
    return Session(
        encoded=encoded,
        partner=kept.partner,
        before=tuple(kept.before),
        asking=Asking(bytes.fromhex(kept.key), np.array(kept.canaries, np.int64)) if kept.key else None,
        size=kept.size,
        common=np.array(kept.common, np.int64) if kept.common is not None else None,
    )
