"""From tables to a system: the same number in two tables is one cell, and every sum that readers know is a relation."""

from collections.abc import Collection, Mapping, Sequence

from mellanrum.disclosure.laying import Laid
from mellanrum.disclosure.places import Spot, code_at, context_of, spot_of, with_code, with_codes
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import COMPLEMENT, REST, Flow, Form, Place, Sum, TableSet, Variable
from mellanrum.findings import Finding

Forms = Mapping[str, Form | None]
"""The form that each table is to be shown in, by the table's key; None, or no word of it, is as it is."""


def link(
    tables: TableSet,
    forms: Forms | None = None,
    preferred: Collection[str] = (),
    beside: Mapping[Spot, int] | None = None,
) -> tuple[System, tuple[Finding, ...]]:
    """Make the system of a set, each table in the form chosen for it.

    `preferred` are keys of cells that cost a little less to hide, since they were hidden the time before. `beside` are
    numbers of earlier publications: where a number of the set adds up with some of them, those are part of the system,
    and so is what is told by both (a half-year beside its year tells the other half). Findings:
    disclosure.contradicting where two tables give a cell different numbers, disclosure.not_adding where parts do not
    make their whole or a flow does not end as told. A set with such findings has no system to trust.
    """
    laid = _laid_out(tables, forms or {}, beside or {})
    return laid.system(preferred), tuple(laid.findings)


def faults_of(tables: TableSet) -> tuple[Finding, ...]:
    """Find what is wrong with a set by itself, each table as it is: the findings of `link`."""
    return tuple(_laid_out(tables, {}, {}).findings)


def _laid_out(tables: TableSet, forms: Forms, beside: Mapping[Spot, int]) -> Laid:
    laid = Laid(tables, beside)
    for table in tables.tables:
        laid.lay(table, forms.get(table.key))
    variables = sorted(tables.variables.values(), key=lambda each: each.key)
    while laid.lines.take_fresh():
        for flow in tables.flows:
            _flow(laid, flow)
        for variable in variables:
            _complement(laid, variable)
            for one in sorted(variable.sums, key=lambda each: (each.whole, each.parts)):
                _add_up(laid, variable.key, one)
    laid.forget_the_idle()
    return laid


def _add_up(laid: Laid, variable: str, one: Sum) -> None:
    for context in laid.fresh_contexts(variable, one):
        if (variable, one, context) not in laid.complete:
            _relate_sum(laid, context, variable, one)


def _relate_sum(laid: Laid, context: Spot, variable: str, one: Sum) -> None:
    whole = with_code(context, variable, one.whole)
    if laid.beside:
        laid.recall((whole, *(with_code(context, variable, code) for code in one.parts)))
    line = laid.lines.line(variable, context)
    there = [line[code] for code in one.parts if code in line]
    if not there:
        return
    lacking = [code for code in one.parts if code not in line]
    if whole not in laid:
        hidden = [with_code(context, variable, code) for code in lacking]
        if whole not in laid.truth and not all(part in laid.truth for part in hidden):
            return  # no reader can know the whole, for some of its parts are nowhere
        number = laid.truth[whole] if whole in laid.truth else sum(laid.value(part) for part in (*there, *hidden))
        laid.put_aside(whole, number, is_whole=True)
    if not lacking:
        laid.complete.add((variable, one, context))
        _relate(laid, [(1, whole), *((-1, part) for part in there)])
        return
    # What stands in no table is still known together, as what the whole has beside the others.
    code = lacking[0] if len(lacking) == 1 else REST + "+".join(lacking)
    rest = with_code(context, variable, code)
    left = laid.value(whole) - sum(laid.value(part) for part in there)
    if rest in laid or left >= 0 or not any(spot in laid.beside for spot in (whole, *there)):
        laid.put_aside(rest, left)
        _relate(laid, [(1, whole), *((-1, part) for part in (*there, rest))])


def _relate(laid: Laid, terms: Sequence[tuple[int, Spot]]) -> None:
    """Relate numbers that add up; where an earlier one has changed since, nobody knows what it is now."""
    if not laid.is_changed(terms):
        laid.relate(terms)


def _complement(laid: Laid, variable: Variable) -> None:
    """Where several answers may be given, those who did not give one are the asked less those who did."""
    if not variable.is_several:
        return
    spots = (spot for line in laid.lines.of(variable.key) for code, spot in line.items() if code in variable.codes)
    for spot in sorted(spots):
        whole = context_of(spot, variable.key)
        laid.recall((whole, spot))
        if whole not in laid and whole not in laid.truth:
            continue
        laid.put_aside(whole, laid.value(whole))
        without = with_code(whole, variable.key, COMPLEMENT + code_at(spot, variable.key))
        left = laid.value(whole) - laid.value(spot)
        if left >= 0 or whole not in laid.beside:
            laid.put_aside(without, left)
            _relate(laid, [(1, whole), (-1, spot), (-1, without)])


def _flow(laid: Laid, flow: Flow) -> None:
    held = [(step.factor, *spot_of(step.of, {**flow.at, **step.at})) for step in flow.steps]
    for context in sorted(_contexts_of(laid, flow)):
        steps = [(factor, with_codes((of, context), codes)) for factor, of, codes in held]
        if all(spot in laid or spot in laid.truth or spot in laid.beside for _, spot in steps):
            laid.recall([spot for _, spot in steps])
        if all(spot in laid or spot in laid.truth for _, spot in steps):
            for _, spot in steps:
                laid.put_aside(spot, laid.value(spot))
            _relate(laid, steps)


def _contexts_of(laid: Laid, flow: Flow) -> set[Place]:
    held = [(step.of, {**flow.at, **step.at}) for step in flow.steps]
    return {
        tuple(item for item in place if item[0] not in codes)
        for of, codes in held
        for _, place in laid.lines.fresh_at(of, codes)
    }
