"""The records of specification 4B (sections 8–11): their fields, and the file types they belong in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class SieType(StrEnum):
    """The types of SIE file: closing balances, period balances, object balances, vouchers out, vouchers in."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR_E = "4e"
    FOUR_I = "4i"


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of record.

    `fields` names its fields in order; the first `least` of them must be there. `must` and `may` are the file types
    that must have it and those that may have it too.
    """

    name: str
    fields: tuple[str, ...]
    least: int
    must: frozenset[SieType]
    may: frozenset[SieType]

    @property
    def types(self) -> frozenset[SieType]:
        """The file types the record belongs in."""
        return self.must | self.may

    def at(self, field: str) -> int:
        """Return the position of a field, -1 where the record has none such."""
        return self.fields.index(field) if field in self.fields else -1


_ORDER = tuple(SieType)

# A letter for each type 1, 2, 3, 4E, 4I: m must stand there, o may, - does not belong.
# Then the fields, those that must be filled before the stroke.
_TABLE = """
FLAGGA   mmmmm  flag |
FORMAT   mmmmm  format |
SIETYP   ommmm  type |
PROGRAM  mmmmm  program version |
GEN      mmmmm  day | signature
FNAMN    mmmmm  name |
FNR      ooooo  company |
ORGNR    ooooo  orgnr | acquisition activity
BKOD     ooooo  code |
ADRESS   ooooo  contact street town phone |
FTYP     ooooo  kind |
PROSA    ooooo  text |
RAR      mmmmo  year start end |
TAXAR    ooooo  taxed |
OMFATTN  ommo-  day |
KPTYP    ooooo  chart |
VALUTA   ooooo  currency |
KONTO    mmmmo  account name |
KTYP     ooooo  account kind |
ENHET    ooooo  account unit |
SRU      ooooo  account code |
DIM      --ooo  dimension name |
UNDERDIM --ooo  dimension name parent |
OBJEKT   --ooo  dimension object name |
IB       mmmm-  year account amount | quantity
UB       mmmm-  year account amount | quantity
OIB      --oo-  year account objects amount | quantity
OUB      --oo-  year account objects amount | quantity
RES      mmmm-  year account amount | quantity
PSALDO   -mmo-  year month account objects amount | quantity
PBUDGET  -ooo-  year month account objects amount | quantity
VER      ---mm  series number day | text registered signature
TRANS    ---mm  account objects amount | day text quantity signature
RTRANS   ---oo  account objects amount | day text quantity signature
BTRANS   ---oo  account objects amount | day text quantity signature
KSUMMA   ooooo  | checksum
"""


def _label(line: str) -> Label:
    name, letters, rest = line.split(None, 2)
    filled, _, others = rest.partition("|")
    types = dict(zip(_ORDER, letters, strict=True))
    return Label(
        name=name,
        fields=(*filled.split(), *others.split()),
        least=len(filled.split()),
        must=frozenset(kind for kind, letter in types.items() if letter == "m"),
        may=frozenset(kind for kind, letter in types.items() if letter == "o"),
    )


LABELS: Mapping[str, Label] = MappingProxyType(
    {label.name: label for label in (_label(line) for line in _TABLE.strip().splitlines())}
)
"""Every record of specification 4B, by label, in the order a file is written in."""

ROWS = frozenset({"TRANS", "RTRANS", "BTRANS"})
"""The records that stand in the braces of a #VER."""

BALANCES = ("IB", "UB", "RES")
BY_OBJECT = ("OIB", "OUB")
BY_MONTH = ("PSALDO", "PBUDGET")
"""The records that state an amount outside vouchers: of an account, of its objects, of a month."""
