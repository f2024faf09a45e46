"""What becomes different if another file holds for a year: said before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mellanrum.books.contents import ChangedBudget, changed_budget
from mellanrum.books.ledger import Movement
from mellanrum.composition import Opened, assemble
from mellanrum.findings import Finding, in_order
from mellanrum.statements.changes import ChangedAccount, ChangedLine, changed_accounts, changed_lines
from mellanrum.web.economy.imports.arriving import contents_of
from mellanrum.web.economy.imports.importing import held
from mellanrum.web.economy.models import ImportedFile, Kind, Upload
from mellanrum.web.economy.opening import YearAtDesk, chart_of, files_held, open_year, parts_of
from mellanrum.web.economy.services.budgeting import typed_budget
from mellanrum.web.tenancy.models import Association

Found = tuple[Finding, ...]
File = Upload | ImportedFile


@dataclass(frozen=True, slots=True)
class UnmappedAccount:
    """An account with an amount that stands on no line, or is internal and not nil; whether it is new in the year."""

    account: str
    label: str
    is_new: bool
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would be different. `found` is what placing and merging say, beside what reading the file says.

    `has_before` tells whether there is something to compare with; `is_typed_over` that a budget which has been typed
    goes before the file's.
    """

    has_before: bool = False
    lines: tuple[ChangedLine, ...] = ()
    accounts: tuple[ChangedAccount, ...] = ()
    unmapped: tuple[UnmappedAccount, ...] = ()
    budget: tuple[ChangedBudget, ...] = ()
    names: Mapping[tuple[str, str], str] | None = None
    is_typed_over: bool = False
    found: Found = ()

    @property
    def new(self) -> tuple[ChangedAccount, ...]:
        """The accounts that the books have not had in the year before now; those on no line are told apart."""
        nowhere = {one.account for one in self.unmapped}
        new = (one for one in self.accounts if one.is_new and one.account not in nowhere)
        return tuple(new) if self.has_before else ()

    @property
    def is_nothing(self) -> bool:
        """Whether no line, account or row of budget would differ."""
        return not (self.lines or self.accounts or self.budget)


def compare(association: Association, file: File) -> Comparison:
    """Tell what would differ if a file held for its year, in place of the one that does."""
    year = file.year
    if year is None or not contents_of(file).is_readable:
        return Comparison()
    return _budgets(association, file, year) if file.kind == Kind.BUDGET else _books(association, file, year)


def _books(association: Association, file: File, year: int) -> Comparison:
    now = open_year(association, year)
    parts, _ = parts_of(association, year, {**files_held(association), year: file})
    becomes, found = assemble(parts, chart_of(association)) if parts is not None else (None, ())
    if becomes is None:
        return Comparison(found=found)
    before = now.opened.books.year(becomes.books.period) if now else None
    names = {**(now.opened.books.account_names if now else {}), **becomes.books.account_names}
    return Comparison(
        has_before=now is not None,
        lines=changed_lines(now.opened.book if now else None, becomes.book),
        accounts=changed_accounts(before, becomes.books.years[0], names),
        unmapped=_unmapped(becomes, now),
        found=in_order(found),
    )


def _unmapped(becomes: Opened, now: YearAtDesk | None) -> tuple[UnmappedAccount, ...]:
    """List the accounts on no line, those that are new first."""
    known = set(now.opened.books.years[0].accounts()) if now else set()
    accounts = sorted({account for side in becomes.basis.unmapped.values() for account in side})
    names, line_of = becomes.books.account_names, becomes.basis.accounts.line_of
    listed = (UnmappedAccount(a, names.get(a, ""), a not in known, line_of(a) == "internal") for a in accounts)
    return tuple(sorted(listed, key=lambda one: not one.is_new))


def _budgets(association: Association, file: File, year: int) -> Comparison:
    now = open_year(association, year)
    rows = contents_of(file).rows
    before = _budget_now(association, year, now)
    return Comparison(
        has_before=bool(before),
        budget=changed_budget(before, rows),
        names=now.opened.books.object_names if now else {},
        is_typed_over=bool(typed_budget(association, year)),
        found=_placing(association, file.name, rows, year),
    )


def _budget_now(association: Association, year: int, now: YearAtDesk | None) -> tuple[Movement, ...]:
    """Return the rows of the budget file that holds, else of the budget in the books."""
    file = held(association, Kind.BUDGET, year)
    if file is not None:
        return contents_of(file).rows
    return now.opened.books.years[0].budget if now else ()


def _placing(association: Association, name: str, rows: tuple[Movement, ...], year: int) -> Found:
    """Say what of a budget finds no place in the books; nothing where the year has no books yet."""
    parts, _ = parts_of(association, year, files_held(association))
    if parts is None:
        return ()
    _, now = assemble(parts, chart_of(association))
    with_rows = replace(parts, budget=rows, budget_file=name, area_budget=())
    _, found = assemble(with_rows, chart_of(association))
    return in_order(item for item in found if item not in now)
