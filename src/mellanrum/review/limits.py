"""Limits that law or practice sets for the figures of an association: dated rules in rules/data/limits.toml."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from mellanrum.figures import Figure
from mellanrum.rules import Dated, Strict, in_force, shipped
from mellanrum.rules.model import Text

Share = Annotated[Decimal, Field(ge=0, le=1)]
Payer = Literal["state", "region", "municipalities"]


class Limit(Dated):
    """The most a share may be: `figure` is a key, such as "ratios.equity_share". Over it is a warning, no error."""

    figure: Text
    at_most: Share

    def keeps(self, shown: Decimal) -> bool:
        """Tell whether a share, as it is shown, is within the limit."""
        return shown <= self.at_most


class ContributionShare(Dated):
    """The share of all contributions that a kind of member pays.

    `region` says whether the share is for associations with a region among their members. Contributions are decided
    in whole kronor, each member's for itself: `tolerance` is what that may make the share differ, in kronor.
    """

    member: Payer
    share: Share
    region: bool
    tolerance: Annotated[Decimal, Field(ge=0)]


class Limits(Strict):
    """rules/data/limits.toml, or an association's own in its place."""

    limit: tuple[Limit, ...]
    contribution: tuple[ContributionShare, ...]

    def limits_of(self, year: int) -> tuple[Limit, ...]:
        """Return the limits in force at the end of a year."""
        return in_force(self.limit, date(year, 12, 31))

    def limit_of(self, key: str, year: int) -> Limit | None:
        """Return the limit that a figure has at the end of a year, None where it has none."""
        return next((row for row in self.limits_of(year) if row.figure == key), None)

    def keeps(self, figure: Figure) -> bool | None:
        """Tell whether a figure, as it is shown, is within its limit; None where it has none."""
        limit = self.limit_of(figure.key, figure.period.year)
        return None if limit is None else limit.keeps(figure.rounded)

    def shares_of(self, year: int, *, region: bool) -> tuple[ContributionShare, ...]:
        """Return the shares in force at the end of a year, with or without a region among the members."""
        return tuple(row for row in _at_end(self.contribution, year) if row.region is region)


def own_limit(figure: str, at_most: Decimal, from_year: int, decision: str) -> Limit:
    """Return the limit an association has decided for a figure, from a year until its next decision."""
    return Limit(figure=figure, at_most=at_most, valid_from=date(from_year, 1, 1), valid_to=None, reference=decision)


def with_own(limits: Limits, own: Iterable[Limit]) -> Limits:
    """Put an association's own limits in the place of others for the same figures, each from its first year."""
    rows = limits.limit
    for limit in sorted(own, key=lambda row: row.valid_from):
        rows = (*(kept for row in rows for kept in _until(row, limit)), limit)
    return limits.model_copy(update={"limit": rows})


def _until(row: Limit, later: Limit) -> Iterator[Limit]:
    """Give what is left of a limit when a later one for the same figure takes its place."""
    ended = row.valid_to is not None and row.valid_to < later.valid_from
    if row.figure != later.figure or ended:
        yield row
    elif row.valid_from < later.valid_from:
        yield row.model_copy(update={"valid_to": later.valid_from - timedelta(days=1)})


def _at_end(rows: Iterable[ContributionShare], year: int) -> tuple[ContributionShare, ...]:
    return in_force(rows, date(year, 12, 31))


def shipped_limits() -> Limits:
    """Return the limits that come with the program."""
    limits: Limits = shipped(Limits, "limits")
    return limits
