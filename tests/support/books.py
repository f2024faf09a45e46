"""Small files of books for the tests of the web.

    data = sie()                                  # 2025: bank and equity, income and costs, one voucher
    data = sie({"2199": ("Okänd skuld", -500)})   # an account more, or another amount

`post_file` sends one through the page as a browser does.
"""

from collections.abc import Mapping
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "sie"

_ACCOUNTS = {
    "1930": ("Bank", 150),
    "2060": ("Eget kapital", -100),
    "3010": ("Bidrag", -1000),
    "4010": ("Insatser", 950),
}
_OPENING = {"1930": 100, "2060": -100}

Accounts = Mapping[str, tuple[str, int]]


def sie(
    other: Accounts | None = None, *, year: int = 2025, orgnr: str = "222000-2279", name: str = "Finsam Prov"
) -> bytes:
    """Make a SIE file: accounts with their names and what they close with, in kronor."""
    accounts = {**_ACCOUNTS, **(other or {})}
    lines = ["#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#PROGRAM Prov 1", f"#GEN {year + 1}0120", f'#FNAMN "{name}"']
    lines += [f"#ORGNR {orgnr}"] if orgnr else []
    lines += [f"#RAR 0 {year}0101 {year}1231"]
    lines += [f'#KONTO {account} "{label}"' for account, (label, _) in accounts.items()]
    lines += [f"#IB 0 {account} {amount}.00" for account, amount in _OPENING.items()]
    closing = {account: amount for account, (_, amount) in accounts.items()}
    lines += [f"#{'UB' if account < '3' else 'RES'} 0 {account} {amount}.00" for account, amount in closing.items()]
    moved = {account: amount - _OPENING.get(account, 0) for account, amount in closing.items()}
    rows = [f"   #TRANS {account} {{}} {amount}.00" for account, amount in moved.items() if amount]
    lines += [f'#VER A 1 {year}0301 "Allt"', "{", *rows, "}"]
    return ("\r\n".join(lines) + "\r\n").encode("cp437")
