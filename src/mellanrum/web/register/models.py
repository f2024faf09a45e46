"""What an association has decided about its counting, and what was counted before. The counters lie in `counters`."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.web.access.models import User
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Owned

PERIODS = (
    (PeriodKind.HALF_YEAR.value, _("Half-year")),
    (PeriodKind.TERTIAL.value, _("Tertial")),
    (PeriodKind.QUARTER.value, _("Quarter")),
)


class Settings(Owned):
    """How an association counts, from the year on: periods, days of locking, threshold, follow-ups."""

    from_year = models.PositiveSmallIntegerField(_("From the year"))
    period = models.CharField(_("Period of the attribute tables"), max_length=10, choices=PERIODS, default="half_year")
    lock_day = models.PositiveSmallIntegerField(
        _("A month locks on this day of the next"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
    )
    threshold = models.PositiveSmallIntegerField(_("Threshold"), default=5, validators=[MinValueValidator(3)])
    follow_ups = models.CharField(_("Follow-ups, months after the end"), max_length=60, default="6, 12", blank=True)
    waiting_limit = models.PositiveSmallIntegerField(
        _("At most so many working days from referral to first meeting"), default=10
    )

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "from_year"], name="register_settings_once")
        ]


class OwnAnswer(Owned):
    """An answer of the association's own to a question, or (`is_hidden`) a shipped one it does not use."""

    question = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    label = models.CharField(_("Answer"), max_length=120, blank=True)
    groups = models.CharField(max_length=200, blank=True)
    is_hidden = models.BooleanField(default=False)
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "question", "key", "first_day"], name="register_answer_once")
        ]


class OwnTable(Owned):
    """A table the association has declared: it counts from its first day on. `across` is empty for a one-way table."""

    key = models.CharField(max_length=60)
    event = models.CharField(max_length=60)
    label = models.CharField(_("Name"), max_length=120)
    question = models.CharField(max_length=60)
    across = models.CharField(max_length=60, blank=True)
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "event", "key"], name="register_table_once")
        ]


class OwnSet(Owned):
    """A named set of answers, as "egen försörjning" of end reasons: the association's own definition, may overlap."""

    key = models.CharField(max_length=60)
    question = models.CharField(max_length=60, default="end_reason")
    label = models.CharField(_("Name"), max_length=120)
    answers = models.TextField()
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "key", "first_day"], name="register_set_once")
        ]


class ReportedCount(Owned):
    """What an earlier document says of a year before counting began: a total, by another method, with its source.

    `key` is the figure's key without its first two parts (`ended`, `end_reasons.self_support`); `sex` is empty for all.
    """

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField(_("Year"))
    key = models.CharField(max_length=120)
    sex = models.CharField(max_length=8, blank=True)
    value = models.DecimalField(_("Number"), max_digits=12, decimal_places=3)
    source = models.CharField(_("Document"), max_length=200)
    page = models.PositiveSmallIntegerField(_("Page"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["intervention", "year", "key", "sex"], name="register_reported_once")
        ]


class StockNote(Owned):
    """Why the number that is really ongoing differs from the counters, in a month."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="+")
    month = models.DateField()
    text = models.CharField(_("Explanation"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["intervention", "month"], name="register_note_once")
        ]


class Reopening(Owned):
    """A decision to open a locked month or year of an intervention again, and by whom."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="+")
    month = models.DateField()
    decision = models.CharField(_("Decision"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()


class SheetMap(Owned):
    """How a tick-sheet spreadsheet of the association's own is read: remembered from the last time, as JSON."""

    name = models.CharField(_("Name"), max_length=120)
    content = models.TextField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "name"], name="register_sheet_map_once")
        ]


class CodeDecision(Owned):
    """That the association has turned the carried code on (or off), by which decision and which opinion."""

    is_on = models.BooleanField(_("The carried code is used"))
    decision = models.CharField(_("Number of the decision"), max_length=120)
    opinion = models.TextField(_("The data protection officer's opinion"), max_length=4000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
