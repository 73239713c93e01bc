"""A reply: what one owner gets of the links: its own handles, the partner's, and the band; nothing else.

No similarity, no evidence, no row without a partner; links in the order of their own handles, which is random, so that
not even the place of a link tells its score.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Setting

from matcher.encodings import Band
from matcher.errors import DataError
from matcher.log import Mark

Handle = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
MAX_LINKS = 10**8


class OwnLink(NamedTuple):
    """A link as one of the two owners sees it."""

    own: Handle
    partner: Handle
    band: Band


class Reply(BaseModel):
    """The links of one owner.

    fingerprint, run   of the project, as in the lists compared
    same_machine_test  compared where the secret was: a test, from which nothing may follow
    log                how far the unit's log goes with this comparison, to be noted; None of such a test
    links              each once, in any order
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["matcher-links-1"] = "matcher-links-1"
    fingerprint: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    run: int = Setting(ge=1, le=2**31)
    same_machine_test: bool
    log: Mark | None
    links: list[OwnLink] = Setting(max_length=MAX_LINKS)

    def __repr__(self) -> str:
        return f"Reply(run {self.run}, {len(self.links)} links)"


def reply_bytes(reply: Reply) -> bytes:
    """A reply as JSON, its links in the order of their handles."""
    return reply.model_copy(update={"links": sorted(reply.links)}).model_dump_json().encode()


def parse_reply(content: bytes, where: str) -> Reply:
    """Check a reply; `where` opens the message. Raises DataError for what `reply_bytes` did not write."""
    try:
        return Reply.model_validate_json(content)
    except ValidationError:
        raise DataError(f"{where}: holds no links of `matcher compare`; ask its sender for it again") from None
