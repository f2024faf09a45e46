"""Earlier years as earlier documents report them: totals by another method, each with its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.merging import SCREENING
from mellanrum.tallies.scheme import AnswerSet, Scheme, follow_up
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.models import ReportedCount

said = lazy(say, str)
SEXES: tuple[tuple[str, object], ...] = (
    ("", _("All")),
    (Sex.WOMAN.value, _("Women")),
    (Sex.MAN.value, _("Men")),
)
MEASURES: Mapping[str, object] = {
    "opening": _("Ongoing at the beginning of the year"),
    "started": said("Started"),
    "ended": said("Ended"),
    "ongoing": _("Ongoing at the end of the year"),
    "all": _("All during the year"),
    "referral": said("Referrals"),
    "guidance": said("Guidances"),
    "mean_age_started": said("Mean age, started"),
    "mean_age_ended": said("Mean age at start, ended"),
    "mean_months_ended": said("Mean time in the intervention, months"),
    "head_count": said("Head count"),
    "screening": said("Violence screening"),
}
"""What a year is asked for, under the names it has in the figures."""
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says of a year: numbers by measure and sex ("" for all)."""

    year: int
    source: str
    page: int | None
    numbers: Mapping[tuple[str, str], Decimal]


def measures_of(scheme: Scheme, rows: Iterable[ReportedCount] = ()) -> Mapping[str, str]:
    """Return what may be told of a year, by key: the usual, the association's sets of end reasons, and what is told."""
    sets = {_set_key(each): each.label for each in scheme.sets if each.question == "end_reason"}
    usual = {key: str(label) for key, label in MEASURES.items()}
    named = {**usual, **_screening(scheme), **_rates(scheme), **sets}
    return {**named, **{row.key: row.key for row in rows if row.key not in named}}


def is_mean(key: str) -> bool:
    """Tell whether a measure is a mean."""
    return key.startswith("mean_")


def is_share(key: str) -> bool:
    """Tell whether a measure is a share: documents print it in per cent, and it is kept as figures have it."""
    return key.endswith(".rate")


def kept(key: str, number: Decimal) -> Decimal:
    """Return a number of a document as it is kept."""
    return number / _HUNDRED if is_share(key) else number


def printed(key: str, value: Decimal) -> Decimal:
    """Return a number that is kept as documents print it."""
    return value * _HUNDRED if is_share(key) else value


def _screening(scheme: Scheme) -> Mapping[str, str]:
    answers = (answer for answer in scheme.questions[SCREENING].answers)
    told = {f"screening.outcome.{answer.key}": say(answer.label) for answer in answers}
    return {key: gettext("Violence screening: %(answer)s") % {"answer": label} for key, label in told.items()}


def _rates(scheme: Scheme) -> Mapping[str, str]:
    name = gettext("Answered the follow-up after %(months)s months, per cent")
    return {f"{follow_up(months)}.rate": name % {"months": months} for months in scheme.follow_ups}


def told_of(intervention: Intervention) -> tuple[ReportedCount, ...]:
    """List everything earlier documents say of an intervention, the newest year first."""
    own = ReportedCount.objects.of(intervention.association).filter(intervention=intervention)
    return tuple(own.order_by("-year", "pk"))


def year_token(intervention: Intervention, year: int) -> str:
    """Return a token of what is told of a year."""
    return token_of(
        (row.key, row.sex, row.value, row.source, row.page) for row in told_of(intervention) if row.year == year
    )


@transaction.atomic
def save_year(standing: Standing, intervention: Intervention, told: Told, seen: str) -> None:
    """Keep what a document says of a year, in the place of all that was told of it.

    ChangedMeanwhile where somebody saved the year after the token `seen` was given; nothing is saved then.
    """
    check_can_set_up_follow_up(standing)
    if year_token(intervention, told.year) != seen:
        raise ChangedMeanwhile
    ReportedCount.objects.of(standing.association).filter(intervention=intervention, year=told.year).delete()
    _keep(standing, intervention, told)


@transaction.atomic
def save_years(standing: Standing, intervention: Intervention, years: Iterable[Told]) -> None:
    """Keep what a document says of several years; each number takes the place of what was told before."""
    check_can_set_up_follow_up(standing)
    for told in years:
        own = ReportedCount.objects.of(standing.association).filter(intervention=intervention, year=told.year)
        for key, sex in told.numbers:
            own.filter(key=key, sex=sex).delete()
        _keep(standing, intervention, told)


@transaction.atomic
def remove_year(standing: Standing, intervention: Intervention, year: int) -> None:
    """Take away all that is told of a year."""
    check_can_set_up_follow_up(standing)
    ReportedCount.objects.of(standing.association).filter(intervention=intervention, year=year).delete()


def _keep(standing: Standing, intervention: Intervention, told: Told) -> None:
    ReportedCount.objects.bulk_create(
        ReportedCount(
            association=standing.association,
            intervention=intervention,
            year=told.year,
            key=key,
            sex=sex,
            value=value,
            source=told.source,
            page=told.page,
        )
        for (key, sex), value in told.numbers.items()
    )


def _set_key(each: AnswerSet) -> str:
    return f"end_reasons.{each.key}"
