"""What another owner's plan loses on a list: a table, and in words what it means and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from matcher.cli.plan_words import WIDTH
from matcher.cli.talk import count, table
from matcher.project import MatchKey, Project

if TYPE_CHECKING:
    from matcher.keyloss import Loss
    from matcher.keyplan import Plan

MUCH = 0.02  # of the people in common: a loss worth another round between the owners


def loss_in_words(loss: Loss, project: Project, lacking: Sequence[str], project_file: Path, list_file: Path) -> str:
    """The table, what it means and what to do; `lacking` are the fields that the list has nothing for."""
    names = project_file.name, list_file.name
    paragraphs = [_table(loss, *names), *_meaning(loss, project, lacking, *names)]
    if loss.recall.value < MUCH and not loss.over:
        return "\n\n".join([*paragraphs, f"Keep the plan of {project_file.name}."])
    return "\n\n".join([*paragraphs, _what_to_do(loss, project_file, list_file)])


def _table(loss: Loss, project_file: str, list_file: str) -> str:
    rows = [_row(f"of {project_file}", loss.given)]
    if added := _added(loss):
        rows.append(_row(f"the same with {count(len(added), 'key')} more", loss.joined))
    rows.append(_row(f"made on {list_file}", loss.own))
    rows.append((f"loss of {project_file}", "", "", f"{loss.recall.value:.1%}", ""))
    return table(("plan", "keys", "slots", "finds", "chance pairs"), rows)


def _row(name: str, plan: Plan) -> tuple[str, ...]:
    return name, str(len(plan.keys)), str(plan.slots), f"{plan.recall:.1%}", f"{plan.chance_pairs_per_row:.4f}"


def _meaning(loss: Loss, project: Project, lacking: Sequence[str], project_file: str, list_file: str) -> Iterator[str]:
    """A paragraph on what is lost; where it is so, one on fields that the list lacks, and one on chance pairs."""
    missed, least, most = (
        f"{1000 * max(0.0, share):.0f}" for share in (loss.recall.value, loss.recall.low, loss.recall.high)
    )
    yield _filled(
        f"Of the people of {list_file}, written again with simulated errors, the plan of {project_file} finds "
        f"{loss.given.recall:.1%}; a plan made on {list_file} would find {loss.own.recall:.1%}. Of 1,000 people on "
        f"both lists {project_file} misses about {missed} more ({least} to {most})."
    )
    if lacking:
        idle = sum(not planned.usable for planned in loss.given.keys)
        yield _filled(
            f"{list_file} has nothing for {', '.join(lacking)}: {idle} of the {len(loss.given.keys)} keys of "
            f"{project_file} can find nobody in it."
        )
    if loss.over:
        yield _filled(
            f"A row of {list_file} meets {loss.given.chance_pairs_per_row:.2f} rows of other people by chance, and "
            f"profile {project.project.profile} allows {project.budget:g}: `encode` is likely to refuse the list."
        )


def _what_to_do(loss: Loss, project_file: Path, list_file: Path) -> str:
    ways = [
        f"- Offer a plan made on your list: copy {project_file.name}, run `matcher plan COPY {list_file}`, and let "
        "the other owner run `matcher plan COPY LIST --check` on theirs. Of the two plans take the one that loses less."
    ]
    added = _added(loss)
    if added:
        ways.append(
            f"- Or take one with both: put {count(len(added), 'key')} more into `plan` in {project_file.name}, and "
            "let the other owner check it on theirs:"
        )
    keys = [f'    "{key}",' for key in added]
    first = "What to do, so that in the end both owners hold the same file:"
    return "\n".join([first, *map(_filled, ways), *keys])


def _added(loss: Loss) -> list[MatchKey]:
    return [planned.key for planned in loss.joined.keys[len(loss.given.keys) :]]


def _filled(text: str) -> str:
    """Lines of WIDTH, or as long as a path: one in a command is to be copied whole."""
    indent = "  " if text.startswith("- ") else ""
    return fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
