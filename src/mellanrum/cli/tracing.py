"""The command that says where a figure comes from."""

from collections.abc import Iterator
from difflib import get_close_matches

from mellanrum.cli.as_trace import trace_text
from mellanrum.cli.console import write
from mellanrum.cli.grid import shown
from mellanrum.cli.opening import Asked, opened
from mellanrum.cli.session import WELL, Session, refusal
from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.figures.tracing import full_name, named
from mellanrum.numbers import Language

_NEAR = 5


def show_trace(session: Session, asked: Asked, key: str | None, period: str | None) -> int:
    """Write the trace of a figure, or every key where none is named."""
    year, _ = opened(asked)
    when = _period(year.book, period)
    if key is None:
        write(_keys(year.book, when, session.lang))
    else:
        write(trace_text(_figure(year.book, key, when), session.lang))
    return WELL


def _period(book: FigureBook, given: str | None) -> Period:
    if given is None or given == str(book.period):
        return book.period
    if not (given.isascii() and given.isdigit() and len(given) == 4 and int(given)):
        raise refusal("cli.not_a_year", given=given)
    return Period.of_year(int(given))


def _figure(book: FigureBook, key: str, period: Period) -> Figure:
    wanted = key.strip().lower()
    figure = book.find(wanted, period)
    if figure is not None:
        return named(figure, book)
    known = _known(book, period)
    if not known:
        raise refusal("cli.nothing_known", year=str(period))
    raise refusal("cli.unknown_key", key=key, year=str(period), near=", ".join(_near(wanted, known)))


def _known(book: FigureBook, period: Period) -> tuple[str, ...]:
    return tuple(key for prefix in book.prefixes for key in book.keys(prefix, period))


def _near(wanted: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys most like the one given: first those that end alike, then those spelt alike."""
    name = wanted.rpartition(".")[2]
    alike = [key for key in known if key.rpartition(".")[2] == name]
    spelt = get_close_matches(wanted, known, _NEAR, cutoff=0.5)
    # The end alone too: "cost" is nearer to income_statement.costs than its length lets on.
    ends = {key.rpartition(".")[2]: key for key in reversed(known)}
    by_end = [ends[end] for end in get_close_matches(name, ends, _NEAR)]
    return tuple(dict.fromkeys((*alike, *spelt, *by_end)))[:_NEAR] or known[:_NEAR]


def _keys(book: FigureBook, period: Period, lang: Language) -> str:
    families = (prefix for prefix in book.prefixes if book.keys(prefix, period))
    return "\n\n".join("\n".join(_family(book, prefix, period, lang)) for prefix in families)


def _family(book: FigureBook, prefix: str, period: Period, lang: Language) -> Iterator[str]:
    for key in book.keys(prefix, period):
        figure = named(book.get(key, period), book)
        yield f"{key:<42} {shown(figure, lang):>12}  {full_name(figure, lang)}"
