"""How many came, went and are there: by sex, with what came late and what was corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Chart, ChartKind, Form, Number, Row, RowKind, Series, Table
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.stock import Flow
from mellanrum.tallies.totals import all_during, flow_of
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import all_last, count, labels, sex_columns, sex_name


@dataclass(frozen=True, slots=True)
class _Moved:
    """How the stock of a sex moved, and how many there were in all."""

    flow: Flow
    all_during: int

    def part(self, name: str) -> int:
        """Return a line of the table."""
        if name == "all":
            return self.all_during
        if name in {"started", "ended"}:
            return int(getattr(self.flow, name)) + int(getattr(self.flow, f"late_{name}"))
        return int(getattr(self.flow, "closing" if name == "ongoing" else name))


BySex = Mapping[Sex | None, _Moved]


def flow(desk: Desk) -> Told | None:
    """Tell how the stock moved, by legal sex."""
    by_sex = {sex: _moved(desk, sex) for sex in (None, *STATED)}
    if not any(by_sex[None].part(name) for name in ("opening", "started", "ended", "ongoing", "all")):
        return None
    sexes = all_last(sex for sex, found in by_sex.items() if sex is not Sex.OTHER or found.all_during)
    rows = tuple(_row(desk, by_sex, sexes, line) for line in _lines(by_sex[None].flow))
    table = Table("flow", _("Started, ended and ongoing"), (labels(), *sex_columns(sexes)), rows)
    return Told(table, _flow_chart(by_sex, sexes))


def _moved(desk: Desk, sex: Sex | None) -> _Moved:
    return _Moved(flow_of(desk.followed, desk.span, sex), all_during(desk.followed, desk.span, sex))


def _lines(found: Flow) -> Iterator[tuple[str, str, RowKind]]:
    """List the lines of the flow and their names; what never happened is left out."""
    late = _("of them entered late, for a locked month")
    yield "opening", _("Ongoing at the beginning"), RowKind.NORMAL
    yield "started", _("Started"), RowKind.NORMAL
    if found.late_started:
        yield "late_started", late, RowKind.INDENTED
    yield "ended", pgettext("participations", "Ended"), RowKind.NORMAL
    if found.late_ended:
        yield "late_ended", late, RowKind.INDENTED
    if found.corrected:
        yield "corrected", _("Corrected"), RowKind.NORMAL
    if found.transferred:
        yield "transferred", _("Transferred"), RowKind.NORMAL
    yield "ongoing", _("Ongoing at the end"), RowKind.SUM
    yield "all", _("All during the time"), RowKind.NORMAL


def _row(desk: Desk, by_sex: BySex, sexes: tuple[Sex | None, ...], line: tuple[str, str, RowKind]) -> Row:
    name, label, kind = line
    figure = desk.figure_key(name)
    return Row((label, *(count(by_sex[sex].part(name), figure) for sex in sexes)), kind)


def _flow_chart(by_sex: BySex, sexes: tuple[Sex | None, ...]) -> Chart:
    parts = {"started": _("Started"), "ended": pgettext("participations", "Ended"), "ongoing": _("Ongoing at the end")}
    series = tuple(
        Series(sex_name(sex), tuple(Number(Decimal(by_sex[sex].part(part)), Form.COUNT) for part in parts))
        for sex in sexes
        if sex is not None
    )
    told = "; ".join(
        f"{name.lower()}: {', '.join(f'{one.label.lower()} {one.numbers[at].value}' for one in series)}"
        for at, name in enumerate(parts.values())
    )
    alt = _("Bars for each sex beside each other. %(told)s.") % {"told": told.capitalize()}
    caption = _("Started, ended and ongoing, by sex")
    return Chart("flow", caption, alt, ChartKind.GROUPED, tuple(parts.values()), series, show_table=False)
