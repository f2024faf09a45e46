"""Small sets of tables to publish, and publications made of them.

    publication = published(association, a_set(((2, 9, 12), (7, 11, 14))))

Tables are shown as they are, whatever they hide. Numbers are of those who started, women and men, by intervention;
every table hangs together with the others.
"""

from collections.abc import Mapping

from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, TableSet, Variable
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.periods import Subject
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

NAMES = {"coachingteamet": "Coachingteamet", "mottagningsteamet": "Mottagningsteamet"}
AGES = {"young": "16–29 år", "middle": "30–49 år", "old": "50–66 år"}
VARIABLES = {
    "intervention": Variable("intervention", "Insats", NAMES, (Sum(TOTAL, tuple(NAMES)),)),
    "sex": Variable("sex", "Kön", {"woman": "Kvinnor", "man": "Män"}, (Sum(TOTAL, ("woman", "man")),)),
    "age": Variable("age", "Ålder", AGES, (Sum(TOTAL, tuple(AGES)),)),
}
WITHOUT_SEX = Form("without_sex", "Inte uppdelad på kön", {"sex": (TOTAL,)})

Ages = tuple[int, int, int]
BySex = tuple[Ages, Ages]
"""Women and men, each by age."""

COACHING: BySex = ((2, 9, 12), (7, 11, 14))
RECEIVING: BySex = ((8, 16, 10), (6, 13, 9))


def a_set(coaching: BySex = COACHING, receiving: BySex = RECEIVING, threshold: int = 5) -> TableSet:
    """Make a set: who started by age and sex, together and in each of two interventions."""
    both = {"coachingteamet": coaching, "mottagningsteamet": receiving}
    together = tuple(tuple(map(sum, zip(*each, strict=True))) for each in zip(*both.values(), strict=True))
    tables = [
        Table("all.age", "Startade efter ålder", "started", ("age", "sex"), _by_age(together), forms=(WITHOUT_SEX,))
    ]
    tables += [
        Table(
            f"{key}.age",
            f"{NAMES[key]}: startade efter ålder",
            "started",
            ("age", "sex"),
            _by_age(each),
            {"intervention": key},
            forms=(WITHOUT_SEX,),
        )
        for key, each in both.items()
    ]
    numbers: dict[tuple[str, ...], int] = {
        (key, sex): _by_age(each)[TOTAL, sex]
        for key, each in {**both, TOTAL: together}.items()
        for sex in ("woman", "man", TOTAL)
    }
    tables.append(
        Table("interventions", "Startade i varje insats", "started", ("intervention", "sex"), numbers, weight=9)
    )
    return TableSet(tuple(tables), VARIABLES, {"started": "Startade"}, threshold=threshold)


def _by_age(numbers: tuple[tuple[int, ...], ...]) -> Mapping[tuple[str, ...], int]:
    women, men = numbers
    rows = {key: (women[at], men[at]) for at, key in enumerate(AGES)} | {TOTAL: (sum(women), sum(men))}
    return {
        (key, sex): number
        for key, (of_women, of_men) in rows.items()
        for sex, number in (("woman", of_women), ("man", of_men), (TOTAL, of_women + of_men))
    }


def a_year(year: int = 2024) -> Subject:
    """Return a year as something to publish."""
    return Subject(year, PeriodKind.HALF_YEAR)


def published(
    association: Association, tables: TableSet | None = None, year: int = 2024, standing: Standing | None = None
) -> Publication:
    """Publish a set as the manager does."""
    return publish(standing or standing_in(association), a_year(year), tables or a_set(), Wish({}))
