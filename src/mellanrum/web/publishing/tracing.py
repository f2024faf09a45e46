"""Where a published number comes from, as far as its document says: what it is of, by which rule, why the way ends.

Nothing but the document is read, and of it only what a reader may: a trace cannot tell what the page does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import override

from mellanrum.disclosure.derived import Share, may_show
from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import Form, Number
from mellanrum.documents.shown import cell_text
from mellanrum.findings import words
from mellanrum.surveys.measures import MEAN_OF_GRADES, OF_ASKED, OF_VALID
from mellanrum.tallies.flow_figures import QUOTIENT
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.grid import DOCUMENT_LANGUAGE, base_of
from mellanrum.web.publishing.setting import HIDDEN, about_dots, about_rounding
from mellanrum.web.publishing.survey_codes import TOTALS, VALID
from mellanrum.web.publishing.view import ANSWER, PERIOD, SURVEY, YEAR, Codes, View, ViewTable

NOWHERE = "-"
"""What stands in an address for a number that is of no codes."""


class What(StrEnum):
    """What is opened of a number, as it stands in addresses: itself, its share or rate, or the mean over it."""

    NUMBER = "tal"
    SHARE = "andel"
    RATE = "svarsandel"
    MEAN = "medel"


@dataclass(frozen=True, slots=True)
class Line:
    """What a share is made of: what it is, and how many."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What is told of a number. `lines` are what is divided and by what; `said` are sentences on what is not shown."""

    name: str
    time: str
    shown: str
    is_hidden: bool
    about: str
    lines: tuple[Line, ...]
    rule: str
    said: tuple[str, ...]


def place_of(codes: Codes) -> str:
    """Write where in its table a number stands, for an address."""
    return ",".join(codes) or NOWHERE


@dataclass(frozen=True)
class Asked:
    """What is opened: in which view and table, at which codes."""

    view: View
    table: ViewTable
    codes: Codes
    what: What

    @property
    def is_there(self) -> bool:
        """Whether the view has such a number, shown or hidden."""
        if self.codes not in self.table.numbers:
            return False
        if self.what is What.MEAN:
            return self.key in self.view.means
        return self.what is What.NUMBER or (self.base in self.table.numbers and self.base != self.codes)

    @property
    def key(self) -> str:
        """The number's key."""
        return self.table.cell_key(self.codes)

    @property
    def base(self) -> Codes:
        """Where that stands which a share or a rate is of."""
        if self.what is not What.RATE:
            return base_of(self.table, self.codes)
        pairs = zip(self.table.by, self.codes, strict=True)
        return tuple(TOTAL if variable == ANSWER else code for variable, code in pairs)

    @property
    def value(self) -> Number | None:
        """The number, share or mean; None where it is hidden."""
        number = self.table.numbers[self.codes]
        if self.what is What.MEAN:
            mean = self.view.means[self.key]
            return None if mean is None else Number(mean, Form.MEAN)
        if self.what is What.NUMBER:
            return None if number is None else Number(Decimal(number), Form.COUNT)
        base = self.table.numbers[self.base]
        if number is None or not base or not may_show(Share(self.key, self.table.cell_key(self.base)), self.view.told):
            return None
        return Number(Decimal(number) / Decimal(base), Form.SHARE)


def asked_of(view: View, piece: str, place: str, what: str) -> Asked | None:
    """Read what an address opens; None where the view has no such number."""
    table = view.table(piece)
    if table is None or what not in set(What):
        return None
    codes = () if place == NOWHERE else tuple(place.split(","))
    asked = Asked(view, table, codes, What(what))
    return asked if asked.is_there else None


def trace_of(asked: Asked) -> Trace:
    """Tell what is opened."""
    value = asked.value
    return Trace(
        name=_name(asked, asked.codes),
        time=_time(asked),
        shown=HIDDEN if value is None else cell_text(value, lang()),
        is_hidden=value is None,
        about=asked.table.about,
        lines=() if value is None else tuple(_lines(asked)),
        rule=_rule(asked),
        said=tuple(_said(asked, is_hidden=value is None)),
    )


def _name(asked: Asked, codes: Codes) -> str:
    """Name a number in the document's words: what is counted, and of whom."""
    counted = asked.view.counts.get(asked.table.of, asked.table.title)
    held = {**asked.table.at, **dict(zip(asked.table.by, codes, strict=True))}
    with override(DOCUMENT_LANGUAGE):
        of = ", ".join(_named(asked.view, held))
    return f"{counted}: {of}" if of else counted


def _named(view: View, held: dict[str, str]) -> Iterator[str]:
    for variable, code in held.items():
        if variable in {PERIOD, YEAR}:
            continue
        if code != TOTAL and variable in view.variables:
            yield view.variables[variable].codes.get(code, code)
        elif code == TOTAL and variable in TOTALS:
            yield str(TOTALS[variable]).lower()


def _time(asked: Asked) -> str:
    held = {**asked.table.at, **dict(zip(asked.table.by, asked.codes, strict=True))}
    for variable in (PERIOD, YEAR):
        code = held.get(variable, TOTAL)
        if code != TOTAL and variable in asked.view.variables:
            return asked.view.variables[variable].codes.get(code, code)
    return ""


def _lines(asked: Asked) -> Iterator[Line]:
    """Give what a share is made of, and how many a mean is over: numbers that are shown by themselves."""
    if asked.what is What.MEAN:
        yield Line(_("Divided by: %(what)s") % {"what": _name(asked, asked.codes)}, _amount(asked, asked.codes))
    elif asked.what is not What.NUMBER:
        yield Line(_("What is divided: %(what)s") % {"what": _name(asked, asked.codes)}, _amount(asked, asked.codes))
        yield Line(_("Divided by: %(what)s") % {"what": _name(asked, asked.base)}, _amount(asked, asked.base))


def _amount(asked: Asked, codes: Codes) -> str:
    number = asked.table.numbers[codes]
    return HIDDEN if number is None else cell_text(Number(Decimal(number), Form.COUNT), lang())


def _rule(asked: Asked) -> str:
    """Say how it is worked out, where it is no number of its own."""
    if asked.what is What.NUMBER:
        return ""
    of_answers = {What.MEAN: MEAN_OF_GRADES, What.RATE: OF_ASKED, What.SHARE: OF_VALID}
    is_answer = ANSWER in asked.table.by and VALID in asked.base
    return words(of_answers[asked.what] if asked.what is not What.SHARE or is_answer else QUOTIENT, lang())


def _said(asked: Asked, *, is_hidden: bool) -> Iterator[str]:
    """Say why it is not shown, as is said of every hidden number; and what readers know of small ones and of zeros."""
    if is_hidden:
        yield about_dots()
        if asked.what is What.MEAN:
            yield _("A mean is shown only where the number of answers it is of may be told, and is not small.")
        elif asked.what is not What.NUMBER:
            yield _("A share is shown only where the number, what it is a part of, and the rest may all be told.")
    if asked.view.is_rounded:
        yield about_rounding()
        yield _("A zero says that the number is zero or small, but not which.")
        return
    limit = asked.view.limits.get(asked.key, 0)
    if limit > 1:
        said = _("Numbers from 1 to %(highest)s are never shown here, nor what they could be worked out from.")
        yield said % {"highest": limit - 1}
        yield (
            _("Zeros are always shown here.")
            if asked.view.tells_zeros(asked.table)
            else _("A zero may be hidden, too, as any small number.")
        )


def is_of_survey(table: ViewTable) -> bool:
    """Tell whether a table is of a survey, and not of the follow-up."""
    return SURVEY in table.at
