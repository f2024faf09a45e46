"""What a SIE file that was read says wrong or leaves out: every check, in one tuple.

Each check takes the file and gives findings; none stops another. Errors stop signing, never reading.

What no check can tell: a file cut exactly after a record, where what is lost leaves no sign. That is so for the last
vouchers of an import file (4I), which states no balances; for names and codes at the end of a file; for the last
#PBUDGET rows; and for the #PSALDO rows of an account in an earlier year when all of them are lost, where the year's
total stands and only its months and objects are gone. #KSUMMA tells all of these, where a program writes it.
"""

from collections.abc import Callable, Iterable

from mellanrum.books.sie import checks_form, checks_privacy, checks_records, checks_sums
from mellanrum.books.sie.records import SieFile
from mellanrum.findings import Finding, in_order

Check = Callable[[SieFile], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    *checks_form.CHECKS,
    *checks_records.CHECKS,
    *checks_sums.CHECKS,
    *checks_privacy.CHECKS,
)


def check_sie(file: SieFile) -> tuple[Finding, ...]:
    """Give everything that is odd in what a file's records say, errors first, then by line."""
    return in_order(item for check in CHECKS for item in check(file))
