"""The follow-up as something to publish: years and periods that have locked, as linked tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from mellanrum.composition.published_tables import Contents, published_follow_up
from mellanrum.findings import words
from mellanrum.tallies.flow_figures import BALANCE, COUNTED
from mellanrum.tallies.shown import EVENTS, OF_STOCK
from mellanrum.tallies.shown import rule_of as table_rule_of
from mellanrum.tallies.totals import START
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.beside import Beside
from mellanrum.web.publishing.figures import Figures
from mellanrum.web.publishing.follow_up_years import years_beside
from mellanrum.web.publishing.models import Breadth, Kind, Publication
from mellanrum.web.publishing.periods import Subject, subjects_of
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.tracing import is_of_survey
from mellanrum.web.publishing.view import ViewTable
from mellanrum.web.register.services.deciding import scheme_on, settings_on
from mellanrum.web.register.services.following import followed_of
from mellanrum.web.tenancy.models import Association

_OF_ATTRIBUTES = 3
"""How many parts the key of a table of attributes has after whose it is: what is counted, the table, and when."""


def subjects(association: Association, day: date) -> tuple[Subject, ...]:
    """List the years and periods that may be published on a day, the newest first.

    A period is not once its year has been: the rest of the year would be told with it, and has not been protected.
    """
    taken = _published_keys(association)
    found = subjects_of(followed_of(association, day))
    return tuple(subject for subject in found if subject.part is None or str(subject.year) not in taken)


_MAIN = frozenset(
    {
        "started.municipality",
        "started.age_band",
        "started.education",
        "started.livelihood_before",
        "ended.end_reason",
        "ended.livelihood",
        "ended.occupation",
        "guidance.next_step",
    }
)
"""The tables of attributes that boards and members ask for most."""


CONTENTS: dict[str, Contents] = {
    Breadth.MAIN: Contents(together=_MAIN, each=frozenset(), finest="part"),
    Breadth.ALL: Contents(finest="part"),
}
"""What is published, by breadth. Months are not: most numbers of a month are few."""


def figures_of(association: Association, day: date, key: str, breadth: str = Breadth.MAIN) -> Figures | None:
    """Return the numbers of a year or a period by its key; None where it may not be published."""
    followed, taken = followed_of(association, day), _published_keys(association)
    subject = next((each for each in subjects_of(followed) if each.key == key), None)
    if subject is None or (subject.part and str(subject.year) in taken):
        return None
    # A year stands beside those of its periods that readers have already: their sum is told, and protected with them.
    contents = replace(CONTENTS[breadth], by_part=any(other.startswith(f"{subject.key}-") for other in taken))
    made = published_follow_up(
        followed,
        subject.span,
        scheme_on(association, min(day, date(subject.year, 12, 31))),
        threshold=settings_on(association, subject.year).threshold,
        contents=contents,
    )
    return Figures(subject, made.tables, made.left_out)


def beside(standing: Standing, held: Sequence[OfYear]) -> Iterator[Beside]:
    """Put the published years of the follow-up beside each other."""
    years = [each for each in held if each.publication.kind == Kind.STATISTICS]
    if years:
        day = min(standing.day, years[-1].publication.last_day)
        yield from years_beside(years, scheme_on(standing.association, day))


def rule_of(publication: Publication, table: ViewTable) -> tuple[str, ...]:
    """Say by which rule a table of the follow-up counts, as the exact pages do; nothing of one that sets others right.

    The rules are those that stood when the time ended, or when it was published if that was before.
    """
    if is_of_survey(table):
        return ()
    day = min(publication.on, date(publication.last_day.year, 12, 31))
    scheme = scheme_on(publication.association, day)
    _group, *kind = table.key.split(".")
    rule = table_rule_of(scheme, kind[0], kind[1]) if len(kind) == _OF_ATTRIBUTES else None
    if rule is not None:
        return words(rule.label, lang()), rule.reference
    event = EVENTS.get(table.of, table.of)
    if table.of in OF_STOCK:
        return words(BALANCE, lang()), scheme.events[START].reference
    counted = scheme.events.get(event) or next((each for each in scheme.counters if each.key == event), None)
    return (words(COUNTED, lang()), counted.reference) if counted is not None else ()


def _published_keys(association: Association) -> frozenset[str]:
    return frozenset(Publication.objects.of(association).values_list("subject", flat=True))
