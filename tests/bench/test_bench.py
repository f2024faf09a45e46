"""What the measures are taken of is sound, and each of them can be taken. How long anything takes is not tested."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.__main__ import PARTS
from bench.generate import sie_year, sie_years
from bench.plan import Plan, planned
from bench.samples import Aim, Row, Samples, in_turn
from bench.table import table
from mellanrum.books.opening import read_books
from mellanrum.books.sie import read_sie
from mellanrum.composition import Source, Sources, open_year, reviewed
from mellanrum.findings import Severity
from support.measures import check_rows

VOUCHERS = 3_000


@pytest.fixture(scope="module")
def plan() -> Iterator[Plan]:
    with planned(vouchers=VOUCHERS, rounds=1) as made:
        yield made


def test_generated_year_is_read_without_a_remark() -> None:
    books, findings = read_books(sie_year(200), "year.se")

    assert books is not None
    assert findings == ()


def test_generated_year_gives_statements_without_errors() -> None:
    opened, findings = open_year(Sources(Source("year.se", sie_year(200))))

    assert opened is not None
    assert [item for item in (*findings, *reviewed(opened)) if item.severity is Severity.ERROR] == []


def test_generated_years_follow_upon_each_other() -> None:
    earlier, newest = sie_years((200, 300))
    opened, findings = open_year(Sources(Source("newest.se", newest), (Source("earlier.se", earlier),)))

    assert opened is not None
    assert [item for item in (*findings, *reviewed(opened)) if item.severity is Severity.ERROR] == []
    assert [year.period.year for year in opened.books.years] == [2025, 2024, 2023]


def test_generated_year_is_written_as_programs_write() -> None:
    data = sie_year(200)
    file, _ = read_sie(data, "year.se")

    assert file is not None
    assert file.encoding == "cp437"
    assert data.count(b"\n") == data.count(b"\r\n")
    assert len(file.all("VER")) == 200
    assert "Återförd upplupen kostnad" in data.decode("cp437")
    assert b'"Kurs \\"M' in data
    assert b'{1 "10" 6 "P3"}' in data


def test_generated_year_is_the_same_every_time() -> None:
    assert sie_year(50) == sie_year(50)
    assert sie_year(50) != sie_year(50, seed=1)


@pytest.mark.parametrize("part", PARTS)
def test_measure_gives_positive_numbers(part: str, plan: Plan) -> None:
    check_rows(tuple(PARTS[part](plan)))


def test_plan_removes_what_it_made() -> None:
    with planned(vouchers=2, rounds=1) as made:
        folder: Path = made.folder
        assert folder.is_dir()

    assert not folder.exists()


def test_samples_are_taken_in_turn() -> None:
    taken: list[str] = []

    def take(name: str, value: float) -> float:
        taken.append(name)
        return value

    series = in_turn((lambda: take("a", 1.0), lambda: take("b", 2.0)), 2)

    assert series == ((1.0, 1.0), (2.0, 2.0))
    assert "".join(taken) == "ababab"


def test_ratio_is_the_middle_of_the_pairs() -> None:
    row = Row(Samples("a", (2.0, 30.0, 8.0)), Samples("b", (1.0, 10.0, 2.0)))

    assert row.ratios == (2.0, 3.0, 4.0)
    assert row.ratio == 3.0


@pytest.mark.parametrize(
    ("aim", "met"),
    [(None, None), (Aim(3), True), (Aim(2.9), False), (Aim(6, is_ratio=False), True), (Aim(5, is_ratio=False), False)],
)
def test_aim_is_met(aim: Aim | None, met: bool | None) -> None:
    assert Row(Samples("a", (6.0,)), Samples("b", (2.0,)), aim=aim).is_met is met


def test_table_says_each_row_with_its_aim() -> None:
    rows = [
        Row(Samples("Read", (1.5, 2.5)), Samples("scan", (0.05, 0.05)), aim=Aim(12)),
        Row(Samples("Memory", (30.0,)), Samples("file", (15.0,)), "MB", Aim(20)),
    ]

    assert table(rows).splitlines() == [
        "measure   median    min–max  reference   median  ratio    min–max     aim  met?",
        "Read      2.00 s  1.50–2.50  scan       50.0 ms   40.0  30.0–50.0  ≤ 12 ×  no",
        "Memory   30.0 MB  30.0–30.0  file       15.0 MB   2.00  2.00–2.00  ≤ 20 ×  yes",
    ]
