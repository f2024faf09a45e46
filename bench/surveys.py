"""Surveys by the engine alone, no database: processor time, beside the plainest work on the same data."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from bench.generate import YEAR
from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from mellanrum.figures import FigureBook, Period
from mellanrum.surveys.closing import closed
from mellanrum.surveys.collected import Collected, from_text, to_text
from mellanrum.surveys.counting import count, count_batch, empty
from mellanrum.surveys.families import INDICATORS, indicators_family
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire, questionnaire_of
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.years import year_of_collected

DAY = date(YEAR, 12, 31)
THRESHOLD = 5
EACH, OFTEN = 60, 20
YEARS = range(YEAR - 9, YEAR + 1)
_SEED = 2003


def measure(plan: Plan) -> Iterator[Row]:
    """Measure a form counted and saved, and ten years of results as figures."""
    asked = the_questionnaire()
    forms = forms_of(asked)
    collected, _ = count_batch(empty(asked), forms, asked)
    text = to_text(collected)
    takes = (
        partial(_timed, partial(_answered, text, forms[:OFTEN], asked), OFTEN),
        partial(_timed, partial(_dumped, text, forms[:OFTEN]), OFTEN),
    )
    saved, loaded = plan.in_turn(takes, times=QUICK)
    size = f"counters of {len(text) // 1000} kB"
    yield Row(Samples(f"A form read, counted and written in {size}", saved), Samples("json.loads, add, dumps", loaded))
    texts = [to_text(closed(collected, THRESHOLD, asked)) for _ in YEARS]
    takes = (
        partial(_timed, partial(_figures, texts, asked)),
        partial(_timed, lambda: [json.loads(each) for each in texts]),
    )
    told, read = plan.in_turn(takes)
    yield Row(
        Samples(f"Every figure of {len(YEARS)} years of indicators, from text", told), Samples("json.loads", read)
    )


def the_questionnaire() -> Questionnaire:
    """Return the indicators' questionnaire."""
    found = questionnaire_of("indicators", DAY)
    if found is None:
        raise LookupError("indicators")
    return found


def forms_of(asked: Questionnaire) -> tuple[FilledForm, ...]:
    """Make as many forms of each group, the same ones every time."""
    dice = random.Random(_SEED)
    forms = []
    for group in asked.groups:
        for _ in range(EACH):
            answers: dict[str, str] = {}
            for question in asked.of_group(group.key):
                if question.only_after is None or answers.get(question.only_after[0]) == question.only_after[1]:
                    answers[question.key] = dice.choice(asked.answers(question))
            forms.append(FilledForm(group.key, dice.choice((Sex.WOMAN, Sex.MAN, Sex.OTHER)), answers))
    dice.shuffle(forms)
    return tuple(forms)


def _answered(text: str, forms: tuple[FilledForm, ...], asked: Questionnaire) -> Collected:
    """Count one form after the other, each from the text as it was saved and back."""
    for form in forms:
        collected, _ = count(from_text(text), form, asked)
        text = to_text(collected)
    return from_text(text)


def _dumped(text: str, forms: tuple[FilledForm, ...]) -> None:
    for form in forms:
        plain = json.loads(text)
        cells = Counter(plain["cells"])
        cells.update(f"{form.group}/{key}/{answer}/{form.sex}" for key, answer in form.answers.items())
        text = json.dumps({**plain, "cells": cells}, sort_keys=True)


def _figures(texts: list[str], asked: Questionnaire) -> int:
    years = [year_of_collected(from_text(text), asked, year) for text, year in zip(texts, YEARS, strict=True)]
    book = FigureBook("", Period.of_year(YEAR), DAY, [indicators_family(years)])
    periods = [Period.of_year(year) for year in YEARS]
    return sum(len([book.get(key, period) for key in book.keys(INDICATORS, period)]) for period in periods)


def _timed(work: Callable[[], object], times: int = 1) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) / times
