"""Counters, used tokens and codes. Nothing here has a time, a user, or an order that tells when it came."""

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
    """A form that has been counted, so that it is not counted twice. The key is its hash: rows lie in no order.

    `last_day` is the last day the form could be sent, the same for all of a month; then the row is taken away.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    last_day = models.DateField()


class SpentCode(Apart):
    """A keyed hash of the random part of a carried code that has been used."""

    digest = models.CharField(max_length=64, primary_key=True)


class CodeKey(Apart):
    """The key of a year's carried codes, sealed by the site's own key. Destroyed when no code of it is to come."""

    year = models.PositiveSmallIntegerField()
    sealed = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year"], name="counters_code_key_once")
        ]
