"""Going live: the opening stock, earlier years by another method, and those carried over from a predecessor."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import set_tables
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger
from mellanrum.tallies.rules import ASKED, MISSING
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import SLOTS, STATED, Sex
from mellanrum.tallies.stock import flow, stock_cells
from mellanrum.web.access.rules import Refused
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention, Succession
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.carrying_over import AlreadyMoved, NothingToMove, carry_over, offers
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.register.services.ledgers import ledgers_now
from mellanrum.web.register.services.opening_stock import (
    Opening,
    cells_of_opening,
    opening_of,
    save_opening,
    stock_tables,
)
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention
from support.people import an_association, somebody
from support.pointing import Pointing
from support.ticked import standing_on, ticked

DAY = date(2026, 3, 5)
OTHERS = ("accountant", "coordinator", "coach", "provider", "board_member", "auditor", "data_protection_officer")
OPENING = {"total_woman": "12", "total_man": "9", "education-primary-woman": "4", "education-primary-man": "5"}
SCHEME = scheme_of(Own(), DAY)


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association)


def _url(intervention: Intervention, rest: str) -> str:
    return f"/f/{intervention.association.slug}/uppfoljning/satt-upp/insats/{intervention.slug}/{rest}"


def _manager(client: Client, association: Association) -> Client:
    client.force_login(somebody("manager", association))
    return client


def _opening(intervention: Intervention) -> Ledger:
    ledger = store.ledger_of(intervention.association, intervention.slug, 2026)
    assert ledger is not None
    return ledger


@pytest.mark.parametrize("role", OTHERS)
def test_going_live_is_for_the_keepers(client: Client, coaching: Intervention, role: str) -> None:
    client.force_login(somebody(role, coaching.association))

    pages = ("ingaende/", "tidigare/", "tidigare/2023/", "tidigare/csv")
    assert {client.get(_url(coaching, page)).status_code for page in pages} == {403}


def test_going_live_of_another_association_is_not_found(client: Client, association: Association) -> None:
    other = an_intervention(an_association("Annat"), "Annan insats")
    manager = _manager(client, association)

    pages = ("ingaende/", "tidigare/", "tidigare/2023/", "tidigare/csv")
    urls = [f"/f/{association.slug}/uppfoljning/satt-upp/insats/{other.slug}/{page}" for page in pages]
    assert {manager.get(url).status_code for url in urls} == {404}


def test_opening_stock_is_kept_with_the_rest_missing(client: Client, coaching: Intervention) -> None:
    answer = _manager(client, coaching.association).post(_url(coaching, "ingaende/"), OPENING)

    assert answer.status_code == 302
    held = _opening(coaching).opening
    assert held is not None
    education = {(cell.answer, cell.sex): number for cell, number in held.items() if cell.table == "education"}
    assert education == {
        ("primary", Sex.WOMAN): 4,
        ("primary", Sex.MAN): 5,
        (MISSING, Sex.WOMAN): 8,
        (MISSING, Sex.MAN): 4,
    }
    assert held[Cell(STOCK, "livelihood_before", ASKED, "", Sex.WOMAN)] == 12


def test_opening_stock_is_shown_again_until_it_locks(client: Client, coaching: Intervention) -> None:
    manager = _manager(client, coaching.association)
    manager.post(_url(coaching, "ingaende/"), OPENING)

    form = manager.get(_url(coaching, "ingaende/")).context["form"]

    assert [form[name].value() for name in ("total_woman", "education-primary-man", "education-none-man")] == [
        12,
        5,
        None,
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"total_woman": "-1"},
        {"total_woman": "tolv"},
        {"education-primary-woman": "13"},
        {"education-primary-woman": "7", "education-secondary-woman": "6"},
        {"livelihood_before-no_public-man": "10"},
        {"education-primary-unsplit": "13"},
        {"total_woman": "100000"},
    ],
)
def test_opening_stock_that_cannot_be_is_said_and_not_kept(
    client: Client, coaching: Intervention, fields: dict[str, str]
) -> None:
    answer = _manager(client, coaching.association).post(_url(coaching, "ingaende/"), OPENING | fields)

    page = Pointing(answer.content.decode())
    assert answer.status_code == 422
    assert store.ledger_of(coaching.association, coaching.slug, 2026) is None
    faulty = [key for key, told in page.attributes.items() if told.get("aria-invalid")]
    assert {f"id_{name}" for name in fields} <= set(faulty)
    assert ([key for key in faulty if not all(page.said_of(key))], page.missing) == ([], [])


def test_opening_stock_with_a_table_that_exceeds_it_leads_there_and_says_it_at_its_fields(
    client: Client, coaching: Intervention
) -> None:
    fields = OPENING | {"education-primary-woman": "13"}

    answer = _manager(client, coaching.association).post(_url(coaching, "ingaende/"), fields)

    text, page = answer.content.decode(), Pointing(answer.content.decode())
    (fault,) = answer.context["form"].faults["education"]
    assert page.said_of("id_education-secondary-woman") == [fault]
    assert "aria-invalid" not in page.attributes["id_education-primary-man"]
    assert f'<ul><li><a href="#grid-education">{fault}</a></li></ul>' in text


def test_opening_stock_cannot_change_when_a_counted_month_has_locked(client: Client, coaching: Intervention) -> None:
    ticked(coaching, 2026, {1: {"start": (3, 4)}})
    manager = _manager(client, coaching.association)

    page = manager.get(_url(coaching, "ingaende/"))
    manager.post(_url(coaching, "ingaende/"), OPENING)

    assert (page.context["can_change"], _opening(coaching).opening) == (False, None)
    with pytest.raises(Refused):
        save_opening(standing_on(DAY, coaching.association), coaching, 2026, Opening({Sex.WOMAN: 1}), SCHEME)


def test_opening_stock_may_come_after_months_nobody_counted(client: Client, coaching: Intervention) -> None:
    ticked(coaching, 2026, {3: {"start": (3, 4)}})

    _manager(client, coaching.association).post(_url(coaching, "ingaende/"), OPENING)

    assert opening_of(_opening(coaching)) is not None
    assert flow([_opening(coaching)], date(2026, 3, 1), date(2026, 3, 1)).closing == 21 + 7


def test_opening_stock_of_few_of_a_sex_has_no_split_in_tables() -> None:
    typed = {"education": {"primary": {Sex.WOMAN: 2, Sex.MAN: 5}}}

    cells = cells_of_opening(Opening({Sex.WOMAN: 3, Sex.MAN: 9}, typed), SCHEME, 5)

    assert {cell.sex for cell in cells if cell.table != TOTAL} == {Sex.UNSPLIT}
    assert cells[Cell(STOCK, "education", "primary", "", Sex.UNSPLIT)] == 7


def test_opening_stock_of_few_in_all_has_its_total_only() -> None:
    cells = cells_of_opening(Opening({Sex.WOMAN: 4}, {"education": {"primary": {Sex.WOMAN: 4}}}), SCHEME, 5)

    assert {cell.answer for cell in cells if cell.table == "education"} == {MISSING}


@settings(max_examples=60, deadline=None)
@given(st.tuples(*(st.integers(0, 30) for _ in STATED)), st.data())
def test_opening_stock_every_table_has_as_many_as_there_were(totals: tuple[int, ...], data: st.DataObject) -> None:
    total = dict(zip(STATED, totals, strict=True))
    left = Counter({sex.in_tables: number for sex, number in total.items()})
    typed: dict[str, dict[Sex, int]] = {}
    for answer in SCHEME.answers("education")[:-1]:
        typed[answer] = {slot: data.draw(st.integers(0, left[slot])) for slot in SLOTS}
        left.subtract(typed[answer])

    cells = cells_of_opening(Opening(total, {"education": typed}), SCHEME, 5)

    for rule in stock_tables(SCHEME):
        is_several = SCHEME.questions[rule.questions[0]].kind == "several"
        told = sum(
            number for cell, number in cells.items() if cell.table == rule.key and (cell.answer == ASKED) == is_several
        )
        assert told == sum(totals)


EARLIER = {
    "source": "Årsredovisning 2023",
    "page": "12",
    "started-all": "112",
    "started-woman": "60",
    "ended-all": "98",
}


def test_earlier_year_is_kept_with_its_source(client: Client, coaching: Intervention) -> None:
    answer = _manager(client, coaching.association).post(
        _url(coaching, "tidigare/2023/"), {**EARLIER, "seen": _seen(client, coaching)}
    )

    assert answer.status_code == 302
    rows = ReportedCount.objects.of(coaching.association).order_by("key", "sex")
    assert [(row.year, row.key, row.sex, row.value, row.source, row.page) for row in rows] == [
        (2023, "ended", "", Decimal(98), "Årsredovisning 2023", 12),
        (2023, "started", "", Decimal(112), "Årsredovisning 2023", 12),
        (2023, "started", "woman", Decimal(60), "Årsredovisning 2023", 12),
    ]


def _seen(client: Client, intervention: Intervention, year: int = 2023) -> str:
    return str(client.get(_url(intervention, f"tidigare/{year}/")).context["seen"])


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"source": ""}, ["source"]),
        ({"started-all": "många"}, ["started-all"]),
        ({"started-all": "11,5"}, ["started-all"]),
        ({"started-woman": "113"}, ["started-woman"]),
        ({"started-all": "", "started-woman": "", "ended-all": ""}, ["__all__"]),
        ({"seen": "x"}, ["__all__"]),
        ({"page": "0"}, ["page"]),
    ],
)
def test_earlier_year_with_a_fault_is_said_and_not_kept(
    client: Client, coaching: Intervention, fields: dict[str, str], faulty: list[str]
) -> None:
    manager = _manager(client, coaching.association)

    answer = manager.post(_url(coaching, "tidigare/2023/"), {**EARLIER, "seen": _seen(client, coaching), **fields})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, faulty)
    assert ReportedCount.objects.of(coaching.association).count() == 0


def test_earlier_year_to_come_is_not_found(client: Client, coaching: Intervention) -> None:
    assert _manager(client, coaching.association).get(_url(coaching, "tidigare/2027/")).status_code == 404


def test_earlier_years_pasted_are_given_back_as_they_were(client: Client, coaching: Intervention) -> None:
    manager = _manager(client, coaching.association)
    table = (
        "\tKön\t2021\t2022\r\nStartade\t\t10\t12\r\nStartade\tkvinnor\t6\t\r\nMedelålder, startade\t\t44,8\t43,125\r\n"
    )

    manager.post(_url(coaching, "tidigare/klistra/"), {"source": "Tabell", "table": table})

    file = manager.get(_url(coaching, "tidigare/csv")).content.decode("utf-8-sig")
    assert file.splitlines() == [
        ";Kön;2021;2022",
        "Startade;;10;12",
        "Startade;Kvinnor;6;",
        "Medelålder, startade;;44,8;43,125",
    ]
    before = list(ReportedCount.objects.of(coaching.association).values_list("year", "key", "sex", "value"))
    manager.post(_url(coaching, "tidigare/klistra/"), {"source": "Tabell", "table": file})
    after = ReportedCount.objects.of(coaching.association).values_list("year", "key", "sex", "value")
    assert sorted(after) == sorted(before)


def test_heads_screening_and_rates_of_earlier_years_are_typed_as_printed(
    client: Client, coaching: Intervention
) -> None:
    manager = _manager(client, coaching.association)
    told = {
        "head_count-all": "240",
        "screening-all": "397",
        "screening.outcome.at_least_one_yes-all": "282",
        "follow_up_6.rate-all": "85,7 %",
        "follow_up_6.rate-woman": "90",
    }

    manager.post(
        _url(coaching, "tidigare/2023/"), {"source": "Årsredovisning 2023", "seen": _seen(client, coaching), **told}
    )

    rows = ReportedCount.objects.of(coaching.association)
    assert {(row.key, row.sex): row.value for row in rows} == {
        ("head_count", ""): 240,
        ("screening", ""): 397,
        ("screening.outcome.at_least_one_yes", ""): 282,
        ("follow_up_6.rate", ""): Decimal("0.857"),
        ("follow_up_6.rate", "woman"): Decimal("0.9"),
    }
    form = manager.get(_url(coaching, "tidigare/2023/")).context["form"]
    assert (form["follow_up_6.rate-all"].value(), form["head_count-all"].value()) == ("85,7", "240")
    file = manager.get(_url(coaching, "tidigare/csv")).content.decode("utf-8-sig").splitlines()
    assert "Svarade på uppföljningen efter 6 månader, procent;;85,7" in file


@pytest.mark.parametrize("text", ["100,1", "85,71", "-1", "många"])
def test_rate_of_an_earlier_year_that_cannot_be_is_said(client: Client, coaching: Intervention, text: str) -> None:
    manager = _manager(client, coaching.association)

    answer = manager.post(
        _url(coaching, "tidigare/2023/"),
        {**EARLIER, "seen": _seen(client, coaching), "follow_up_6.rate-all": text},
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["follow_up_6.rate-all"])


@pytest.mark.parametrize(
    "table",
    [
        "",
        "\tKön\t2021\nLämnade\t\t1",
        "\tKön\t2021\nStartade\tflickor\t1",
        "\tKön\t2021\t2021\nStartade\t\t1\t2",
        "\tKön\t1900\nStartade\t\t1",
        "\tKön\t2021\nStartade\t\tett",
        "\tKön\t2021\nStartade\t\t",
    ],
)
def test_earlier_years_pasted_with_a_fault_are_said_and_not_kept(
    client: Client, coaching: Intervention, table: str
) -> None:
    manager = _manager(client, coaching.association)

    answer = manager.post(_url(coaching, "tidigare/klistra/"), {"source": "Tabell", "table": table})

    assert (answer.status_code, list(answer.context["paste_form"].errors)) == (422, ["table"])
    assert ReportedCount.objects.of(coaching.association).count() == 0


def test_earlier_year_is_taken_away(client: Client, coaching: Intervention) -> None:
    manager = _manager(client, coaching.association)
    for year in (2022, 2023):
        manager.post(_url(coaching, f"tidigare/{year}/"), {**EARLIER, "seen": _seen(client, coaching, year)})

    manager.post(_url(coaching, "tidigare/2023/bort/"))

    assert set(ReportedCount.objects.of(coaching.association).values_list("year", flat=True)) == {2022}


def _succession(association: Association, on: date = date(2026, 2, 15)) -> Succession:
    before, after = an_intervention(association, "Förut"), an_intervention(association, "Efteråt", first_day=on)
    row: Succession = Succession.objects.make(association, before=before, after=after, on=on)
    return row


def _filled(row: Succession) -> None:
    """Seven started in February, of known education, and two ended."""
    ticked(row.before, 2026, {2: {"start": (5, 4), "end": (1, 1)}})
    school = {Cell("start", "education", "primary", "", sex): number for sex, number in ((Sex.WOMAN, 5), (Sex.MAN, 4))}

    def make(ledger: Ledger) -> Ledger:
        return set_tables(ledger, 1, "start", school)

    store.change(row.association, row.before.slug, 2026, make, kind=_opening(row.before).kind)


def test_carry_over_moves_everybody_with_what_is_known(association: Association) -> None:
    row = _succession(association)
    _filled(row)
    standing = standing_on(DAY, association)
    scheme = scheme_on(association, DAY)
    was = stock_cells(ledgers_now(association, row.before.slug, DAY), date(2026, 2, 1), scheme)

    moved = carry_over(standing, row, date(2026, 2, 1))

    source, target = (ledgers_now(association, each.slug, DAY) for each in (row.before, row.after))
    months = (date(2026, 1, 1), date(2026, 3, 1))
    assert moved == 7
    assert [flow(each, *months, sex).closing for each in (source, target) for sex in (Sex.WOMAN, Sex.MAN)] == [
        0,
        0,
        4,
        3,
    ]
    assert flow(target, *months).started == 0
    assert stock_cells(target, date(2026, 3, 1), scheme) == was
    assert not +stock_cells(source, date(2026, 3, 1), scheme)


def test_carry_over_is_done_once(association: Association) -> None:
    row = _succession(association)
    _filled(row)
    standing = standing_on(DAY, association)
    carry_over(standing, row, date(2026, 2, 1))

    with pytest.raises((AlreadyMoved, NothingToMove)):
        carry_over(standing, row, date(2026, 2, 1))

    assert flow(ledgers_now(association, row.after.slug, DAY), DAY, DAY).closing == 7


def test_carry_over_offers_no_month_before_the_change_nor_one_with_counts_after(association: Association) -> None:
    row = _succession(association, date(2026, 3, 1))
    _filled(row)
    standing = standing_on(DAY, association)
    after_the_change = [offer.month for offer in offers(standing, row)]
    ticked(row.before, 2026, {3: {"end": (1, 0)}})

    other = Succession(association=association, before=row.before, after=row.after, on=date(2026, 2, 1))
    assert after_the_change == [date(2026, 3, 1)]
    assert [offer.month for offer in offers(standing, other)] == [date(2026, 3, 1)]


@pytest.mark.parametrize("role", ["coordinator", "coach", "accountant"])
def test_carry_over_is_for_the_keepers(client: Client, association: Association, role: str) -> None:
    row = _succession(association)
    client.force_login(somebody(role, association))

    with pytest.raises(Refused):
        carry_over(standing_on(DAY, association, role), row, date(2026, 2, 1))
    assert client.get(_url(row.after, f"overfor/{row.pk}/")).status_code == 403


def test_carry_over_page_moves_and_says_so(client: Client, association: Association) -> None:
    row = _succession(association)
    _filled(row)
    manager = _manager(client, association)
    page = _url(row.after, f"overfor/{row.pk}/")

    offered = manager.get(page)
    manager.post(page, {"month": "2026-03-01"})

    assert [offer.all for offer, _ in offered.context["offers"]] == [7, 7]
    row.refresh_from_db()
    assert row.stock_moved
    assert manager.get(page).context["offers"] == []


def test_carry_over_of_an_intervention_that_did_not_take_over_is_not_found(
    client: Client, association: Association
) -> None:
    row = _succession(association)

    assert _manager(client, association).get(_url(row.before, f"overfor/{row.pk}/")).status_code == 404
