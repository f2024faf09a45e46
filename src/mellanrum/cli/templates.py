"""What `mellanrum template` does."""

from pathlib import Path

from mellanrum.books.sheets import Format, Kind, write_template
from mellanrum.cli.console import write
from mellanrum.cli.files import check_out, ending, write_whole
from mellanrum.cli.session import WELL, Session, refusal
from mellanrum.findings import words

_FORMATS: dict[str, Format] = {".xlsx": "xlsx", ".csv": "csv"}


def make_template(session: Session, kind: Kind, out: Path) -> int:
    """Write an empty table; never over a file, which may be one that has been filled in."""
    form = _FORMATS[ending(out, _FORMATS)]
    check_out(out)
    if out.exists():
        raise refusal("cli.out_exists", file=str(out))
    write_whole(out, write_template(kind, form))
    write(words("Wrote {file}.", session.lang, file=str(out)))
    return WELL
