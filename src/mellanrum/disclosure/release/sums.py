"""The sums of a variable: that their codes are known and that no part holds another."""

from collections import Counter
from collections.abc import Iterator

from mellanrum.disclosure.release.shapes import SumShape, VariableShape
from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import Finding, Place, finding


def sum_faults(variable: VariableShape, file: str) -> Iterator[Finding]:
    """Find what is wrong with a variable's sums: disclosure.unknown_code, disclosure.sum_overlaps."""
    sums = variable.sums or ()
    unknown = {code for one in sums for code in (one.whole, *one.parts)} - variable.codes.keys() - {TOTAL}
    for given in sorted(unknown):
        place, label = Place(file=file), variable.label
        yield finding("disclosure.unknown_code", place, given=given, variable=label, where=variable.key)
    for one in sums:
        yield from _overlap(variable, one, file)


def _overlap(variable: VariableShape, one: SumShape, file: str) -> Iterator[Finding]:
    within = [_within(variable, part, one) for part in one.parts]
    held = Counter(code for codes in within for code in codes)
    twice = [code for code in held if held[code] > 1 or code == one.whole]
    for part in twice[:1]:
        yield finding(
            "disclosure.sum_overlaps",
            Place(file=file),
            variable=variable.label,
            whole=variable.codes.get(one.whole, one.whole),
            part=variable.codes.get(part, part),
        )


def _within(variable: VariableShape, code: str, of: SumShape) -> set[str]:
    """Return a code and all that any sum for the same counts says is within it."""
    sums = [one for one in variable.sums or () if not one.of or not of.of or set(one.of) & set(of.of)]
    found, due = {code}, [code]
    while due:
        at = due.pop()
        new = {part for one in sums if one.whole == at for part in one.parts} - found
        found |= new
        due += new
    return found
