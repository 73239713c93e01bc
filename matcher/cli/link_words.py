"""How links are written and summed up: their evidence in words, and how many of them are likely wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from matcher.cli.talk import count, say
from matcher.encodings import Band, Estimate, Links
from matcher.evidence import WORDS, Layout
from matcher.tables import write_table, write_to_stdout

Words = Sequence[Sequence[str]]


class Found(NamedTuple):
    """Links, with the names of the rows that they link and what the levels of their evidence say."""

    links: Links
    header: tuple[str, str]
    names: tuple[Sequence[str], Sequence[str]]
    words: Words

    @property
    def handles_and_bands(self) -> list[tuple[str, str, Band]]:
        """(left, right, band) of each link."""
        links, (left, right) = self.links, self.names
        return [(left[a], right[b], band) for a, b, band in zip(links.left, links.right, links.bands, strict=True)]


def write_links(output: Path | None, found: Found, *, test: bool = False) -> None:
    """Write links with score and evidence, to stdout where no file is given; with `test`, each says what it is."""
    links, header, names, words = found
    rows = [
        (
            names[0][left],
            names[1][right],
            band,
            f"{score:.2f}",
            evidence_text(links.columns, evidence, words),
            *(["yes"] if test else []),
        )
        for left, right, band, score, evidence in zip(
            links.left, links.right, links.bands, links.score, links.evidence, strict=True
        )
    ]
    columns = (*header, "band", "score", "evidence", *(["same_machine_test"] if test else []))
    if output is None or str(output) == "-":
        write_to_stdout(columns, rows)
    else:
        write_table(output, columns, rows)


def evidence_text(columns: Sequence[str], levels: Sequence[int], words: Words) -> str:
    """name: the same; birthdate: one year apart; what a side lacks is left out."""
    return "; ".join(
        f"{column}: {said[level - 1]}" for column, level, said in zip(columns, levels, words, strict=True) if level
    )


def words_of(layout: Layout) -> Words:
    """What the levels of each column of evidence say."""
    return [WORDS[kind] for _, kind in layout.evidence]


def tell_of_links(links: Links) -> None:
    bands = links.bands
    shown = ", ".join(f"{bands.count(band):,} {band}" for band in ("strong", "possible", "repeat"))
    say(f"{count(len(links.left), 'link')}: {shown}")
    say(f"expected: {_between(links.false)} of them false; {_between(links.missed)} matches missed, or more")
    from matcher.outlook import FEW

    if len(links.left) and links.matches.value < FEW:
        say(f"fewer than {FEW} matches expected: such estimates are rough, so look at every link")


def _between(estimate: Estimate) -> str:
    """5 (2 to 9)."""
    return f"{estimate.value:.0f} ({estimate.low:.0f} to {estimate.high:.0f})"
