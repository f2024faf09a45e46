"""Everything an association publishes of its follow-up for a year or a period, as one linked set of tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from mellanrum.composition.published.asking import Asked, Contents
from mellanrum.composition.published.attributes import attributes_of
from mellanrum.composition.published.counts import count_flows, count_tables
from mellanrum.composition.published.laying_out import LayingOut
from mellanrum.composition.published.means import PublishedMean, means_of
from mellanrum.composition.published.moving import moving_of
from mellanrum.composition.published.municipal import Municipal
from mellanrum.composition.published.times import times_of
from mellanrum.composition.published.variables import Variables
from mellanrum.disclosure.tables import TableSet
from mellanrum.findings import Finding
from mellanrum.numbers import Language
from mellanrum.tallies.following import Followed
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.spans import Span

__all__ = ["SENSITIVE_THRESHOLD", "Contents", "Published", "PublishedMean", "follow_up_tables", "published_follow_up"]

SENSITIVE_THRESHOLD = 10
EVERYTHING = Contents()


@dataclass(frozen=True)
class Published:
    """The set, the means beside it, and a finding for each table that is left out though something was counted.

    A mean may stand only where the cell that it follows is shown.
    """

    tables: TableSet
    means: tuple[PublishedMean, ...]
    left_out: tuple[Finding, ...]


def follow_up_tables(  # noqa: PLR0913 - whose, when, by which rules, how much of it, in which language
    followed: Sequence[Followed],
    span: Span,
    scheme: Scheme,
    *,
    threshold: int,
    contents: Contents = EVERYTHING,
    lang: Language = "sv",
) -> TableSet:
    """Return the tables of a year or of one of its periods, as `published_follow_up` does."""
    return published_follow_up(followed, span, scheme, threshold=threshold, contents=contents, lang=lang).tables


def published_follow_up(  # noqa: PLR0913 - as above
    followed: Sequence[Followed],
    span: Span,
    scheme: Scheme,
    *,
    threshold: int,
    contents: Contents = EVERYTHING,
    lang: Language = "sv",
) -> Published:
    """Make the tables of a year or of one of its periods: the statistics' numbers, from months and snapshots alone.

    `followed` are all the association's interventions, its ESF projects among them, which are told of by themselves and
    are not part of the totals of all together. Cells have the same keys in the sets of other years and periods, so
    that releases can be joined: times have codes of their own (`2025`, `2025h1`, `2025m03`), and those ongoing stand
    at the time with whose end they are counted. Lineages, and totals with ESF projects, are sums that no set has; what
    came late stands in what was counted.

    Findings: those of `attributes_of`, and published.municipal where municipalities do not add up to the counts.
    """
    asked = Asked(tuple(followed), span, scheme, threshold, contents, lang)
    times = times_of(asked)
    moving = moving_of(asked, times)
    attributes = attributes_of(asked, times, moving)
    laying, municipal = LayingOut(asked, times, moving, attributes), Municipal(asked, times, moving, attributes)
    tables = (*count_tables(moving, asked, times), *laying.tables(), *municipal.tables())
    flows = (*count_flows(moving, times), *laying.flows())
    made = TableSet(
        tables,
        Variables(laying, municipal, tables).all(),
        {table.of: laying.name(table.of) for table in tables},
        flows,
        threshold,
        max(threshold, SENSITIVE_THRESHOLD),
    )
    return Published(made, tuple(means_of(laying, tables)), (*attributes.left_out, *municipal.left_out()))
