"""Years beside each other, and all since counting began."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, Form, Number, Row, Series, Table
from mellanrum.figures import Figure, Leaf, Period, Unit
from mellanrum.figures.tracing import full_name
from mellanrum.tallies.scheme import follow_up
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.shown import rule_of
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.totals import flow_of
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import all_last, count, sex_columns

MOST_YEARS = 6
FLOW = ("started", "ended", "ongoing", "all")
_FORMS = {Unit.SHARE: Form.SHARE, Unit.COUNT: Form.COUNT}


def years(desk: Desk) -> Told | None:
    """Tell the years beside each other: the measures asked for first, with what was counted by another method."""
    shown = _years(desk)
    found = {measure: [_in_year(desk, measure, year) for year in shown] for measure in _measures(desk)}
    rows = [_row(measure, figures) for measure, figures in found.items() if any(figures)]
    if len(shown) < 2 or not rows:
        return None
    otherwise = {
        year
        for figures in found.values()
        for year, each in zip(shown, figures, strict=True)
        if each and each.is_reported
    }
    columns = (
        Column("label", ""),
        *(Column(f"all.{year}", f"{year}{'*' if year in otherwise else ''}") for year in shown),
    )
    notes = (*_otherwise(found.values()), *_breaks(desk, shown))
    table = Table("years", _("Years beside each other"), columns, tuple(rows), notes=notes)
    return Told(table, _chart(shown, found))


def _years(desk: Desk) -> tuple[int, ...]:
    """Return the years to show, oldest first: those up to the chosen one, as many as there is room for."""
    return tuple(sorted(year for year in desk.years if year <= desk.choice.year))[-MOST_YEARS:]


def _measures(desk: Desk) -> Iterator[str]:
    yield from FLOW
    yield "guidance"
    yield from ("end_reasons.self_support", "end_reasons.self_support.share", "mean_age_started", "mean_months_ended")
    for months in desk.scheme.follow_ups:
        yield f"{follow_up(months)}.rate"
    yield "head_count"


def _in_year(desk: Desk, measure: str, year: int) -> Figure | None:
    return desk.book.find(desk.figure_key(measure), Period.of_year(year))


def _row(measure: str, figures: Sequence[Figure | None]) -> Row:
    first = next(each for each in figures if each is not None)
    name = full_name(first, lang())
    label = _("%(name)s, share") % {"name": name} if measure.endswith(".share") else name
    return Row((label, *(_cell(each) for each in figures)))


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Number(None, Form.COUNT)
    return Number(figure.rounded, _FORMS.get(figure.unit, Form.MEAN), figure.key, figure.period)


def _otherwise(rows: object) -> Iterator[str]:
    """Name the documents that years counted by another method are told by."""
    said: dict[str, None] = {}
    for figures in rows:  # type: ignore[attr-defined]  # the rows' figures
        for each in figures:
            for term in each.trace.inputs if each else ():
                if isinstance(term.node, Leaf) and term.node.kind == "report":
                    said[_document(each.period.year, term.node)] = None
    for text in said:
        yield text


def _document(year: int, leaf: Leaf) -> str:
    told = {"year": year, "source": leaf.label, "page": leaf.place.page}
    if leaf.place.page:
        return _("* %(year)s: another method, from %(source)s, page %(page)s.") % told
    return _("* %(year)s: another method, from %(source)s.") % told


def _breaks(desk: Desk, shown: Sequence[int]) -> Iterator[str]:
    """Say where a table was declared, or the way of counting changed, within the years shown."""
    first = of_years(shown).first
    for what, key in (("ended", "end_reason"), ("started", "age"), ("ended", "months")):
        rule = rule_of(desk.scheme, what, key)
        if rule is not None and rule.valid_from > first:
            yield _("Break: a table here is counted from %(day)s.") % {"day": rule.valid_from.isoformat()}


def _chart(shown: Sequence[int], found: dict[str, list[Figure | None]]) -> Chart | None:
    series = tuple(
        Series(name, tuple(Number(each.value if each else None, Form.COUNT) for each in found[measure]))
        for measure, name in (("started", _("Started")), ("ended", _("Ended")), ("all", _("All during the year")))
        if all(each is not None for each in found[measure])
    )
    if not series:
        return None
    told = "; ".join(f"{one.label.lower()}: {', '.join(str(number.value) for number in one.numbers)}" for one in series)
    caption = _("Participations, year by year")
    alt = _("Bars for each year from %(first)s to %(last)s. %(told)s.") % {
        "first": shown[0],
        "last": shown[-1],
        "told": told.capitalize(),
    }
    return Chart("years", caption, alt, ChartKind.GROUPED, tuple(map(str, shown)), series, show_table=False)


def since(desk: Desk) -> Told | None:
    """Tell all that has been counted, from the first year to the chosen one, by legal sex."""
    counted = sorted({year for each in desk.followed for year in each.years if year <= desk.choice.year})
    if len(counted) < 2:
        return None
    span = of_years(counted)
    flows = {sex: flow_of(desk.followed, span, sex) for sex in (None, *STATED)}
    sexes = all_last(sex for sex, found in flows.items() if sex is not Sex.OTHER or found.started or found.opening)
    rows = (
        Row((_("Ongoing when counting began"), *(count(flows[sex].opening) for sex in sexes))),
        Row((_("Started"), *(count(flows[sex].started + flows[sex].late_started) for sex in sexes))),
        Row((_("Ended"), *(count(flows[sex].ended + flows[sex].late_ended) for sex in sexes))),
    )
    title = _("Since counting began, %(first)s to %(last)s") % {"first": counted[0], "last": counted[-1]}
    table = Table("since", title, (Column("label", ""), *sex_columns(sexes)), rows)
    return Told(table)
