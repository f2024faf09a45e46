"""The least change of some numbers that makes each nil or large enough, with all sums kept: whole numbers in HiGHS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

from mellanrum.disclosure.highs import QuietHighs
from mellanrum.disclosure.system import Relation

_EXACT_UP_TO = 100
"""How many numbers at most get the least change there is."""
_NEAR = 0.05
"""How near the least change is near enough above that."""
_STEPS = {True: 5000, False: 1}
"""How many nodes of its search at most, when the least is sought and when near is enough: steps, not time, for the
answer must not depend on the machine."""


@dataclass(frozen=True, slots=True)
class Number:
    """What was counted, the threshold it must reach if it is not to be nil, and what a change of one costs."""

    value: int
    threshold: int
    cost: float


@dataclass(frozen=True)
class Least:
    """What is added to each number, by its key; what that costs, and the least it could cost."""

    changes: Mapping[int, int]
    cost: float
    bound: float


def least_change(
    numbers: Mapping[int, Number], relations: Iterable[Relation], *, is_last: bool, given: Mapping[int, int]
) -> Least | None:
    """Change `numbers` so that each is nil or at least its threshold.

    Of what else is in the relations `given` is changed by what it says there, and the rest stays as it is. None where
    that cannot be done with small changes. With `is_last` changes may be as large as it takes: to make all nil is
    always a way, where nothing but nils stays as it is and nothing is given.
    """
    relations = tuple(relations)
    widest = max(number.value for number in numbers.values()) + sum(map(abs, given.values()))
    reach = max(number.threshold for number in numbers.values()) - 1
    found = _Model(reach, given).solve(numbers, relations)
    while found is None and is_last and reach <= widest:
        reach *= 2
        found = _Model(reach, given).solve(numbers, relations)
    return _all_nil(numbers) if found is None and is_last and not given else found


def _all_nil(numbers: Mapping[int, Number]) -> Least:
    cost = sum(number.value * number.cost for number in numbers.values())
    return Least({key: -number.value for key, number in numbers.items()}, cost, 0.0)


@dataclass
class _Model:
    """Columns and rows as they are laid out. `reach` is how far a number may go from where it was.

    `given` are changes that are settled.
    """

    reach: int
    given: Mapping[int, int]
    costs: list[float] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    rows: list[tuple[dict[int, int], float, float]] = field(default_factory=list)
    offset: float = 0.0

    def solve(self, numbers: Mapping[int, Number], relations: Iterable[Relation]) -> Least | None:
        """Lay all out and solve it; None where no changes within reach will do."""
        # each number's change is a sum of columns and a constant
        terms = {key: self._lay(number) for key, number in numbers.items()}
        for relation in relations:
            self._relate(relation, terms)
        # beside what is given there may be no other way out than a long search
        solver = self._solver(is_exact=len(numbers) <= _EXACT_UP_TO or any(self.given.values()))
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        columns = np.rint(np.array(solver.getSolution().col_value)).astype(int)
        changes = {
            key: start + int(sum(factor * columns[column] for column, factor in held.items()))
            for key, (held, start) in terms.items()
        }
        cost = sum(abs(change) * numbers[key].cost for key, change in changes.items())
        return Least(changes, cost, min(cost, info.mip_dual_bound))

    def _lay(self, number: Number) -> tuple[dict[int, int], int]:
        return self._lay_small(number) if number.value < number.threshold else self._lay_large(number)

    def _lay_small(self, number: Number) -> tuple[dict[int, int], int]:
        """A small number goes to nil, or up to its threshold and perhaps above."""
        value, threshold, cost = number.value, number.threshold, number.cost
        self.offset += cost * value
        goes_up = self._column(cost * (threshold - 2 * value), 1)
        above = self._column(cost, self.reach)
        self.rows.append(({above: 1, goes_up: -self.reach}, -np.inf, 0))
        return {goes_up: threshold, above: 1}, -value

    def _lay_large(self, number: Number) -> tuple[dict[int, int], int]:
        """A large number goes up or down; to nil only where small changes were not enough."""
        value, threshold, cost = number.value, number.threshold, number.cost
        room = min(value - threshold, self.reach)
        up, down = self._column(cost, self.reach), self._column(cost, room)
        if self.reach < value:
            return {up: 1, down: -1}, 0
        to_nil = self._column(cost * value, 1)
        self.rows.append(({up: 1, to_nil: self.reach}, -np.inf, self.reach))
        self.rows.append(({down: 1, to_nil: room}, -np.inf, room))
        return {up: 1, down: -1, to_nil: -value}, 0

    def _relate(self, relation: Relation, terms: Mapping[int, tuple[dict[int, int], int]]) -> None:
        """Let the changes add to nil; what stays as it is has none."""
        row: dict[int, int] = {}
        start = 0
        for factor, at in relation.terms:
            held, own = terms.get(at, ({}, self.given.get(at, 0)))
            start += factor * own
            for column, each in held.items():
                row[column] = row.get(column, 0) + factor * each
        self.rows.append((row, -start, -start))

    def _column(self, cost: float, high: int) -> int:
        self.costs.append(cost)
        self.highs.append(high)
        return len(self.costs) - 1

    def _solver(self, *, is_exact: bool) -> highspy.Highs:
        model = highspy.HighsLp()
        size = len(self.costs)
        model.num_col_, model.num_row_, model.offset_ = size, len(self.rows), self.offset
        model.col_cost_ = np.array(self.costs)
        model.col_lower_, model.col_upper_ = np.zeros(size), np.array(self.highs, dtype=np.float64)
        model.integrality_ = [highspy.HighsVarType.kInteger] * size
        model.row_lower_ = np.array([low for _, low, _ in self.rows], dtype=np.float64)
        model.row_upper_ = np.array([high for _, _, high in self.rows], dtype=np.float64)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _, _ in self.rows)], dtype=np.int32)
        model.a_matrix_.index_ = np.array([column for row, _, _ in self.rows for column in row], dtype=np.int32)
        model.a_matrix_.value_ = np.array([factor for row, _, _ in self.rows for factor in row.values()], dtype=float)
        solver = QuietHighs(mip_max_nodes=_STEPS[is_exact], mip_rel_gap=0.0 if is_exact else _NEAR)
        solver.passModel(model)
        return solver
