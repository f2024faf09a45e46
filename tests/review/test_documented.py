"""docs/relations.md lists every code with its wording, and every relation that is checked under it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mellanrum.findings import Code, all_codes, words
from mellanrum.review import Description, describe
from support import golden

DOCUMENT = Path(__file__).parents[2] / "docs" / "relations.md"
BESIDE = (
    "P3",
    "review.explained",
    "review.skipped",
    "review.nil_base",
    "review.audit_missing",
    "review.no_year",
)

HEAD = """\
# Relations

What `mellanrum.review` puts figures to: own figures before a report is signed, and the figures of other reports. This
page is made from the code: `make golden` writes it anew.

A relation compares figures as they are printed, so it knows rounding: a sum of k rounded kronor may differ by
max(1, k/2), by 2 through a chain of rounded figures; thousands of kronor alike; a share by half its last digit and by
what the rounding of its parts allows. Within that there is nothing to say. A relation whose figures are not all stated
is skipped, and a note says so.

How to read the relations: a key is a figure of the column that is checked, `@-1` of the year before. `?` marks a row
that a report may leave out when it is nil. `*` stands for every row but the sums, `$` for a name that is the same
throughout. `{a | b}` is the first that is stated. A relation is checked in this year's column and last year's unless
it says otherwise.

To add one, declare it in `src/mellanrum/review/of_*.py`, its code in `findings/codes/review.toml` and the Swedish
words in `findings/words/sv/review.po`. The tests plant an error in every figure of every relation and ask for its code.

## Codes
"""

TAIL = """
## What is said beside the relations
"""


def _code(code: Code) -> Iterator[str]:
    yield f"### {code.code}"
    yield ""
    yield f"{code.severity}{f', {code.reference}' if code.reference else ''}"
    yield ""
    yield f"- {words(code.message, 'en')}"
    yield f"- {words(code.message, 'sv')}"
    yield f"- *{words(code.mend, 'sv')}*"
    yield ""


def _relation(relation: Description) -> Iterator[str]:
    years = "" if relation.years == (0, -1) else f"    # years {', '.join(str(year) for year in relation.years)}"
    yield f"{relation.text}{years}"


def _document() -> str:
    relations = describe()
    lines = [HEAD]
    for name in dict.fromkeys(one.code for one in relations):
        lines += _code(all_codes()[name])
        lines.append("```text")
        lines += [line for one in relations if one.code == name for line in _relation(one)]
        lines += ["```", ""]
    lines += [TAIL]
    for name in BESIDE:
        lines += _code(all_codes()[name])
    return "\n".join(lines).rstrip() + "\n"


@pytest.mark.golden
def test_relations_are_documented() -> None:
    golden(DOCUMENT, _document())


def test_every_code_of_the_review_is_documented() -> None:
    declared = (Path(__file__).parents[2] / "src/mellanrum/findings/codes/review.toml").read_text("utf-8")
    text = DOCUMENT.read_text("utf-8")

    unnamed = [line for line in declared.splitlines() if line.startswith("[") and f"### {line[2:-2]}\n" not in text]

    assert unnamed == []
