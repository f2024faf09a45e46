"""docs/integritet.md names every table of follow-up, and every field of it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

DOCUMENT = (Path(__file__).parents[3] / "docs" / "integritet.md").read_text(encoding="utf-8")
APPS = ("counters", "register", "interventions", "publishing", "surveys", "survey_results")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
_EVERYWHERE = {"id", "association"}  # told of once


def told_of(table: str) -> str:
    """Return what the document says of a table: from its name to the next one."""
    _, found, after = DOCUMENT.partition(f"(`{table}`)")
    assert found, f"docs/integritet.md does not name {table}"
    return re.split(r"\(`[a-z]+(?:_[a-z]+)+`\)|\n## ", after)[0]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)
def test_every_table_and_field_is_told_of(model: type[Model]) -> None:
    told = told_of(model._meta.db_table)

    fields = {field.name for field in model._meta.concrete_fields} - _EVERYWHERE
    assert sorted(field for field in fields if f"`{field}`" not in told) == []


def test_nothing_is_told_of_that_is_not_there() -> None:
    named = set(re.findall(rf"\(`((?:{'|'.join(APPS)})_[a-z]+)`\)", DOCUMENT))

    assert named == {model._meta.db_table for model in MODELS}


def test_no_counter_has_a_time_or_a_user() -> None:
    counters = apps.get_app_config("counters").get_models()

    kinds = {field.get_internal_type() for model in counters for field in model._meta.concrete_fields}
    assert kinds & {"DateTimeField", "TimeField"} == set()
    related = {field.related_model for model in counters for field in model._meta.concrete_fields if field.is_relation}
    assert {model._meta.db_table for model in related if model} <= {"tenancy_association"}
