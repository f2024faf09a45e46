"""Reading and saving what surveys have collected. As of ledgers, every save rewrites the whole row."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from django.db import IntegrityError, transaction

from mellanrum.surveys.collected import Collected, from_text, to_text
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import SpentSlip, SpentToken, SurveyCounters
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.counters.store import Overtaken, spend
from mellanrum.web.counters.tokens import Token
from mellanrum.web.tenancy.models import Association

Make = Callable[[Collected], Collected]


class SlipUsed(Exception):  # noqa: N818 - it is news, not an error of the program
    """The slip has been used before: nothing has been counted now."""


def collected_of(association: Association, survey: str) -> Collected | None:
    """Return what a survey (its key) has collected; None where nothing is kept of it."""
    row = SurveyCounters.objects.of(association).filter(survey=survey).first()
    return from_text(row.content) if row else None


def all_collected(association: Association) -> Mapping[str, Collected]:
    """Return what every survey has collected, by its key, in one question."""
    return {row.survey: from_text(row.content) for row in SurveyCounters.objects.of(association).order_by("survey")}


def begin(association: Association, survey: str, collected: Collected) -> None:
    """Put a survey's counters in place, or anew those of one in which nothing has been handed in yet.

    Overtaken where something has been: counters that somebody stands behind are not put away.
    """

    def anew(held: Collected) -> Collected:
        if held.handed_in() and held != collected:
            raise Overtaken
        return collected

    change(association, survey, anew, otherwise=collected)


def change(  # noqa: PLR0913 - which survey it is takes two
    association: Association,
    survey: str,
    make: Make,
    *,
    otherwise: Collected,
    token: Token | None = None,
    spent: str | None = None,
) -> Collected:
    """Replace what a survey has collected by what `make` makes of it, in one transaction; of `otherwise` if nothing is.

    AlreadyCounted where the form's token has been spent, SlipUsed where the slip (its digest, `spent`) has, and nothing
    is changed. What `make` raises goes on, and nothing is changed. `make` may be asked again where the database is
    busy: it changes nothing by itself.
    """
    return patiently(partial(_changed, association, survey, make, otherwise, token=token, spent=spent))


def forget_spent(association: Association, survey: str) -> None:
    """Take away what is remembered of a survey's forms and slips: it is closed, and none can be sent any more."""
    patiently(partial(_removed, (SpentSlip, SpentToken), association, survey))


def remove(association: Association, survey: str) -> None:
    """Take a survey's counters away, with what is remembered of its forms and slips: one that never opened."""
    patiently(partial(_removed, (SurveyCounters, SpentSlip, SpentToken), association, survey))


def _changed(  # noqa: PLR0913 - as above
    association: Association, survey: str, make: Make, otherwise: Collected, *, token: Token | None, spent: str | None
) -> Collected:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        row = _locked(association, survey, otherwise)
        if token:
            spend(association, token, survey=survey)
        if spent:
            _use(association, survey, spent)
        made = make(from_text(row.content))
        own = SurveyCounters.objects.of(association).filter(pk=row.pk, version=row.version)
        if own.update(content=to_text(made), version=row.version + 1) != 1:
            raise Overtaken
    return made


def _locked(association: Association, survey: str, otherwise: Collected) -> SurveyCounters:
    own = SurveyCounters.objects.of(association).filter(survey=survey)
    row = own.select_for_update().first()
    if row is None:
        made = {"content": to_text(otherwise)}
        SurveyCounters.objects.of(association).get_or_create(association=association, survey=survey, defaults=made)
        row = own.select_for_update().get()
    return row


def _use(association: Association, survey: str, digest: str) -> None:
    """Remember a slip. SlipUsed where it is known: then the transaction can only be undone, and is."""
    try:
        SpentSlip(association=association, survey=survey, digest=digest).save(force_insert=True)
    except IntegrityError:
        raise SlipUsed from None


def _removed(
    models: Iterable[type[SpentSlip] | type[SpentToken] | type[SurveyCounters]], association: Association, survey: str
) -> None:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        for model in models:
            model.objects.of(association).filter(survey=survey).delete()
