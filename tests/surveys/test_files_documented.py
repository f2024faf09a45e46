"""The page about files of surveys says what can be read: its examples are read, and its columns are those there are."""

import re
from datetime import date
from pathlib import Path

from mellanrum.surveys.exchange import COLUMNS, rows_from_text
from mellanrum.surveys.importing.vocabulary import SKIP, meaning_of
from mellanrum.surveys.own import read_own_toml
from mellanrum.surveys.questionnaires import Own, Questionnaire, questionnaire_of
from mellanrum.surveys.wording import read_wording

PAGE = (Path(__file__).parents[2] / "docs" / "enkatfiler.md").read_text("utf-8")
[LONG] = re.findall(r"^```csv\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
OWN, WORDING = re.findall(r"^```toml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
DAY = date(2025, 6, 1)


def breakfast() -> Questionnaire:
    rules, found = read_own_toml(OWN.encode(), "eget.toml")
    assert found == ()
    assert rules is not None
    made = questionnaire_of("breakfast", DAY, Own(rules=rules))
    assert made is not None
    return made


def test_example_of_the_long_format_is_read() -> None:
    rows, found = rows_from_text(LONG)

    assert (len(rows), found) == (7, ())
    assert [row.number for row in rows][-2:] == [18, None]


def test_columns_of_the_long_format_are_those_there_are() -> None:
    section = PAGE.partition("## Långt format")[2].partition("## Resultat")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == COLUMNS


def test_headings_that_are_said_to_be_known_are() -> None:
    section = PAGE.partition("| kolumn | rubriker |")[2].partition("## Egna formulär")[0]
    headings = [
        each for row in re.findall(r"^\| \S.*? \| (.+?) \|$", section, re.MULTILINE) for each in row.split(", ")
    ]

    assert len(headings) > 15
    assert [heading for heading in headings if meaning_of(heading) in {"", SKIP}] == []
    assert meaning_of("positiva kvinnor") == "positive@woman"


def test_example_of_an_own_questionnaire_is_read() -> None:
    made = breakfast()

    assert [each.key for each in made.of_group("guests")] == ["was_there", "mood"]
    assert made.questions[1].only_after == ("was_there", "yes")


def test_example_of_a_wording_is_read() -> None:
    wording, found = read_wording(WORDING.encode(), "texter.toml", breakfast())

    assert found == ()
    assert wording is not None
    assert wording.answer(breakfast().questions[1], "so_so") == "Varken ledsen eller glad"
