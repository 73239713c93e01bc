from __future__ import annotations

from pathlib import Path

from matcher.cli.loss_words import loss_in_words
from matcher.encodings import Estimate
from matcher.keyloss import Loss
from matcher.keyplan import Plan, PlannedKey
from matcher.project import MatchKey
from tests.people import project

GIVEN = PlannedKey(MatchKey.parse("passport.whole"), 0.9, 0.9, 0.1)
IDLE = PlannedKey(MatchKey.parse("sex.whole"), 0.0, 0.0, 0.0)
OTHER = PlannedKey(MatchKey.parse("names.letters + birthdate.year"), 0.9, 0.05, 0.1)


def in_words(lost: float, chance_pairs: float = 0.1, added=(), lacking=(), folder=Path()) -> str:
    given = Plan([GIVEN, IDLE], 0.9, chance_pairs, 2)
    loss = Loss(
        given=given,
        own=Plan([OTHER], 0.9 + lost, 0.1, 3),
        joined=Plan([*given.keys, *added], 0.95, 0.2, 5) if added else given,
        recall=Estimate(lost, lost - 0.01, lost + 0.01),
        over=chance_pairs > 0.3,
    )
    return loss_in_words(loss, project(), lacking, Path("star.toml"), folder / "police.csv")


def test_a_plan_that_loses_little_is_kept():
    text = in_words(0.004)
    assert "Of 1,000 people on both lists star.toml misses about 4 more (0 to 14)." in " ".join(text.split())
    assert text.endswith("Keep the plan of star.toml.")
    assert "What to do" not in text


def test_a_plan_that_finds_more_than_the_own_one_is_kept_and_misses_nobody_more():
    text = in_words(-0.03)
    assert "misses about 0 more (0 to 0)" in " ".join(text.split())
    assert "Keep the plan" in text


def test_a_large_loss_says_how_to_lose_less():
    text = in_words(0.05, added=[OTHER])
    assert "Keep the plan" not in text
    assert "matcher plan COPY police.csv" in text
    assert "put 1 key more into `plan` in star.toml" in " ".join(text.split())
    assert text.endswith('    "names.letters + birthdate.year",')


def test_the_table_has_both_plans_the_two_joined_and_the_loss():
    text = in_words(0.05, added=[OTHER])
    rows = [line.split() for line in text.split("\n\n")[0].splitlines()]
    assert rows == [
        ["plan", "keys", "slots", "finds", "chance", "pairs"],
        ["of", "star.toml", "2", "2", "90.0%", "0.1000"],
        ["the", "same", "with", "1", "key", "more", "3", "5", "95.0%", "0.2000"],
        ["made", "on", "police.csv", "1", "3", "95.0%", "0.1000"],
        ["loss", "of", "star.toml", "5.0%"],
    ]


def test_without_keys_to_add_only_the_other_plan_is_offered():
    text = in_words(0.05)
    assert "- Offer a plan" in text
    assert "- Or take one with both" not in text


def test_a_plan_over_budget_is_not_kept_even_where_it_loses_nothing():
    text = in_words(0.0, chance_pairs=0.42)
    assert "meets 0.42 rows of other people by chance, and profile standard allows 0.3" in " ".join(text.split())
    assert "Keep the plan" not in text


def test_fields_that_the_list_lacks_are_named():
    text = " ".join(in_words(0.0, lacking=["sex"]).split())
    assert "police.csv has nothing for sex: 1 of the 2 keys of star.toml can find nobody in it." in text


def test_lines_are_short_enough_to_read():
    assert max(map(len, in_words(0.05, 0.42, [OTHER], ["sex"]).splitlines())) <= 110


def test_a_path_in_a_command_is_whole_on_one_line():
    folder = Path("a-folder-of-lists") / ("b-" * 60)
    assert any(str(folder / "police.csv") in line for line in in_words(0.05, folder=folder).splitlines())
