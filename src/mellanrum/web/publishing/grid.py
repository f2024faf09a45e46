"""A table of a publication laid out: what are its rows and its columns, with shares where they give nothing away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from mellanrum.disclosure.derived import Share, may_show
from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import RowKind
from mellanrum.tallies.rules import MISSING
from mellanrum.web.publishing.survey_codes import BASES, INSIDE, ORDERS, TOTALS
from mellanrum.web.publishing.view import ANSWER, INTERVENTION, SEXES, Codes, View, ViewTable

DOCUMENT_LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its head, what it stands under, and whether it is of shares."""

    head: str
    group: str = ""
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A number, or a share as numerator and base; None is hidden. `key` names the number; empty where there is none.

    `codes` say where in its table it stands.
    """

    number: int | None = None
    base: int | None = None
    key: str = ""
    is_share: bool = False
    codes: Codes = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of cells; of none where it is the heading of those after it."""

    label: str
    cells: tuple[GridCell, ...] = ()
    kind: RowKind = RowKind.NORMAL


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out."""

    table: ViewTable
    header: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    is_several: bool = False
    """Whether a participation may be in more than one of its rows."""


def grid_of(table: ViewTable, view: View) -> Grid:
    """Lay a table out: the variable of most codes downwards, the sexes or another across, more as blocks of rows.

    Its words are Swedish, as those of the document are, whatever language the page around it has.
    """
    with override(DOCUMENT_LANGUAGE):
        return _laid_out(table, view)


def _laid_out(table: ViewTable, view: View) -> Grid:
    down, across = _axes(table)
    laying, variable = _Laying(table, view, down, across), view.variables.get(down)
    answers = table.codes_of(down) - {TOTAL, MISSING} if down else frozenset()
    is_several = variable is not None and variable.is_several and len(answers) > 1
    header = variable.label if variable else ""
    return Grid(table, header, tuple(laying.columns()), tuple(laying.rows()), is_several)


def _axes(table: ViewTable) -> tuple[str, str]:
    """Choose what goes down and what across; empty where there is nothing to. What has one code alone is neither.

    But whose numbers they are is always said: a reader of one intervention alone has one row of it.
    """
    varied = [each for each in table.by if len(table.codes_of(each)) > 1 or each == INTERVENTION]
    others = sorted((each for each in varied if each not in SEXES), key=lambda each: -len(table.codes_of(each)))
    if not others:
        return (varied or [""])[0], ""
    if len(others) == 1:
        return others[0], next((each for each in varied if each in SEXES), "")
    return others[0], others[1]


def base_of(table: ViewTable, codes: Codes) -> Codes:
    """Return where that stands which a share is of: all together, of answers the valid ones."""
    down, _across = _axes(table)
    down = ANSWER if ANSWER in table.by else down
    return tuple(BASES.get(down, TOTAL) if each == down else code for each, code in zip(table.by, codes, strict=True))


@dataclass(frozen=True)
class _Laying:
    table: ViewTable
    view: View
    down: str
    across: str

    @property
    def has_shares(self) -> bool:
        """Whether shares stand beside the numbers: of one answer each, with a base."""
        variable = self.view.variables.get(self.down)
        one_way = self.across in {"", *SEXES} and self.down not in SEXES and not self.blocks
        has_base = {TOTAL, self.base} <= set(self.codes(self.down)) and len(self.codes(self.down)) > 2
        return one_way and variable is not None and has_base

    @property
    def base(self) -> str:
        """The code that shares are of: all together, of answers the valid ones."""
        return BASES.get(self.down, TOTAL)

    @property
    def blocks(self) -> tuple[str, ...]:
        """The variables beside those that go down and across, of more than one code."""
        beside = (each for each in self.table.by if each not in {self.down, self.across})
        return tuple(each for each in beside if len(self.codes(each)) > 1)

    @property
    def fixed(self) -> Mapping[str, str]:
        """The codes of the variables that have one alone."""
        return {each: codes[0] for each in self.table.by if len(codes := self.codes(each)) == 1}

    @property
    def single(self) -> str:
        """Name the one row of a table that has nothing going down: by what it is counted by, where that says more."""
        told = [self.name(variable, code) for variable, code in self.fixed.items() if code != TOTAL]
        return ", ".join(told) or self.table.title

    def codes(self, variable: str) -> tuple[str, ...]:
        """List a variable's codes in the order to show them, all together last."""
        if not variable:
            return (TOTAL,)
        held = self.table.codes_of(variable)
        ordered, listed = ORDERS.get(variable, ()), self.view.variables[variable].codes
        known = (*(code for code in listed if code not in ordered), *ordered)
        return (*(code for code in known if code in held), *((TOTAL,) if TOTAL in held else ()))

    def name(self, variable: str, code: str) -> str:
        """Name a code."""
        if code != TOTAL:
            return self.view.variables[variable].codes[code]
        if variable in SEXES:
            return _("All")
        return str(TOTALS.get(variable, _("In all")))

    def columns(self) -> Iterator[GridColumn]:
        for code in self.codes(self.across):
            name = self.name(self.across, code) if self.across else ""
            number = pgettext("how many", "Number")
            if self.has_shares:
                yield GridColumn(number, name)
                yield GridColumn("%", name, is_share=True)
            else:
                yield GridColumn(name or number)

    def rows(self) -> Iterator[GridRow]:
        for block in product(*(self.codes(variable) for variable in self.blocks)):
            held = dict(zip(self.blocks, block, strict=True))
            if block:
                yield GridRow(", ".join(self.name(*each) for each in held.items()), kind=RowKind.SUBHEADING)
            for code in self.codes(self.down):
                cells = tuple(self.cells({**held, self.down: code}))
                if any(cell.key for cell in cells):
                    label = self.name(self.down, code) if self.down else self.single
                    yield GridRow(label, cells, self.kind(code))

    def kind(self, code: str) -> RowKind:
        """Tell whether a row is a sum, or divides the one above it."""
        if not self.down or len(self.codes(self.down)) < 2:
            return RowKind.NORMAL
        if (self.down, code) in INSIDE:
            return RowKind.INDENTED
        return RowKind.SUM if code in {TOTAL, self.base} else RowKind.NORMAL

    def cells(self, held: Mapping[str, str]) -> Iterator[GridCell]:
        for code in self.codes(self.across):
            asked = {**self.fixed, **held, self.across: code}
            codes = tuple(asked[variable] for variable in self.table.by)
            yield self.number(codes)
            if self.has_shares:
                yield self.share(codes)

    def number(self, codes: Codes) -> GridCell:
        if codes not in self.table.numbers:
            return GridCell()
        return GridCell(self.table.numbers[codes], key=self.table.cell_key(codes), codes=codes)

    def share(self, codes: Codes) -> GridCell:
        """Tell a share, where number, base and the rest may all be told; else it is as hidden as what it is of."""
        base = base_of(self.table, codes)
        if codes == base or codes[self.table.by.index(self.down)] == TOTAL or codes not in self.table.numbers:
            return GridCell(is_share=True)
        key, of = self.table.cell_key(codes), self.table.cell_key(base)
        if not may_show(Share(key, of), self.view.told):
            return GridCell(key=key, is_share=True, codes=codes)
        return GridCell(self.table.numbers[codes], self.table.numbers[base], key, is_share=True, codes=codes)
