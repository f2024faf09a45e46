"""The way back from a figure, an account or a month: to the page that the figure stands on."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mellanrum.figures import Figure
from mellanrum.statements.placement import is_result_account
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.economy.reading.sections import PAGES
from mellanrum.web.economy.reading.tracing import TURNED
from mellanrum.web.economy.reading.vouchers import OnAccount


@dataclass(frozen=True, slots=True)
class Step:
    """A page on the way back, and what it is called."""

    url: str
    label: Any


RATIOS = "ratios"
_LABELS = {page.key: page.label for page in PAGES} | {RATIOS: _("Key ratios")}
_STAND_ON = {
    "opening_balance": "balance_sheet",
    "financed_share": "financed",
    "contributions": "overview",
    "spending": "operations",
    "participations": RATIOS,
}
"""The page of families of figures that have none of their name; notes are told by the end of theirs."""


def page_of(key: str) -> str | None:
    """Return the page a figure stands on, None where it stands on none by itself."""
    family = key.partition(".")[0]
    page = "notes" if family.endswith("_note") else _STAND_ON.get(family, family)
    return page if page in _LABELS else None


def trail_of_figure(standing: Standing, desk: YearAtDesk, figure: Figure) -> list[Step]:
    """Lead back to the page that a figure stands on."""
    return _to(standing, desk, page_of(figure.key))


def trail_of_account(standing: Standing, desk: YearAtDesk, account: str) -> list[Step]:
    """Lead back to the statement that an account stands in."""
    is_result = is_result_account(account, desk.opened.basis.accounts)
    return _to(standing, desk, "income_statement" if is_result else "balance_sheet")


def trail_of_month(standing: Standing, desk: YearAtDesk, found: OnAccount) -> list[Step]:
    """Lead back to the account of a month, and the statement it stands in."""
    url = reverse("economy:account", args=[standing.association.slug, desk.year, found.account])
    asked = [f"period={found.at}"] if found.at != desk.year else []
    asked += [f"sign={TURNED}"] if found.is_turned else []
    own = Step(f"{url}?{'&'.join(asked)}" if asked else url, f"{found.account} {found.name}")
    return [*trail_of_account(standing, desk, found.account), own]


def _to(standing: Standing, desk: YearAtDesk, page: str | None) -> list[Step]:
    args = [standing.association.slug, desk.year]
    all_of_them = Step(reverse("economy:statements", args=args), _("Statements and notes"))
    own = [Step(reverse(f"economy:{page}", args=args), _LABELS[page])] if page else []
    return own if page == RATIOS else [all_of_them, *own]
