"""What `mellanrum sie` does."""

from collections.abc import Iterator
from pathlib import Path

from mellanrum.books.sie import SieFile, SieType, check_sie, convert, read_sie, sie_type, write_sie
from mellanrum.books.sie.amounts import day as read_day
from mellanrum.books.sie.years import periods
from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.console import write
from mellanrum.cli.files import check_out, read, write_whole
from mellanrum.cli.session import FAULTY, WELL, CallError, Session
from mellanrum.figures import Period
from mellanrum.findings import Finding, has_error, in_order, words
from mellanrum.numbers import Language, day

_ENCODINGS = {"cp437": "CP437 (PC8)", "cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-16": "UTF-16"}


def convert_file(session: Session, source: Path, out: Path, kind: str) -> int:
    """Write a SIE file as another type; the findings say what was left out or computed."""
    check_out(out, (source,))
    file, found = _read(source)
    made, said = convert(file, SieType(kind))
    if made is None:
        raise CallError(*said)
    data, changed = write_sie(made)
    write_whole(out, data)
    findings = in_order((*found, *said, *changed))
    told = words("Wrote {file}: SIE type {kind}.", session.lang, file=str(out), kind=kind.upper())
    write(f"{told}\n{findings_text(findings, session.lang)}")
    return FAULTY if has_error(findings) else WELL


def show_file(session: Session, source: Path) -> int:
    """Write what a SIE file holds, and every finding about it."""
    file, found = _read(source)
    findings = in_order(found)
    rows = list(_summary(file, session.lang))
    width = max(len(label) for label, _ in rows)
    table = "\n".join(f"{label:<{width}}  {value}" for label, value in rows)
    write(f"{table}\n\n{findings_text(findings, session.lang)}")
    return FAULTY if has_error(findings) else WELL


def _read(source: Path) -> tuple[SieFile, tuple[Finding, ...]]:
    taken = read(source)
    file, found = read_sie(taken.data, taken.name)
    if file is None:
        raise CallError(*found)
    return file, (*found, *check_sie(file))


def _summary(file: SieFile, lang: Language) -> Iterator[tuple[str, str]]:
    kind = sie_type(file)
    program = " ".join(part for part in (file.value("PROGRAM"), file.value("PROGRAM", 1)) if part)
    yield words("File", lang), file.name
    yield words("Association", lang), file.value("FNAMN") or "–"
    yield words("Organisation number", lang), file.value("ORGNR") or "–"
    yield words("SIE type", lang), f"{kind.upper()} ({_kind(kind, lang)})"
    yield words("Program", lang), program or "–"
    made_on = read_day(file.value("GEN"))
    yield words("Made on", lang), day(made_on) if made_on else "–"
    yield words("Encoding", lang), _ENCODINGS.get(file.encoding, file.encoding)
    for number, period in periods(file).items():
        yield words("Year {number}", lang, number=number), _days(period)
    yield words("Accounts", lang), str(len(file.all("KONTO")))
    yield words("Cost centres and projects", lang), str(len(file.all("OBJEKT")))
    yield words("Vouchers", lang), str(len(file.all("VER")))
    yield words("Rows in vouchers", lang), str(sum(1 for _ in file.rows("TRANS")))


def _days(period: Period) -> str:
    return f"{day(period.start)} – {day(period.end)}"


def _kind(kind: SieType, lang: Language) -> str:
    return {
        SieType.ONE: words("closing balances", lang),
        SieType.TWO: words("balances by month", lang),
        SieType.THREE: words("balances by month and object", lang),
        SieType.FOUR_E: words("vouchers and balances", lang),
        SieType.FOUR_I: words("vouchers to read into a ledger", lang),
    }[kind]
