"""Closing a survey: what is kept of those who were too few. It cannot be taken back.

Nothing finer is kept than what could be told: of every question each slot of sex that is kept has nobody, or as many
as the threshold, so that neither a slot nor what is left when the others are taken from the total is of fewer.
"""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Literal

from mellanrum.surveys.collected import Cell, Cells, Collected
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import WITHHELD, QuestionRule
from mellanrum.surveys.sex import TOLD, Sex

FewOthers = Literal["unsplit", "withheld"]
"""What is given up where only those who stated no sex, or another, are too few.

"unsplit": the split by sex is, and every answer counts. "withheld": their own answers are, counted as handed in, and
women and men are told apart.
"""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a survey is closed."""

    threshold: int
    few_others: FewOthers

    def kept(self, numbers: Mapping[Sex, int], among: AbstractSet[Sex]) -> frozenset[Sex]:
        """Return the sexes, `among` some, that keep their split.

        Those too few lose it, and nobody is not too few. Where all who lose it are too few together, so does the
        smallest of the others, until they are enough. A rest of those of other sex alone may stay few where their
        answers are withheld.
        """
        kept = {sex for sex in TOLD if sex in among and not 0 < numbers[sex] < self.threshold}
        while self._is_few(numbers, kept) and (more := sorted((numbers[sex], sex) for sex in kept if numbers[sex])):
            kept.discard(more[0][1])
        return frozenset(kept)

    def _is_few(self, numbers: Mapping[Sex, int], kept: AbstractSet[Sex]) -> bool:
        rest = rest_of(numbers, kept)
        others_alone = rest == numbers[Sex.OTHER]
        return 0 < rest < self.threshold and not (others_alone and self.few_others == "withheld")

    def withholds(self, numbers: Mapping[Sex, int], kept: AbstractSet[Sex]) -> bool:
        """Tell whether the answers of those without a split are too few to be kept."""
        return 0 < rest_of(numbers, kept) < self.threshold


def rest_of(numbers: Mapping[Sex, int], kept: AbstractSet[Sex]) -> int:
    """Return how many have no split."""
    return sum(number for sex, number in numbers.items() if sex not in kept)


def closed(
    collected: Collected, threshold: int, questionnaire: Questionnaire, *, few_others: FewOthers = "unsplit"
) -> Collected:
    """Close a survey with a threshold; one that is closed already stays as it is.

    A group with fewer forms than the threshold keeps how many they were and nothing of their answers (too few). A sex
    with fewer loses its split: its answers stand together with those of another sex. A question behind a gate is
    looked at by itself: it may have been asked of few.
    """
    if not collected.is_open:
        return collected
    way = _Way(threshold, few_others)
    cells: Counter[Cell] = Counter()
    forms: Counter[tuple[str, Sex]] = Counter()
    too_few = set()
    for group in questionnaire.groups:
        numbers = {sex: collected.handed_in(group.key, sex) for sex in Sex}
        kept = way.kept(numbers, frozenset(TOLD))
        forms += Counter({(group.key, slot_of(sex, kept)): number for sex, number in numbers.items() if sex in kept})
        forms += Counter({(group.key, Sex.UNSPLIT): rest_of(numbers, kept)})
        if 0 < sum(numbers.values()) < threshold:
            too_few.add(group.key)
        else:
            cells += _of_group(collected, group.key, questionnaire, kept, way)
    return replace(collected, cells=dict(cells), forms=dict(forms), threshold=threshold, too_few=frozenset(too_few))


def slot_of(sex: Sex, kept: AbstractSet[Sex]) -> Sex:
    """Return where a sex's answers are kept."""
    return sex if sex in kept else Sex.UNSPLIT


def _of_group(
    collected: Collected, group: str, questionnaire: Questionnaire, among: AbstractSet[Sex], way: _Way
) -> Counter[Cell]:
    """Return what is kept of a group's answers. A question behind a gate keeps no split that its gate has lost."""
    found: Counter[Cell] = Counter()
    splits: dict[str, AbstractSet[Sex]] = {}
    silent: set[str] = set()
    for question in sorted(questionnaire.of_group(group), key=lambda each: each.only_after is not None):
        gate = question.only_after[0] if question.only_after else ""
        own = {cell: number for cell, number in collected.cells.items() if _is_of(cell, question)}
        asked, valid = _by_sex(own), _by_sex(own, questionnaire.valid(question))
        kept = way.kept(valid, way.kept(asked, splits.get(gate, among)))
        splits[question.key] = kept
        if way.withholds(asked, kept) or way.withholds(valid, kept):
            silent.add(question.key)
        for cell, number in own.items():
            slot = slot_of(cell.sex, kept)
            if slot is Sex.UNSPLIT and gate in silent:
                continue  # how many the gate let through would itself be an answer
            is_told = slot in kept or question.key not in silent
            found[cell._replace(answer=cell.answer if is_told else WITHHELD, sex=slot)] += number
    return found


def _by_sex(cells: Cells, answers: AbstractSet[str] | None = None) -> Mapping[Sex, int]:
    """Count those asked, or those who gave some answers, by sex."""
    counted = [(cell.sex, number) for cell, number in cells.items() if answers is None or cell.answer in answers]
    return {sex: sum(number for of, number in counted if of is sex) for sex in Sex}


def _is_of(cell: Cell, question: QuestionRule) -> bool:
    return (cell.group, cell.question) == (question.group, question.key)
