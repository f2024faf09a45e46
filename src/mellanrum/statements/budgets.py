"""A budget of its own, put where the books have its cost centres and the statements their areas."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from mellanrum.books.ledger import COST_CENTRE, NIL, PROJECT, Books, Movement, Objects
from mellanrum.findings import Finding, Place, finding, words
from mellanrum.statements.areas import Areas


def with_budget(books: Books, budget: Iterable[Movement], areas: Areas, file: str) -> tuple[Books, tuple[Finding, ...]]:
    """Give the books with `budget`, read from `file`, in the place of the newest year's own.

    A cost centre may be written as its code or its name, or as an area's label or key. What is none of these keeps
    what stands there, and a finding says so.
    """
    named = _Names(books, areas)
    placed = [(row, named.placed(row)) for row in budget]
    unknown = {row.object_in(COST_CENTRE) or "" for row, found in placed if found is None}
    rows = tuple(row if found is None else found for row, found in placed)
    newest, *earlier = books.years
    told = (finding("budget.unknown_place", Place(file=file), name=name) for name in sorted(unknown))
    return replace(books, years=(replace(newest, budget=rows), *earlier)), tuple(told)


@dataclass(frozen=True, slots=True)
class AreaBudget:
    """The budget of an area (by its key) for the year, as people write it: income and cost in SEK, both positive."""

    area: str
    income: Decimal = NIL
    cost: Decimal = NIL


def total(rows: Iterable[AreaBudget]) -> AreaBudget:
    """Add the areas of a budget: income and cost of the whole, as the area `sum`."""
    found = tuple(rows)
    return AreaBudget("sum", sum((row.income for row in found), NIL), sum((row.cost for row in found), NIL))


def budget_of_areas(rows: Iterable[AreaBudget], areas: Areas) -> tuple[Movement, ...]:
    """Make rows for `with_budget` of a budget by area: income negative, costs positive.

    What no area is called keeps its name, and `with_budget` says so. As every budget, it is divided by the allocation
    keys that take costs of any account.
    """
    return tuple(Movement("", _objects_of(row.area, areas), None, amount) for row in rows for amount in _amounts(row))


def _amounts(row: AreaBudget) -> Iterator[Decimal]:
    if row.income:
        yield -row.income
    if row.cost or not row.income:
        yield row.cost


def _objects_of(area: str, areas: Areas) -> Objects:
    pair = _pair_of(area, areas)
    if pair is None and area == areas.default.key:
        return ()  # what stands on nothing falls on the default area
    return (pair or (COST_CENTRE, area),)


def _pair_of(area: str, areas: Areas) -> tuple[str, str] | None:
    """Return a cost centre of an area, else a project; None where it has neither."""
    for dimension, codes in ((COST_CENTRE, areas.by_centre), (PROJECT, areas.by_project)):
        code = next((code for code, key in codes.items() if key == area), None)
        if code is not None:
            return dimension, code
    return None


class _Names:
    """What a budget may call a cost centre, and what it is to the books."""

    def __init__(self, books: Books, areas: Areas) -> None:
        self._books = books
        self._areas = areas
        moved = {row.object_in(COST_CENTRE) for year in books.years for row in year.movements}
        self._codes = {code for code in (*moved, *areas.by_centre) if code is not None}
        self._codes |= {code for dimension, code in books.object_names if dimension == COST_CENTRE}
        names = {name: code for (dimension, code), name in books.object_names.items() if dimension == COST_CENTRE}
        self._centres = _folded(names)
        labels = {text: row.key for row in areas.rows for text in (row.key, row.label, words(row.label))}
        self._area_keys = _folded(labels)

    def placed(self, row: Movement) -> Movement | None:
        """Return the row where it belongs; None where nobody knows its cost centre."""
        centre = row.object_in(COST_CENTRE)
        if centre is None or centre in self._codes:
            return row
        name = centre.strip().casefold()
        if name in self._centres:
            return _on(row, (COST_CENTRE, self._centres[name]))
        return self._in_area(row, self._area_keys[name]) if name in self._area_keys else None

    def _in_area(self, row: Movement, area: str) -> Movement | None:
        """Put a row on a cost centre or project of an area; an area without, as contributions, has accounts."""
        pair = _pair_of(area, self._areas)
        if pair is not None:
            return _on(row, pair)
        accounts = (account for year in self._books.years for account in year.accounts())
        account = next((account for account in accounts if self._is_in(account, area)), None)
        return replace(_on(row, None), account=row.account or account) if account is not None else None

    def _is_in(self, account: str, area: str) -> bool:
        return self._areas.stated(Movement(account, (), None, NIL)) == area


def _folded(names: Mapping[str, str]) -> Mapping[str, str]:
    return {name.strip().casefold(): value for name, value in names.items()}


def _on(row: Movement, pair: tuple[str, str] | None) -> Movement:
    """Return the row on another object in the place of its cost centre."""
    others = {dimension: code for dimension, code in row.objects if dimension != COST_CENTRE}
    objects = others if pair is None else {**others, pair[0]: pair[1]}
    return replace(row, objects=tuple(sorted(objects.items())))
