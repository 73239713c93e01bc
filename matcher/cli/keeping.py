"""What the linkage unit does around a comparison of sealed lists: it keeps to its limits, and its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cli.talk import count, say
from matcher.errors import UsageError

if TYPE_CHECKING:
    from matcher.cli.roles import Unit
    from matcher.encodings import Band
    from matcher.log import Compared, Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A comparison that the limits allow, to be logged when its links are known."""

    path: Path
    unit: Unit
    event: Compared

    def append(self, links: Sequence[tuple[str, str, Band]]) -> Mark:
        """Log the comparison, before anything is given out.

        links  (left handle, right handle, band) each

        Raises LimitError for a list of variations, and where the comparison was logged meanwhile.
        """
        from matcher.encodings import BANDS
        from matcher.limits import check_once, check_variations
        from matcher.log import LinkCounts, append

        check_variations([link[:2] for link in links], self.event)
        bands = [band for *_, band in links]
        counts = LinkCounts(**{band: bands.count(band) for band in BANDS})
        event = self.event.model_copy(update={"links": counts})
        mark = append(self.path, self.unit.identity, event, datetime.now(UTC), lambda lines: check_once(lines, event))
        tell_of_log(self.path, mark)
        return mark


def within_limits(
    unit: Unit, paths: tuple[Path, Path], log_file: Path | None, again: str | None, allow_probe: str | None
) -> Entry:
    """Check a comparison against the limits and the log, which lies beside the identity where none is named.

    Raises LimitError for a probe or a run compared before, unless a reason is given, and what `own_log` raises.
    """
    from matcher.files import check_together, sha256_of
    from matcher.limits import check_once, check_probe
    from matcher.log import Compared, ListFile, log_beside, own_log

    headers = [side.header for side in unit.lists]
    check_together(*headers)
    left, right = (
        ListFile(signer=owner.keys.fingerprint, sha256=sha256_of(path), rows=header.records)
        for owner, path, header in zip(unit.owners, paths, headers, strict=True)
    )
    event = Compared(
        fingerprint=headers[0].fingerprint,
        run=headers[0].run,
        files=(left, right),
        again=_reason("--again", again),
        allow_probe=_reason("--allow-probe", allow_probe),
    )
    check_probe(event)
    log_file = log_file or log_beside(unit.identity_file)
    check_once(own_log(log_file, unit.identity).lines, event)
    return Entry(log_file, unit, event)


def tell_of_log(path: Path, mark: Mark) -> None:
    say(f"{path}: {count(mark.lines, 'line')}; SHA-256 of the last, for others to note: {mark.sha256}")


def _reason(option: str, text: str | None) -> str | None:
    from matcher.log import is_reason

    if text is not None and not is_reason(text):
        raise UsageError(f"{option}: a reason has at most 200 characters, on one line, and begins with one that shows")
    return text
