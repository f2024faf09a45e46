"""What is run in a fresh process: `python -m bench.task NAME FILE…` does it once and prints what it cost.

Each task makes ready, imports included, and gives back the work; only the work is in the seconds it prints.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bench.fresh import MEGABYTE

if TYPE_CHECKING:  # a task that needs none of these must not pay for them
    from mellanrum.composition import Opened
    from mellanrum.documents.model import Report

Work = Callable[[], object]


def imported(*_: str) -> Work:
    """Do nothing, with all imported that reading needs: what a process weighs before the file."""
    import_module("mellanrum.books.opening")
    return lambda: None


def scan(path: str) -> Work:
    """Decode the file, part it into lines and the lines into words: the plainest way to look at all of it."""
    data = Path(path).read_bytes()

    def work() -> None:
        for line in data.decode("cp437").splitlines():
            line.split()

    return work


def read(path: str) -> Work:
    """Read the file into records."""
    from mellanrum.books.sie import read_sie

    data = Path(path).read_bytes()
    return lambda: read_sie(data, path)


def read_and_books(path: str) -> Work:
    """Read the file and make the books."""
    from mellanrum.books.sie import books_from_sie, read_sie

    data = Path(path).read_bytes()

    def work() -> object:
        file, _ = read_sie(data, path)
        return (file, books_from_sie(file)) if file else None

    return work


def read_check_and_books(path: str) -> Work:
    """Read the file, check all that it says and make the books: what every command does with it."""
    from mellanrum.books.opening import read_books

    data = Path(path).read_bytes()
    return lambda: read_books(data, path)


def pdf(*paths: str) -> Work:
    """From files to the economic part as PDF."""
    return lambda: _pdf(_report(_opened(paths)))


def word(*paths: str) -> Work:
    """From files to the economic part as Word."""
    return lambda: _word(_report(_opened(paths)))


def pdf_again(*paths: str) -> Work:
    """From the books to PDF in a process that has done it before, as the web does."""
    return _again(_pdf, paths)


def word_again(*paths: str) -> Work:
    """From the books to Word in a process that has done it before."""
    return _again(_word, paths)


def protect_year(tables: str) -> Work:
    """Make so many of a made-up association's tables of a year and protect them, forms chosen."""
    from bench.disclosure_year import first_tables
    from mellanrum.disclosure.protect import protect

    return lambda: protect(first_tables(int(tables)))


def _again(write: Callable[["Report"], bytes], paths: tuple[str, ...]) -> Work:
    from mellanrum.composition import Opened, figure_book

    opened = _opened(paths)
    write(_report(opened))

    def work() -> bytes:
        return write(_report(Opened(opened.books, opened.basis, figure_book(opened.basis))))

    return work


def _opened(paths: tuple[str, ...]) -> "Opened":
    """Open a year from its file and those of earlier years. RuntimeError where they cannot be read."""
    from mellanrum.composition import Source, Sources, open_year

    newest, *earlier = (Source(path, Path(path).read_bytes()) for path in paths)
    opened, findings = open_year(Sources(newest, tuple(earlier)))
    if opened is None:
        raise RuntimeError(str(findings))
    return opened


def _report(opened: "Opened") -> "Report":
    from mellanrum.composition import reviewed
    from mellanrum.documents.economic import EconomicPart, economic_report

    return economic_report(EconomicPart(opened.book, opened.basis, reviewed(opened)))


def _pdf(report: "Report") -> bytes:
    from mellanrum.documents.drawing import draw_charts
    from mellanrum.documents.pdf import write_pdf

    return write_pdf(report, draw_charts(report.charts()))


def _word(report: "Report") -> bytes:
    from mellanrum.documents.drawing import draw_charts
    from mellanrum.documents.word import write_word

    return write_word(report, draw_charts(report.charts()))


TASKS: Mapping[str, Callable[..., Work]] = MappingProxyType(
    {
        task.__name__: task
        for task in (
            *(imported, scan, read, read_and_books, read_check_and_books),
            *(pdf, word, pdf_again, word_again),
            protect_year,
        )
    }
)


def peak() -> float:
    """Return the most memory this process has held, in megabytes.

    Linux counts what the process held before it became Python as its own (`ru_maxrss` is that of the parent where
    the parent was larger), so the kernel's own line for this program is asked first.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        line = next(line for line in lines if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / MEGABYTE
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most * (1 if sys.platform == "darwin" else 1024) / MEGABYTE


def main(name: str, *paths: str) -> None:
    """Do a task once and print its cost."""
    work = TASKS[name](*paths)
    start, busy = time.perf_counter(), time.process_time()
    kept = work()
    cost = {"seconds": time.perf_counter() - start, "busy": time.process_time() - busy, "peak": peak()}
    print(json.dumps(cost))
    del kept


if __name__ == "__main__":
    main(*sys.argv[1:])
