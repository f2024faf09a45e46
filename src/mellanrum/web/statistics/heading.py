"""The figures that a manager is asked for first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.figures import Figure
from mellanrum.numbers import kronor
from mellanrum.tallies.cost_figures import COSTS, paid_for
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.merging import sets_of
from mellanrum.tallies.scheme import follow_up
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.table_figures import END_REASON, INDIVIDUALS
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.shaping import name_of

SELF_SUPPORT = "self_support"


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
    yield from _individuals(desk)
    yield from _against_budget(desk)
    yield from _self_support(desk)
    yield from _fact(desk, "mean_months_ended", _("Months in the intervention, mean"), _("of the ended who gave it"))
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


def _self_support(desk: Desk) -> Iterator[Fact]:
    """Tell how many of the ended support themselves, and by which definition: the association's own or the usual."""
    found = next((each for each in sets_of(END_REASON, desk.scheme) if each.key == SELF_SUPPORT), None)
    if found is None:
        return
    is_own = found in desk.scheme.sets
    listed = [key for key in desk.scheme.answers(END_REASON) if key in found.answers]
    reasons = [name_of(answer_label(END_REASON, key, desk.scheme)) for key in listed]
    names = ", ".join(f"{name[:1].lower()}{name[1:]}" for name in reasons)
    about = (
        _("of the ended; by the association's own definition: %(reasons)s")
        if is_own
        else _("of the ended; by the usual definition: %(reasons)s")
    )
    label = name_of(found.label, is_own=is_own)
    yield from _fact(desk, f"end_reasons.{SELF_SUPPORT}.share", label, about % {"reasons": names})


def _fact(desk: Desk, key: str, label: str, about: str = "") -> Iterator[Fact]:
    found = desk.figure(key)
    if found is not None:
        yield Fact(label, found, desk.figure(key, Sex.WOMAN), desk.figure(key, Sex.MAN), about=about)


def _individuals(desk: Desk) -> Iterator[Fact]:
    """Tell how many individuals the started were at most, where all is in it and somebody has been asked."""
    asked = [desk.figure(f"started.first_start.{answer}") for answer in ("yes", "no")]
    if desk.is_whole and any(each and each.value for each in asked):
        about = _("the started less those who had started before in the year; who does not know may be new")
        yield from _fact(desk, INDIVIDUALS, _("Individuals who started, at most"), about)


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
