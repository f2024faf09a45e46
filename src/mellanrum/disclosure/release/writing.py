"""A set of tables written as the file it could have been read from."""

from typing import Any

from mellanrum.disclosure.release.reading import Publication
from mellanrum.disclosure.release.shapes import FORMAT
from mellanrum.disclosure.tables import Flow, Sum, Table, Variable


def tables_file(publication: Publication) -> dict[str, Any]:
    """Return a publication as a `mellanrum-tables/1`; reading it gives the same publication."""
    tables = publication.tables
    return {
        "format": FORMAT,
        "publication": publication.name,
        "title": publication.title,
        "threshold": tables.threshold,
        "sensitive_threshold": tables.sensitive_threshold,
        "counts": dict(tables.counts),
        "variables": [_variable(each) for each in tables.variables.values()],
        "tables": [_table(each) for each in tables.tables],
        "flows": [_flow(each) for each in tables.flows],
        "derived": [each.model_dump(exclude_none=True) for each in publication.derived],
    }


def _variable(variable: Variable) -> dict[str, Any]:
    return {
        "key": variable.key,
        "label": variable.label,
        "codes": dict(variable.codes),
        "sums": [_sum(each) for each in variable.sums],
        "several": variable.is_several,
        "sensitive": variable.is_sensitive,
        "tells_zeros": variable.tells_zeros,
        "leading": sorted(variable.leading),
        "rest": sorted(variable.rest),
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {"whole": one.whole, "parts": list(one.parts), "of": sorted(one.of)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "of": table.of,
        "at": dict(table.at),
        "by": list(table.by),
        "weight": table.weight,
        "threshold": table.threshold,
        "about": table.about,
        "forms": [
            {
                "key": form.key,
                "label": form.label,
                "keep": {variable: list(codes) for variable, codes in form.keep.items()},
            }
            for form in table.forms
        ],
        "rows": [[*codes, number] for codes, number in table.numbers.items()],
    }


def _flow(flow: Flow) -> dict[str, Any]:
    steps = [{"factor": step.factor, "of": step.of, "at": dict(step.at)} for step in flow.steps]
    return {"steps": steps, "at": dict(flow.at)}
