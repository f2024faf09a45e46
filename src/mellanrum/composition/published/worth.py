"""Which answers are asked for first, and which are what is left over: the ones are hidden last, the others first."""

from collections.abc import Iterator

from mellanrum.composition.published.codes import OF_STOCK, SILENT, Codes

LEADING = {"end_reason": "self_support"}
"""For a question the group of its answers that a manager is asked for first: how many support themselves."""
OTHER = "other"
"""What answers that are none of the others are called, and the group of such answers."""


def leading_of(codes: Codes) -> Iterator[str]:
    """Give the codes that stand for nothing but leading answers."""
    group = LEADING.get(codes.root)
    leading = {each.key for each in codes.question.answers if group in each.groups}
    yield from (code for code in codes.labels() if codes.members(code) <= leading)


def rest_of(codes: Codes) -> Iterator[str]:
    """Give the codes of those who answered something else, or did not answer."""
    rest = {each.key for each in codes.question.answers if OTHER in (each.key, *each.groups)}
    yield from (code for code in codes.labels() if codes.members(code) <= rest)
    yield from (*SILENT, *OF_STOCK.values())
