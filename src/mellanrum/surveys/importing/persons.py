"""Whether a file has a row for each person who answered. Then nothing of it is read: it is refused, with where."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from mellanrum.findings import Finding, Place, words
from mellanrum.findings.sheet import Grid, first_of, normal, places_of, width_of, written
from mellanrum.surveys.free_text import holds_person_number
from mellanrum.surveys.importing.numbers_in import number_of
from mellanrum.surveys.questionnaires import Questionnaire, answer_label

_HEADINGS = frozenset(
    {
        *(
            "respondent",
            "respondent-id",
            "respondentid",
            "respondent id",
            "respondentnr",
            "svarsid",
            "svars-id",
            "svar-id",
        ),
        *(
            "svarande nr",
            "deltagar-id",
            "deltagarid",
            "deltagarnr",
            "löpnummer",
            "tidsstämpel",
            "tidstämpel",
            "tidpunkt",
        ),
        *(
            "timestamp",
            "start time",
            "completion time",
            "starttid",
            "sluttid",
            "slutförd",
            "inskickad",
            "ip",
            "ip-adress",
        ),
        *("ip address", "e-post", "epost", "e-postadress", "mejl", "email", "email address", "namn", "name", "förnamn"),
        *(
            "efternamn",
            "personnummer",
            "pnr",
            "telefon",
            "telefonnummer",
            "mobil",
            "response id",
            "collector id",
            "user id",
        ),
        *("användar-id", "födelseår"),
    }
)
_FEWEST = 3  # so many rows of answers under each other are persons
_MANY = 5  # so many rows of grades alone are persons
_HIGHEST = 10


def respondent_findings(grids: Sequence[Grid], questionnaires: Sequence[Questionnaire]) -> tuple[Finding, ...]:
    """Say where a file seems to have a row for each person who answered; nothing where it has none.

    What stands in the cells is never repeated. Findings, errors, each once for a sheet: surveys.file_person_number,
    surveys.file_heading, surveys.file_answers (several answers in each row), surveys.file_list (an answer in each row
    and no number of how many gave it), surveys.file_grades (rows of small numbers alone).
    """
    known = {text for each in questionnaires for text in _answer_words(each)}
    return tuple(said for grid in grids for said in _of(grid, known))


def _of(grid: Grid, known: set[str]) -> Iterator[Finding]:
    yield from first_of(
        "surveys.file_person_number", places_of(grid, lambda value: holds_person_number(written(value)))
    )
    yield from first_of("surveys.file_heading", places_of(grid, _is_heading))
    yield from first_of("surveys.file_answers", _answers(grid, known))
    yield from first_of("surveys.file_list", _list(grid, known))
    yield from first_of("surveys.file_grades", _grades(grid))


def _answer_words(questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions:
        for answer in questionnaire.scale(question).answers:
            label = answer_label(questionnaire, question, answer.key)
            yield from (normal(label), normal(words(label)))


def _is_heading(value: object) -> bool:
    return isinstance(value, str) and normal(value) in _HEADINGS


def _answers(grid: Grid, known: set[str]) -> Iterator[Place]:
    """Find rows under each other that each hold more than one answer."""
    yield from _runs(grid, [row for row in range(len(grid.rows)) if len(_answers_in(grid, row, known)) > 1], _FEWEST)


def _list(grid: Grid, known: set[str]) -> Iterator[Place]:
    """Find rows under each other that each hold an answer, some of them the same, and no number of how many gave it.

    A number that grows from row to row is the row's own.
    """
    rows = [row for row in range(len(grid.rows)) if len(_answers_in(grid, row, known)) == 1]
    answers = [_answers_in(grid, row, known)[0] for row in rows]
    numbers = [_row_numbers(grid, row) for row in rows]
    first = [each[0] for each in numbers if each]
    is_numbered = any(len(each) > 1 for each in numbers) or any(before >= after for before, after in pairwise(first))
    if len(set(answers)) < len(answers) and not is_numbered:
        yield from _runs(grid, rows, _MANY)


def _grades(grid: Grid) -> Iterator[Place]:
    """Find many rows under each other of small numbers alone, several in each: a grade of each question and person."""
    rows = [row for row in range(len(grid.rows)) if _is_of_grades(grid, row)]
    yield from _runs(grid, rows, _MANY)


def _is_of_grades(grid: Grid, row: int) -> bool:
    values = [grid.at(row, column) for column in range(1, width_of(grid)) if grid.at(row, column) != ""]
    numbers = [number for value in values if (number := number_of(value)) is not None]
    own = grid.at(row, 0)
    is_unnamed = own == "" or number_of(own) is not None
    return is_unnamed and len(numbers) > 1 and len(numbers) == len(values) and all(0 <= n <= _HIGHEST for n in numbers)


def _runs(grid: Grid, rows: Sequence[int], fewest: int) -> Iterator[Place]:
    """Give where rows begin that stand under each other, at least so many."""
    run: list[int] = []
    for row in rows:
        run = [*run, row] if run and row == run[-1] + 1 else [row]
        if len(run) == fewest:
            yield grid.place(run[0])


def _answers_in(grid: Grid, row: int, known: set[str]) -> list[str]:
    cells = (grid.at(row, column) for column in range(len(grid.rows[row])))
    return [answer for value in cells if isinstance(value, str) and (answer := normal(value)) in known]


def _row_numbers(grid: Grid, row: int) -> list[Decimal]:
    cells = (grid.at(row, column) for column in range(len(grid.rows[row])))
    return [number for value in cells if (number := number_of(value)) is not None]
