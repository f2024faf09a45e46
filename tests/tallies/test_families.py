"""Every statistic is a figure, and every trace gives its value."""

from datetime import date
from decimal import Decimal

import pytest

from mellanrum.figures import Figure, FigureBook, Operation, Period
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.families import interventions_family
from mellanrum.tallies.following import Followed, Reported
from mellanrum.tallies.payers import OTHERS, PAYERS
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.years import years_table
from tallies.by_hand import a_ledger, a_scheme, entries

SCHEME = a_scheme()
YEAR = Period.of_year(2025)
HALF = Period(date(2025, 7, 1), date(2025, 12, 31))
Answers = dict[str, list[tuple[Given, int]]]
START: Answers = {
    "municipality": [(("karlskoga_kommun",), 30)],
    "education": [(("primary",), 12), (("secondary",), 10)],
    "age": [(18, 6), (25, 6), (40, 10), (61, 6)],
    "livelihood_before": [(("no_public",), 20), (("sickness_benefit", "social_assistance"), 8)],
    "first_start": [(("yes",), 20), (("no",), 6)],
}
END: Answers = {
    "months": [(4, 6), (9, 5), (13, 6), (25, 5)],
    "end_reason": [(("studies",), 8), (("work",), 5), (("care",), 6), (("moved",), 3)],
    "livelihood": [(("no_public",), 12), (("sickness_benefit",), 10)],
    "occupation": [(("studies_full",), 8), (("none",), 14)],
}
FOLLOWED_UP: Answers = {
    "consented": [(("yes",), 18), (("no",), 2)],
    "answered": [(("yes",), 15), (("no",), 3)],
    "livelihood": [(("no_public",), 6), (("sickness_benefit",), 8)],
}


def counted(year: int = 2025) -> list[Entry]:
    return [
        *entries("start", 12, 8, month=date(year, 2, 1), answers=START),
        *entries("start", 6, 5, month=date(year, 9, 1), answers=START),
        *entries("end", 10, 6, month=date(year, 5, 1), answers=END),
        *entries("end", 6, 6, month=date(year, 11, 1), answers=END),
        *entries("follow_up_6", 12, 8, month=date(year, 4, 1), answers=FOLLOWED_UP),
        *entries("referral", 10, 7, other=1, month=date(year, 1, 1), answers={"referrer": [(("own",), 9)]}),
        *entries("screening", 9, month=date(year, 3, 1), answers={"screening_outcome": [(("all_no",), 9)]}),
    ]


def all_followed() -> tuple[Followed, ...]:
    before = a_ledger(2024, counted(2024), SCHEME, opening=entries("start", 20, 20, answers=START))
    own = Followed("coachingteamet", "Coachingteamet", ledgers=(before, a_ledger(2025, counted(), SCHEME)))
    heir = Followed(
        "mottagningsteamet",
        "Mottagningsteamet",
        ledgers=(a_ledger(2025, counted(), SCHEME),),
        predecessors=(("coachingteamet", date(2025, 1, 1)),),
        reported=(
            Reported(2024, "started", None, Decimal(40), "ÅR 2024", 7),
            Reported(2024, "mean_age_started", Sex.WOMAN, Decimal("43.8"), "ÅR 2024"),
        ),
        budgeted={2025: 50},
    )
    project = Followed("projektet", "Projektet", is_esf=True, ledgers=(a_ledger(2025, counted(), SCHEME),))
    return own, heir, project


def a_book(period: Period = YEAR, followed: tuple[Followed, ...] | None = None) -> FigureBook:
    family = interventions_family(followed or all_followed(), SCHEME, 5)
    return FigureBook("Förbundet", period, date(2026, 2, 1), [family])


def value(key: str, period: Period | None = None, sex: str | None = None) -> Decimal:
    return a_book().get(f"interventions.{key}", period, sex).value


@pytest.mark.parametrize(
    ("period", "sexes"),
    [(YEAR, (None, "woman", "man", "other", "unsplit")), (HALF, (None,)), (Period.of_year(2024), (None, "woman"))],
    ids=str,
)
def test_every_trace_gives_its_value(period: Period, sexes: tuple[str | None, ...]) -> None:
    book = a_book(period)
    for sex in sexes:
        keys = book.keys("interventions", sex=sex)
        assert len(keys) > 100 or sex in {"other", "unsplit"}
        figures = [book.get(key, sex=sex) for key in keys]
        assert {figure.sex for figure in figures} == {sex}
        held = {id(each): each for figure in figures for each in figure.nodes() if isinstance(each, Figure)}
        assert [wrong(each) for each in held.values() if wrong(each)] == []


def wrong(figure: Figure) -> tuple[str, Decimal | None, Decimal] | None:
    is_given = figure.trace.operation is Operation.GIVEN
    made = figure.trace.inputs[0].node.value if is_given else figure.trace.recompute()
    return None if made == figure.value else (figure.key, made, figure.value)


def test_sexes_and_unsplit_are_all() -> None:
    book = a_book()
    for key in ("started", "ended", "opening", "ongoing", "all", "referral"):
        whole = f"interventions.coachingteamet.{key}"
        parts = [book.get(whole, sex=sex).value for sex in ("woman", "man", "other")]
        assert sum(parts) == book.get(whole).value


def test_flow_ties() -> None:
    assert value("coachingteamet.opening") == 40 + 31 - 28
    assert value("coachingteamet.started") == 31
    assert value("coachingteamet.ended") == 28
    assert value("coachingteamet.ongoing") == 43 + 31 - 28
    assert value("coachingteamet.all") == 43 + 31
    assert value("coachingteamet.started", HALF) == 11
    assert value("coachingteamet.opening", HALF) == 43 + 20 - 16


def test_association_is_without_projects_unless_asked_for() -> None:
    assert value("all.started") == 62
    assert value("all_with_esf.started") == 93


def test_lineage_adds_those_it_took_over_from() -> None:
    assert value("mottagningsteamet.lineage.started") == 62


def test_answer_and_its_share_of_the_base() -> None:
    book = a_book()

    share = book.get("interventions.coachingteamet.started.livelihood_before.no_public.share")

    assert share.value == Decimal(31) / 31
    assert [each.node.key for each in share.trace.inputs if isinstance(each.node, Figure)] == [
        "interventions.coachingteamet.started.livelihood_before.no_public",
        "interventions.coachingteamet.started.livelihood_before",
    ]
    assert share.trace.reference == "Uppföljningens kodlistor; förbundets egna får ersätta dem"


def test_trace_tells_table_periods_and_entries() -> None:
    figure = a_book().get("interventions.coachingteamet.started.education.primary")

    assert figure.trace.rule == "Started, by education"
    told = [(leaf.node.key, leaf.node.value, leaf.node.counted.entries) for leaf in figure.trace.inputs]  # type: ignore[union-attr]  # leaves
    assert told == [("2025-01–2025-06", Decimal(12), 20), ("2025-07–2025-12", Decimal(11), 11)]


def test_named_sets_bands_and_limits() -> None:
    assert value("coachingteamet.end_reasons.self_support") == 8 + 5 + 8 + 4
    assert value("coachingteamet.end_reasons.self_support.share") == Decimal(25) / 28
    assert value("coachingteamet.started.age_band.16_29") == 12 + 11
    assert value("coachingteamet.started.age_band.under_30") == 12 + 11
    assert value("coachingteamet.ended.months_band.at_most_9") == 11 + 11
    assert value("coachingteamet.ended.months_band.at_least_12.share") == Decimal(6) / 28


def test_referrers_of_each_kind_of_member_are_all_referrals() -> None:
    payers = {kind: value(f"all.referral.referrer.payer_{kind}") for kind in (*PAYERS, OTHERS)}

    assert payers == {"state": 0, "region": 0, "municipality": 0, "others": value("all.referral")}


def test_municipalities_together_are_all_that_started() -> None:
    assert value("coachingteamet.municipal.started") == value("coachingteamet.started")


def test_mean_is_of_those_who_gave_the_number() -> None:
    first, second = 18 * 6 + 25 * 6 + 40 * 8, 18 * 6 + 25 * 5
    figure = a_book().get("interventions.coachingteamet.mean_age_started")

    assert figure.value == Decimal(first + second) / 31
    assert (figure.unit, figure.shown.step) == ("years", Decimal("0.1"))


def test_follow_up_rate_is_of_those_who_consented() -> None:
    assert value("coachingteamet.follow_up_6") == 20
    assert value("coachingteamet.follow_up_6.consented.yes") == 18
    assert value("coachingteamet.follow_up_6.rate") == Decimal(15) / 18
    assert value("coachingteamet.follow_up_6.livelihood") == 15
    assert value("coachingteamet.follow_up_6.livelihood.missing") == 1
    assert value("coachingteamet.follow_up_6.livelihood.no_public.share") == Decimal(6) / 15


def test_individuals_are_at_most_the_starts_without_those_who_came_again() -> None:
    again: Answers = {**START, "first_start": [(("yes",), 12), (("no",), 8)]}
    ledgers = (a_ledger(2025, entries("start", 12, 8, month=date(2025, 2, 1), answers=again), SCHEME),)
    followed = tuple(Followed(key, key.title(), ledgers=ledgers) for key in ("first", "second"))
    book = a_book(followed=followed)

    found = book.get("interventions.all.individuals_at_most")

    assert (found.value, [term.amount for term in found.trace.inputs]) == (Decimal(24), [Decimal(40), Decimal(-16)])
    assert book.find("interventions.all.individuals_at_most", HALF) is None


def test_individuals_at_most_are_told_of_nothing_less_than_all_that_is_counted() -> None:
    book = a_book()

    assert book.find("interventions.coachingteamet.individuals_at_most") is None
    assert book.find("interventions.all.individuals_at_most") is None
    assert book.get("interventions.all_with_esf.individuals_at_most").value == 93


def test_budgeted_and_its_share() -> None:
    assert value("mottagningsteamet.budgeted") == 50
    assert value("mottagningsteamet.budgeted.share") == Decimal(31) / 50


def test_referrals_a_month() -> None:
    assert value("coachingteamet.referral.a_month") == Decimal(18) / 12


def test_year_of_another_method_is_given_with_its_source() -> None:
    book = a_book(Period.of_year(2024))

    given = book.get("interventions.mottagningsteamet.started")
    mean = book.get("interventions.mottagningsteamet.mean_age_started", sex="woman")

    assert (given.value, given.is_reported, given.trace.source) == (Decimal(40), True, "ÅR 2024")
    assert (mean.value, mean.unit) == (Decimal("43.8"), "years")
    assert book.get("interventions.all.started").value == 31 + 40
    assert book.find("interventions.all.ended") is None


def test_what_is_under_the_threshold_is_no_figure() -> None:
    few = Followed("x", "X", ledgers=(a_ledger(2025, entries("start", 4, answers=START), SCHEME),))
    book = a_book(followed=(few,))

    assert book.get("interventions.x.started").value == 4
    assert book.find("interventions.x.started.education.primary") is None
    assert book.find("interventions.x.mean_age_started") is None


def test_unknown_keys_and_uneven_periods_have_no_figure() -> None:
    book = a_book()
    for key in (
        "interventions.nobody.started",
        "interventions.coachingteamet.started.nothing",
        "interventions.all.x.y",
    ):
        assert book.find(key) is None
    assert book.find("interventions.all.started", sex="nobody") is None
    quarter = Period(date(2025, 1, 1), date(2025, 3, 31))
    assert book.get("interventions.all.started", quarter).value == 40
    assert book.find("interventions.all.started.education", quarter) is None
    assert book.find("interventions.all.started", Period(date(2025, 1, 2), date(2025, 3, 31))) is None


def test_years_stand_beside_each_other_with_other_methods_marked() -> None:
    measures = {"started": "Nya", "mean_age_started": "", "started.education.primary": "", "started.nothing": ""}

    found = years_table(a_book(), "mottagningsteamet", measures, [2025, 2024, 2023], SCHEME)

    assert found.years == (2023, 2024, 2025)
    assert [(row.key, row.label) for row in found.rows] == [
        ("started", "Nya"),
        ("mean_age_started", "Mean age, started"),
        ("started.education.primary", "Primary school"),
    ]
    started = found.rows[0].cells
    assert [cell.figure and int(cell.figure.value) for cell in started] == [None, 40, 31]
    assert [cell.is_reported for cell in started] == [False, True, False]
    assert found.sources == ("ÅR 2024",)
    both = years_table(a_book(), "all", {"started": ""}, [2024], SCHEME)
    assert both.rows[0].cells[0].is_reported


def test_years_say_from_when_something_is_counted() -> None:
    new = Answer(key="distance", label="Distans", valid_from=date(2025, 7, 1))
    scheme = a_scheme(Own(answers={"education": (new,)}))
    distance: Answers = {"education": [(("distance",), 9)]}
    ledgers = tuple(
        a_ledger(year, entries("start", 9, month=date(year, 8, 1), answers=distance), scheme) for year in (2024, 2025)
    )
    book = FigureBook(
        "Förbundet", YEAR, date(2026, 2, 1), [interventions_family([Followed("x", "X", ledgers=ledgers)], scheme, 5)]
    )

    measures = {"started": "", "started.education.distance": "", "started.education.distance.share": ""}
    found = years_table(book, "x", measures, [2024, 2025], scheme)

    assert [row.begins for row in found.rows] == [None, date(2025, 7, 1), date(2025, 7, 1)]
