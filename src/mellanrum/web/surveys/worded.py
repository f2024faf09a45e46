"""A wording to fill in: every key of a questionnaire with its short name."""

import json

from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import BLANK
from mellanrum.web.parts.templatetags.parts import lang, say


def empty_wording(questionnaire: Questionnaire) -> str:
    """Write a wording as TOML, in the language of the page, with the short names where the wording is to stand."""
    lines = [
        f"questionnaire = {_text(questionnaire.key)}",
        f"language = {_text(lang())}",
        'source = "?"',
        'introduction = ""',
        'thanks = ""',
        "",
        "[questions]",
        *(f"{each.key} = {_text(say(each.label))}" for each in questionnaire.questions),
        "",
        "[answers]",
        *_answers(questionnaire),
        "",
        "[groups]",
        *(f"{each.key} = {_text(say(each.label))}" for each in questionnaire.groups),
    ]
    return "\n".join(lines) + "\n"


def _answers(questionnaire: Questionnaire) -> list[str]:
    found: dict[str, str] = {}
    for question in questionnaire.questions:
        if not questionnaire.scale(question).is_grade:
            for key in questionnaire.answers(question):
                if key != BLANK:
                    found[f"{question.scale}.{key}"] = say(answer_label(questionnaire, question, key))
    return [f"{_text(key)} = {_text(label)}" for key, label in found.items()]


def _text(text: str) -> str:
    """Write a text as TOML does; JSON writes it the same way."""
    return json.dumps(text, ensure_ascii=False)
