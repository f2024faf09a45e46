"""What is kept of results that others have collected, and what the association says of its own series."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Owned


class Whose(models.TextChoices):
    """Whose results they are."""

    OWN = "own", _("The association's own")
    NATIONAL = "national", _("National, to compare with")


class ReportedResults(Owned):
    """Results as somebody else reports them, in numbers and shares of groups: nobody's answers are in them.

    `content` is the reported survey as the engine writes it, `taken_back` the day from which it no longer holds. Of
    several for a year the newest counts where they tell the same question; so taking it back gives back what it hid.
    `event` is the name of what was asked about, where there can be several in a year: they do not hide each other.
    """

    questionnaire = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    whose = models.CharField(max_length=8, choices=Whose.choices)
    event = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    file = models.CharField(max_length=120, blank=True)
    content = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_back = models.DateField(null=True, blank=True)

    class Meta(Owned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["association", "id"], name="survey_results_reported_own"
            ),  # the usual name is too long
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"


class RememberedMapping(Owned):
    """What the words of files have been said to mean, for a questionnaire."""

    questionnaire = models.CharField(max_length=60)
    content = models.TextField()

    class Meta(Owned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "id"], name="survey_results_mapping_own"),  # the usual name is too long
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "questionnaire"], name="survey_results_one_mapping"),
        ]


class BreakYear(Owned):
    """A year from which a question's answers are not compared with those before, in this association."""

    questionnaire = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(null=True)
    """None: the association says that its series has no break, though the rules give a year for most."""

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["association", "questionnaire", "question"], name="survey_results_one_break"
            ),
        ]


class OwnSet(Owned):
    """A set of answers to a question that the association tells of as one, as those that its goal counts.

    `key` is fixed when it is made; it stands in the keys of figures. `answers` are the keys of the scale, a space
    between. It holds from `first_year` to `last_year` (None: still).
    """

    key = models.CharField(max_length=60)
    name = models.CharField(_("Name"), max_length=80)
    questionnaire = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    answers = models.TextField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "key"], name="survey_results_own_set_once"),
            models.CheckConstraint(
                condition=models.Q(last_year=None) | models.Q(last_year__gte=models.F("first_year")),
                name="survey_results_own_set_years",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Activity(Owned):
    """What surveys and grades belong to: a conference, a course, a group that meets."""

    name = models.CharField(_("Name"), max_length=200)
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="survey_results_activity_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActivitySurvey(Owned):
    """That a survey, by its key, belongs to an activity: one at most."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="surveys")
    survey = models.SlugField(max_length=60)

    class Meta(Owned.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["association", "id"], name="survey_results_of_activity_own"
            ),  # the usual name is too long
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "survey"], name="survey_results_one_activity"),
        ]


class TypedTotals(Owned):
    """A year's totals of what is known by its totals alone, as the engine writes them."""

    rule = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    content = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "rule", "year"], name="survey_results_one_totals"),
        ]
