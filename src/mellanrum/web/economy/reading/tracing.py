"""A figure's trace for a page: lines in a tree, each with what it is called, its amount and where it goes on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from mellanrum.figures import Figure, Leaf
from mellanrum.figures.tracing import Traced, exact, full_name, leaf_name, month_of, traced
from mellanrum.numbers import Language, decimals

FEW = 24
"""How many lines a tree may have and be shown with its first level open."""
PLANNED = ".budget"
"""How the keys of figures end whose accounts are planned, not booked: there are no vouchers behind them."""
TURNED = "turned"
"""What an address says where the amounts of the books are written with the other sign."""
MOST = 200
"""How many lines a tree may have and still come whole: of a larger one, each branch comes when it is opened."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a tree.

    `branch` says where the line stands, as the places to go down by; `below` is how many lines it rests on, of which
    `lines` come along. `again` leads to what has been opened above already, `url` on into the books.
    """

    label: str
    amount: str
    branch: str
    is_turned: bool = False
    share: str = ""
    below: int = 0
    lines: tuple["Line", ...] = ()
    again: str = ""
    url: str = ""
    is_account: bool = False

    @property
    def is_lazy(self) -> bool:
        """Whether the lines it rests on come first when it is opened."""
        return bool(self.below) and not self.lines


class Tree:
    """Writes the trace of a figure as lines, in an association and a year whose addresses lead on."""

    def __init__(self, figure: Figure, slug: str, year: int, lang: Language) -> None:
        self._figure, self._slug, self._year, self._lang = figure, slug, year, lang
        self._inputs = traced(figure)
        size = sum(each.size for each in self._inputs)
        self._is_large, self.is_short = size > MOST, size <= FEW

    def lines(self, branch: tuple[int, ...] = ()) -> tuple[Line, ...] | None:
        """Return the lines under a branch, the figure's own where none is named; None where there is no such branch."""
        inputs, above = self._inputs, _Above(self._figure)
        for place in branch:
            if place >= len(inputs):
                return None
            above = above.then(inputs[place].node)
            inputs = inputs[place].inputs
        return tuple(self._lines(inputs, branch, above))

    def _lines(self, inputs: tuple[Traced, ...], branch: tuple[int, ...], above: "_Above") -> Iterator[Line]:
        for place, each in enumerate(inputs):
            yield self._line(each, (*branch, place), above)

    def _line(self, each: Traced, branch: tuple[int, ...], above: "_Above") -> Line:
        lang, node, here = self._lang, each.node, above.then(each.node)
        return Line(
            label=_label(each, lang),
            amount=exact(node, lang) if isinstance(node, Figure) else decimals(each.amount, 2, lang),
            branch=".".join(map(str, branch)),
            is_turned=each.is_turned,
            share=_share(each, lang),
            below=each.size - 1,
            lines=() if self._is_large else tuple(self._lines(each.inputs, branch, here)),
            again=self._trace(node) if isinstance(node, Figure) and each.is_repeated else "",
            url=self._url(node, here, is_turned=each.factor < 0) if isinstance(node, Leaf) else "",
            is_account=isinstance(node, Leaf) and node.key == here.account,
        )

    def _trace(self, figure: Figure) -> str:
        url = reverse("economy:trace", args=[self._slug, self._year, figure.key])
        return url if figure.period.year == self._year else f"{url}?period={figure.period.year}"

    def _url(self, node: Leaf, above: "_Above", *, is_turned: bool) -> str:
        """Return where the books go on: the account's own page, or its month's vouchers; empty where they do not.

        Amounts are written there with the sign they have here.
        """
        if not above.account:
            return ""
        turned = {"sign": TURNED} if is_turned else {}
        if month_of(node):
            return _with(reverse("economy:month", args=[self._slug, self._year, above.account, node.key]), turned)
        if node.key != above.account:
            return ""
        at = above.figure.period.year
        of_year = {} if at == self._year else {"period": str(at)}
        return _with(reverse("economy:account", args=[self._slug, self._year, above.account]), of_year | turned)


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(query)}" if query else url


@dataclass(frozen=True, slots=True)
class _Above:
    """What a line stands under: the nearest figure, and the account of the books, empty where there is none."""

    figure: Figure
    account: str = ""

    def then(self, node: Figure | Leaf) -> "_Above":
        if isinstance(node, Figure):
            return _Above(node)
        if node.kind == "account" and not self.figure.key.endswith(PLANNED):
            return _Above(self.figure, node.key)
        return self


def _label(each: Traced, lang: Language) -> str:
    node = each.node
    return leaf_name(node, lang) if isinstance(node, Leaf) else f"{full_name(node, lang)} {node.period}"


def _share(each: Traced, lang: Language) -> str:
    is_account = isinstance(each.node, Leaf) and each.node.kind != "month"
    return decimals(each.share, 4, lang) if is_account and each.share is not None else ""
