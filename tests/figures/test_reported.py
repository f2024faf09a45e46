"""Figures that an earlier document states."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.figures import Figure, Operation, Period, Unit
from mellanrum.figures.reported import RULE, StatedFigure, figures_from_statements, read_reported
from mellanrum.findings import Finding, Place, spoken_message

TODAY = date(2026, 3, 1)
FILE = "reported.toml"
HEAD = '[[report]]\nyear = 2021\nsource = "Årsredovisning 2023"\n'


def read(text: str) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    return read_reported(text.encode(), FILE, today=TODAY)


def only(text: str) -> Figure:
    (figure,), findings = read(text)
    assert findings == ()
    return figure


def codes(text: str) -> list[str]:
    return [item.code for item in read(text)[1]]


def test_amount_in_kronor() -> None:
    figure = only(HEAD + 'page = 4\n[report.figures]\n"overview.revenue" = 7175545\n')

    assert (figure.key, figure.period, figure.value) == ("overview.revenue", Period.of_year(2021), Decimal(7175545))
    assert (figure.unit, figure.shown.step, figure.is_reported) == (Unit.SEK, Decimal(1), True)
    assert (figure.trace.rule, figure.trace.operation) == (RULE, Operation.GIVEN)
    assert figure.trace.source == "Årsredovisning 2023"
    (term,) = figure.trace.inputs
    assert term.node.value == Decimal(7175545)
    assert list(figure.nodes())[1:] == [term.node]
    assert getattr(term.node, "kind", "") == "report"
    assert getattr(term.node, "place", None) == Place(file="Årsredovisning 2023", page=4, key="overview.revenue")


@pytest.mark.parametrize(
    ("line", "value", "unit", "step"),
    [
        ('"overview.equity_ratio" = "0.418"', "0.418", Unit.SHARE, "0.001"),
        ('"overview.equity_ratio" = 0.42', "0.42", Unit.SHARE, "0.01"),
        ('"overview.equity_share" = -0.4', "-0.4", Unit.SHARE, "0.01"),
        ('"financed.audit.share" = 0', "0", Unit.SHARE, "0.01"),
        ('"overview.employees" = 1', "1", Unit.COUNT, "1"),
        ('"overview.employees" = "1.5"', "1.5", Unit.COUNT, "0.1"),
        ('"tallies.participations" = 53', "53", Unit.COUNT, "1"),
        ('"ratios.liquidity" = 1.12', "1.12", Unit.RATIO, "0.01"),
        ('"overview.costs" = "-123.45"', "-123.45", Unit.SEK, "1"),
        ('"overview.shareholders" = 3', "3", Unit.SEK, "1"),
        ("overview.result = 7", "7", Unit.SEK, "1"),
    ],
)
def test_unit_and_step(line: str, value: str, unit: Unit, step: str) -> None:
    figure = only(f"{HEAD}[report.figures]\n{line}\n")

    assert (figure.value, figure.unit, figure.shown.step) == (Decimal(value), unit, Decimal(step))


def test_amounts_in_thousands() -> None:
    figures, findings = read(HEAD + "step = 1000\n[report.figures]\noverview.revenue = 7176\noverview.employees = 1\n")

    assert findings == ()
    assert [(figure.value, figure.shown.step) for figure in figures] == [
        (Decimal(7176000), Decimal(1000)),
        (Decimal(1), Decimal(1)),
    ]


def two(first: str, second: str, extra: str = "") -> str:
    later = HEAD.replace("2023", "2022") + extra
    return f"{HEAD}[report.figures]\na.b = {first}\n{later}[report.figures]\na.b = {second}\n"


def test_same_value_twice_is_one_figure() -> None:
    assert only(two("5", "5")).value == Decimal(5)


def test_more_exact_of_two_that_agree_is_kept() -> None:
    assert only(two("7175545", "7176", "step = 1000\n")).value == Decimal(7175545)


def test_more_exact_of_two_that_agree_is_kept_when_it_comes_last() -> None:
    text = two("7175545", "7176", "step = 1000\n").split("[[report]]")
    assert only(f"[[report]]{text[2]}[[report]]{text[1]}").value == Decimal(7175545)


def test_contradiction_keeps_the_first() -> None:
    figures, (item,) = read(two("5", "8"))

    assert [figure.value for figure in figures] == [5]
    assert (item.code, item.stated, item.expected) == ("reported.contradiction", Decimal(8), Decimal(5))
    assert spoken_message(item) == "a.b för 2021 är 5 i Årsredovisning 2023 men 8 i Årsredovisning 2022."


def test_same_key_in_two_years_is_two_figures() -> None:
    text = two("5", "8")
    figures, findings = read("2020".join(text.rsplit("2021", 1)))

    assert findings == ()
    assert [figure.period.year for figure in figures] == [2021, 2020]


@pytest.mark.parametrize("key", ["Overview.revenue", "överskott", "a b", "a..b", ".a", "a-b", ""])
def test_bad_key(key: str) -> None:
    assert codes(f'{HEAD}[report.figures]\n"{key}" = 1\n') == ["reported.bad_key"]


@pytest.mark.parametrize(
    "value",
    ['"7 175"', '"1e5"', '"NaN"', "nan", "inf", "1e99", "true", "[1]", '""', "2021-01-01", '"９"', "9" * 16],
)
def test_not_an_amount(value: str) -> None:
    assert codes(f"{HEAD}[report.figures]\na = {value}\n") == ["reported.not_an_amount"]


def test_share_written_in_per_cent() -> None:
    assert codes(f"{HEAD}[report.figures]\na.share = 41.8\n") == ["reported.looks_like_per_cent"]


def test_year_that_has_not_begun() -> None:
    figures, (item,) = read(HEAD.replace("2021", "2027") + "[report.figures]\na = 1\n")

    assert figures == ()
    assert item.code == "reported.future_year"


def test_this_year_has_begun() -> None:
    assert only(HEAD.replace("2021", "2026") + "[report.figures]\na = 1\n").period.year == 2026


def test_all_faults_at_once() -> None:
    text = f'{HEAD}[report.figures]\n"A" = 1\nb = "x"\nc.share = 50\nd = 4\n'

    assert codes(text) == ["reported.bad_key", "reported.not_an_amount", "reported.looks_like_per_cent"]
    assert [figure.key for figure in read(text)[0]] == ["d"]


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (HEAD, "rules.missing_key", "report.1.figures"),
        (HEAD + "pages = 4\n[report.figures]\n", "rules.unknown_key", "report.1.pages"),
        (HEAD + "step = 10\n[report.figures]\n", "rules.not_a_choice", "report.1.step"),
        (HEAD + "page = 0\n[report.figures]\n", "rules.wrong_value", "report.1.page"),
        (HEAD.replace("2021", '"2021"') + "[report.figures]\n", "rules.wrong_value", "report.1.year"),
        (HEAD.replace("2021", "true") + "[report.figures]\n", "rules.wrong_value", "report.1.year"),
        (HEAD.replace("Årsredovisning 2023", "") + "[report.figures]\n", "rules.wrong_value", "report.1.source"),
    ],
)
def test_faulty_table(text: str, code: str, key: str) -> None:
    figures, (item,) = read(text)

    assert figures == ()
    assert (item.code, item.place) == (code, Place(file=FILE, key=key))


def test_key_twice_in_a_table() -> None:
    assert codes(HEAD + "[report.figures]\na = 1\na = 1\n") == ["rules.duplicate_key"]


def test_empty_file_gives_nothing() -> None:
    assert read("") == ((), ())


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_amount_is_read_as_it_is_written(whole: int, places: int) -> None:
    value = Decimal(whole).scaleb(-places)

    assert only(f'{HEAD}[report.figures]\na = "{value:f}"\n').value == value


@given(st.binary(max_size=300))
def test_garbage_never_raises(data: bytes) -> None:
    read_reported(data, FILE, today=TODAY)


def toml(record: StatedFigure) -> str:
    """The record as a file states it."""
    page = f"page = {record.page}\n" if record.page is not None else ""
    head = f'[[report]]\nyear = {record.year}\nsource = "{record.source}"\n{page}step = {record.step}\n'
    return f'{head}[report.figures]\n"{record.key}" = "{record.value}"\n'


records = st.builds(
    StatedFigure,
    year=st.sampled_from((1993, 2021, 2022, 2027)),
    key=st.sampled_from(("overview.revenue", "overview.employees", "a.share", "A")),
    value=st.sampled_from(("5", "5.4", "8", "0.4", "40", "x", "")),
    source=st.sampled_from(("ÅR 2022", "ÅR 2023")),
    page=st.sampled_from((None, 4, 0)),
    step=st.sampled_from((1, 1000)),
)


@given(st.lists(records, max_size=6))
def test_records_are_read_as_a_file_that_states_the_same(stated: list[StatedFigure]) -> None:
    usable = [record for record in stated if record.year != 1993 and record.page != 0]  # one spoils a whole file

    figures, findings = figures_from_statements(usable, TODAY)
    from_file, said = read("".join(map(toml, usable)))

    assert figures == from_file
    assert [(item.code, item.parameters) for item in findings] == [(item.code, item.parameters) for item in said]
    assert figures_from_statements(stated, TODAY)[0] == figures


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (StatedFigure(1993, "a.b", "1", "ÅR"), "rules.wrong_value"),
        (StatedFigure(10000, "a.b", "1", "ÅR"), "rules.wrong_value"),
        (StatedFigure(2021, "a.b", "1", ""), "rules.wrong_value"),
        (StatedFigure(2021, "a.b", "1", "ÅR", page=0), "rules.wrong_value"),
        (StatedFigure(2027, "a.b", "1", "ÅR"), "reported.future_year"),
        (StatedFigure(2021, "A", "1", "ÅR"), "reported.bad_key"),
        (StatedFigure(2021, "a.b", "7 175", "ÅR"), "reported.not_an_amount"),
        (StatedFigure(2021, "a.share", "41.8", "ÅR"), "reported.looks_like_per_cent"),
    ],
)
def test_record_fault_names_year_and_key(record: StatedFigure, code: str) -> None:
    figures, (item,) = figures_from_statements([record], TODAY)

    assert figures == ()
    assert (item.code, item.place) == (code, Place(key=f"{record.year}.{record.key}"))


def test_records_that_contradict_each_other() -> None:
    stated = [StatedFigure(2021, "a.b", "5", "ÅR 2021"), StatedFigure(2021, "a.b", "8", "ÅR 2022")]

    (figure,), (item,) = figures_from_statements(stated, TODAY)

    assert figure.value == Decimal(5)
    assert (item.code, item.place, item.stated) == ("reported.contradiction", Place(key="2021.a.b"), Decimal(8))
