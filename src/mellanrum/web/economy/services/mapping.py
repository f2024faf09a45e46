"""The account map and its versions: a change is a new version, made from the one it was seen against."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, map_findings
from mellanrum.books.map_forms import map_from_json, map_to_json
from mellanrum.findings import Finding, has_error
from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import MapVersion
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.tenancy.models import Association
from mellanrum.web.tenancy.services import state_chart


class MapSavedMeanwhile(ChangedMeanwhile):
    """Somebody made a version after the one that was seen; `last` is what holds now, None where nothing does."""

    def __init__(self, last: MapVersion | None) -> None:
        super().__init__()
        self.last = last

    def sentence(self) -> str:
        """Say who saved what, in the language of the page."""
        if self.last is None:
            return _("The account map is not as it was when this page was opened. Nothing has been saved.")
        told = {"who": self.last.by or "–", "day": self.last.on.isoformat(), "about": self.last.about}
        return (
            _(
                "%(who)s changed the account map meanwhile (%(day)s: %(about)s). Nothing of yours has been saved. "
                "See that it still holds, and save once more."
            )
            % told
        )


class FaultyMap(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """The parts of a map do not agree."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings


@dataclass(frozen=True, slots=True)
class HeldMap:
    """The map that holds, and the version it is; number 0 where none has been saved."""

    own: AssociationMap
    number: int = 0
    version: MapVersion | None = None


def versions(association: Association) -> QuerySet[MapVersion]:
    """List the versions, newest first, with who made them."""
    found: QuerySet[MapVersion] = MapVersion.objects.of(association).select_related("by").order_by("-number")
    return found


def map_held(association: Association) -> HeldMap:
    """Return the map that holds."""
    version = versions(association).first()
    return HeldMap(map_of(version), version.number, version) if version else HeldMap(NO_MAP)


def map_of(version: MapVersion) -> AssociationMap:
    """Return a version's map; an empty one where this program cannot read it any more."""
    return map_from_json(version.content, "")[0] or NO_MAP


def faults_in(own: AssociationMap) -> tuple[Finding, ...]:
    """Return what stops a map from being saved."""
    found = map_findings(own, "")
    return found if has_error(found) else ()


def save_map(standing: Standing, own: AssociationMap, about: str, expected: int) -> bool:
    """Make a new version, number `expected` + 1; False where the map says so already.

    FaultyMap where its parts do not agree, MapSavedMeanwhile where `expected` is not the version that holds.
    """
    check_can_edit_economy(standing)
    if faults := faults_in(own):
        raise FaultyMap(faults)
    try:
        return _make_version(standing, own, about, expected)
    except IntegrityError:
        raise MapSavedMeanwhile(versions(standing.association).first()) from None


def _make_version(standing: Standing, own: AssociationMap, about: str, expected: int) -> bool:
    association = standing.association
    with transaction.atomic():
        changed(association)
        held = map_held(association)
        if held.number != expected:
            raise MapSavedMeanwhile(held.version)
        if own != held.own:
            made = {"content": map_to_json(own), "about": about[:300], "by": standing.user, "on": standing.day}
            MapVersion.objects.make(association, number=expected + 1, **made)
    return own != held.own


def choose_chart(standing: Standing, chart: ChartName) -> None:
    """State the chart of accounts that the books are kept by."""
    check_can_edit_economy(standing)
    with transaction.atomic():
        changed(standing.association)
        state_chart(standing.association, chart)
