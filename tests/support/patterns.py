"""What a pattern hides, told as text that can be read and approved."""

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.disclosure.attack import reach
from mellanrum.disclosure.coarser import choose_forms
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.search import Found, find_pattern
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TableSet


@dataclass(frozen=True)
class Hidden:
    """A set with the pattern that was found for it."""

    tables: TableSet
    forms: Forms
    system: System
    found: Found

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the cells that are hidden."""
        return frozenset(self.system.cells[at].key for at in self.found.hidden)

    @property
    def is_safe(self) -> bool:
        """Whether every goal is reached, by readers' own reckoning in whole numbers."""
        return not reach(self.system, self.found.hidden).missed and not self.found.unreachable

    def text(self) -> str:
        """Tell how much is hidden, in which forms the tables are, and which cells are hidden and why."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        cells = [self.system.cells[at] for at in sorted(self.found.hidden)]
        offered = sum(cell.is_offered for cell in self.system.cells)
        yield f"{len(cells)} of {offered} cells are hidden, {sum(cell.is_small for cell in cells)} of them small."
        for key, form in sorted(self.forms.items()):
            if form is not None:
                yield f"form   {key}: {form.key}"
        for cell in cells:
            yield f"{'small ' if cell.is_small else 'beside'} {cell.key}"


def hidden_of(tables: TableSet, *, coarser: bool = False) -> Hidden:
    """Find the pattern of a set, in its coarser forms where `coarser`; all of its sums must hold."""
    forms: Forms = choose_forms(tables) if coarser else {}
    system, findings = link(tables, forms)
    assert findings == ()
    return Hidden(tables, forms, system, find_pattern(system))
