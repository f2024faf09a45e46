"""The economic part as a report: cover, sections in the outline's order, appendix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mellanrum.books.ledger import Books
from mellanrum.documents.economic.appendix import appendix_section
from mellanrum.documents.economic.sections import sections
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import Logo, Notice, NoticeKind, Report, Section, Signatures, Signer
from mellanrum.documents.outline import DRAFT, SIGNATURES
from mellanrum.figures import FigureBook
from mellanrum.findings import Finding, Severity, has_error, words
from mellanrum.review import Limits, shipped_limits
from mellanrum.statements.basis import Basis


@dataclass(frozen=True, slots=True)
class EconomicPart:
    """What the report is made of: the figures, what they rest on, and what the checks found.

    `made_on` is the day on the document; `demo_notice` says what data is invented, empty where none is.
    `cover_lines` stand on the cover before what the report says of itself. `comments` are the accountant's words on
    deviations, by the keys of the areas: plain text, paragraphs parted by blank lines. `signers` sign on the last
    page, under `signing`, a line that may say where and when.
    """

    book: FigureBook
    basis: Basis
    findings: tuple[Finding, ...] = ()
    made_on: date | None = None
    demo_notice: str = ""
    limits: Limits | None = None
    logo: Logo | None = None
    cover_lines: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    signers: tuple[Signer, ...] = ()
    signing: str = ""

    def telling(self) -> Telling:
        """Return what the sections are written from."""
        return Telling(self.book, self.basis, self.limits or shipped_limits(), self.comments)


def economic_report(part: EconomicPart) -> Report:
    """Write the economic part of the annual report from its figures.

    The sections stand in the order of the law's chapters; an outline may reorder and rename them (`arrange`). Where
    the checks found errors the report is a draft, and says which.
    """
    telling = part.telling()
    books = part.basis.books
    return Report(
        title=words("Annual report {year}", year=str(telling.year)),
        association=books.name,
        orgnr=books.orgnr,
        year=telling.year.year,
        date=part.made_on or books.made_on or telling.year.end,
        sections=(
            *_draft(part.findings),
            *sections(telling).values(),
            appendix_section(telling),
            *_signatures(part),
        ),
        cover_lines=(*part.cover_lines, *_cover_lines(books)),
        logo=part.logo,
        demo_notice=part.demo_notice,
    )


def _cover_lines(books: Books) -> Iterator[str]:
    yield words("Economic part")
    if books.made_on is not None:
        yield words("Made from the books of {day}", day=books.made_on)


def _draft(findings: tuple[Finding, ...]) -> tuple[Section, ...]:
    """Return the section that says why the report is a draft; none where no error was found."""
    if not has_error(findings):
        return ()
    errors = tuple(item for item in findings if item.severity is Severity.ERROR)
    text = words("The report cannot be signed until this has been mended.")
    notice = Notice(NoticeKind.DRAFT, words("Draft"), text, errors)
    return (Section(DRAFT, words("What the checks found"), (notice,)),)


def _signatures(part: EconomicPart) -> tuple[Section, ...]:
    """Return the section where the report is signed; none where nobody is to sign."""
    if not part.signers:
        return ()
    return (Section(SIGNATURES, words("Signatures"), (Signatures(part.signers, part.signing),)),)
