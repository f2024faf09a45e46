"""The one call: a set of tables in, and out what of them may be shown, with the proof of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Literal

from mellanrum.disclosure.attack import Proof, closed, prove
from mellanrum.disclosure.coarser import Lay, all_alike, choose_forms, enough_for
from mellanrum.disclosure.earlier import (
    Earlier,
    about,
    kept_findings,
    numbers_before,
    preferred,
    rounded_before,
    time_findings,
    unfit_findings,
)
from mellanrum.disclosure.joined import join, join_near
from mellanrum.disclosure.linking import Forms, faults_of, link
from mellanrum.disclosure.places import Spot
from mellanrum.disclosure.rounding import rounded_beside
from mellanrum.disclosure.search import DEFAULT_SEED, find_pattern
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TableSet
from mellanrum.disclosure.unreached import not_proved, open_rings, out_of_reach
from mellanrum.findings import Finding, has_error

Method = Literal["hidden", "rounded"]


class Why(StrEnum):
    """Why a cell of a publication is not shown: few, for the sake of others, hidden before, or offered by no table."""

    SMALL = "small"
    PROTECTS = "protects"
    BEFORE = "before"
    ASIDE = "aside"


@dataclass(frozen=True)
class Protected:
    """What may be shown of a set, and why no reader can work out more.

    `own` is the system of the set by itself, `system` that of all publications together, whose indices `hidden` has.
    `proof` is there only where every goal of `system` is reached; without it nothing may be published. `bound` is a
    number that no pattern costs less than. `exact` are the tables as they were counted, which with rounding are not
    those that are shown. `earlier` are the exact ones of the earlier publications.
    """

    tables: TableSet
    exact: TableSet
    forms: Forms
    earlier: tuple[Earlier, ...]
    own: System
    system: System
    hidden: frozenset[int]
    proof: Proof | None
    bound: float
    findings: tuple[Finding, ...]
    method: Method = "hidden"

    @property
    def is_publishable(self) -> bool:
        """Whether the set may leave: the proof holds, and nothing stands against it."""
        return self.proof is not None and not has_error(self.findings)

    @cached_property
    def why(self) -> Mapping[str, Why]:
        """Why each cell of the set that is not shown is not, by its key."""
        told = ((cell.key, self._why(cell.key, is_offered=cell.is_offered)) for cell in self.own.cells)
        return {key: why for key, why in told if why is not None}

    @property
    def hidden_of_own(self) -> frozenset[int]:
        """The cells of `own` that a table offers and that are hidden."""
        return frozenset(self.own.index[key] for key, why in self.why.items() if why is not Why.ASIDE)

    def _why(self, key: str, *, is_offered: bool) -> Why | None:
        if not is_offered:
            return Why.ASIDE
        at = self.system.index[key]
        if at not in self.hidden:
            return None
        cell = self.system.cells[at]
        if cell.is_small:
            return Why.SMALL
        return Why.BEFORE if cell.stays_hidden else Why.PROTECTS


def protect(
    tables: TableSet, *, forms: Forms | None = None, earlier: Sequence[Earlier] = (), seed: str = DEFAULT_SEED
) -> Protected:
    """Decide what may be shown of a set of tables, beside what was published `earlier` (the oldest first).

    `forms` are those the tables are to be shown in; without them the finest is taken that hides little. The same
    tables, publications and seed give the same pattern.

    Findings: those of `link`, and then nothing is decided; those of `time_findings`; disclosure.out_of_reach and
    disclosure.out_of_reach_at_all for each small cell that no pattern protects; disclosure.not_proved for
    one that the pattern found is not proved to protect; disclosure.open_ring for tables that tie in a ring too large to
    reckon with; disclosure.all_alike for groups of which readers see that all have the same code of a sensitive
    variable.
    """
    faults = faults_of(tables)
    if has_error(faults):
        return _refused(tables, earlier, faults)
    exact = tuple(each for each in earlier if not each.is_rounded)
    lay = laid_beside(tables, exact)
    chosen = choose_forms(tables, seed=seed, lay=lay) if forms is None else forms
    own, rings = closed(tables, link(tables, chosen, preferred(tables, exact), numbers_before(exact))[0])
    told = (*time_findings(own, earlier), *open_rings(tables, rings))
    if has_error(told):
        return _refused(tables, earlier, told)
    system = join_near(own, exact).system
    found = find_pattern(system, seed=seed)
    proof, missed = prove(system, found.hidden)
    lost = dict.fromkeys(goal.cell for goal in found.unreachable)
    if lost:
        enough = enough_for(tables, chosen, [system.cells[at].key for at in lost], seed=seed, lay=lay)
        told = (*told, *out_of_reach(tables, chosen, system, lost, None if enough is None else enough.label))
    unproved = sorted({side.goal.cell for side in missed} - lost.keys())
    if unproved:
        told = (*told, *not_proved(tables, chosen, system, unproved))
    is_proved = not (lost or missed)
    protected = Protected(
        tables, tables, chosen, exact, own, system, found.hidden, proof if is_proved else None, found.bound, told
    )
    return replace(protected, findings=(*told, *all_alike(tables, chosen, own, protected.hidden_of_own)))


def laid_beside(tables: TableSet, earlier: Sequence[Earlier]) -> Lay:
    """Return the way to make a system of some of `tables` beside what was published before, to weigh forms by.

    Of what was published before only that is laid which counts what those tables count.
    """
    liked: list[frozenset[str]] = []
    held: dict[frozenset[str], tuple[tuple[Earlier, ...], Mapping[Spot, int]]] = {}

    def lay(some: TableSet, forms: Forms) -> System:
        if not liked:
            liked.append(preferred(tables, earlier))
        counts = frozenset(table.of for table in some.tables)
        if counts not in held:
            before = tuple(about(each, counts) for each in earlier)
            held[counts] = before, numbers_before(before)
        before, numbers = held[counts]
        return join(link(some, forms, liked[0], numbers)[0], before).system

    return lay


def protect_rounded(
    tables: TableSet, *, forms: Forms | None = None, earlier: Sequence[Earlier] = (), seed: str = DEFAULT_SEED
) -> Protected:
    """Round a set so that nothing needs to be hidden: every number is nil or at least its threshold.

    Numbers that an earlier rounded publication has stand as they do there.

    Findings: those of `link`, of `time_findings` and of `kept_findings`; those of `unfit_findings` where no
    way is found to round the others so that they fit.
    """
    faults = faults_of(tables)
    if has_error(faults):
        return _refused(tables, earlier, faults)
    chosen = choose_forms(tables, seed=seed) if forms is None else forms
    counted, _ = link(tables, chosen)
    found = rounded_beside(rounded_before(earlier), tables, chosen, seed=seed)
    if found is None:
        return _refused(tables, earlier, tuple(unfit_findings(counted, earlier)))
    own, _ = link(found.tables)
    told = (*time_findings(own, earlier, is_rounded=True), *kept_findings(counted, earlier))
    proof, _ = prove(own, frozenset())
    return Protected(found.tables, tables, chosen, (), own, own, frozenset(), proof, found.bound, told, "rounded")


def _refused(tables: TableSet, earlier: Sequence[Earlier], faults: Sequence[Finding]) -> Protected:
    nothing = System((), ())
    return Protected(tables, tables, {}, tuple(earlier), nothing, nothing, frozenset(), None, 0.0, tuple(faults))
