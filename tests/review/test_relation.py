"""The parts of the review: notation, rounding, shares, limits, rows twice, figures left from last year, skipping."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mellanrum.figures import PERCENT, Figure, Operation, Period, Trace, Unit
from mellanrum.findings import Finding, Place, Severity, spoken_message
from mellanrum.review import RELATIONS, Limits, Stated, StatedFigures, describe, review, shipped_limits
from mellanrum.review.amounts import Amounts, resolve, tolerance
from mellanrum.review.linear import Equals
from mellanrum.review.notation import read_pair, read_sum
from mellanrum.review.quotient import IsShare
from mellanrum.review.relation import Relation
from mellanrum.review.special import NoRowTwice, NotStale
from mellanrum.review.units import in_unit, per_cent
from review.tables import read

YEAR = 2025


def _judge(rule: Equals | IsShare | NoRowTwice | NotStale, stated: StatedFigures, code: str = "X1") -> list[Finding]:
    return list(Relation(code, rule).judge(stated, YEAR, shipped_limits()).findings)


def _said(item: Finding) -> str:
    return spoken_message(item).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "text",
    ["", "a.b =", "a.b = c.d +", "a.b = {c.d", "a.b = {c.d | }", "a.b + = c.d", "a.b = c.d e.f", "A.b = c.d", "a.b"],
)
def test_notation_that_is_no_equation(text: str) -> None:
    with pytest.raises(ValueError, match="not a relation"):
        read_pair(text, "=")


def test_notation_names_every_key() -> None:
    keys = [(key.pattern, key.year, key.may_be_left_out) for key in read_sum("{a.b | c.d@-1 - e.*}? + f.g?").walk()]

    assert keys == [("a.b", 0, False), ("c.d", -1, False), ("e.*", 0, False), ("f.g", 0, True)]


def test_resolve_takes_the_first_choice_that_is_stated() -> None:
    stated = read("note 2025\na 1\nb 2")

    found = resolve(read_sum("{note.sum | note.*}"), stated, YEAR)

    assert (found.value, found.keys) == (Decimal(3), (("note.a", YEAR), ("note.b", YEAR)))


def test_resolve_misses_the_first_of_those_that_may_be_left_out() -> None:
    found = resolve(read_sum("note.a? + note.b@-1?"), StatedFigures({}), YEAR)

    assert found == Amounts(missing=(("note.a", YEAR),))


def test_rows_leave_sums_out() -> None:
    stated = read("note 2025\na 1\na.b 2\nsum 3\ntotal 4")

    assert stated.rows("note.*", YEAR) == ("note.a",)


@pytest.mark.parametrize(
    ("target", "parts", "chain", "allowed"),
    [
        ("a 1", "b 1", 1, "1"),
        ("a 1", "b 1\nc 1", 1, "1"),
        ("a 1", "b 1\nc 1\nd 1\ne 1", 1, "2"),
        ("a 1", "b 1\nc 1", 2, "2"),
        ("a 1", "b 1\nc 1\nd 1\ne 1\nf 1\ng 1", 2, "3"),
    ],
)
def test_tolerance_of_kronor(target: str, parts: str, chain: int, allowed: str) -> None:
    stated = read(f"note 2025\n{target}\n{parts}")
    sides = [resolve(read_sum(text), stated, YEAR) for text in ("note.a", "note.b? + note.c? + note.d? + note.e?")]
    more = resolve(read_sum("note.b? + note.c? + note.d? + note.e? + note.f? + note.g?"), stated, YEAR)

    assert tolerance(sides[0], more, chain) == Decimal(allowed)


def test_tolerance_of_thousands_beside_kronor_is_half_a_thousand() -> None:
    stated = read("operations 2025 in 1000\nsum 5990", "income_statement 2025\nrevenue 5990036")
    sides = [resolve(read_sum(text), stated, YEAR) for text in ("operations.sum", "income_statement.revenue")]

    assert tolerance(sides[0], sides[1]) == Decimal("501.5")


@pytest.mark.parametrize(("stated", "found"), [(6, 0), (7, 0), (8, 1), (4, 1)])
def test_sum_may_differ_by_rounding(stated: int, found: int) -> None:
    printed = read(f"note 2025\nsum {stated}\na 2\nb 4")

    assert len(_judge(Equals("note.sum = note.*"), printed)) == found


def test_sum_that_another_figure_explains_is_a_note() -> None:
    printed = read("overview 2025\ncosts 1000", "note 2025\ncosts 900\nfinancial 100\nother 4")

    [item] = _judge(Equals("overview.costs = note.costs", explained_by="note.financial + note.other"), printed)

    assert (item.code, item.severity, item.rule) == ("review.explained", Severity.NOTE, "X1")
    assert (item.stated, item.expected, item.difference) == (Decimal(1000), Decimal(900), Decimal(100))


@pytest.mark.parametrize("financial", [9, 98, 102, -100])
def test_sum_that_another_figure_does_not_explain_is_an_error(financial: int) -> None:
    printed = read("overview 2025\ncosts 1000", f"note 2025\ncosts 900\nfinancial {financial}")

    [item] = _judge(Equals("overview.costs = note.costs", explained_by="note.financial"), printed)

    assert (item.code, item.severity) == ("X1", Severity.ERROR)


def test_sum_slip_is_not_explained_by_a_small_figure() -> None:
    printed = read("overview 2025\ncosts 903", "note 2025\ncosts 900\nrounding 3")

    [item] = _judge(Equals("overview.costs = note.costs", explained_by="note.rounding"), printed)

    assert item.code == "X1"


@pytest.mark.parametrize(
    ("share", "found"), [("13.0%", 0), ("13%", 0), ("13.1%", 1), ("12.9%", 1), ("14%", 1), ("13.00%", 0)]
)
def test_share_is_judged_by_its_last_digit(share: str, found: int) -> None:
    printed = read(f"overview 2025\nequity 722819\ncontributions 5560000\nequity_share {share}")

    assert len(_judge(IsShare("overview.equity_share = overview.equity / overview.contributions"), printed)) == found


def test_share_of_rounded_parts_is_judged_by_what_they_may_be() -> None:
    rule = IsShare("overview.equity_share = overview.equity / overview.contributions")
    in_thousands = "overview 2025 in 1000\nequity 7\ncontributions 40"

    assert _judge(rule, read(f"{in_thousands}\nequity_share 18.5%")) == []
    assert len(_judge(rule, read(f"{in_thousands}\nequity_share 19.5%"))) == 1


def test_share_of_another_base_names_the_base() -> None:
    rule = IsShare("overview.equity_share = overview.equity / overview.contributions", ("overview.revenue",), "P3")
    printed = read("overview 2025\nequity 20\ncontributions 100\nrevenue 200\nequity_share 10%")

    [item] = _judge(rule, printed)

    assert (item.code, item.stated, item.expected) == ("P3", Decimal("0.1"), Decimal("0.2"))
    assert _said(item) == (
        "Översikt över verksamhetens utveckling 2025: overview.equity_share 10 % stämmer med overview.revenue som bas,"
        " inte med overview.equity / overview.contributions = 20 %."
    )


def test_share_of_nil_is_skipped() -> None:
    printed = read("overview 2025\nequity 20\ncontributions 0\nequity_share 10%")

    [item] = [item for item in review(printed, YEAR) if item.code == "review.nil_base"]

    assert _judge(IsShare("overview.equity_share = overview.equity / overview.contributions"), printed) == []
    assert _said(item) == "Medelstilldelning 2025 är noll, så P2 för 2025 har inte kontrollerats."


CONTRIBUTIONS = "contributions 2025\nstate {}\nregion {}\nmunicipalities {}\ntotal {}"


@pytest.mark.parametrize(
    ("paid", "wrong"),
    [
        ((2780000, 1390000, 1390000, 5560000), []),
        ((5043000, 2521500, 2521500, 10086000), []),
        ((1000000, 500003, 499997, 2000000), []),
        ((1000000, 450000, 550000, 2000000), ["contributions.region", "contributions.municipalities"]),
        ((1000000, 0, 1000000, 2000000), []),
        ((1000000, ".", 1000000, 2000000), []),
        ((900000, ".", 1100000, 2000000), ["contributions.state", "contributions.municipalities"]),
    ],
)
def test_contributions_are_paid_in_the_shares_of_the_law(paid: tuple[int, ...], wrong: list[str]) -> None:
    found = [item for item in review(read(CONTRIBUTIONS.format(*paid)), YEAR) if item.code == "N3"]

    assert [item.place.key for item in found] == wrong
    assert {item.severity for item in found} <= {Severity.WARNING}


def test_contributions_without_a_region_rest_on_their_own_paragraph() -> None:
    found = review(read(CONTRIBUTIONS.format(900000, 0, 1100000, 2000000)), YEAR)

    assert [item.reference for item in found if item.code == "N3"] == ["Finsamlagen 5 §", "Finsamlagen 5 a §"]


@pytest.mark.parametrize(("share", "found"), [("20.0%", 0), ("19.9%", 0), ("20.1%", 1)])
def test_equity_share_over_its_limit_is_a_warning(share: str, found: int) -> None:
    over = [item for item in review(read(f"ratios 2025\nequity_share {share}"), YEAR) if item.rule == "P2"]

    assert [item.severity for item in over if item.code == "review.over_limit"] == [Severity.WARNING] * found


@pytest.mark.parametrize(
    ("key", "share", "kept"),
    [
        ("ratios.equity_share", "0.2", True),
        ("ratios.equity_share", "0.2004", True),  # shown as 20,0 %
        ("ratios.equity_share", "0.2005", False),
        ("ratios.equity_ratio", "0.9", None),
    ],
)
def test_limit_is_kept_by_what_is_shown(key: str, share: str, kept: bool | None) -> None:
    trace = Trace("Reported", operation=Operation.GIVEN)
    figure = Figure(key, Period.of_year(YEAR), Decimal(share), Unit.SHARE, key, trace, shown=PERCENT)

    assert shipped_limits().keeps(figure) is kept


@pytest.mark.parametrize(
    ("value", "like", "said"),
    [
        ("2213177", Stated(Decimal(0)), "2 213 177 kr"),
        ("-120002", Stated(Decimal(0), Decimal(1000)), "−120 002 kr"),
        ("0.38496", Stated(Decimal(0), Decimal("0.001"), unit=Unit.SHARE), "38,5 %"),
        ("0.2", Stated(Decimal(0), Decimal("0.001"), unit=Unit.SHARE), "20,0 %"),
        ("0.2", Stated(Decimal(0), Decimal("0.01"), unit=Unit.SHARE), "20 %"),
        ("2.414", Stated(Decimal(0), Decimal("0.01"), unit=Unit.RATIO), "2,41"),
        ("3", Stated(Decimal(0), unit=Unit.COUNT), "3"),
    ],
)
def test_value_in_a_sentence_is_written_as_the_figure_is(value: str, like: Stated, said: str) -> None:
    assert in_unit(Decimal(value), like, "sv").replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(("share", "said"), [("0.2", "20 %"), ("0.125", "12,5 %")])
def test_share_of_a_rule_in_words(share: str, said: str) -> None:
    assert per_cent(Decimal(share), "sv").replace("\N{NO-BREAK SPACE}", " ") == said


def test_units_in_english() -> None:
    printed = read("ratios 2025\nequity_share 25.1%", "balance_requirement 2025\nbalance_result -193877")

    said = [
        spoken_message(item, "en") for item in review(printed, YEAR, lang="en") if item.severity is Severity.WARNING
    ]
    assert [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in said] == [
        "Nyckeltal 2025: ratios.equity_share 25.1% is over the limit 20%.",
        "Balanskravsutredning 2025: balance_requirement.balance_result is a deficit of 193,877 kr.",
    ]


def test_limits_may_be_an_associations_own() -> None:
    own = Limits.model_validate(
        {
            "limit": [
                {
                    "figure": "ratios.equity_share",
                    "at_most": "0.30",
                    "from": "2025-01-01",
                    "reference": "Styrelsens beslut",
                }
            ],
            "contribution": [],
        }
    )

    found = review(read("ratios 2025\nequity_share 25.0%"), YEAR, own)

    assert [item for item in found if item.code == "review.over_limit"] == []


@pytest.mark.parametrize(
    ("balance", "earlier", "restored", "found"),
    [(-100, -50, 150, 0), (-100, -50, 100, 1), (200, -50, 0, 0), (30, -50, 20, 0), (200, -50, 50, 1)],
)
def test_what_is_to_be_restored(balance: int, earlier: int, restored: int, found: int) -> None:
    printed = read(
        f"balance_requirement 2025\nbalance_result {balance}\nearlier_deficit {earlier}\nto_restore {restored}"
    )

    assert len([item for item in review(printed, YEAR) if item.code == "BK3"]) == found


def test_row_twice_is_a_warning() -> None:
    printed = read("cost_note 2025\na 1 Övrigt\nb 2 övrigt\nc 3 Lokaler")

    [item] = _judge(NoRowTwice(("cost_note.*",)), printed, "X4")

    assert (item.severity, item.place.key) == (Severity.WARNING, "cost_note.b")
    assert _said(item) == "Not om kostnader 2025: raden övrigt står 2 gånger."


def test_row_of_the_same_name_in_two_groups() -> None:
    printed = read("financed 2025\nstructural.a 1 Förbundschef\nadministration.a 2 Förbundschef")

    assert _judge(NoRowTwice(("financed.*.*",)), printed, "X4") == []


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [(1234567, 1234567, 1), (1234567, 1234568, 0), (0, 0, 0), (345, 345, 0), (5574000, 5574000, 0)],
)
def test_figure_left_from_last_year_is_a_warning(now: int, before: int, found: int) -> None:
    printed = read(f"balance_sheet 2025 2024\ncash {now} {before}")

    assert [item.severity for item in _judge(NotStale(("balance_sheet.cash",)), printed, "X8")] == (
        [Severity.WARNING] * found
    )


def test_figure_of_the_books_that_equals_last_years() -> None:
    printed = read("balance_sheet 2025 2024\ncash 1234567 1234567")
    computed = StatedFigures({key: replace(one, is_computed=True) for key, one in printed.items()})

    assert _judge(NotStale(("balance_sheet.cash",)), computed, "X8") == []


def test_figure_in_thousands_that_equals_last_years() -> None:
    printed = read("balance_sheet 2025 2024 in 1000\ncash 1234 1234")

    assert _judge(NotStale(("balance_sheet.cash",)), printed, "X8") == []


def test_finding_keeps_the_place_of_the_figure() -> None:
    where = Place(file="rapport.pdf", page=12)
    figures = {"cash_flow.result": Stated(Decimal(10), place=where), "income_statement.result": Stated(Decimal(100))}

    found = review(StatedFigures({(key, YEAR): one for key, one in figures.items()}), YEAR)

    assert [item.place for item in found if item.code == "KF1"] == [replace(where, key="cash_flow.result")]


def test_board_decides_on_another_result() -> None:
    printed = read("income_statement 2025\nresult -795108", "proposal 2025\nresult -795180")

    assert [item.code for item in review(printed, YEAR) if item.severity is Severity.ERROR] == ["X6"]


def test_equity_paid_back_to_members_is_explained() -> None:
    printed = read(
        "balance_sheet 2025 2024\nequity 700000 1000000\nother_equity 600000 .",
        "income_statement 2025\nresult 100000",
        "cash_flow 2025\nfinancing -400000 Finansieringsverksamheten",
    )

    found = [(item.rule, item.code) for item in review(printed, YEAR) if item.rule.startswith("EK")]

    assert found == [
        ("EK1", "review.explained"),
        ("EK2", "review.explained"),
        ("EK1", "review.skipped"),
        ("EK2", "review.skipped"),
    ]


def test_year_with_nothing_stated_is_said_once() -> None:
    found = review(read("ratios 2025\nequity_share 10%"), YEAR)

    assert [_said(item) for item in found if item.code == "review.no_year"] == [
        "Inget är angivet för 2021–2024, så där har inget kontrollerats."
    ]


def test_review_of_nothing() -> None:
    assert {item.code for item in review(StatedFigures({}), YEAR)} == {"review.no_year"}


def test_every_relation_misses_figures_or_is_about_other_reports() -> None:
    stated = StatedFigures({("other.figure", YEAR): Stated(Decimal(1))})

    silent = [
        relation.rule.text
        for relation in RELATIONS
        if not relation.judge(stated, YEAR, shipped_limits()).missing and not relation.applies
    ]

    assert silent == []


def test_describe_says_what_each_relation_needs() -> None:
    first = describe()[0]

    assert (first.code, first.years, first.reference) == ("RR1", (0, -1), "LKBR 5 kap.")
    assert first.needs == tuple(f"income_statement.{key}" for key in ("net_cost", "revenue", "costs", "depreciation"))


def test_relations_are_each_declared_once() -> None:
    declared = [(one.code, one.text) for one in describe()]

    assert len(declared) == len(set(declared))
