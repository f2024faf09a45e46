"""The command that writes the report."""

from collections.abc import Sequence
from pathlib import Path

from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.console import write, write_error
from mellanrum.cli.files import check_out, ending, read, write_whole
from mellanrum.cli.opening import Asked, judged_for_report
from mellanrum.cli.session import FAULTY, WELL, CallError, Session
from mellanrum.documents.check import check
from mellanrum.documents.drawing import draw_charts
from mellanrum.documents.economic import EconomicPart, arranged
from mellanrum.documents.model import Report
from mellanrum.documents.outline import Outline, read_outline
from mellanrum.findings import has_error, in_order, words

ENDINGS = (".pdf", ".docx")


def make_report(session: Session, asked: Asked, out: Sequence[Path], outline: Path | None) -> int:
    """Write the report to every file named; tell whether the findings hold an error."""
    for path in out:
        ending(path, ENDINGS)
        check_out(path, (*asked.files(), *((outline,) if outline else ())))
    order = _outline(outline)
    year, findings, told = judged_for_report(asked, session.lang)
    report, more = arranged(EconomicPart(year.book, year.basis, tuple(findings)), order)
    found = in_order((*told, *more))
    if _stops(session, report):
        return FAULTY
    write_report(session, report, out)
    write(f"\n{findings_text(found, session.lang)}")
    return FAULTY if has_error(found) else WELL


def write_report(session: Session, report: Report, out: Sequence[Path]) -> None:
    """Write a report to every file named, and say so."""
    # Imported here: what sets PDF and Word files takes longer to load than books to read.
    from mellanrum.documents.pdf import write_pdf
    from mellanrum.documents.word import write_word

    writers = {".pdf": write_pdf, ".docx": write_word}
    charts = draw_charts(report.charts(), report.language)
    for path in dict.fromkeys(out):
        write_whole(path, writers[ending(path, ENDINGS)](report, charts))
        write(words("Wrote {file}.", session.lang, file=str(path)))


def _outline(path: Path | None) -> Outline | None:
    if path is None:
        return None
    source = read(path)
    outline, faults = read_outline(source.data, source.name)
    if outline is None:
        raise CallError(*faults)
    return outline


def _stops(session: Session, report: Report) -> bool:
    """Say what stands in the way of setting the report; nothing is written then."""
    faults = check(report)
    if has_error(faults):
        write_error(findings_text(in_order(faults), session.lang))
        write_error(words("Nothing was written.", session.lang))
    return has_error(faults)
