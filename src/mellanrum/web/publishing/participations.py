"""How many took part in a year, as it has been published: what the books divide the cost of interventions by.

The desk of the economy stands below this one, and is told by the settings which modules know (`PARTICIPATIONS`). Who
reads its key ratios may not read exact counts, so nothing is told that has not left the association already.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db.models import Count, Max

from mellanrum.figures import Figure, Leaf, Operation, Period, Term, Trace, Unit, total
from mellanrum.findings import Place
from mellanrum.tallies.shown import ALL
from mellanrum.web.interventions.models import Counting, Direction
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug, name_on
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Kind, Publication
from mellanrum.web.publishing.services.published import shown_to_readers
from mellanrum.web.tenancy.models import Association

KEY = "participations.total"
TABLE = f"{ALL}.whole"
"""The table of all during the time, by intervention and time."""


def state_of(association: Association) -> tuple[int, int]:
    """Tell which publications there are: another answer whenever `participations_of` may give another."""
    own = Publication.objects.of(association).filter(kind=Kind.STATISTICS)
    found = own.aggregate(last=Max("number"), withdrawn=Count("withdrawal"))
    return found["last"] or 0, found["withdrawn"]


def participations_of(association: Association) -> Mapping[int, Figure | None]:
    """Return, for each year that is published whole, how many took part in its individual interventions.

    None for a year where a number of theirs is hidden or rounded, or where none is told: what an earlier document
    says of that year may not be told either.
    """
    newest: dict[int, Publication] = {}
    for each in shown_to_readers(association).filter(kind=Kind.STATISTICS):
        if each.subject == str(each.last_day.year):  # a whole year, not a period of it
            newest.setdefault(each.last_day.year, each)
    return {year: _figure(association, year, publication) for year, publication in sorted(newest.items())}


def _figure(association: Association, year: int, publication: Publication) -> Figure | None:
    terms = tuple(_terms(association, year, publication))
    if not terms or any(term is None for term in terms):
        return None
    inputs = tuple(term for term in terms if term is not None)
    trace = Trace("Sum of what has been published of each intervention", "", Operation.SUM, inputs)
    label = "Participations in individual interventions, as published"
    return Figure(KEY, Period.of_year(year), total(inputs), Unit.COUNT, label, trace)


def _terms(association: Association, year: int, publication: Publication) -> Iterator[Term | None]:
    """Give what is published of each intervention; None for a number that is not told as it is."""
    view = view_of(publication.document)
    table = view.table(TABLE)
    numbers = table.numbers if table is not None else {}
    for each in interventions_of(association):
        # Direction, counting and ESF stand fast once something is counted: a publication stays of the same ones.
        is_wanted = each.direction == Direction.INDIVIDUAL and each.counting == Counting.PARTICIPATIONS
        at = (key_of_slug(each.slug), str(year))
        if not is_wanted or each.is_esf or at not in numbers:
            continue
        number = None if view.is_rounded else numbers[at]
        name = name_on(each, publication.last_day)
        place = Place(file=publication.title, key=at[0])
        yield None if number is None else Term(Leaf("report", at[0], name, Decimal(number), place))
