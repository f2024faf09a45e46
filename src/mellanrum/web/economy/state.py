"""How far a year has come at the desk: what the start page asks for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from mellanrum.findings import Severity
from mellanrum.numbers import Language
from mellanrum.web.economy.imports.importing import waiting
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.economy.reading.deviations import deviations_of
from mellanrum.web.economy.services.comments import comments_of
from mellanrum.web.economy.services.stating import rows_stated
from mellanrum.web.tenancy.models import Association

UNMAPPED = "statements.unmapped_account"


@dataclass(frozen=True, slots=True)
class DeskState:
    """What is left to do with a year: numbers of each kind. `errors` are those beside the accounts without a line."""

    waiting: int = 0
    unmapped: int = 0
    errors: int = 0
    warnings: int = 0
    uncommented: int = 0


def waiting_files(association: Association, day: date) -> int:
    """Count the files that wait for somebody to read them in or cancel them."""
    return int(waiting(association, day).count())


def state_of(association: Association, desk: YearAtDesk | None, day: date, lang: Language) -> DeskState:
    """Return how far a year has come; where it has no books, only what waits."""
    if desk is None:
        return DeskState(waiting=waiting_files(association, day))
    found = Counter((item.severity, item.code == UNMAPPED) for item in desk.findings(lang))
    unmapped = sum(number for (_, is_unmapped), number in found.items() if is_unmapped)
    deviations = deviations_of(desk, comments_of(association, desk.year))
    return DeskState(
        waiting_files(association, day),
        unmapped,
        found[Severity.ERROR, False],
        found[Severity.WARNING, False],
        sum(each.is_large and each.comment is None and not each.line.is_sum for each in deviations),
    )


def has_figures_before(association: Association, desk: YearAtDesk | None, years: tuple[int, ...], year: int) -> bool:
    """Tell whether there are figures of the year before: in books of it, in a document, or in the books of the year."""
    in_own = desk is not None and desk.opened.books.year(desk.opened.books.period.previous()) is not None
    return in_own or year - 1 in years or bool(rows_stated(association, year - 1))
