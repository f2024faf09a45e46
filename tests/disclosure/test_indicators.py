"""Published indicator results, with the counts behind them: all, women and men, so that the others can be reckoned."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable
from support import golden
from support.patterns import Hidden, hidden_of

DATA = Path(__file__).parents[1] / "data" / "indicator_2023_vectors.csv"
GOLDEN = Path(__file__).parent / "golden"
GROUPS = {
    "Deltagare - avslutsenkät": "DA",
    "Personal": "P",
    "Parternas chefsgrupp": "C",
    "Remittenter": "R",
    "Styrelse": "S",
}
SEXES = {"Samtliga": TOTAL, "alla": TOTAL, "kvinnor": "woman", "män": "man"}
ANSWERS = {
    "valid": "n_svar",
    "negative": "neg",
    "neither": "varken",
    "positive": "pos",
    "clearly": "klart_pos",
}
SEX = Variable(
    "sex",
    "Kön",
    {"woman": "kvinnor", "man": "män", "other": "annat eller ej angivet"},
    (Sum(TOTAL, ("woman", "man", "other")),),
)
ANSWER = Variable(
    "answer",
    "Svar",
    {**dict.fromkeys(ANSWERS, ""), "not_valid": "", "mostly": ""},
    (
        Sum(TOTAL, ("valid", "not_valid")),
        Sum("valid", ("negative", "neither", "positive")),
        Sum("positive", ("clearly", "mostly")),
    ),
)
WITHOUT_SEX = Form("without_sex", "utan kön", {"sex": (TOTAL,)})
Numbers = Mapping[tuple[str, ...], int]


def rows() -> list[dict[str, str]]:
    """Every row but the one whose printed share is impossible."""
    with DATA.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["check"] == "ok"]


def questions() -> dict[tuple[str, str], dict[tuple[str, ...], int]]:
    """The numbers of each group and question, by answer and sex; TOTAL of the answers are the forms handed in."""
    found: dict[tuple[str, str], dict[tuple[str, ...], int]] = defaultdict(dict)
    for row in rows():
        numbers, sex = found[GROUPS[row["grupp"]], row["fraga"]], SEXES[row["urval"]]
        numbers[TOTAL, sex] = int(row["n_enkater"])
        numbers |= {(answer, sex): int(row[column]) for answer, column in ANSWERS.items()}
    return found


def the_set() -> TableSet:
    """All indicators as one set: each question by answer and sex, and the forms that each group handed in."""
    asked = questions()
    tables = list(forms_handed_in(asked))
    for (group, question), numbers in asked.items():
        is_split = any(sex != TOTAL for _, sex in numbers)
        held = numbers if is_split else {spot[:1]: number for spot, number in numbers.items()}
        by = ("answer", "sex") if is_split else ("answer",)
        forms = (WITHOUT_SEX,) if is_split else ()
        name = f"{group}{question}"
        tables.append(Table(name, name, "answers", by, held, {"question": name}, forms=forms))
    variables = (
        SEX,
        ANSWER,
        Variable("question", "Fråga", {f"{group}{question}": "" for group, question in asked}),
        Variable("group", "Grupp", dict.fromkeys(GROUPS.values(), "")),
    )
    return TableSet(tuple(tables), {each.key: each for each in variables}, flows=tuple(same_forms(asked)))


def forms_handed_in(asked: Mapping[tuple[str, str], Numbers]) -> Iterator[Table]:
    """The forms of a group are the most that any of its questions has: those after a gate are asked of fewer."""
    for group in GROUPS.values():
        numbers = max((held for (of, _), held in asked.items() if of == group), key=lambda held: held[TOTAL, TOTAL])
        forms: dict[tuple[str, ...], int] = {
            (sex,): number for (answer, sex), number in numbers.items() if answer == TOTAL
        }
        whole: Numbers = {spot: number for spot, number in forms.items() if spot == (TOTAL,)}
        for key, held, weight in (("forms", whole, 20), ("forms.sex", forms, 10)):
            yield Table(f"{group}.{key}", f"{group}: enkäter", "forms", ("sex",), held, {"group": group}, weight)


def same_forms(asked: Mapping[tuple[str, str], Numbers]) -> Iterator[Flow]:
    """Every question without a gate has the group's forms."""
    most = {
        group: max(held[TOTAL, TOTAL] for (of, _), held in asked.items() if of == group) for group in GROUPS.values()
    }
    for (group, question), numbers in asked.items():
        if numbers[TOTAL, TOTAL] == most[group]:
            yield Flow((Step(1, "forms", {"group": group}), Step(-1, "answers", {"question": f"{group}{question}"})))


@cache
def protected(*, coarser: bool) -> Hidden:
    return hidden_of(the_set(), coarser=coarser)


@pytest.mark.parametrize("coarser", [False, True])
def test_no_reader_can_tell_a_small_number_of_the_indicators(*, coarser: bool) -> None:
    assert protected(coarser=coarser).is_safe


def test_those_of_other_sex_are_cells_though_no_table_shows_them() -> None:
    cells = {cell.key: cell for cell in protected(coarser=False).system.cells}

    others = {key: (cell.value, cell.is_offered) for key, cell in cells.items() if "question=DA4|sex=other" in key}
    assert others == {
        "answers|answer=clearly|question=DA4|sex=other": (2, False),
        "answers|answer=mostly|question=DA4|sex=other": (0, False),
        "answers|answer=negative|question=DA4|sex=other": (0, False),
        "answers|answer=neither|question=DA4|sex=other": (2, False),
        "answers|answer=not_valid|question=DA4|sex=other": (0, False),
        "answers|answer=positive|question=DA4|sex=other": (2, False),
        "answers|answer=valid|question=DA4|sex=other": (4, False),
        "answers|question=DA4|sex=other": (4, False),
    }


def test_what_is_hidden_of_the_indicators() -> None:
    golden(GOLDEN / "indicators_2023.txt", protected(coarser=False).text())


def test_what_is_hidden_of_the_indicators_in_coarser_forms() -> None:
    golden(GOLDEN / "indicators_2023_coarser.txt", protected(coarser=True).text())


@pytest.mark.parametrize("group", ["DA", "P", "C", "R", "S"])
def test_how_many_forms_a_group_handed_in_is_shown(group: str) -> None:
    """Four of 123 are of other sex: that one of the sexes is hidden is enough."""
    assert f"forms|group={group}" not in protected(coarser=False).keys
