"""Charts of results: positive, with clearly positive inside, and means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Chart, ChartKind, Form, Number, Series
from mellanrum.documents.shown import written
from mellanrum.surveys.results import CLEARLY_POSITIVE, POSITIVE, Result, percent
from mellanrum.web.parts.templatetags.parts import lang


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, per cent positive, and clearly positive inside it where that is known."""

    label: str
    positive: int
    clearly: int | None = None


def bar_of(label: str, result: Result | None) -> Bar | None:
    """Return the bar of a result; None where it has no share of positive answers."""
    positive = percent(result.share(POSITIVE)) if result is not None else None
    if result is None or positive is None:
        return None
    return Bar(label, positive, percent(result.share(CLEARLY_POSITIVE)))


def positive_chart(key: str, caption: str, bars: Sequence[Bar]) -> Chart | None:
    """Draw bars; None where there are fewer than two."""
    if len(bars) < 2:
        return None
    drawn = tuple(each for each in _series(bars) if any(number.value is not None for number in each.numbers))
    return Chart(
        key,
        caption,
        _alt(caption, bars),
        ChartKind.STACKED if len(drawn) > 1 else ChartKind.BARS,
        tuple(bar.label for bar in bars),
        drawn,
        unit="%",
        show_table=False,
    )


def mean_chart(key: str, caption: str, means: Sequence[tuple[str, Decimal]]) -> Chart | None:
    """Draw means, by what they are of; None where there are fewer than two."""
    if len(means) < 2:
        return None
    numbers = tuple(Number(value, Form.MEAN) for _label, value in means)
    listed = "; ".join(f"{label} {written(Number(value, Form.MEAN), lang())}" for label, value in means)
    alt = _("Bars, mean: %(what)s. %(listed)s.") % {"what": caption, "listed": listed}
    drawn = (Series(_("Mean"), numbers),)
    return Chart(key, caption, alt, ChartKind.BARS, tuple(label for label, _value in means), drawn, show_table=False)


def _series(bars: Sequence[Bar]) -> Iterable[Series]:
    yield Series(_("Clearly positive"), tuple(_number(bar.clearly) for bar in bars))
    rest = (None if bar.clearly is None else bar.positive - bar.clearly for bar in bars)
    yield Series(_("Positive, not clearly"), tuple(map(_number, rest)))
    alone = (bar.positive if bar.clearly is None else None for bar in bars)
    yield Series(_("Positive in all"), tuple(map(_number, alone)))


def _number(value: int | None) -> Number:
    return Number(None if value is None else Decimal(value), Form.COUNT)


def _alt(caption: str, bars: Iterable[Bar]) -> str:
    """Say in words what the bars show."""
    return _("Bars, per cent positive: %(what)s. %(listed)s.") % {
        "what": caption,
        "listed": "; ".join(map(_told, bars)),
    }


def _told(bar: Bar) -> str:
    if bar.clearly is None:
        return f"{bar.label} {bar.positive}"
    return _("%(label)s %(positive)s, of which clearly %(clearly)s") % {
        "label": bar.label,
        "positive": bar.positive,
        "clearly": bar.clearly,
    }
