"""Several people who save at the same moment: one is first, and the others are told."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Description, Intervention, YearPlan
from mellanrum.web.interventions.services.changing import Settings, add_intervention
from mellanrum.web.interventions.services.describing import Facts, correct, descriptions_token
from mellanrum.web.interventions.services.planning import Plan, nothing_planned, save_plan
from mellanrum.web.parts.seen import ChangedMeanwhile
from support.interventions import an_intervention

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def _at_once(saves: Callable[[int], object]) -> Counter[str]:
    """Let six save at the same moment, and count what each was answered."""
    ready = Barrier(PEOPLE)

    def one(number: int) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            saves(number)
        except (ChangedMeanwhile, Impossible) as news:
            return type(news).__name__
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(PEOPLE) as pool:
        return Counter(pool.map(one, range(PEOPLE)))


def test_year_saved_by_several_at_once_is_saved_by_one(standing: Standing) -> None:
    made = an_intervention(standing.association)

    told = _at_once(lambda n: save_plan(standing, made, 2025, Plan(budgeted=n), nothing_planned()))

    assert told == {"saved": 1, "ChangedMeanwhile": PEOPLE - 1}
    assert YearPlan.objects.of(standing.association).count() == 1


def test_description_corrected_by_several_at_once_is_corrected_by_one(standing: Standing) -> None:
    row = Description.objects.of(standing.association).get(intervention=an_intervention(standing.association))
    seen = descriptions_token(row.intervention)

    told = _at_once(lambda n: correct(standing, row, Facts(f"Namn {n}", "own", "study", None, ""), seen))

    assert told == {"saved": 1, "ChangedMeanwhile": PEOPLE - 1}


def test_intervention_added_by_several_at_once_is_added_once(standing: Standing) -> None:
    settings = Settings("individual", "participations", is_esf=False, first_day=date(2025, 1, 1), last_day=None)

    told = _at_once(lambda _: add_intervention(standing, settings, Facts("Nya", "own", "study", None, "")))

    assert told == {"saved": 1, "Impossible": PEOPLE - 1}
    assert [row.slug for row in Intervention.objects.of(standing.association)] == ["nya"]
