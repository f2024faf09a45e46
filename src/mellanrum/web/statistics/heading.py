"""The figures that a manager is asked for first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.figures import Figure
from mellanrum.numbers import kronor
from mellanrum.tallies.cost_figures import COSTS, paid_for
from mellanrum.tallies.scheme import follow_up
from mellanrum.tallies.sex import Sex
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with those of women and men beside it, and what it is of; `text` where it is no figure of its own."""

    label: str
    figure: Figure | None = None
    woman: Figure | None = None
    man: Figure | None = None
    text: str = ""
    about: str = ""


def facts_of(desk: Desk) -> tuple[Fact, ...]:
    """List the figures that say most; those there is nothing of are left out."""
    return tuple(_facts(desk))


def _facts(desk: Desk) -> Iterator[Fact]:
    flow = [fact for key, label in _measures() for fact in _fact(desk, key, label)]
    if any(fact.figure and fact.figure.value for fact in flow):
        yield from flow
    yield from _against_budget(desk)
    for key, label, about in _shares():
        yield from _fact(desk, key, label, about)
    for months in desk.scheme.follow_ups:
        name = _("Answered the follow-up after %(months)s months") % {"months": months}
        yield from _fact(desk, f"{follow_up(months)}.rate", name, _("of those who had consented"))
    yield from _fact(desk, "guidance", _("Guidances"))
    yield from _fact(desk, "waiting", _("Waiting for a place"), _("at the last counted month's end"))
    yield from _cost(desk)


def _measures() -> tuple[tuple[str, str], ...]:
    return (
        ("started", _("Started")),
        ("ended", pgettext("participations", "Ended")),
        ("ongoing", _("Ongoing at the end")),
        ("all", _("All during the time")),
    )


def _shares() -> tuple[tuple[str, str, str], ...]:
    return (
        ("end_reasons.self_support.share", _("Self-support"), _("of the ended")),
        ("mean_months_ended", _("Months in the intervention, mean"), _("of the ended who gave it")),
    )


def _fact(desk: Desk, key: str, label: str, about: str = "") -> Iterator[Fact]:
    found = desk.figure(key)
    if found is not None:
        yield Fact(label, found, desk.figure(key, Sex.WOMAN), desk.figure(key, Sex.MAN), about=about)


def _against_budget(desk: Desk) -> Iterator[Fact]:
    planned, part = desk.figure("budgeted"), desk.figure("budgeted.share")
    if planned is not None:
        yield Fact(_("Budgeted number for the year"), planned)
    if part is not None:
        yield Fact(_("Share of the budgeted number"), part, about=_("all during the year of the budgeted"))


def _cost(desk: Desk) -> Iterator[Fact]:
    """Tell what a participation costs: the money granted for the year over all during the year."""
    cost, money, base = (desk.figure(key) for key in COSTS)
    if cost is None or money is None or base is None:
        return
    about = _("granted %(money)s for the year, by %(number)s participations during the year") % {
        "money": kronor(money.rounded, lang()),
        "number": base.rounded,
    }
    if len(paid_for(desk.followed, desk.choice.year)) < len(desk.followed):
        about = _("%(about)s; only of those interventions that have money planned") % {"about": about}
    yield Fact(_("Cost for each participation"), cost, about=f"({about})")
