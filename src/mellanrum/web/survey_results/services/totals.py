"""Totals that are typed in, by rule and year: their items are never here."""

from django.db import transaction
from django.db.models import QuerySet

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.few_in_totals import told_totals
from mellanrum.surveys.questionnaires import totals_on
from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.totals import Totals, totals_findings, totals_from_text, totals_to_text
from mellanrum.web.access.rules import check_can_import_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import TypedTotals
from mellanrum.web.survey_results.services.asking import end_of
from mellanrum.web.tenancy.models import Association


def rules_in(year: int) -> tuple[TotalsRule, ...]:
    """List what is known by its totals alone in a year."""
    return totals_on(end_of(year))


def rule_in(key: str, year: int) -> TotalsRule | None:
    """Return a rule by its key; None where there is none that year."""
    return next((each for each in rules_in(year) if each.key == key), None)


def rows_of(association: Association) -> QuerySet[TypedTotals]:
    """Return what has been typed as it is kept, with when and by whom, the newest year first."""
    found: QuerySet[TypedTotals] = TypedTotals.objects.of(association)
    return found.select_related("by").order_by("-year", "rule")


def typed_in(association: Association, threshold: int = 0) -> tuple[tuple[Totals, TotalsRule], ...]:
    """Return all totals that have been typed, the newest year first: with a threshold, what may be shown of them."""
    read = ((totals_from_text(each.content), rule_in(each.rule, each.year)) for each in rows_of(association))
    known = ((totals, rule) for totals, rule in read if rule is not None)
    return tuple((told_totals(totals, rule, threshold) if threshold else totals, rule) for totals, rule in known)


def save_totals(standing: Standing, totals: Totals, rule: TotalsRule) -> tuple[Finding, ...]:
    """Save totals in place of those of the same rule and year; nothing is saved where there are errors.

    Findings: those of `totals_findings`. Totals without a number are taken away.
    """
    check_can_import_survey_results(standing)
    found = totals_findings(totals, rule)
    if has_error(found):
        return found
    with transaction.atomic():
        TypedTotals.objects.of(standing.association).filter(rule=rule.key, year=totals.year).delete()
        if totals.numbers:
            TypedTotals.objects.make(
                standing.association,
                rule=rule.key,
                year=totals.year,
                content=totals_to_text(totals),
                on=standing.day,
                by=standing.user,
            )
    return found
