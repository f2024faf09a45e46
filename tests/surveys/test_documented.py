"""The page of figures says what surveys give: every key, and no other."""

import re
from functools import cache
from pathlib import Path

from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.findings import words
from mellanrum.surveys.closing import closed
from mellanrum.surveys.families import indicators_family, surveys_family
from mellanrum.surveys.questionnaires import totals_on
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.totals import Totals
from mellanrum.surveys.years import year_of_collected
from surveys.by_hand import DAY, PARTLY, M, W, batch, indicators_with, many, small, with_offered

PAGE = (Path(__file__).parents[2] / "docs" / "uppgifter.md").read_text("utf-8")
SECTION = PAGE.partition("## Enkäterna")[2].partition("## Uppföljningen")[0]
ROW = re.compile(r"^\| `([^`]+)` \| (.+?) \| (ja|nej) \|$", re.MULTILINE)
SHARES = "negative|neither|positive|clearly_positive|at_least_partly"
PLACES = {
    "<indikator>": "[0-9]+",
    "<grupp>": "[a-z_]+",
    "<fråga>": "[a-z0-9_]+",
    "<mängd>": "at_least_partly",
    "<andel>": f"({SHARES})",
    "<svar>": "[a-z0-9_]+",
    "<mått>": rf"({SHARES}|answer\.[a-z0-9_]+|valid|asked|answer_rate)(\.count)?",
    "<enkät>": "small",
    "<totaler>": "(violence_screening|rating_scale)",
    "<rad>": "[a-z_]+",
}


def rows() -> list[tuple[str, str, bool]]:
    return [(key, meaning, by_sex == "ja") for key, meaning, by_sex in ROW.findall(SECTION)]


def pattern(key: str) -> re.Pattern[str]:
    literal = re.escape(key)
    for place, text in PLACES.items():
        literal = literal.replace(re.escape(place), text)
    return re.compile(literal)


def described_by(key: str) -> list[str]:
    return [row for row, _, _ in rows() if pattern(row).fullmatch(key)]


@cache
def a_book() -> FigureBook:
    asked = indicators_with(PARTLY)
    board = many(9, W, "board", **{each.key: "partly" for each in asked.of_group("board")})
    staff = many(7, M, "staff", **{each.key: "wholly" for each in asked.of_group("staff")})
    indicators = with_offered(batch([*board, *staff], asked), board=10, staff=9)
    guests = with_offered(batch([*many(6, came="yes", liked="partly", mark="4"), *many(7, M, mark="9")]), guests=20)
    lines = [
        (rule, {(line.key, sex): 20 for line in rule.lines for sex in (None, Sex.WOMAN)}) for rule in totals_on(DAY)
    ]
    families = [
        indicators_family([year_of_collected(closed(indicators, 5, asked), asked, 2023)]),
        surveys_family(
            {"small": [year_of_collected(closed(guests, 5, small()), small(), 2023)]},
            [(Totals(rule.key, 2023, numbers), rule) for rule, numbers in lines],
        ),
    ]
    return FigureBook("Förbundet", Period.of_year(2023), DAY, families)


@cache
def offered(sex: str | None = None) -> dict[str, Figure]:
    book = a_book()
    return {key: book.get(key, sex=sex) for prefix in book.prefixes for key in book.keys(prefix, sex=sex)}


def test_page_describes_every_figure() -> None:
    assert len(offered()) > 200
    assert [key for key in offered() if not described_by(key)] == []


def test_page_describes_nothing_else() -> None:
    used = {row for key in offered() for row in described_by(key)}

    assert [row for row, _, _ in rows() if row not in used] == []


def test_page_has_a_row_once() -> None:
    keys = [row for row, _, _ in rows()]

    assert len(keys) > 15
    assert sorted(keys) == sorted(set(keys))


def test_page_says_what_is_divided_by_sex() -> None:
    divided = {row for sex in ("woman", "man") for key in offered(sex) for row in described_by(key)}

    assert {row for row, _, by_sex in rows() if by_sex} == divided


def test_every_figure_rests_on_its_inputs_and_names_its_rule() -> None:
    figures = [figure for sex in (None, "woman", "man") for figure in offered(sex).values()]

    assert [figure.key for figure in figures if figure.trace.recompute() not in {None, figure.value}] == []
    assert [figure.key for figure in figures if not figure.trace.reference or not figure.trace.inputs] == []


def test_every_figure_is_worded_in_swedish() -> None:
    own = {"Kom", "Tyckte om", "Betyg", "Gäster", "Minst delvis", *map(str, range(11))}
    said = {text for figure in offered().values() for text in (figure.label, figure.column, figure.trace.rule) if text}

    assert {text for text in said if words(text) == text} == own
