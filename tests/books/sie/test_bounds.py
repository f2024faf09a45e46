"""A file made to be slow is refused before it is; what real files can be is far below."""

import pytest

from mellanrum.books.sie import read_sie
from mellanrum.books.sie.reader import LONGEST_LINE
from mellanrum.books.sie.refusals import MOST_ACCOUNTS

HEAD = '#FLAGGA 0\n#SIETYP 1\n#RAR 0 20250101 20251231\n#KONTO 1930 "Bank"\n'


def _refused(text: str) -> list[tuple[str, int | None]]:
    read, found = read_sie(text.encode(), "a.se")
    return [] if read is not None else [(item.code, item.place.line) for item in found]


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("#UB 0 1930 1.00\n" + "{" * (LONGEST_LINE + 1), 6),
        ("x" * (LONGEST_LINE + 1) + "\n#UB 0 1930 1.00\n", 5),
        ("#UB 0 1930 1.00\n" * 20_000 + "x" * (LONGEST_LINE + 1) + "\n", 20_005),
    ],
)
def test_line_without_end_is_refused_with_its_number(after: str, line: int) -> None:
    assert _refused(HEAD + after) == [("sie.line_too_long", line)]


def test_longest_line_is_read() -> None:
    assert _refused(HEAD + f'#PROSA "{"x" * (LONGEST_LINE - 9)}"\n') == []


def test_more_accounts_than_any_chart_has_are_refused() -> None:
    accounts = "".join(f"#UB 0 {number} 0\n" for number in range(100_000, 100_000 + MOST_ACCOUNTS))

    assert _refused(HEAD + accounts) == [("sie.too_many_accounts", None)]
    assert _refused(HEAD + accounts.replace("#UB 0 100000 0\n", "")) == []
