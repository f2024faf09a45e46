"""Carrying those ongoing over from an intervention to the one that took over: neither start nor end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import is_open, transfer
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.stock import flow, stock_cells
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Succession
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.interventions.services.succession import mark_stock_moved
from mellanrum.web.register.services.deciding import locking_of, scheme_on, settings_on
from mellanrum.web.register.services.ledgers import ledgers_now, save_two


class AlreadyMoved(Exception):  # noqa: N818 - it is news, not an error of the program
    """Somebody has carried the stock over before: nothing has been moved now."""


class NothingToMove(Exception):  # noqa: N818 - as above
    """The month has locked, or something has been counted after it: nothing has been moved."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A month (its first day) that the stock may be carried over in, and how many were ongoing at its end, by sex."""

    month: date
    numbers: dict[Sex, int]

    @property
    def all(self) -> int:
        """How many there are in all."""
        return sum(self.numbers.values())


def offers(standing: Standing, succession: Succession) -> tuple[Offer, ...]:
    """List the months the stock may be carried over in, the newest first: open, and without counts after them."""
    association, day = standing.association, standing.day
    held = [ledgers_now(association, slug, day) for slug in (succession.before.slug, succession.after.slug)]
    this = day.replace(day=1)
    before = date(this.year - (this.month == 1), (this.month - 2) % 12 + 1, 1)
    months = [month for month in (this, before) if month >= succession.on.replace(day=1)]
    locking = {month: locking_of(settings_on(association, month.year)) for month in months}
    open_ones = [month for month in months if all(_is_open(each, month, day, locking[month]) for each in held)]
    return tuple(Offer(month, numbers_of(held[0], month)) for month in open_ones if _is_last(held[0], month))


def numbers_of(ledgers: Sequence[Ledger], month: date) -> dict[Sex, int]:
    """Return how many are ongoing at a month's end, by legal sex."""
    return {sex: flow(ledgers, month, month, sex).closing for sex in STATED}


def carry_over(standing: Standing, succession: Succession, month: date) -> int:
    """Carry everybody ongoing over, with what is known of them; returns how many.

    AlreadyMoved where it has been done. NothingToMove where the month is none of those that are offered.
    """
    check_can_set_up_follow_up(standing)
    association, before, after = standing.association, succession.before, succession.after
    if month not in {offer.month for offer in offers(standing, succession)}:
        raise NothingToMove
    scheme = scheme_on(association, month)
    earlier = [each for each in ledgers_now(association, before.slug, standing.day) if each.year < month.year]
    moved = 0

    def make(source: Ledger, target: Ledger) -> tuple[Ledger, Ledger]:
        nonlocal moved
        stock = stock_of([*earlier, source], month, scheme)
        moved = sum(number for cell, number in stock.items() if cell.table == TOTAL)
        return transfer(source, target, month.month, key_of_slug(before.slug), key_of_slug(after.slug), stock)

    with transaction.atomic():
        if not mark_stock_moved(succession):
            raise AlreadyMoved
        save_two(standing, before, after, month.year, make)
    return moved


def stock_of(ledgers: Sequence[Ledger], month: date, scheme: Scheme) -> dict[Cell, int]:
    """Return everybody ongoing at a month's end, by sex and by attribute, as cells of a stock."""
    total = {Cell(STOCK, TOTAL, TOTAL, "", sex): number for sex, number in numbers_of(ledgers, month).items() if number}
    return {**stock_cells(ledgers, month, scheme), **total}


def _is_open(ledgers: Sequence[Ledger], month: date, day: date, locking: Locking) -> bool:
    held = next((ledger for ledger in ledgers if ledger.year == month.year), None)
    return is_open(held, month, day, locking)


def _is_last(ledgers: Sequence[Ledger], month: date) -> bool:
    """Tell whether nothing has been counted after a month, so that the stock at its end is known by attribute."""
    return not any(
        (ledger.year, number) > (month.year, month.month) and (each.counts or each.transferred)
        for ledger in ledgers
        for number, each in enumerate(ledger.months, 1)
    )
