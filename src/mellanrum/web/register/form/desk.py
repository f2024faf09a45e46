"""Where a form stands: who fills it in, for which intervention and event, and whether it counts or takes back."""

from dataclasses import dataclass

from django.http import Http404

from mellanrum.tallies.scheme import Scheme
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Counting, Intervention
from mellanrum.web.interventions.services.listing import counted_by, intervention_of, name_on
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.register.form.events import Words, has_address, words_of
from mellanrum.web.register.services.counting import Choice, form_token, months_for
from mellanrum.web.register.services.deciding import scheme_in, scheme_on
from mellanrum.web.register.services.ledgers import check_counts_in


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a form needs to know that is not about anybody."""

    standing: Standing
    intervention: Intervention
    event: str
    scheme: Scheme
    months: tuple[Choice, ...]
    back: bool = False

    @property
    def purpose(self) -> str:
        """What a token of this form is good for, and nothing else."""
        return f"{self.intervention.slug}/{self.event}/{'back' if self.back else 'count'}"

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions that are put, in their order."""
        listed = self.scheme.events[self.event].asks
        return tuple(key for key in listed if key in self.scheme.questions)

    @property
    def name(self) -> str:
        """What the intervention is called today."""
        return name_on(self.intervention, self.standing.day)

    @property
    def words(self) -> Words:
        """What the page says about the event."""
        return words_of(self.event)

    def new_token(self) -> str:
        """Make a one-time token for this form."""
        return form_token(self.standing, self.purpose)


def desk_of(standing: Standing, slug: str, event: str, *, back: bool = False) -> Desk:
    """Return where a form stands. Http404 where there is none such, Refused for those who do not count there."""
    held = intervention_of(standing.association, slug)
    if held is None:
        raise Http404
    check_counts_in(standing, held)
    scheme = scheme_in(standing.association, held, standing.day)
    if event not in scheme.events or held.counting != Counting.PARTICIPATIONS:
        raise Http404
    return Desk(standing, held, event, scheme, months_for(standing, held), back)


@dataclass(frozen=True, slots=True)
class Line:
    """An intervention somebody counts in, as the page of forms lists it: its slug, name, and events with headings."""

    slug: str
    name: str
    events: tuple[tuple[str, str], ...]


def lines_of(standing: Standing) -> tuple[Line, ...]:
    """List the interventions somebody counts in by form, by name."""
    scheme = scheme_on(standing.association, standing.day)
    events = tuple((event, words_of(event).title) for event in scheme.events if has_address(event))
    own = (each for each in counted_by(standing) if each.counting == Counting.PARTICIPATIONS)
    begun = (each for each in own if each.first_day <= standing.day)
    listed = (Line(each.slug, name_on(each, standing.day), events) for each in begun)
    return tuple(sorted(listed, key=lambda line: swedish(line.name)))
