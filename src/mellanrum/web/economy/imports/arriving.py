"""A file on its way in: what it is, told from its content, and what it holds. Nothing here changes anything."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from django.conf import settings

from mellanrum.books.contents import voucher_count
from mellanrum.books.ledger import Movement
from mellanrum.books.opening import is_sie
from mellanrum.books.sheets import (
    ColumnMap,
    Look,
    columns_to_toml,
    kind_of_table,
    look_at,
    open_grids,
    read_budget,
)
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, Severity, finding, has_error, in_order
from mellanrum.web.economy.kept import Kept
from mellanrum.web.economy.models import File, ImportedFile, Kind, Upload
from mellanrum.web.economy.opening import books_of, columns_of
from mellanrum.web.tenancy.models import Association

Found = tuple[Finding, ...]

MENDABLE = frozenset(
    {
        *("sheet.no_headings", "sheet.no_budget_headings", "sheet.no_column", "sheet.map_too_little"),
        *("sheet.no_year", "sheet.no_accounts", "sheet.no_budget_rows", "sheet.in_thousands", "sheet.signs_of_budget"),
    }
)
"""Errors that go away when somebody says what the columns hold, and of which year the table is."""

_NAME = 200
_ENDING = 12


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds, as far as it can be read.

    `name` and `orgnr` are those of the books; `look` says how a table was understood, None for SIE; `rows` are a
    budget's; `year` is the one the file is for, None where nothing tells.
    """

    kind: Kind
    look: Look | None
    year: int | None
    name: str
    orgnr: str
    years: int
    vouchers: int
    accounts: int
    rows: tuple[Movement, ...]
    found: Found
    is_readable: bool

    @property
    def is_mendable(self) -> bool:
        """Whether it may become readable when somebody says what its columns hold."""
        wrong = {item.code for item in self.found if item.severity is Severity.ERROR}
        return not self.is_readable and self.look is not None and wrong <= MENDABLE


_CONTENTS: Kept[Contents] = Kept(room=32)


def clean_name(given: str) -> str:
    """Return the name of a file without the folders it lay in and without what cannot be seen, of bounded length."""
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in base)
    name = " ".join(seen.split()).strip(". ")
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending) <= _ENDING else ""
    return (name.removesuffix(ending)[: _NAME - len(ending)] + ending) or "fil"


def too_large(name: str, size: int) -> Finding | None:
    """Tell that a file is larger than any that is taken."""
    if size <= settings.LARGEST_FILE:
        return None
    return finding("sie.too_large", Place(file=name), size=size, limit=settings.LARGEST_FILE)


def draft_of(association: Association, name: str, data: bytes) -> Upload:
    """Return a file as it would wait: of which kind, how its columns are understood. It is not saved.

    A table whose columns were confirmed before is understood in the same way, if it has them.
    """
    draft = Upload(association=association, kind=Kind.BOOKS, name=name, data=data, size=len(data))
    draft.sha256 = sha256(data).hexdigest()
    if not is_sie(data, name):
        _understand(draft)
    draft.year = contents_of(draft).year
    return draft


def _understand(draft: Upload) -> None:
    grids, refused = open_grids(bytes(draft.data), draft.name)
    if refused:
        return
    draft.kind = Kind.BUDGET if kind_of_table(grids, draft.name) == "budget" else Kind.BOOKS
    looks = (
        look_at(grids, draft.name, wanted, budget=draft.kind == Kind.BUDGET)
        for wanted in (_remembered(draft), ColumnMap())
        if wanted is not None
    )
    look = next((look for look in looks if look is not None and look.is_understood), None)
    if look is not None:
        draft.columns = columns_to_toml(look.columns)


def _remembered(draft: Upload) -> ColumnMap | None:
    """Return the map of columns that was confirmed last for a table of this kind, for any sheet, row and year."""
    confirmed = ImportedFile.objects.of(draft.association).filter(kind=draft.kind).exclude(columns="")
    last = confirmed.defer("data").order_by("-id").first()
    columns = columns_of(last) if last is not None else None
    if columns is None:
        return None
    return columns.model_copy(update={"sheet": None, "header_row": None, "year": None})


def contents_of(file: File) -> Contents:
    """Return what a file holds; a file that has been looked into is not read again."""
    key = (file.association_id, file.kind, file.sha256, file.name, file.columns)
    return _CONTENTS.get(key, lambda: _read(file))


def look_of(file: File, wanted: ColumnMap | None = None) -> Look | None:
    """Return how the table in a file is understood with a map, its own if none is given; None where it is no table."""
    data = bytes(file.data)
    grids = () if is_sie(data, file.name) else open_grids(data, file.name)[0]
    return look_at(grids, file.name, wanted or columns_of(file) or ColumnMap(), budget=file.kind == Kind.BUDGET)


def _read(file: File) -> Contents:
    return _budget(file) if file.kind == Kind.BUDGET else _books(file)


def _books(file: File) -> Contents:
    books, found = books_of(file)
    look = look_of(file)
    year = look.columns.year if look is not None else None
    if books is None:
        return Contents(Kind.BOOKS, look, year, "", "", 0, 0, 0, (), in_order(found), is_readable=False)
    return Contents(
        kind=Kind.BOOKS,
        look=look,
        year=books.period.year,
        name=books.name,
        orgnr=books.orgnr,
        years=len(books.years),
        vouchers=0 if look is not None else voucher_count(bytes(file.data)),
        accounts=len(books.years[0].accounts()),
        rows=(),
        found=in_order(found),
        is_readable=True,
    )


def _budget(file: File) -> Contents:
    look, columns = look_of(file), columns_of(file)
    year = look.columns.year if look is not None else None
    rows, found = read_budget(bytes(file.data), file.name, columns, Period.of_year(year) if year else None)
    if year is None and not any(item.code == "sheet.no_year" for item in found) and look is not None:
        found = (*found, finding("sheet.no_year", Place(file=file.name, sheet=look.columns.sheet)))
    is_readable = bool(rows) and year is not None and not has_error(found)
    accounts = len({row.account for row in rows if row.account})
    return Contents(Kind.BUDGET, look, year, "", "", 1, 0, accounts, rows, in_order(found), is_readable)
