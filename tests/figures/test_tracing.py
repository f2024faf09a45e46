"""The tree of a trace: what adds up, what is opened once, how ends are named."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mellanrum.figures import Figure, Leaf, Operation, Period, Term, Trace, Unit
from mellanrum.figures.tracing import Traced, leaf_name, month_of, told_rule, traced
from mellanrum.findings import Place

YEAR = Period.of_year(2025)
AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


def account(number: str, *months: Decimal) -> Leaf:
    parts = tuple(Leaf("month", f"2025-{at:02}", f"2025-{at:02}", value) for at, value in enumerate(months, start=1))
    return Leaf("account", number, "Lokal", sum(months, Decimal(0)), parts=parts)


def figure(key: str, *terms: Term, operation: Operation = Operation.SUM) -> Figure:
    value = sum((term.amount for term in terms), Decimal(0))
    return Figure(key, YEAR, value, Unit.SEK, key, Trace("Sum", "LKBR 5 kap.", operation, terms, "bok.se"))


@given(months=st.lists(AMOUNTS, min_size=1, max_size=12), factor=st.sampled_from(["1", "-1", "-0.7", "0.3"]))
def test_months_add_up_to_the_account_and_accounts_to_the_figure(months: list[Decimal], factor: str) -> None:
    whole = figure("a.cost", Term(account("4010", *months), Decimal(factor)))

    (tree,) = traced(whole)

    assert sum((month.amount for month in tree.inputs), Decimal(0)) == tree.amount == whole.value


def test_figure_opened_once_is_not_opened_again() -> None:
    rent = figure("a.rent", Term(account("5010", Decimal(10))))
    whole = figure("a.sum", Term(rent), Term(rent, Decimal(-1)))

    assert [(each.is_repeated, each.is_turned, each.size) for each in traced(whole)] == [
        (False, False, 3),
        (True, True, 1),
    ]


def test_share_of_an_allocation_key_is_told_where_it_is_not_the_whole() -> None:
    whole = figure("a.cost", Term(account("4010", Decimal(10)), Decimal("-0.7")), Term(account("5010"), Decimal(-1)))

    assert [each.share for each in traced(whole)] == [Decimal("0.7"), None]


def test_inputs_of_a_quotient_are_shown_as_they_are() -> None:
    rent = figure("a.rent", Term(account("5010", Decimal(10))))
    quotient = figure("a.share", Term(rent), Term(rent, Decimal(-1)), operation=Operation.QUOTIENT)

    assert [(each.amount, each.is_turned) for each in traced(quotient)] == [(Decimal(10), False), (Decimal(10), False)]


def test_ends_are_named_as_people_name_them() -> None:
    month = Leaf("month", "2025-03", "2025-03", Decimal(1))
    opening = Leaf("month", "opening", "Opening balance", Decimal(1))
    report = Leaf("report", "overview.costs", "Årsredovisning 2023", Decimal(1), Place(page=4))

    named = [leaf_name(leaf, "sv") for leaf in (account("4010"), month, opening, report)]

    assert named == ["4010 Lokal", "mars 2025", "Ingående balans", "Årsredovisning 2023, sida 4"]
    assert [month_of(leaf) for leaf in (month, opening, report)] == [date(2025, 3, 1), None, None]


def test_rule_names_source_and_paragraph() -> None:
    assert told_rule(figure("a.rent"), "en") == ("Sum", "source: bok.se", "LKBR 5 kap.")


def test_tree_is_immutable() -> None:
    assert traced(figure("a.rent", Term(account("5010", Decimal(1))))) == (
        Traced(account("5010", Decimal(1)), Decimal(1), (Traced(account("5010", Decimal(1)).parts[0]),)),
    )
