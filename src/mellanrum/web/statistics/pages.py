"""What stands on a page, in its order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.tallies.rules import TableRule
from mellanrum.tallies.scheme import Scheme, follow_up
from mellanrum.tallies.sex import Sex
from mellanrum.web.statistics.addresses import page_of
from mellanrum.web.statistics.choices import OVER
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling import (
    answers_over_years,
    counters,
    ends,
    flow,
    means,
    monthly,
    municipal,
    over_years,
    referrals,
    screening,
    together,
)
from mellanrum.web.statistics.telling.attributes import attribute, broad
from mellanrum.web.statistics.telling.pieces import Group, Other, Piece
from mellanrum.web.statistics.telling.shaping import sex_name

EVENT_OF = {"started": "start", "ended": "end", "ongoing": "start", "all": "start"}


def groups_of(desk: Desk) -> tuple[Group, ...]:
    """List what a page may tell, by what the reader has chosen; each piece is made only when it is asked for."""
    scheme = desk.scheme
    return (
        Group("insatserna", _("The interventions"), (Piece("interventions", together.interventions),)),
        Group("antal", _("How many"), (Piece("flow", flow.flow), Piece("months", monthly.months))),
        Group("deltagarna", _participants(desk), tuple(_stocked(scheme, desk.choice.what))),
        Group("kommuner", _("Municipality by month"), tuple(municipal.piece(event) for event in scheme.events)),
        Group("starter", _("At the start"), (*_own(scheme, "started", "start"), means.piece("started"))),
        Group(
            "avslut", _("At the end"), (Piece("sets", ends.sets), *_own(scheme, "ended", "end"), means.piece("ended"))
        ),
        Group("uppfoljning", _("Follow-up afterwards"), tuple(_followed_up(scheme)), _ABOUT_FOLLOW_UP()),
        Group("remisser", _("Referrals"), tuple(_referrals(scheme))),
        Group("vagledning", _("Guidances"), (*_own(scheme, "guidance", "guidance"), means.piece("guidance"))),
        Group(
            "vald",
            _("Violence screening"),
            (Piece("screening", screening.screening), Piece("screening.since", screening.since)),
        ),
        Group(
            "grupper",
            _("Groups and heads"),
            (Piece("groups", counters.groups), Piece("heads", counters.heads)),
        ),
        Group("ar", _("Years beside each other"), tuple(_over_years(desk.choice.what)), "", tuple(_sexes(desk))),
        Group("sedan-starten", _("Since the beginning"), (Piece("since", over_years.since),)),
    )


def _ABOUT_FOLLOW_UP() -> str:  # noqa: N802 - a text, worded in the language of the page
    return _("The rate is of those who consented: answered of consented.")


def _participants(desk: Desk) -> str:
    heads = {
        "started": _("Those who started"),
        "ended": _("Those who ended"),
        "ongoing": _("Those ongoing at the end"),
        "all": _("All during the time"),
    }
    return heads[desk.choice.what]


def _stocked(scheme: Scheme, what: str) -> Iterator[Piece]:
    """List the tables that can be told of the started, the ended, the ongoing and all."""
    for rule in scheme.tables_of(EVENT_OF[what]):
        if rule.stock and not _is_number(scheme, rule):
            yield from (broad(what, rule), attribute(what, rule))


def _own(scheme: Scheme, what: str, event: str) -> tuple[Piece, ...]:
    """List the tables that only one event has."""
    return tuple(
        made(what, rule)
        for rule in scheme.tables_of(event)
        if not rule.stock and not _is_number(scheme, rule)
        for made in (broad, attribute)
    )


def _followed_up(scheme: Scheme) -> Iterator[Piece]:
    yield Piece("follow_up", ends.follow_up)
    for months in scheme.follow_ups:
        event = follow_up(months)
        for rule in scheme.tables_of(event):
            if rule.key not in {"consented", "answered"} and not _is_number(scheme, rule):
                yield attribute(event, rule)


def _referrals(scheme: Scheme) -> Iterator[Piece]:
    yield Piece("referral.matrix", referrals.matrix)
    yield Piece("referral.payers", referrals.beside_payers)
    for rule in scheme.tables_of("referral"):
        if rule.key not in {"municipality", "referrer_municipality"} and not _is_number(scheme, rule):
            yield attribute("referral", rule)
    yield Piece("queue", counters.queue)


def _over_years(what: str) -> Iterator[Piece]:
    """List what is told year by year: the measures, then the answers that change most."""
    yield Piece("years", over_years.years)
    for of, key in (
        (what, "age_band"),
        (what, "livelihood_before"),
        ("ended", "livelihood"),
        ("ended", "end_reason"),
        ("ended", "months_band"),
        ("referral", "referrer"),
        ("guidance", "age_band"),
        ("guidance", "livelihood"),
        ("screening", "outcome"),
    ):
        yield answers_over_years.piece(of, key)


def _sexes(desk: Desk) -> Iterator[Other]:
    for over in OVER:
        url = page_of(desk, over=over)
        yield Other(sex_name(Sex(over) if over else None), url, over == desk.choice.over)


def _is_number(scheme: Scheme, rule: TableRule) -> bool:
    return scheme.questions[rule.questions[0]].kind == "number"
