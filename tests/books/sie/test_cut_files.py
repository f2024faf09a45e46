"""A file cut anywhere: refused, or an error, or not a krona different."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mellanrum.books.ledger import Books
from mellanrum.books.sie import SieType, books_from_sie, check_sie, convert, read_sie, write_sie
from mellanrum.findings import has_error

from .small_books import SMALL, balances, sie

DATA = Path(__file__).parents[2] / "data" / "sie"


@cache
def whole(data: bytes) -> Books:
    found, findings = read_sie(data, "liten.se")
    assert found is not None
    assert not has_error((*findings, *check_sie(found)))
    return books_from_sie(found)[0]


def is_told(data: bytes, cut: bytes) -> bool:
    """Whether a cut file is refused, has an error, or gives the balances of the whole file."""
    found, findings = read_sie(cut, "liten.se")
    if found is None:
        return has_error(findings)
    books, said = books_from_sie(found)
    return has_error((*findings, *check_sie(found), *said)) or balances(books) == balances(whole(data))


def _typed(kind: SieType) -> str:
    found, _ = convert(sie(SMALL), kind)
    assert found is not None
    return write_sie(found)[0].decode("cp437")


def _vouchers_first() -> str:
    at = SMALL.index("#VER")
    head = SMALL[:at].splitlines(keepends=True)
    return "".join(head[:17]) + SMALL[at:] + "".join(head[17:])


def _last_year_last() -> str:
    lines = SMALL[: SMALL.index("#PSALDO")].splitlines(keepends=True)
    earlier = [line for line in lines[17:] if " -1 " in line]
    return _typed_1("".join([*(line for line in lines if line not in earlier), *earlier]))


def _typed_1(text: str) -> str:
    return text.replace("#SIETYP 4", "#SIETYP 1")


def _closed_books() -> str:
    """The year's result is booked on 8999 and 2099, so that balances and results sum to nil each by themselves."""
    own = "#UB 0 2099 -50.50\n#RES 0 8999 50.50\n"
    last = "#UB -1 2099 -30.00\n#RES -1 8999 30.00\n#KONTO 2099 Resultat\n#KONTO 8999 Resultat\n"
    lines = (SMALL[: SMALL.index("#PSALDO")] + own + last).splitlines(keepends=True)
    order = ("#F", "#S", "#P", "#G", "#O", "#R", "#K", "#D", "#IB", "#UB", "#RES")
    return _typed_1(
        "".join(sorted(lines, key=lambda line: max(at for at, start in enumerate(order) if line.startswith(start))))
    )


ORDERS = {
    "vouchers last": SMALL,
    "vouchers first": _vouchers_first(),
    "type 1": _typed(SieType.ONE),
    "type 1, last year last": _last_year_last(),
    "type 1, closed books": _closed_books(),
    "type 2": _typed(SieType.TWO),
    "type 3": _typed(SieType.THREE),
}


def cuts(data: bytes) -> list[int]:
    """Every place in the last line, and in each line its end, two places near it, and its middle."""
    ends = [at + 1 for at, byte in enumerate(data) if byte == ord("\n")]
    near = {at - back for at in ends for back in (0, 1, 2, 5, 14)}
    return sorted(at for at in (near | set(range(ends[-2], len(data)))) if 0 <= at < len(data))


@pytest.mark.parametrize("text", ORDERS.values(), ids=ORDERS)
def test_cut_anywhere_is_told(text: str) -> None:
    data = text.encode("utf-8")

    assert [at for at in cuts(data) if not is_told(data, data[:at])] == []


def test_cut_of_the_small_books_is_told_for_months_and_budget_too() -> None:
    """Where the vouchers stand last, nothing before them can be lost without an error."""
    data = SMALL.encode("cp437")
    for at in range(len(data)):
        found, findings = read_sie(data[:at], "liten.se")
        if found is not None and not has_error((*findings, *check_sie(found))):
            assert books_from_sie(found)[0].years == books_from_sie(sie(SMALL))[0].years


@pytest.mark.parametrize("name", ["dk2023", "vast2023"])
@settings(max_examples=30)
@given(share=st.floats(0, 1, exclude_max=True))
@example(share=0.999999)
def test_cut_of_an_associations_books_is_told(name: str, share: float) -> None:
    data = (DATA / f"{name}.se").read_bytes()

    assert is_told(data, data[: int(len(data) * share)])


@given(st.binary(max_size=200), st.integers(0, len(SMALL)), st.integers(0, 40))
def test_read_never_raises_on_damage(rubbish: bytes, at: int, over: int) -> None:
    data = SMALL.encode("cp437")

    found, findings = read_sie(data[:at] + rubbish + data[at + over :], "skadad.se")

    assert found is not None or has_error(findings)
    if found is not None:
        check_sie(found)
        books_from_sie(found)
        write_sie(found)
