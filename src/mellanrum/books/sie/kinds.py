"""Which type a SIE file is: what it says (#SIETYP), and for type 4 whether it gives balances (4E) or not (4I)."""

from collections.abc import Iterable

from mellanrum.books.sie.labels import BALANCES, BY_MONTH, BY_OBJECT, SieType
from mellanrum.books.sie.records import SieFile

_STATED = {"1": SieType.ONE, "2": SieType.TWO, "3": SieType.THREE}


def sie_type(file: SieFile) -> SieType:
    """Tell the type of a file.

    Without #SIETYP a file is type 1 (specification 4B), unless it has vouchers. Type 4 with balances, or without
    vouchers, is 4E.
    """
    stated = _STATED.get(file.value("SIETYP"))
    if stated or not (file.value("SIETYP") or file.all("VER")):
        return stated or SieType.ONE
    return (
        SieType.FOUR_I if file.all("VER") and not has_any(file, (*BALANCES, *BY_OBJECT, *BY_MONTH)) else SieType.FOUR_E
    )


def is_import_file(file: SieFile) -> bool:
    """Tell whether a file is meant to be read into an accounting program: type 4I, and named so (.si)."""
    return sie_type(file) is SieType.FOUR_I and file.name.lower().endswith(".si")


def has_any(file: SieFile, labels: Iterable[str]) -> bool:
    """Tell whether a file has a record with any of the labels."""
    return any(label in file.by_label for label in labels)
