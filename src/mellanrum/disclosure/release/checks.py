"""What can be wrong with a file of tables that has the right shape. Each check returns all it finds."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.disclosure.release.rows import row_faults
from mellanrum.disclosure.release.shapes import FlowShape, FormShape, TableShape, TablesShape, VariableShape
from mellanrum.disclosure.release.sums import sum_faults
from mellanrum.disclosure.tables import TOTAL, TableSet
from mellanrum.findings import Finding, Place, finding

LOWEST_THRESHOLD = 3

_NAME = re.compile(r"[^\s|=@!~*+-][^|=@*+]*")


@dataclass(frozen=True)
class Checked:
    """A file of the right shape, under its name."""

    shape: TablesShape
    file: str

    @property
    def variables(self) -> Mapping[str, VariableShape]:
        """The variables by their keys."""
        return {variable.key: variable for variable in self.shape.variables}

    @property
    def counts(self) -> frozenset[str]:
        """What the tables count."""
        return frozenset(table.of for table in self.shape.tables)

    def at(self, table: TableShape) -> Place:
        """Return where a fault of a table stands."""
        return Place(file=self.file, key=table.key)


def check_shape(shape: TablesShape, file: str) -> tuple[Finding, ...]:
    """Hold a file against every check."""
    return tuple(found for check in CHECKS for found in check(Checked(shape, file)))


def _names(checked: Checked) -> Iterator[Finding]:
    """Keys and codes become keys of cells: what parts those may not stand in them."""
    names = [table.of for table in checked.shape.tables]
    for variable in checked.shape.variables:
        names += [variable.key, *variable.codes]
    for name in dict.fromkeys(names):
        if not _NAME.fullmatch(name):
            yield finding("disclosure.bad_name", Place(file=checked.file), name=name)


def _empty(checked: Checked) -> Iterator[Finding]:
    if not checked.shape.tables:
        yield finding("disclosure.no_tables", Place(file=checked.file))
    for table in checked.shape.tables:
        if not table.rows:
            yield finding("disclosure.no_rows", checked.at(table), table=table.title)


def _twice(checked: Checked) -> Iterator[Finding]:
    for key in _more_than_once(table.key for table in checked.shape.tables):
        yield finding("disclosure.table_twice", Place(file=checked.file), table=key)
    for key in _more_than_once(variable.key for variable in checked.shape.variables):
        yield finding("disclosure.variable_twice", Place(file=checked.file), variable=key)
    for table in checked.shape.tables:
        for key in _more_than_once(form.key for form in table.forms):
            yield finding("disclosure.form_twice", checked.at(table), table=table.title, form=key)
        for key in _more_than_once((*table.by, *table.at)):
            yield finding("disclosure.by_twice", checked.at(table), table=table.title, variable=key)


def _tables(checked: Checked) -> Iterator[Finding]:
    known = checked.variables
    for table in checked.shape.tables:
        unknown = [key for key in table.by if key not in known]
        for key in unknown:
            yield finding("disclosure.unknown_variable", checked.at(table), variable=key, where=table.title)
        yield from _unknown_in(known, table.at, table.title, checked.at(table))
        for form in table.forms:
            yield from _unknown_in_form(known, table, form, checked.at(table))
        if not unknown:
            yield from row_faults(table, [known[key] for key in table.by], checked.at(table))


def _unknown_in(
    known: Mapping[str, VariableShape], held: Mapping[str, str], where: str, place: Place
) -> Iterator[Finding]:
    for key, given in held.items():
        if key not in known:
            yield finding("disclosure.unknown_variable", place, variable=key, where=where)
        elif given not in known[key].codes:
            yield finding("disclosure.unknown_code", place, given=given, variable=known[key].label, where=where)


def _unknown_in_form(
    known: Mapping[str, VariableShape], table: TableShape, form: FormShape, place: Place
) -> Iterator[Finding]:
    where = f"{table.title} ({form.label})"
    for key, codes in form.keep.items():
        if key not in table.by:
            yield finding("disclosure.unknown_variable", place, variable=key, where=where)
        elif key in known:
            for given in codes:
                if given not in known[key].codes and given != TOTAL:
                    variable = known[key].label
                    yield finding("disclosure.unknown_code", place, given=given, variable=variable, where=where)


def _worth(checked: Checked) -> Iterator[Finding]:
    for variable in checked.shape.variables:
        for given in dict.fromkeys((*variable.leading, *variable.rest)):
            if given not in variable.codes:
                place, label = Place(file=checked.file), variable.label
                yield finding("disclosure.unknown_code", place, given=given, variable=label, where=label)


def _flows(checked: Checked) -> Iterator[Finding]:
    place = Place(file=checked.file)
    for flow in checked.shape.flows:
        where = _told(flow)
        for step in flow.steps:
            if step.of not in checked.counts:
                yield finding("disclosure.unknown_count", place, count=step.of, where=where)
            yield from _unknown_in(checked.variables, {**flow.at, **step.at}, where, place)


def _told(flow: FlowShape) -> str:
    return " ".join(f"{'+' if step.factor > 0 else '-'} {step.of}" for step in flow.steps)


def _sums(checked: Checked) -> Iterator[Finding]:
    for variable in checked.shape.variables:
        yield from sum_faults(variable, checked.file)
        for count in sorted({of for one in variable.sums or () for of in one.of} - checked.counts):
            yield finding("disclosure.unknown_count", Place(file=checked.file), count=count, where=variable.label)


def _counts(checked: Checked) -> Iterator[Finding]:
    for count in checked.shape.counts.keys() - checked.counts:
        yield finding("disclosure.unknown_count", Place(file=checked.file), count=count, where="counts")


def _derived(checked: Checked) -> Iterator[Finding]:
    place = Place(file=checked.file)
    for key in _more_than_once(each.key for each in checked.shape.derived):
        yield finding("disclosure.derived_twice", place, key=key)
    for each in checked.shape.derived:
        if (each.base is None) == (each.kind == "share"):
            yield finding("disclosure.derived_needs", place, label=each.label, key="base")
        if (each.value is None) != (each.kind == "share"):
            yield finding("disclosure.derived_needs", place, label=each.label, key="value")
        for cell in filter(None, (each.of, each.base)):
            if cell.of not in checked.counts:
                yield finding("disclosure.unknown_count", place, count=cell.of, where=each.label)
            yield from _unknown_in(checked.variables, cell.at, each.label, place)


def _thresholds(checked: Checked) -> Iterator[Finding]:
    shape, place = checked.shape, Place(file=checked.file)
    own = [(table.threshold, checked.at(table)) for table in shape.tables]
    for threshold, where in ((shape.threshold, place), (shape.sensitive_threshold, place), *own):
        if threshold is not None and threshold < LOWEST_THRESHOLD:
            yield finding("disclosure.threshold_too_low", where, threshold=threshold, lowest=LOWEST_THRESHOLD)
    higher = shape.sensitive_threshold
    if higher is not None and LOWEST_THRESHOLD <= higher < shape.threshold:
        yield finding("disclosure.sensitive_below", place, sensitive=higher, threshold=shape.threshold)


def threshold_faults(tables: TableSet, file: str) -> Iterator[Finding]:
    """Find thresholds above all numbers they are for, totals too: disclosure.threshold_too_high.

    The sensitive one is no fault: a table may well be too small for it, and is hidden then.
    """
    ruled = [table for table in tables.tables if tables.threshold_of(table) == tables.threshold]
    own = [table for table in tables.tables if table.threshold is not None and table not in ruled]
    for group in (ruled, *([table] for table in own)):
        largest = max((number for table in group for number in table.numbers.values()), default=0)
        if group and 0 < largest < tables.threshold_of(group[0]):
            place = Place(file=file, key=None if group is ruled else group[0].key)
            titles = ", ".join(table.title for table in group)
            threshold = tables.threshold_of(group[0])
            yield finding("disclosure.threshold_too_high", place, threshold=threshold, largest=largest, tables=titles)


def _more_than_once(names: Iterable[str]) -> Iterator[str]:
    return (name for name, times in Counter(names).items() if times > 1)


CHECKS: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    _empty,
    _names,
    _twice,
    _tables,
    _worth,
    _flows,
    _sums,
    _counts,
    _derived,
    _thresholds,
)
