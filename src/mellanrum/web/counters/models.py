"""Counters, used tokens, codes and slips. Nothing here has a time, a user, or an order that tells when it came."""

from typing import Any, ClassVar

from django.db import models

from mellanrum.web.tenancy.models import Association, OwnedQuerySet


class Apart(models.Model):
    """A row of an association that lies in another database than the association: none holds the one to the other."""

    association = models.ForeignKey(
        Association, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class YearOfCounters(Apart):
    """The ledger of an intervention (its slug) and a year, as `tallies.ledger.to_text` writes it.

    One row holds all: every save rewrites every cell, so no two can be told to have been changed together. `version`
    is the number of saves; a save that was prepared from another version is made anew.
    """

    intervention = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    content = models.TextField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "intervention", "year"], name="counters_year_once")
        ]


class SpentToken(Apart):
    """A form that has been counted, so that it is not counted twice, known by its hash.

    No row has a number, but a database may keep new rows in the order they came: what was answered is told by none.

    `last_day` is the last day the form could be sent, the same for all of a month; then the row is taken away. One of a
    survey has the survey's key in its place, and stays until the survey is closed, whenever that will be.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    last_day = models.DateField(null=True)
    survey = models.CharField(max_length=60, blank=True)


class SpentCode(Apart):
    """A keyed hash of the random part of a carried code and of the event it was used at, and nothing else.

    As of `SpentToken`, a database may keep the rows in the order they came.
    """

    digest = models.CharField(max_length=64, primary_key=True)


class SurveyCounters(Apart):
    """What a survey (its key) has collected, as `surveys.collected.to_text` writes it.

    As of a year of counters, one row holds all and every save rewrites it; `version` is the number of saves.
    """

    survey = models.CharField(max_length=60)
    content = models.TextField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "survey"], name="counters_survey_once")
        ]


class SpentSlip(Apart):
    """A keyed hash of a slip that has been used in a survey (its key), until the survey is closed, and nothing else.

    As of `SpentToken`, a database may keep the rows in the order they came.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.CharField(max_length=60)


class SurveyTexts(Apart):
    """What was written in free text in a survey (its key): one list of texts in order of the alphabet, as JSON.

    Each stands with whether it has been published, and with nothing of who wrote it, when, or what else they answered.
    One row holds all, so that the order of rows tells nothing.
    """

    survey = models.CharField(max_length=60)
    content = models.TextField(default="[]")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "survey"], name="counters_texts_once")
        ]


class CodeKey(Apart):
    """A key of a year's carried codes, the newest of the year in use; a new one in a year gets the next `number`.

    `sealed` is the key, unreadable without the site's own; empty when it has been destroyed. `mark` and year stand open
    in its codes, and stay, so that a code of a destroyed key is told from a stranger's. `layouts` are the lists of
    answers it has sealed by, as JSON: a list that changes does not change what an old code says.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    mark = models.PositiveSmallIntegerField()
    sealed = models.TextField(blank=True)
    layouts = models.TextField(default="[]")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year", "number"], name="counters_code_key_once")
        ]
