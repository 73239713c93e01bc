"""The audit of a list: every attack on what `encode` would write of it, and on controls that must fall."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from matcher.audit import copies, frequency, graph, noise, pairs
from matcher.audit.copies import Copy
from matcher.audit.partner import made_up
from matcher.candidates import SeenPairs, seen_by_tokens
from matcher.encode import CloseupSource, Entropy, closeup_source, fill
from matcher.encodings import Slots
from matcher.errors import DataError
from matcher.home import ChancePairs, chance_pairs, seen_in_closeups
from matcher.keys import KeyValues, colliding_pairs, key_values
from matcher.parts import Parts, row_order
from matcher.pipeline import compare_plain
from matcher.project import Project
from matcher.secret import Secret, run_keys
from matcher.secret.derived import SECRET_BYTES

Rows = NDArray[np.int64]
Verdict = Literal["PASS", "FAIL", "INCONCLUSIVE"]
Tell = Callable[[str], None]

SEED = 1  # of what is drawn for attacks; secrets and dummies are fresh
MOST_ATTACKED = 2_000  # rows of a longer list that are attacked, drawn by content
MOST_DESCRIBED = 1_000  # of these whose similarities are laid on each other: memory and time grow with the square
FEWEST = 60  # rows below which no attack can show that it works
SURE = 1e-4  # p-value below which a file is not noise
CONTROL_FALLS = 0.8  # of the rows of a control must be named, or the attack proves nothing
KNOWN = (0.01, 0.05, 0.2)  # share of the partner's handles whose people the unit knows
AT_MOST: Mapping[str, tuple[float, ...]] = {  # named at most: by both lists, and by KNOWN handles
    "standard": (0.01, 0.002, 0.01, 0.03),
    "hardened": (0.005, 0.001, 0.003, 0.01),
}
OF_ONE_FILE = 0.003  # named at most by attacks on one file, of a list so long that this is more than
BY_GUESSING = 1.0  # row, which a guess that gives each person once names of any list
ALIKE = 1e-6  # of a correlation: records no less alike are the same
UNLUCKY = 0.01  # chance at which a list within its limits is said to be past them


@dataclass(frozen=True, slots=True)
class Attack:
    """How many rows an attack named.

    named    rightly, of `of` rows      at_most  share of them allowed; None = no target
    """

    name: str
    named: int
    of: int
    at_most: float | None = None

    @property
    def share(self) -> float:
        return self.named / self.of if self.of else 0.0

    @property
    def up_to(self) -> float:
        """Upper end of the 95 % interval of the share that the attack names of such lists (Clopper and Pearson)."""
        return float(stats.beta.ppf(0.95, self.named + 1, self.of - self.named)) if self.named < self.of else 1.0

    @property
    def within(self) -> bool:
        """Whether it is not sure, but for UNLUCKY, that such lists show more than is allowed (binomial)."""
        return self.at_most is None or float(stats.binom.sf(self.named - 1, self.of, self.at_most)) >= UNLUCKY


@dataclass(frozen=True, slots=True)
class Pairs:
    """What two files show, before any attack.

    chance         of the own list, at the expected rows
    with_one       rows that meet a row of another person
    bits           that such a pair shows of who it is, at the median; 0 where there is none
    simulated      whether the partner's list was made up
    """

    chance: ChancePairs
    with_one: int
    bits: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """What was attacked and what came of it.

    noise     what is looked for in one file -> p-value; control_noise the same of plain CLKs, which must show it
    controls  attacks on plain and diffused CLKs: these must fall
    one_file  the same attacks on the encoded file
    two_files attacks by a unit that holds both files and the lists in plain: rows without a link, since a link's rows
              it could name by linking the plain lists itself
    linked    rows with a link that it names with both lists, of all rows; no target
    """

    profile: str
    rows: int
    attacked: int
    noise: Mapping[str, float]
    control_noise: Mapping[str, float]
    controls: Sequence[Attack]
    one_file: Sequence[Attack]
    pairs: Pairs
    two_files: Sequence[Attack]
    linked: Attack

    @property
    def is_noise(self) -> bool:
        return noise.worst(self.noise.values()) >= SURE

    @property
    def verdict(self) -> Verdict:
        """INCONCLUSIVE where a control stands: then an attack that names nobody shows nothing."""
        if not self._one_file_is_within or not all(attack.within for attack in self.two_files):
            return "FAIL"
        seen = all(p < SURE for p in self.control_noise.values())
        fallen = all(control.share > CONTROL_FALLS for control in self.controls)
        return "PASS" if seen and fallen else "INCONCLUSIVE"

    @property
    def fails_by_two_files_alone(self) -> bool:
        """Whether nothing speaks against giving the file to a unit that has no such list in plain."""
        return self.verdict == "FAIL" and self._one_file_is_within

    @property
    def _one_file_is_within(self) -> bool:
        return self.is_noise and all(attack.within for attack in self.one_file)


def audit(listed: Parts, project: Project, partner: Parts | None, tell: Tell, entropy: Entropy = os.urandom) -> Audit:
    """Attack what `encode` would write of a list, without the secret.

    partner  the list it will be compared with, as far as it is known; where it is not, one is made up
    tell     is told what is being done

    Raises DataError for a project without a plan, a profile that hides nothing, and lists of fewer than FEWEST rows.
    """
    if project.budget is None:
        raise DataError(f"profile {project.project.profile} hides nothing, so there is nothing to attack")
    if not project.plan:
        raise DataError("the project has no match keys yet; make a plan with `matcher plan PROJECT LIST`")
    if listed.rows < FEWEST:
        raise DataError(f"a list of fewer than {FEWEST} rows is too short to attack; compare so few by hand")
    random = np.random.default_rng(SEED)
    attacked = stratified(listed, MOST_ATTACKED)
    few = stratified(attacked, MOST_DESCRIBED)
    tell("attacking plain and diffused CLKs, which must fall")
    copied = [make(few, project, random) for make in (copies.plain_clk, copies.diffused_clk)]
    controls = [_attack_on(copy) for copy in copied]
    tell("attacking the encoded file")
    maker = Maker(few, project, entropy)
    one_file = attacks_on_one_file(maker, few, project, random)
    tell("attacking two encoded files")
    common = _partner_and_common(attacked, project, partner)
    shown, two_files, linked = _of_two(attacked, project, common, random, entropy)
    return Audit(
        profile=project.project.profile,
        rows=listed.rows,
        attacked=attacked.rows,
        noise=noise.of_file(maker.slots(), SEED),
        control_noise=noise.of_bits(copied[0].bits, random),
        controls=controls,
        one_file=one_file,
        pairs=Pairs(Maker(listed, project, entropy).chance(), *shown, partner is None),
        two_files=two_files,
        linked=linked,
    )


class Maker:
    """Encodes a list again and again, each time under a fresh secret, its rows in their order."""

    def __init__(self, parts: Parts, project: Project, entropy: Entropy) -> None:
        self._parts, self._project, self._entropy = parts, project, entropy
        self._values: KeyValues = key_values(parts, project.plan)
        self._source: CloseupSource = closeup_source(parts, project.layout)

    def slots(self, secret: Secret | None = None) -> Slots:
        keys = run_keys(secret or self._secret(), self._project)
        return fill(self._values, keys, self._source, self._entropy)

    def seen_with(self, other: Maker) -> SeenPairs:
        secret = self._secret()
        return seen_by_tokens(self._project.layout, self.slots(secret), other.slots(secret))

    def _secret(self) -> Secret:
        return Secret(self._entropy(SECRET_BYTES))

    def chance(self) -> ChancePairs:
        own = seen_in_closeups(self._parts, self._source, self._project, [SEED])
        left, right = colliding_pairs(self._values.ids)
        different = ~own.likely_repeats(left, right)
        return chance_pairs(int(different.sum()), self._parts.rows, self._project)


def _attack_on(copy: Copy) -> Attack:
    named = graph.name_rows([copy.view])
    return _named(f"graph attack on {copy.name}", named, copy.order, copy.view.expected)


def _named(
    name: str, guesses: Rows, people: Rows, expected: graph.Similarities, at_most: float | None = None
) -> Attack:
    """Who each row was named as beside who it is; records that are written alike are one person."""
    known = np.flatnonzero(guesses >= 0)
    right = expected[guesses[known], people[known]] > 1 - ALIKE
    return Attack(name, int(right.sum()), len(people), at_most)


def stratified(parts: Parts, most: int) -> Parts:
    """So many of the rows, as large a share of those with each set of fields; by content, whatever their order."""
    if parts.rows <= most:
        return parts
    present = np.stack([column.codes >= 0 for column in parts.columns.values()])
    order = np.lexsort((row_order(parts), *present))
    return parts.take(np.sort(order[np.arange(most) * parts.rows // most]))


def attacks_on_one_file(maker: Maker, listed: Parts, project: Project, random: np.random.Generator) -> list[Attack]:
    """Attacks on one encoded file by who has the same list in plain."""
    order = random.permutation(listed.rows)
    file, copy = maker.slots(), maker.slots()
    bits, own = noise.row_bits(file)[order], noise.row_bits(copy)
    spelled = copies.expected_correlations(listed, copies.spelled(project))
    every_bit = graph.View(copies.correlations(bits), copies.correlations(own), spelled)
    best = [copies.best_of_slots(slots.closeups[:, :, 0]) for slots in (file, copy)]
    by_closeups = graph.View(best[0][np.ix_(order, order)], best[1], spelled)
    at_most = max(OF_ONE_FILE, BY_GUESSING / listed.rows)
    codes = [np.sort(slots.tags, axis=1).reshape(len(order), -1) for slots in (file, copy)]
    return [
        _named("graph attack, all bits of a row", graph.name_rows([every_bit]), order, spelled, at_most),
        _named("graph attack, the most alike slots", graph.name_rows([by_closeups]), order, spelled, at_most),
        _named("graph attack, both jointly", graph.name_rows([every_bit, by_closeups]), order, spelled, at_most),
        _named("frequency attack", frequency.name_rows(codes[0][order], codes[1]), order, spelled, at_most),
    ]


Common = tuple[Parts, Rows]  # the partner's list, and of each row of the own one the row that is the same person, or -1


def _partner_and_common(listed: Parts, project: Project, partner: Parts | None) -> Common:
    if partner is None:
        return made_up(listed, project, SEED)
    links = compare_plain(listed, partner, project)
    same = np.full(listed.rows, -1)
    same[links.left[::-1]] = links.right[::-1]  # of several, such as repeats, the best
    return partner, same


def _of_two(
    listed: Parts, project: Project, common: Common, random: np.random.Generator, entropy: Entropy
) -> tuple[tuple[int, float], list[Attack], Attack]:
    """What pairs show, and attacks by a unit that holds both encoded files and both lists, or one and some handles."""
    partner, same = common
    sides = [Maker(parts, project, entropy) for parts in (listed, partner)]
    rows = listed.rows, partner.rows
    expected = pairs.expect(lambda: sides[0].seen_with(sides[1]), partner.rows)
    people = [random.permutation(count) for count in rows]  # of each handle; no attack may lean on the order of rows
    seen = by_handle(sides[0].seen_with(sides[1]), people)
    other = same[people[0][seen.left]] != people[1][seen.right]
    shown = pairs.bits_shown(pairs.likelihoods(seen, expected)[other])
    targets = AT_MOST.get(project.project.profile, (None,) * 4)

    linked = same[people[0]] >= 0
    guessed = pairs.name_by_propagation(seen, expected, rows)
    right = np.array([row for row, person in guessed.items() if people[0][row] == person], np.int64)
    attacks = [Attack("both lists in plain", int((~linked[right]).sum()), listed.rows, targets[0])]
    for share, target in zip(KNOWN, targets[1:], strict=True):
        known = np.where(random.random(partner.rows) < share, people[1], -1)
        of_known = np.isin(same, known[known >= 0])[people[0]]  # whose own link tells who they are
        named = pairs.name_by_known(seen, expected, known, listed.rows)
        hit = sum(1 for row, person in named.items() if people[0][row] == person and not of_known[row])
        attacks.append(
            Attack(f"own list in plain, {share:.0%} of the partner's handles known", hit, listed.rows, target)
        )
    met = len(np.unique(seen.left[other]))
    return (
        (met, float(np.median(shown)) if len(shown) else 0.0),
        attacks,
        Attack("rows with a link, both lists in plain", int(linked[right].sum()), listed.rows),
    )


def by_handle(seen: SeenPairs, people: Sequence[Rows]) -> SeenPairs:
    """Pairs by handles; `people`, (rows,) int64 of either side, has the row of the plain list behind each."""
    left, right = (np.argsort(side)[rows] for side, rows in zip(people, (seen.left, seen.right), strict=True))
    order = np.lexsort((right, left))
    return SeenPairs(left[order], right[order], seen.similarity[order], seen.agree[order], seen.shared[order])
