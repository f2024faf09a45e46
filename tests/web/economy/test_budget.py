"""A year's budget, typed by area: it goes before a file's, and a file's before that of the books."""

from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.statements.budgets import AreaBudget
from mellanrum.web.access.rules import Refused
from mellanrum.web.economy.models import ImportedFile, Kind, Pointer
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.economy.services.budgeting import budget_token, save_budget, typed_budget
from mellanrum.web.tenancy.models import Association
from support.editing import books_held, keeper, page_of, sie, signed_in, standing_at
from support.people import somebody

ROWS = (AreaBudget("cc_10", Decimal(0), Decimal("750.50")), AreaBudget("contributions", Decimal(1000), Decimal(0)))
OF_BOOKS = '#PBUDGET 0 202501 7010 {1 "10"} 700.00\n'


@pytest.fixture
def manager(association: Association) -> Client:
    books_held(association, data=sie(extra=OF_BOOKS))
    return signed_in("manager", association)


def held(association: Association) -> Decimal:
    year = open_year(association, 2025)
    assert year is not None
    return year.opened.book.get("operations.cc_10.budget").value


def budget_file(association: Association) -> None:
    content = "Kostnadsställe;Belopp\n10;720\n".encode()
    facts = {"name": "budget.csv", "data": content, "size": len(content), "sha256": "x" * 64, "year": 2025}
    standing = keeper(association)
    file = ImportedFile.objects.make(association, kind=Kind.BUDGET, by=standing.user, on=standing.day, **facts)
    Pointer.objects.make(association, kind=Kind.BUDGET, year=2025, file=file)


def test_typed_goes_before_file_before_books(association: Association, manager: Client) -> None:
    page = page_of(association, "budget_year", 2025)
    seen = [(manager.get(page).context["page"].held_from, held(association))]

    budget_file(association)
    save_budget(keeper(association), 2025, ROWS, budget_token(association, 2025))
    seen.append((manager.get(page).context["page"].held_from, held(association)))
    save_budget(keeper(association), 2025, (), budget_token(association, 2025))
    seen.append((manager.get(page).context["page"].held_from, held(association)))

    assert seen == [("books", 700), ("typed", Decimal("750.50")), ("file", 720)]


def test_typed_budget_has_no_findings_of_its_own(association: Association, manager: Client) -> None:
    assert manager is not None
    before = open_year(association, 2025)

    save_budget(keeper(association), 2025, ROWS, budget_token(association, 2025))

    after = open_year(association, 2025)
    assert before is not None
    assert after is not None
    assert [item.code for item in after.found if item.code.startswith("budget.")] == []


def test_budget_is_typed_as_people_write(association: Association, manager: Client) -> None:
    page = page_of(association, "budget_year", 2025)
    given = {
        "seen": budget_token(association, 2025),
        "cost_cc_10": "1 234 567,50",
        "income_contributions": "1\xa0300\xa0000 kr",
    }

    answer = manager.post(page, given)

    assert answer.headers["Location"] == page
    assert typed_budget(association, 2025) == (
        AreaBudget("cc_10", Decimal(0), Decimal("1234567.50")),
        AreaBudget("contributions", Decimal(1_300_000), Decimal(0)),
    )


def test_budget_is_opened_as_it_was_typed(association: Association, manager: Client) -> None:
    save_budget(keeper(association), 2025, ROWS, budget_token(association, 2025))

    answer = manager.get(page_of(association, "budget_year", 2025))

    assert answer.context["form"]["cost_cc_10"].value() == "750,50"
    assert answer.context["sums"] == AreaBudget("sum", Decimal(1000), Decimal("750.50"))


@pytest.mark.parametrize(
    "text", ["sju", "1.234", "-5", "1e9999", "1,005", "9" * 13, "9" * 41, "NaN", "=1+1", "5 000 tkr"]
)
def test_budget_that_is_no_amount_is_refused_at_its_field(association: Association, manager: Client, text: str) -> None:
    given = {"seen": budget_token(association, 2025), "cost_cc_10": text, "income_cc_10": "5"}

    answer = manager.post(page_of(association, "budget_year", 2025), given)

    assert list(answer.context["form"].errors) == ["cost_cc_10"]
    assert typed_budget(association, 2025) == ()


def test_budget_is_added_up_without_being_saved(association: Association, manager: Client) -> None:
    given = {"seen": "", "step": "sum", "cost_cc_10": "5,50", "cost_contributions": "1"}

    answer = manager.post(page_of(association, "budget_year", 2025), given)

    assert answer.context["sums"] == AreaBudget("sum", Decimal(0), Decimal("6.50"))
    assert typed_budget(association, 2025) == ()


def test_budget_that_is_taken_away_lets_the_books_hold(association: Association, manager: Client) -> None:
    save_budget(keeper(association), 2025, ROWS, budget_token(association, 2025))
    given = {"seen": budget_token(association, 2025), "clear": "1", "cost_cc_10": "inget tal"}

    manager.post(page_of(association, "budget_year", 2025), given)

    assert typed_budget(association, 2025) == ()
    assert held(association) == 700


def test_budget_of_the_second_of_two_is_not_saved_unseen(association: Association, manager: Client) -> None:
    seen = budget_token(association, 2025)
    save_budget(keeper(association), 2025, ROWS, seen)

    answer = manager.post(page_of(association, "budget_year", 2025), {"seen": seen, "cost_cc_10": "1"})

    assert len(answer.context["form"].non_field_errors()) == 1
    assert typed_budget(association, 2025) == ROWS
    manager.post(page_of(association, "budget_year", 2025), {"seen": answer.context["seen"], "cost_cc_10": "1"})
    assert typed_budget(association, 2025) == (AreaBudget("cc_10", Decimal(0), Decimal(1)),)


def test_budget_service_saves_nothing_over_what_was_not_seen(association: Association) -> None:
    save_budget(keeper(association), 2025, ROWS, budget_token(association, 2025))

    with pytest.raises(ChangedMeanwhile):
        save_budget(keeper(association), 2025, (), "")

    assert typed_budget(association, 2025) == ROWS


@pytest.mark.parametrize("role", ["board_member", "auditor", "coordinator"])
def test_budget_is_not_saved_by_somebody_who_may_not(association: Association, role: str) -> None:
    standing = standing_at(somebody(role, association), association)

    with pytest.raises(Refused):
        save_budget(standing, 2025, ROWS, budget_token(association, 2025))


def test_reader_sees_the_budget_and_cannot_type(association: Association, manager: Client) -> None:
    assert manager is not None
    reader = signed_in("board_member", association)

    assert reader.get(page_of(association, "budget_year", 2025)).status_code == 200
    assert reader.post(page_of(association, "budget_year", 2025), {"cost_cc_10": "1"}).status_code == 403


def test_budget_of_an_area_that_is_gone_can_be_taken_away(association: Association, manager: Client) -> None:
    save_budget(
        keeper(association), 2025, (AreaBudget("gone", Decimal(0), Decimal(5)),), budget_token(association, 2025)
    )

    answer = manager.get(page_of(association, "budget_year", 2025))

    assert "cost_gone" in answer.context["form"].fields


def test_budget_of_a_year_without_books_shows_last_years_outcome(association: Association, manager: Client) -> None:
    answer = manager.get(page_of(association, "budget_year", 2026))

    line = next(line for line in answer.context["page"].lines if line.area.key == "cc_10")
    assert (line.held, line.income_before, line.cost_before) == (None, 0, 800)


def test_budget_leads_to_the_newest_year(association: Association, manager: Client) -> None:
    answer = manager.get(page_of(association, "budget"))

    assert answer.headers["Location"] == page_of(association, "budget_year", 2025)


def test_budget_of_a_year_that_cannot_be_is_not_found(association: Association, manager: Client) -> None:
    assert manager.get(page_of(association, "budget_year", 20250)).status_code == 404
