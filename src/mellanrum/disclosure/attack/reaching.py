"""Whole-number tables that agree with all that is shown and reach what readers must still think possible."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mellanrum.disclosure.attack.hunt import Hunt, Target
from mellanrum.disclosure.attack.solver import Numbers
from mellanrum.disclosure.attack.unknowns import Unknowns, unknowns_of
from mellanrum.disclosure.seen import seen_of
from mellanrum.disclosure.system import Goal, System

Values = Mapping[int, int]
"""Numbers of cells, by the index of the cell."""


@dataclass(frozen=True, slots=True)
class Side:
    """The highest (`is_highest`) or else the lowest of a goal."""

    goal: Goal
    is_highest: bool

    @property
    def level(self) -> int:
        """How high or low the cell must be able to go."""
        return self.goal.highest if self.is_highest else self.goal.lowest

    def is_met(self, value: int) -> bool:
        """Whether a number is high or low enough."""
        return value >= self.level if self.is_highest else value <= self.level


@dataclass(frozen=True)
class Reached:
    """What readers must think possible when some cells are hidden.

    A witness is a set of whole numbers that agrees with all that is shown, told by those hidden cells that differ from
    what was counted. `highest` and `lowest` tell which witness reaches that of a goal, by the goal's cell. `missed` is
    what no whole numbers reach, in the order of the goals.
    """

    witnesses: tuple[Values, ...]
    highest: Mapping[int, int]
    lowest: Mapping[int, int]
    missed: tuple[Side, ...]


def reach(system: System, hidden: Collection[int], goals: Iterable[Goal] | None = None) -> Reached:
    """Find a witness for each side of each goal (all the system's, or those given) when `hidden` is hidden.

    Cells that are not offered are hidden besides. The answer is exact in whole numbers. The system's own numbers must
    agree with its relations and floors, else ValueError is raised.
    """
    unknowns = unknowns_of(seen_of(system, hidden))
    if not isinstance(unknowns, Unknowns) or not _adds_up(system):
        raise ValueError("The numbers of the system do not agree with its relations.")
    reaching = _Reaching(system, unknowns)
    reaching.ask(system.goals if goals is None else goals)
    for number in sorted(reaching.asked):
        reaching.hunt(number)
    return reaching.reached()


def _adds_up(system: System) -> bool:
    return not any(
        sum(factor * system.cells[at].value for factor, at in relation.terms) for relation in system.relations
    )


class _Reaching:
    """What is asked of each part, by its number, and what has been found."""

    def __init__(self, system: System, unknowns: Unknowns) -> None:
        self.system = system
        self.unknowns = unknowns
        self.sides: list[Side] = []
        self.asked: dict[int, list[tuple[Side, Target]]] = defaultdict(list)
        self.witnesses: list[Values] = []
        self.met: dict[Side, int] = {}
        self._part_of = {each: number for number, part in enumerate(unknowns.parts) for each in part.unknowns}
        self._followers: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for cell, tie in unknowns.ties.items():
            if tie.unknown is not None:
                number, at = self._position(tie.unknown)
                self._followers[number].append((cell, at, tie.sign))

    def _position(self, unknown: int) -> tuple[int, int]:
        number = self._part_of[unknown]
        return number, self.unknowns.parts[number].position[unknown]

    def ask(self, goals: Iterable[Goal]) -> None:
        """Say what each goal asks of the unknown that its cell follows; one that follows none is as it was counted."""
        for side in (Side(goal, is_highest) for goal in goals for is_highest in (True, False)):
            self.sides.append(side)
            tie = self.unknowns.ties.get(side.goal.cell)
            if side.is_met(self.system.cells[side.goal.cell].value):
                self.met[side] = self._as_counted()
            elif tie is not None and tie.unknown is not None:
                number, at = self._position(tie.unknown)
                way = 1 if side.is_highest else -1
                target = Target(at, way * tie.sign, tie.sign * (side.level - tie.offset))
                self.asked[number].append((side, target))

    def _as_counted(self) -> int:
        if {} not in self.witnesses:
            self.witnesses.append({})
        return self.witnesses.index({})

    def hunt(self, number: int) -> None:
        """Look in one part."""
        part, asked = self.unknowns.parts[number], self.asked[number]
        truth = [self.system.cells[unknown].value for unknown in part.unknowns]
        hunt = Hunt(part, truth, [target for _, target in asked])
        hunt.run()
        first = len(self.witnesses)
        self.witnesses += [self._cells(number, truth, solution) for solution in hunt.solutions]
        self.met.update({asked[at][0]: first + found for at, found in hunt.met.items()})

    def _cells(self, number: int, truth: list[int], solution: Numbers) -> Values:
        moved = [int(value) - known for value, known in zip(solution.tolist(), truth, strict=True)]
        return {
            cell: self.system.cells[cell].value + sign * moved[at]
            for cell, at, sign in self._followers[number]
            if moved[at]
        }

    def reached(self) -> Reached:
        """Put together what has been found."""
        return Reached(
            tuple(self.witnesses),
            {side.goal.cell: found for side, found in self.met.items() if side.is_highest},
            {side.goal.cell: found for side, found in self.met.items() if not side.is_highest},
            tuple(side for side in self.sides if side not in self.met),
        )
