"""Adding an intervention, changing its settings and its days, and removing one that was added by mistake."""

from dataclasses import astuple, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Description, Intervention
from mellanrum.web.interventions.services.describing import Facts, refuse_same_name
from mellanrum.web.interventions.services.holding import lock_interventions, locked
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.tenancy.models import Association

RESERVED = frozenset({"ny", "all"})  # an address, and the figure key of the whole association
STANDS_FAST = gettext_lazy(
    "Direction, counting and ESF cannot change once something has been counted: what has been counted would mean "
    "something else. Add a new intervention, and let it take over from this one."
)
_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all of an intervention's time; the first three stand fast from the first count on."""

    direction: str
    counting: str
    is_esf: bool
    first_day: date
    last_day: date | None

    @property
    def standing_fast(self) -> tuple[str, str, bool]:
        """The settings that cannot change once something has been counted."""
        return self.direction, self.counting, self.is_esf


def settings_of(intervention: Intervention) -> Settings:
    """Return the settings of an intervention."""
    held = intervention
    return Settings(held.direction, held.counting, held.is_esf, held.first_day, held.last_day)


def settings_token(intervention: Intervention) -> str:
    """Return a token of an intervention's settings."""
    return token_of([settings_of(intervention)])


@transaction.atomic
def add_intervention(standing: Standing, settings: Settings, facts: Facts) -> Intervention:
    """Add an intervention as it is described from its first day."""
    check_can_edit_interventions(standing)
    association = standing.association
    lock_interventions(association)
    refuse_same_name(association, facts.name, settings.first_day)
    slug = slug_for(association, facts.name)
    made: Intervention = Intervention.objects.make(association, slug=slug, **_fields(settings))
    Description.objects.make(association, intervention=made, first_day=settings.first_day, **facts.fields())
    return made


@transaction.atomic
def save_settings(standing: Standing, intervention: Intervention, settings: Settings, seen: str) -> None:
    """Change the settings and days of an intervention.

    Impossible where one that stands fast would change after the first count. ChangedMeanwhile where somebody saved
    after the token `seen` was given.
    """
    check_can_edit_interventions(standing)
    held = locked(standing.association, intervention)
    if settings_token(held) != seen:
        raise ChangedMeanwhile
    if held.has_counts and settings.standing_fast != settings_of(held).standing_fast:
        raise Impossible(str(STANDS_FAST))
    _move_beginning(held, settings.first_day)
    Intervention.objects.of(standing.association).filter(pk=held.pk).update(**_fields(settings))


@transaction.atomic
def remove_intervention(standing: Standing, intervention: Intervention) -> None:
    """Remove an intervention with all that is written of it. Impossible where something has been counted in it."""
    check_can_edit_interventions(standing)
    held = locked(standing.association, intervention)
    if held.has_counts:
        raise Impossible(
            _("Something has been counted in it, so it stays in the statistics. Give it a last day instead.")
        )
    held.delete()


def mark_counted(intervention: Intervention) -> None:
    """Remember that something is counted in an intervention; costs nothing from the second time on.

    Called before the counters are saved, so that nothing can be counted in an intervention that changes its method or
    goes. Intervention.DoesNotExist where it has gone meanwhile.
    """
    if intervention.has_counts:
        return
    own = Intervention.objects.of(intervention.association).filter(pk=intervention.pk)
    if own.update(has_counts=True) != 1:
        raise Intervention.DoesNotExist
    intervention.has_counts = True


def slug_for(association: Association, name: str) -> str:
    """Make a slug of a name that no other intervention of the association has, nor as a key."""
    base = slugify(name).replace("_", "-")[:_LONGEST].strip("-") or "insats"
    taken = RESERVED | set(Intervention.objects.of(association).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _move_beginning(held: Intervention, first_day: date) -> None:
    """Let the first description begin with the intervention; none of the later ones may begin before it."""
    described = list(Description.objects.of(held.association).filter(intervention=held).order_by("first_day")[:2])
    if described[1:] and described[1].first_day <= first_day:
        day = described[1].first_day - timedelta(days=1)
        raise Impossible(
            _("It was described anew from %(after)s: it begins %(day)s at the latest.")
            % {"after": described[1].first_day, "day": day}
        )
    if described and described[0].first_day == held.first_day:
        Description.objects.of(held.association).filter(pk=described[0].pk).update(first_day=first_day)


def _fields(settings: Settings) -> dict[str, object]:
    names = ("direction", "counting", "is_esf", "first_day", "last_day")
    return dict(zip(names, astuple(settings), strict=True))
