"""What each form of a table would show, for whoever chooses."""

from dataclasses import dataclass

from mellanrum.disclosure.coarser.judging import Judge, Lay, Tally, laid_plainly
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.disclosure.tables import Form, TableSet


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form that a table could be shown in (None: as it is), all others being as they are.

    `tally` are the table's numbers, `elsewhere` those of all other tables. A number that stands in several tables is
    counted in each.
    """

    table: str
    form: Form | None
    tally: Tally
    elsewhere: Tally


def proposals(
    tables: TableSet, forms: Forms, key: str, *, seed: str = DEFAULT_SEED, lay: Lay = laid_plainly
) -> tuple[Proposal, ...]:
    """Propose every form of the table `key`, finest first, with what it would show beside the others in `forms`.

    KeyError where no table has the key.
    """
    table = {each.key: each for each in tables.tables}[key]
    judge = Judge(tables, seed, lay)
    found = []
    for form in (None, *table.forms):
        tallies = judge.tallies({**forms, key: form})
        others = [tally for each, tally in tallies.items() if each != key]
        found.append(Proposal(key, form, tallies[key], added(others)))
    return tuple(found)


def added(tallies: list[Tally]) -> Tally:
    """Add what several tables show and hide."""
    return Tally(
        sum(each.shown for each in tallies),
        sum(each.small for each in tallies),
        sum(each.protecting for each in tallies),
    )
