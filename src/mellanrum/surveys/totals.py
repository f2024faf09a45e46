"""What is known by its totals alone: violence screening and rating scales, whose items are never here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.surveys.rules import Line, TotalsRule
from mellanrum.surveys.sex import TOLD, Sex

LARGEST = 1_000_000
"""The largest total that can be typed."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals as they are typed: of which rule and year, by line and sex (None: all together)."""

    rule: str
    year: int
    numbers: Mapping[tuple[str, Sex | None], int] = field(default_factory=dict)
    source: str = ""

    def number(self, line: str, sex: Sex | None = None) -> int | None:
        """Return what a line says; None where nothing was typed."""
        return self.numbers.get((line, sex))

    def share(self, rule: TotalsRule, line: str, sex: Sex | None = None) -> Decimal | None:
        """Return a line's exact share of the line it is told of, or, of a sum of values, their mean."""
        said = line_of(rule, line)
        part = self.number(line, sex)
        base = self.number(said.of, sex) if said is not None and said.of else None
        return Decimal(part) / base if part is not None and base else None


def line_of(rule: TotalsRule, key: str) -> Line | None:
    """Return a line by its key; None where there is none."""
    return next((each for each in rule.lines if each.key == key), None)


def totals_findings(totals: Totals, rule: TotalsRule) -> tuple[Finding, ...]:
    """Check typed totals, each finding at its line (`place.key`).

    Findings: surveys.unknown_line, surveys.total_out_of_range (errors), surveys.lines_differ (parts are not the
    whole), surveys.line_of_more (a part is more than what it is a part of), surveys.sexes_differ: warnings.
    """
    return tuple(item for check in (_known, _parts, _bases, _sexes) for item in check(totals, rule))


def totals_to_text(totals: Totals) -> str:
    """Write typed totals as JSON; the same totals give the same text."""
    numbers = {f"{line}/{sex or ''}": number for (line, sex), number in totals.numbers.items()}
    plain = {"rule": totals.rule, "year": totals.year, "numbers": numbers, "source": totals.source}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def totals_from_text(text: str) -> Totals:
    """Read what `totals_to_text` wrote. ValueError for anything else."""
    try:
        plain = json.loads(text)
        numbers = {_key(key): number for key, number in plain["numbers"].items()}
        if any(type(number) is not int for number in (plain["year"], *numbers.values())):
            raise ValueError("not totals")
        return Totals(plain["rule"], plain["year"], numbers, plain["source"])
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not totals") from error


def _key(written: str) -> tuple[str, Sex | None]:
    line, _, sex = written.partition("/")
    return line, Sex(sex) if sex else None


def _place(line: str, sex: Sex | None) -> Place:
    return Place(key=f"{line}/{sex}" if sex else line)


def _label(rule: TotalsRule, key: str) -> Phrase:
    line = line_of(rule, key)
    return Phrase(line.label if line else key, {})


def _known(totals: Totals, rule: TotalsRule) -> Iterator[Finding]:
    for (line, sex), number in totals.numbers.items():
        if line_of(rule, line) is None:
            yield finding("surveys.unknown_line", _place(line, sex), line=line)
        elif not 0 <= number <= LARGEST:
            yield finding(
                "surveys.total_out_of_range", _place(line, sex), line=_label(rule, line), number=number, highest=LARGEST
            )


def _parts(totals: Totals, rule: TotalsRule) -> Iterator[Finding]:
    for each in rule.parts:
        for sex in (None, *Sex):
            whole = totals.number(each.whole, sex)
            parts = [totals.number(part, sex) for part in each.parts]
            stated = [number for number in parts if number is not None]
            if whole is not None and len(stated) == len(parts) and sum(stated) != whole:
                label = _label(rule, each.whole)
                yield finding(
                    "surveys.lines_differ", _place(each.whole, sex), line=label, says=whole, makes=sum(stated)
                )


def _bases(totals: Totals, rule: TotalsRule) -> Iterator[Finding]:
    for (key, sex), number in totals.numbers.items():
        line = line_of(rule, key)
        if line is None or line.of is None or line.is_sum:
            continue
        base = totals.number(line.of, sex)
        if base is not None and number > base:
            yield finding(
                "surveys.line_of_more", _place(key, sex), line=_label(rule, key), of=_label(rule, line.of), base=base
            )


def _sexes(totals: Totals, rule: TotalsRule) -> Iterator[Finding]:
    for line in rule.lines:
        whole = totals.number(line.key)
        parts = [number for sex in Sex if (number := totals.number(line.key, sex)) is not None]
        has_all = all(totals.number(line.key, sex) is not None for sex in (*TOLD, Sex.OTHER))
        if whole is not None and parts and (sum(parts) > whole or (has_all and sum(parts) != whole)):
            label = _label(rule, line.key)
            yield finding("surveys.sexes_differ", _place(line.key, None), line=label, says=whole, makes=sum(parts))
