from datetime import date
from decimal import Decimal

import pytest

from mellanrum.books.contents import ChangedBudget, changed_budget, voucher_count
from mellanrum.books.ledger import Movement

VOUCHERS = '#FLAGGA 0\r\n#VER A 1 20250101 "#VER i text"\r\n{\r\n}\r\n  #ver A 2 20250102\r\n{\r\n}\r\n#VERSION 1\r\n'


@pytest.mark.parametrize("encoding", ["cp437", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_vouchers_are_counted_in_any_encoding(encoding: str, end: str) -> None:
    assert voucher_count(VOUCHERS.replace("\r\n", end).encode(encoding)) == 2


def row(account: str, amount: int, centre: str = "", month: int | None = None) -> Movement:
    objects = (("1", centre),) if centre else ()
    return Movement(account, objects, date(2025, month, 1) if month else None, Decimal(amount))


def test_budgets_are_compared_by_account_and_objects_for_the_whole_year() -> None:
    before = [row("5010", 60, month=1), row("5010", 40, month=2), row("7010", 10, "10"), row("6010", 5)]
    after = [row("5010", 100), row("7010", 12, "10"), row("7010", 3, "20")]

    assert changed_budget(before, after) == (
        ChangedBudget("6010", (), Decimal(5), None),
        ChangedBudget("7010", (("1", "10"),), Decimal(10), Decimal(12)),
        ChangedBudget("7010", (("1", "20"),), None, Decimal(3)),
    )
