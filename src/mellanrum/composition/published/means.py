"""Means beside the tables: each follows the cell of those who gave the number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from mellanrum.composition.published.asking import INTERVENTION, PERIOD, SEX
from mellanrum.composition.published.attributes import Kind
from mellanrum.composition.published.codes import ANSWERED
from mellanrum.composition.published.laying_out import LayingOut
from mellanrum.disclosure.derived import Mean
from mellanrum.disclosure.places import spot_of
from mellanrum.disclosure.tables import TOTAL, Table, key_of
from mellanrum.tallies.means import mean_of
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.shown import EVENTS


@dataclass(frozen=True, slots=True)
class PublishedMean:
    """A mean, by the measure that its figure has ("mean_age_started"), of a group (TOTAL for all together) and a sex.

    `follows` is the cell that must be shown for it, and `unit` what it is in: years, months, days.
    """

    measure: str
    group: str
    sex: Sex | None
    value: Decimal
    unit: str
    follows: Mean


def means_of(laying: LayingOut, tables: tuple[Table, ...]) -> Iterator[PublishedMean]:
    """Give the means of the whole time that a table of bands stands beside; a number without bands has no cell."""
    asked, span = laying.asked, laying.times.whole.span
    cells = {
        key_of(table.of, table.place(codes)): number for table in tables for codes, number in table.numbers.items()
    }
    bands = {kind: laying.attributes.variables(kind)[0] for kind in laying.named if len(kind.rule.questions) == 1}
    for kind, variable in bands.items():
        for rule, (group, followed) in product(
            asked.scheme.tables_of(EVENTS.get(kind.what, kind.what)), asked.groups.items()
        ):
            if rule.questions != (variable,) or kind.rule.key == rule.key or not asked.is_whole(group, span):
                continue
            found = mean_of(followed, kind.what, rule.key, span, asked.scheme, asked.threshold)
            for sex, cell in found.cells.items() if found else ():
                key = next((key for key in _keys(laying, kind, variable, group, sex) if key in cells), "")
                if found and cell.value is not None and cells.get(key) == cell.count:
                    measure = f"mean_{rule.key}_{kind.what}"
                    yield PublishedMean(measure, group, sex, cell.value, found.unit, Mean(key))


def _keys(laying: LayingOut, kind: Kind, variable: str, group: str, sex: Sex | None) -> Iterator[str]:
    """Give the cells that may be of those who gave a number: those who have answered, or all where everybody has."""
    named = laying.named[kind]
    at: Mapping[str, str] = {
        **named.at,
        PERIOD: laying.times.whole.code,
        INTERVENTION: group,
        SEX: TOTAL if sex is None else named.sexes[sex],
    }
    yield key_of(*spot_of(named.of, {**at, variable: ANSWERED}))
    yield key_of(*spot_of(named.of, at))
