"""Cost centres and projects: the part of a key, and the label, that each of them has in every statement."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mellanrum.books.ledger import COST_CENTRE, PROJECT, Books
from mellanrum.statements.slugs import slugs

PREFIXES: Mapping[str, str] = {COST_CENTRE: "cc", PROJECT: "p"}


@dataclass(frozen=True, slots=True)
class Objects:
    """The cost centres and projects that some year of the books uses, as (dimension, code) pairs.

    No two keys are equal, nor two labels in a dimension: where names are, the code stands after the name.
    """

    keys: Mapping[tuple[str, str], str]
    labels: Mapping[tuple[str, str], str]

    def codes(self, dimension: str) -> tuple[str, ...]:
        """List the codes in use in a dimension, in order."""
        return tuple(sorted(code for dim, code in self.keys if dim == dimension))


def objects(books: Books) -> Objects:
    """Find the cost centres and projects of the books."""
    used = sorted(set(_used(books)))
    names = {pair: books.object_names.get(pair, pair[1]) for pair in used}
    times = Counter((pair[0], name) for pair, name in names.items())
    keys = {
        (dimension, code): f"{prefix}_{part}"
        for dimension, prefix in PREFIXES.items()
        for code, part in slugs(code for dim, code in used if dim == dimension).items()
    }
    labels = {
        pair: name if times[pair[0], name] == 1 or name == pair[1] else f"{name} ({pair[1]})"
        for pair, name in names.items()
    }
    return Objects(keys, labels)


def _used(books: Books) -> Iterator[tuple[str, str]]:
    for year in books.years:
        for movement in (*year.movements, *year.budget):
            yield from (pair for pair in movement.objects if pair[0] in PREFIXES and pair[1])
