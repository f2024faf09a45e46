"""A file of tables read into a set of tables, with every fault at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.disclosure.release.checks import check_shape, threshold_faults
from mellanrum.disclosure.release.completing import MOST, Completing
from mellanrum.disclosure.release.loading import load
from mellanrum.disclosure.release.shapes import DerivedShape, TableShape, TablesShape, VariableShape
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable
from mellanrum.findings import Finding, Place, finding, has_error

SENSITIVE = 10
"""The threshold of sensitive tables, where the file says nothing and the plain one is not higher."""


@dataclass(frozen=True)
class Publication:
    """Tables that are published together, what the publication is called, and what is to be worked out of them."""

    name: str
    title: str
    tables: TableSet
    derived: tuple[DerivedShape, ...] = ()


def read_tables(
    data: bytes, file: str, *, name: str = "", threshold: int | None = None
) -> tuple[Publication | None, tuple[Finding, ...]]:
    """Read a file of tables (`mellanrum-tables/1`).

    `name` is what the publication is called where the file does not say; `threshold` takes the place of the file's.
    Returns the publication, or None where something cannot be used, and everything found: the strict loader's, those
    of `checks`, disclosure.too_many_cells, and the note disclosure.nil_assumed.
    """
    shape, faults = load(TablesShape, data, file)
    if shape is None:
        return None, faults
    if threshold is not None:
        shape = shape.model_copy(update={"threshold": threshold})
    faults = check_shape(shape, file)
    if has_error(faults):
        return None, faults
    variables = {each.key: _variable(each) for each in shape.variables}
    tables, notes = _tables(shape, variables, file)
    if has_error(notes):
        return None, notes
    held = TableSet(
        tables,
        variables,
        shape.counts,
        tuple(Flow(tuple(Step(step.factor, step.of, step.at) for step in flow.steps), flow.at) for flow in shape.flows),
        shape.threshold,
        shape.sensitive_threshold or max(SENSITIVE, shape.threshold),
    )
    too_high = tuple(threshold_faults(held, file))
    return (
        (None, too_high)
        if too_high
        else (Publication(shape.publication or name, shape.title, held, shape.derived), notes)
    )


def _variable(shape: VariableShape) -> Variable:
    sums = tuple(Sum(one.whole, one.parts, frozenset(one.of)) for one in shape.sums or ())
    if shape.sums is None and not shape.several:
        sums = (Sum(TOTAL, tuple(shape.codes)),)
    return Variable(
        shape.key,
        shape.label,
        shape.codes,
        sums,
        shape.several,
        shape.sensitive,
        shape.tells_zeros,
        frozenset(shape.leading),
        frozenset(shape.rest),
    )


def _tables(
    shape: TablesShape, variables: dict[str, Variable], file: str
) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    tables: list[Table] = []
    notes: list[Finding] = []
    for each in shape.tables:
        table, found = _table(each, tuple(variables[key] for key in each.by), Place(file=file, key=each.key))
        tables += table
        notes += found
    return tuple(tables), tuple(notes)


def _table(shape: TableShape, by: tuple[Variable, ...], place: Place) -> tuple[list[Table], Iterator[Finding]]:
    given = {tuple(codes): count for *codes, count in shape.rows}
    kept = {key: {code for form in shape.forms for code in form.keep.get(key, ())} for key in shape.by}
    filling = Completing(shape.of, by, given, kept)
    if filling.size > MOST:
        told = finding("disclosure.too_many_cells", place, table=shape.title, number=filling.size, most=MOST)
        return [], iter((told,))
    filling.run()
    forms = tuple(Form(form.key, form.label, form.keep) for form in shape.forms)
    table = Table(
        shape.key,
        shape.title,
        shape.of,
        shape.by,
        filling.numbers,
        shape.at,
        shape.weight,
        forms,
        shape.threshold,
        shape.about,
    )
    return [table], _nil(filling, shape.title, place)


def _nil(filling: Completing, title: str, place: Place) -> Iterator[Finding]:
    if filling.nil:
        yield finding("disclosure.nil_assumed", place, table=title, number=filling.nil)
