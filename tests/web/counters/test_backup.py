"""A copy of the counters has what may be shown and nothing live, and is read back whole or not at all."""

import json
from dataclasses import replace
from datetime import date

import pytest

from mellanrum.surveys.collected import Collected
from mellanrum.surveys.sex import Sex as SurveySex
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.ledger import Count, Ledger, with_month, with_part
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters import store
from mellanrum.web.counters import surveys as survey_counters
from mellanrum.web.counters.backup import KIND, NotACopy, NotEmpty, Unknown, copy_text, restore_text
from mellanrum.web.counters.models import CodeKey, SpentCode, SpentToken, SurveyCounters, YearOfCounters
from mellanrum.web.counters.tokens import new_token, read_token
from mellanrum.web.tenancy.models import Association
from support.people import an_association

pytestmark = pytest.mark.django_db

SHOWN = {Cell("start", "education", "primary", "", Sex.WOMAN): 5}
LIVE = {Cell("start", "education", "secondary", "", Sex.WOMAN): 1, Cell("end", "consent", "yes", "", Sex.MAN): 1}
DAY = date(2026, 11, 27)


def counted(ledger: Ledger) -> Ledger:
    """Count six starts, five of which are shown, and an end that is not."""
    month = replace(ledger.month(11), counts={("start", Sex.WOMAN): Count(6), ("end", Sex.MAN): Count(1)})
    part = replace(
        ledger.part(2),
        cells={**SHOWN, **LIVE},
        snapshots={"start": SHOWN},
        by_form=frozenset({"start", "end"}),
        typed={"start": LIVE},
    )
    return with_part(with_month(ledger, 11, month), 2, part)


def held(association: Association) -> Ledger:
    token = read_token(association, "x", new_token(association, "x", DAY), DAY)
    return store.change(association, "coachingteamet", 2026, counted, kind=PeriodKind.HALF_YEAR, token=token)


def emptied() -> None:
    for model in (YearOfCounters, SpentToken, SpentCode, CodeKey, SurveyCounters):
        model.objects.all().delete()


def test_copy_has_totals_and_what_is_shown_and_nothing_live(association: Association) -> None:
    before = held(association)
    text = copy_text()
    emptied()

    assert restore_text(text) == 1

    after = store.ledger_of(association, "coachingteamet", 2026)
    assert after == with_part(before, 2, replace(before.part(2), cells=SHOWN, typed={}))
    assert [word for word in ("secondary", "consent") if word in text] == []


def test_copy_tells_nothing_of_an_entry_that_has_come_since(association: Association) -> None:
    held(association)
    first = json.loads(copy_text())
    more = {**SHOWN, **LIVE, Cell("start", "education", "none", "", Sex.MAN): 1}
    store.change(
        association,
        "coachingteamet",
        2026,
        lambda ledger: with_part(ledger, 2, replace(ledger.part(2), cells=more)),
        kind=PeriodKind.HALF_YEAR,
    )

    assert json.loads(copy_text()) == first


def test_copy_remembers_what_has_been_counted_and_no_key(association: Association) -> None:
    held(association)
    SpentCode.objects.make(association, digest="c" * 64)
    CodeKey.objects.make(association, year=2026, mark=7, sealed="nyckeln")
    text = copy_text()
    spent = SpentToken.objects.get().digest
    emptied()

    restore_text(text)

    assert "nyckeln" not in text
    assert list(SpentToken.objects.values_list("digest", "last_day")) == [(spent, DAY)]
    assert list(SpentCode.objects.values_list("digest", flat=True)) == ["c" * 64]
    assert CodeKey.objects.count() == 0


def test_copy_is_the_same_whatever_the_order_of_rows() -> None:
    for name in ("Ett", "Annat"):
        held(an_association(name))
    first = copy_text()
    emptied()
    restore_text(first)

    assert copy_text() == first
    assert list(json.loads(first)["associations"]) == ["annat", "ett"]


def test_copy_is_not_read_where_there_are_counters(association: Association) -> None:
    held(association)
    text = copy_text()

    with pytest.raises(NotEmpty):
        restore_text(text)

    assert YearOfCounters.objects.count() == 1


def test_copy_of_an_association_that_the_site_has_not_is_not_read(association: Association) -> None:
    held(association)
    text = copy_text().replace(f'"{association.slug}"', '"ett-annat"')
    emptied()

    with pytest.raises(Unknown) as told:
        restore_text(text)

    assert (told.value.slugs, YearOfCounters.objects.count()) == (("ett-annat",), 0)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"kind": "mellanrum counters 1", "associations": []}'])
def test_what_is_no_copy_is_not_read(association: Association, text: str) -> None:
    with pytest.raises(NotACopy):
        restore_text(text)

    assert YearOfCounters.objects.of(association).count() == 0


@pytest.mark.parametrize("broken", [{"ledgers": [{}]}, {"spent_tokens": {"a": "igår"}}, {"spent_codes": None}])
def test_copy_with_a_broken_part_is_not_read(association: Association, broken: dict[str, object]) -> None:
    whole = {"ledgers": [], "spent_tokens": {}, "spent_codes": [], **broken}
    text = json.dumps({"kind": KIND, "associations": {association.slug: whole}})

    with pytest.raises(NotACopy):
        restore_text(text)

    assert YearOfCounters.objects.count() == 0


def test_copy_has_closed_surveys_and_nothing_of_open_ones(association: Association) -> None:
    told = Collected("event", "v", forms={("attendees", SurveySex.UNSPLIT): 12}, threshold=5)
    survey_counters.begin(association, "closed", told)
    survey_counters.begin(association, "open", replace(told, threshold=None))
    before = copy_text()
    token = read_token(association, "x", new_token(association, "x", DAY), DAY)
    survey_counters.change(association, "open", lambda held: held, otherwise=told, token=token, spent="s" * 64)
    text = copy_text()
    emptied()

    restore_text(text)

    assert survey_counters.all_collected(association) == {"closed": told}
    assert json.loads(text)["associations"][association.slug]["surveys"].keys() == {"closed"}
    assert text == before


def test_copy_from_before_there_were_surveys_is_read(association: Association) -> None:
    held(association)
    told = json.loads(copy_text())
    del told["associations"][association.slug]["surveys"]
    emptied()

    assert restore_text(json.dumps(told)) == 1
