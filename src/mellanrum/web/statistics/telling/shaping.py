"""How numbers become columns and cells: by sex, with the share of the base, and with the figure each of them is."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, ColumnKind, Form, Number, Series
from mellanrum.figures import Period
from mellanrum.findings import words
from mellanrum.numbers import share
from mellanrum.tallies.sex import Sex
from mellanrum.web.parts.templatetags.parts import lang

HIDDEN = ".."
"""What stands for a number that is not shown."""
MOST_BARS = 14


def sex_name(sex: Sex | None) -> str:
    """Name a column of a sex, None for all."""
    return {
        None: _("All"),
        Sex.WOMAN: _("Women"),
        Sex.MAN: _("Men"),
        Sex.OTHER: _("Other or not stated"),
        Sex.UNSPLIT: _("Not divided by sex"),
    }[sex]


def all_last(sexes: Iterable[Sex | None]) -> tuple[Sex | None, ...]:
    """Put the column of all after those of each sex."""
    listed = tuple(sexes)
    return (*(sex for sex in listed if sex is not None), *((None,) if None in listed else ()))


def labels(header: str = "") -> Column:
    """Make the column that labels the rows."""
    return Column("label", header, ColumnKind.TEXT)


def sex_columns(sexes: Iterable[Sex | None], *, with_share: bool = False) -> tuple[Column, ...]:
    """Make the columns of each sex. A column's key begins with the sex its figures are of."""
    found: list[Column] = []
    for sex in sexes:
        key, name = sex or "all", sex_name(sex)
        if with_share:
            found.append(Column(f"{key}.number", how_many(), group=name))
            found.append(Column(f"{key}.share", "%", ColumnKind.SHARE, group=name))
        else:
            found.append(Column(f"{key}.number", name))
    return tuple(found)


def how_many() -> str:
    """Head a column of numbers."""
    return pgettext("how many", "Number")


def count(value: int | None, key: str = "", period: Period | None = None) -> Cell:
    """Write a number of participations; `key` is the figure it is, of the page's time where no other is said."""
    return HIDDEN if value is None else Number(Decimal(value), Form.COUNT, key, period)


def of_sex(key: str, sex: Sex | None) -> str:
    """Name a figure of a sex where the column does not tell which: in a table with rows for each of them."""
    return f"{key}@{sex}" if sex else key


def per_cent(value: Decimal | None, key: str = "", period: Period | None = None) -> Cell:
    """Write a share under a head that says per cent; a dash where there is nothing to divide by."""
    return Number(value, Form.PERCENT, key if value is not None else "", period)


def name_of(label: str, *, is_own: bool = False) -> str:
    """Word an engine's label; names of the association's own pass through."""
    return label if is_own else words(label, lang())


def bars(key: str, caption: str, values: Sequence[tuple[str, Decimal]], form: Form = Form.SHARE) -> Chart | None:
    """Draw bars beside their labels, each with its number; None where there is nothing to draw."""
    drawn = [(short(label), value) for label, value in values if value][:MOST_BARS]
    if len(drawn) < 2:
        return None
    numbers = tuple(Number(value, form) for _label, value in drawn)
    return Chart(
        key,
        caption,
        alt_of(caption, drawn, form),
        ChartKind.LIMIT,
        tuple(label for label, _value in drawn),
        (Series(caption, numbers),),
        show_table=False,
    )


def short(label: str) -> str:
    """Leave out what stands in brackets: the table has the whole label, and beside a bar there is little room."""
    return label.partition(" (")[0]


def alt_of(caption: str, values: Sequence[tuple[str, Decimal]], form: Form = Form.SHARE) -> str:
    """Say in words what bars show: the three longest."""
    longest = sorted(values, key=lambda each: each[1], reverse=True)[:3]
    listed = "; ".join(
        f"{label} {share(value, 1, lang()) if form is Form.SHARE else value}" for label, value in longest
    )
    return _("Bars: %(what)s. Longest: %(listed)s.") % {"what": caption, "listed": listed}
