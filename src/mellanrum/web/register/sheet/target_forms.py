"""The fields that ask what a table of a spreadsheet is."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mellanrum.tallies.sheets.applying import Chosen
from mellanrum.tallies.sheets.found import FoundTable
from mellanrum.tallies.sheets.mapping import SKIP, Target, title_of
from mellanrum.web.parts.templatetags.parts import lang, say

_SHOWN = 3  # rows of a table that are shown to know it again


def table_shown(
    at: int, table: FoundTable, choice: Chosen, targets: Sequence[Target], *, is_answer: bool
) -> dict[str, Any]:
    """Return a found table with the fields that ask what it is; what is left to say is a fault where it was asked."""
    held = next((target for target in targets if target.key == choice.target), None)
    name = table.title or _("Table without a name")
    rows = _fields(
        f"row-{at}", [row.label for row in table.rows], choice.rows, held.rows if held else (), is_answer=is_answer
    )
    headings = [heading.text or heading.letters for heading in table.headings]
    columns = _fields(f"column-{at}", headings, choice.columns, held.columns if held else (), is_answer=is_answer)
    unsaid = [(f"target-{at}", name)] if not choice.target else []
    unsaid += [(field["name"], f"{name}: {field['label']}") for field in (*rows, *columns) if not field["chosen"]]
    return {
        "name": f"target-{at}",
        "shown": f"shown-{at}",
        "title": name,
        "target": choice.target,
        "is_faulty": is_answer and not choice.target,
        "targets": [(SKIP, _("Leave it alone")), *((target.key, title_of(target, lang())) for target in targets)],
        "rows": rows if held else [],
        "columns": columns if held else [],
        "faults": unsaid if is_answer else [],
        **_known_again(table, headings),
    }


def _known_again(table: FoundTable, headings: Sequence[str]) -> dict[str, Any]:
    """Return what the table is known again by: where it stands, and its first rows."""
    preview = [(row.label, row.numbers) for row in table.rows[:_SHOWN]]
    return {"sheet": table.sheet, "first": table.rows[0].line, "preview": preview, "headings": headings}


def _fields(
    name: str,
    labels: Sequence[str],
    chosen: Sequence[str],
    allowed: Sequence[tuple[str, str]],
    *,
    is_answer: bool,
) -> list[dict[str, Any]]:
    options = [(SKIP, _("Leave it alone")), *((key, _said(label)) for key, label in allowed)]
    return [
        {
            "name": f"{name}-{at}",
            "label": label,
            "chosen": key,
            "options": options,
            "is_faulty": is_answer and not key,
        }
        for at, (label, key) in enumerate(zip(labels, chosen, strict=bool(chosen)))
    ]


def _said(label: str) -> str:
    return " × ".join(say(part) for part in label.split(" × "))
