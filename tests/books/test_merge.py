"""Putting together books of several years."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mellanrum.books.ledger import Books, YearBalances
from mellanrum.books.merge import merge
from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.figures import Period

DATA = Path(__file__).parents[1] / "data" / "sie"


def year(number: int, opening: str = "", closing: str = "", source: str = "") -> YearBalances:
    """Make a year of "1930 100, 2060 -100"."""

    def balances(text: str) -> dict[str, Decimal]:
        pairs = (pair.split() for pair in text.split(",") if pair)
        return {account: Decimal(amount) for account, amount in pairs}

    source = source or f"{number}.se"
    return YearBalances(Period.of_year(number), balances(opening), balances(closing), (), source=source)


def books(*years: YearBalances, orgnr: str = "222000-0000", name: str = "Finsam") -> Books:
    return Books(name, orgnr, years)


def shipped(name: str) -> Books:
    read, _ = read_sie((DATA / f"{name}.se").read_bytes(), f"{name}.se")
    assert read is not None
    return books_from_sie(read)[0]


def test_merge_of_nothing_is_the_newest() -> None:
    newest = books(year(2025), year(2024))

    assert merge(newest, ()) == (newest, ())


def test_merge_takes_a_year_from_its_own_file_else_from_the_column_after_it() -> None:
    merged, found = merge(shipped("dk2025"), (shipped("dk2023"),))

    assert [(part.period.year, part.source) for part in merged.years] == [
        (2025, "dk2025.se"),
        (2024, "dk2025.se"),
        (2023, "dk2023.se"),
        (2022, "dk2023.se"),
    ]
    assert found == ()


def test_merge_does_not_care_in_which_order_files_come() -> None:
    newest, a, b = books(year(2025)), books(year(2024), year(2023, source="a")), books(year(2023, source="b"))

    assert merge(newest, (a, b)) == merge(newest, (b, a))
    assert [part.source for part in merge(newest, (a, b))[0].years] == ["2025.se", "2024.se", "b"]


def test_merge_says_where_last_years_column_differs_from_the_years_own_file() -> None:
    newest = books(year(2025), year(2024, closing="1930 90, 2060 -90, 2099 5, 8999 -5", source="2025.se"))
    before = books(year(2024, closing="1930 100, 2060 -100"))

    merged, [said] = merge(newest, (before,))

    assert merged.years[1].source == "2024.se"
    assert (said.code, said.place.key, said.stated, said.expected) == (
        "books.years_differ",
        "1930",
        Decimal(90),
        Decimal(100),
    )


def test_merge_says_where_a_year_opens_otherwise_than_the_one_before_closed() -> None:
    newest = books(year(2025, opening="1930 90, 2060 -90"))
    before = books(year(2024, closing="1930 100, 2060 -50, 3010 -50"))

    _, [said] = merge(newest, (before,))

    assert (said.code, said.place.key, said.stated, said.expected) == (
        "books.opens_otherwise",
        "1930",
        Decimal(90),
        Decimal(100),
    )


def test_merge_does_not_compare_years_with_a_gap_between_them() -> None:
    assert merge(books(year(2025, opening="1930 90")), (books(year(2023, closing="1930 100")),))[1] == ()


def test_merge_compares_a_year_with_a_short_one_before_it() -> None:
    short = replace(year(2024, closing="1930 100"), period=Period(date(2024, 9, 1), date(2024, 12, 31)))

    assert [item.code for item in merge(books(year(2025, opening="1930 90")), (books(short),))[1]] == [
        "books.opens_otherwise"
    ]


@pytest.mark.parametrize(
    ("orgnr", "codes"),
    [
        ("222000-0000", []),
        ("2220000000", []),
        ("162220000000", []),
        ("", []),
        ("222000-0018", ["books.other_association"]),
    ],
)
def test_merge_leaves_another_associations_file_out(orgnr: str, codes: list[str]) -> None:
    merged, found = merge(books(year(2025)), (books(year(2024), orgnr=orgnr),))

    assert [item.code for item in found] == codes
    assert len(merged.years) == (1 if codes else 2)


def test_merge_leaves_a_later_year_out_and_says_so() -> None:
    merged, [said] = merge(books(year(2024)), (books(year(2025), year(2024, source="2025.se")),))

    assert [part.source for part in merged.years] == ["2024.se"]
    assert (said.code, said.place.file) == ("books.later_year", "2025.se")


def test_merge_of_two_files_for_one_year_takes_the_first_and_says_so() -> None:
    merged, [said] = merge(books(year(2025)), (books(year(2024)), books(year(2024, source="kopia.se"))))

    assert [part.source for part in merged.years] == ["2025.se", "2024.se"]
    assert (said.code, said.place.file, said.parameters["source"]) == ("books.year_twice", "kopia.se", "2024.se")


def test_merge_lets_the_newest_names_stand_and_says_which_changed() -> None:
    newest = replace(
        books(year(2025)),
        account_names={"5010": "Lokalhyra", "6010": "Annat", "3010": " bidrag  staten"},
        object_names={("1", "10"): "Kansli"},
    )
    before = replace(
        books(year(2024, closing="5010 5, 3010 -5, 4010 0")),
        account_names={"5010": "Hyra", "6010": "Något", "3010": "Bidrag staten", "4010": "Köp"},
        object_names={("1", "10"): "Administration", ("1", "20"): "Torget"},
    )

    merged, [said] = merge(newest, (before,))

    assert dict(merged.account_names) == {
        "5010": "Lokalhyra",
        "6010": "Annat",
        "3010": " bidrag  staten",
        "4010": "Köp",
    }
    assert dict(merged.object_names) == {("1", "10"): "Kansli", ("1", "20"): "Torget"}
    assert said.code == "books.renamed"
    assert said.parameters["names"] == "5010 (Hyra → Lokalhyra), 10 (Administration → Kansli)"


def test_merge_says_that_books_have_no_name() -> None:
    _, found = merge(books(year(2025), name="", orgnr=""), ())

    assert [(item.code, item.place.file) for item in found] == [("books.no_name", "2025.se")]
