"""Laws of trial balances: written and read back they are the same, and nothing makes the readers raise."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Books, Movement, YearBalances
from mellanrum.books.sheets import ColumnMap, Format, read_budget, read_trial_balance, write_trial_balance
from mellanrum.figures import Period
from mellanrum.findings import Finding
from support.tables import text, workbook

YEAR = Period.of_year(2025)
DEBIT = ColumnMap(signs="debit_positive")
AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)
ACCOUNTS = st.from_regex(r"[1-8][0-9]{3}", fullmatch=True)
CODES = st.sampled_from(["10", "020", "P1", "=1+1", "@x", "-3", "+4", "Å b", "'", "1.5"])
NAMES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=12
).filter(lambda name: not name.casefold().startswith(("sum", "s:a", "tot", "del", "slut", "varav", "#", "err")))
OBJECTS = st.tuples(st.none() | CODES, st.none() | CODES).map(
    lambda pair: tuple((dim, code) for dim, code in zip((COST_CENTRE, PROJECT), pair, strict=True) if code is not None)
)
MONTHS = st.none() | st.sampled_from(YEAR.months())
MOVEMENTS = st.lists(st.builds(Movement, ACCOUNTS, OBJECTS, MONTHS, AMOUNTS), max_size=8)
Totals = Mapping[tuple[object, ...], Decimal]


def made(period: Period, opening: dict[str, Decimal], moved: list[Movement], budget: list[Movement]) -> YearBalances:
    closing: dict[str, Decimal] = defaultdict(Decimal, opening)
    for movement in moved:
        closing[movement.account] += movement.amount
    return YearBalances(period, opening, dict(closing), tuple(moved), tuple(budget))


OPENING = st.dictionaries(st.from_regex(r"[12][0-9]{3}", fullmatch=True), AMOUNTS, max_size=5)
YEARS = st.builds(made, st.just(YEAR), OPENING, MOVEMENTS, MOVEMENTS)
BEFORE = st.builds(made, st.just(YEAR.previous()), OPENING, MOVEMENTS.map(lambda some: [
    Movement(one.account, one.objects, None, one.amount) for one in some
]), st.just([]))  # fmt: skip
BOOKS = st.builds(
    lambda year, before, names: Books("F", "", (year, *before), names),
    YEARS.filter(lambda year: bool(year.closing)),
    st.lists(BEFORE, max_size=1),
    st.dictionaries(ACCOUNTS, NAMES, max_size=4),
)


def not_nil(balances: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {account: amount for account, amount in balances.items() if amount}


def totals(movements: tuple[Movement, ...], *, by_month: bool) -> Totals:
    found: dict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    for one in movements:
        found[one.account, one.objects, one.month if by_month else None] += one.amount
    return {key: amount for key, amount in found.items() if amount}


def read_back(books: Books, form: Format) -> tuple[Books, tuple[Finding, ...]]:
    read, findings = read_trial_balance(write_trial_balance(books, form), f"saldo.{form}", DEBIT)
    assert read is not None, [(item.code, item.place.cell, dict(item.parameters)) for item in findings]
    return read, findings


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(BOOKS, st.sampled_from(["xlsx", "csv"]))
def test_books_written_and_read_back_are_the_same(books: Books, form: Format) -> None:
    read, findings = read_back(books, form)

    year, again = books.years[0], read.years[0]
    assert again.period == year.period
    assert not_nil(again.opening) == not_nil(year.opening)
    assert not_nil(again.closing) == not_nil(year.closing)
    assert totals(again.movements, by_month=True) == totals(year.movements, by_month=True)
    assert totals(again.budget, by_month=False) == totals(year.budget, by_month=False)
    used = {account for one in books.years for account in one.accounts()}
    assert {account: read.account_names.get(account) for account in used} == {
        account: books.account_names.get(account) for account in used
    }
    wrong = {item.code for item in findings if item.severity == "error"}
    assert wrong <= {"sheet.opening_not_nil", "sheet.closing_not_nil", "sheet.mixed_charts"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(YEARS, BEFORE, st.sampled_from(["xlsx", "csv"]))
def test_year_before_is_the_same(year: YearBalances, before: YearBalances, form: Format) -> None:
    if not year.closing and not before.closing:
        return
    read, _ = read_back(Books("F", "", (year, before)), form)
    again = read.year(before.period)

    assert again is not None or not before.closing
    if again is None:
        return
    assert not_nil(again.closing) == not_nil(before.closing)
    assert not_nil(again.opening) == not_nil(before.opening)
    assert totals(again.movements, by_month=True) == totals(before.movements, by_month=True)


@settings(max_examples=40)
@given(YEARS)
def test_opening_and_movements_are_the_closing_balance(year: YearBalances) -> None:
    if not year.closing:
        return
    read, _ = read_back(Books("F", "", (year,)), "csv")
    moved: dict[str, Decimal] = defaultdict(Decimal)
    for movement in read.years[0].movements:
        moved[movement.account] += movement.amount

    assert all(read.years[0].change(account) == moved[account] for account in read.years[0].accounts())


TABLE = st.lists(st.tuples(ACCOUNTS, st.sampled_from(["", "10", "20"]), AMOUNTS), min_size=1, max_size=8)


@given(TABLE, st.sampled_from(["\t", ",", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
def test_delimiter_and_encoding_do_not_matter(
    rows: list[tuple[str, str, Decimal]], delimiter: str, encoding: str
) -> None:
    lines = (f"{account} | {centre} | {amount:f}".replace(".", ",") for account, centre, amount in rows)
    table = "Konto | Kostnadsställe | Utgående balans\n" + "\n".join(lines)
    with_semicolons, said = read_trial_balance(text(table), "x.csv", DEBIT, YEAR)
    other, also_said = read_trial_balance(text(table, delimiter, encoding), "x.csv", DEBIT, YEAR)

    assert other == with_semicolons
    assert also_said == said


@given(st.binary(max_size=500) | st.text(alphabet="Konto;UB\t,19302025\n\"' -=#åé", max_size=300).map(str.encode))
def test_garbage_never_raises(data: bytes) -> None:
    read_trial_balance(data, "x", None, YEAR)
    read_budget(data, "x")


CELLS = st.sampled_from(["", "1930", "3010", "Summa", "5", '"5-"', "x", "#REF!", "=1", "2025-01", '"1.234"', "-5"])
HEADINGS = st.sampled_from(
    [
        "Konto",
        "Namn",
        "Kst",
        "IB",
        "UB",
        "Period",
        "Månad",
        "Jan",
        "Feb",
        "Budget",
        "Debet",
        "Kredit",
        "UB 2024",
        "2025",
    ]
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(HEADINGS, min_size=2, max_size=6), st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_any_table_is_read_or_refused_with_a_reason(headings: list[str], rows: list[list[str]]) -> None:
    table = "\n".join(" | ".join(row) for row in [headings, *rows])
    for data in (workbook(table), text(table)):
        books, findings = read_trial_balance(data, "x", None, YEAR)
        assert (books is not None) or any(item.severity == "error" for item in findings)
        read_budget(data, "x", None, YEAR)


def test_month_of_a_movement_survives() -> None:
    moved = [Movement("3010", (), date(2025, 3, 1), Decimal("-0.01")), Movement("1930", (), None, Decimal("0.01"))]
    read, findings = read_back(Books("F", "", (made(YEAR, {}, moved, []),)), "xlsx")

    assert set(read.years[0].movements) == set(moved)
    assert [item.code for item in findings] == ["sheet.columns_guessed", "sheet.year_guessed"]
