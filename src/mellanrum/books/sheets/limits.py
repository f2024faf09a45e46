"""How large a file may be, packed and unpacked: a hostile or mistaken one is refused before it is read."""

from dataclasses import dataclass

from mellanrum.findings import Finding, Parameter, Place, finding


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read: bytes packed and unpacked, parts in its package, and rows, columns, cells."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    parts: int = 2_000
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 1_000_000
    sheets: int = 200


LIMITS = Limits()


class Refused(Exception):  # noqa: N818 - the file is refused; the program has no error
    """The file cannot be read; `said` is the finding that tells why."""

    def __init__(self, code: str, file: str, *, sheet: str | None = None, **parameters: Parameter) -> None:
        super().__init__(code)
        place = Place(file=file, sheet=sheet)
        self.said: Finding = finding(code, place, **parameters)  # type: ignore[arg-type]  # its own are not among them


def check_extent(height: int, width: int, file: str, sheet: str | None, limits: Limits) -> None:
    """Check how far a sheet reaches. Refused where it has more rows, columns or cells than are read."""
    if height > limits.rows or width > limits.columns or height * width > limits.cells:
        raise Refused("sheet.too_many_cells", file, sheet=sheet, rows=height, columns=width)
