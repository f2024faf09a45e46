"""What the tests of whole journeys share: whoever walks, what is found on the way, and files as they are mailed.

walk = Walk("manager", page, picture)
page.goto("/")
walk.looks("start")       # a picture, and what axe and the width of the page say
assert walk.found == {}
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from mellanrum.web.access.models import User
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.start.demo import SLUG, fill
from mellanrum.web.tenancy.models import Association
from support.books import DATA
from support.browser import Look, Picture, page_findings, sideways_findings
from support.people import PASSWORD, an_association

NEW_ACCOUNT = "2199"


JUDGED = (Look("phone"), Look("desktop", "dark"))
"""The looks that axe judges on a journey, so that each width and each scheme is judged once; it takes its time."""


@dataclass
class Walk:
    """Somebody on a journey. `found` is what was wrong with a page, by the name it was looked at under."""

    name: str
    look: Look
    page: Page
    picture: Picture
    found: dict[str, list[str]] = field(default_factory=dict)

    def looks(self, at: str) -> None:
        """Look at the page as it stands: one heading of the first level, and nothing that axe or its width says."""
        self.picture(self.page, f"{self.name}-{at}")
        wrong = page_findings(self.page) if self.look in JUDGED else sideways_findings(self.page)
        headings = self.page.locator("h1").count()
        if headings != 1:
            wrong.append(f"{headings} headings of the first level")
        if wrong:
            self.found[at] = wrong


def code_of(secret: str) -> str:
    """Return the code that an app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, sorted(yield_hotp_counters_from_time())[1])))


def sign_in_as(page: Page, user: User) -> None:
    """Sign in as people do: address, password, and the code of the app; the page is the one after it."""
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    page.get_by_label("Kod").fill(code_of(get_adapter().decrypt(kept.data["secret"])))
    page.get_by_role("button", name="Logga in", exact=True).click()


def send(page: Page, *files: Path) -> None:
    """Give files to the page of reading in, which is open."""
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.get_by_role("button", name="Titta på filen").click()


def read_in(page: Page, file: Path) -> None:
    """Give a file to the page of reading in, and say yes."""
    send(page, file)
    page.get_by_role("button", name="Läs in bokföringen").click()
    expect(page.get_by_text(f"{file.name} är inläst")).to_be_visible()


def corrected_books(folder: Path) -> Path:
    """Write the books of 2025 as they come a week later: 1 500 kr more for the audit, owed on a new account."""
    text = (DATA / "dk2025.se").read_bytes().decode("cp437")
    for before, after in (
        ('#KONTO 2440 "', f'#KONTO {NEW_ACCOUNT} "Avsatt för revision"\r\n#KONTO 2440 "'),
        ("#UB 0 2440 ", f"#UB 0 {NEW_ACCOUNT} -1500.00\r\n#UB 0 2440 "),
        ("#RES 0 4610 76808.46", "#RES 0 4610 78308.46"),
        ("#RES 0 8999 -193876.51", "#RES 0 8999 -195376.51"),
        ("#UB 0 2099 193876.51", "#UB 0 2099 195376.51"),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    amounts = {
        '4610 {1 "10"}': "1500.00",
        f"{NEW_ACCOUNT} {{}}": "-1500.00",
        "8999 {}": "-1500.00",
        "2099 {}": "1500.00",
    }
    rows = "".join(f"   #TRANS {account} {amount}\r\n" for account, amount in amounts.items())
    path = folder / "dk2025 rättad.se"
    path.write_bytes(f'{text}#VER A 1262 20251231 "Avsatt för revision"\r\n{{\r\n{rows}}}\r\n'.encode("cp437"))
    return path


def filled() -> Association:
    """Return the example's association, as after `make demo`: two years of books, a map, members and a board."""
    fill()
    return Association.objects.get(slug=SLUG)


def with_two_municipalities() -> Association:
    """Return an association that has two municipalities among its members, and nothing else."""
    association = an_association("Finsam Degerfors/Karlskoga")
    for key in ("degerfors", "karlskoga"):
        name = f"{key.title()} kommun"
        Member.objects.make(association, key=key, name=name, kind=MemberKind.MUNICIPALITY, first_day=date(2020, 1, 1))
    return association
