"""The links, headings and pictures of a page, for tests that walk them."""

from html.parser import HTMLParser

from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.tenancy.models import Association
from support.people import somebody


class Links(HTMLParser):
    """What a page leads to: `figures` open a trace, with what each shows in `texts`; `headings` are their levels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.figures: list[str] = []
        self.texts: dict[str, str] = {}
        self.others: list[str] = []
        self.images: list[str] = []
        self.headings: list[int] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self._open = told["href"] if told.get("class") == "figure" else ""
            (self.figures if self._open else self.others).append(told["href"])
        if tag in {"img", "source"}:
            self.images += [told[name] for name in ("src", "srcset") if name in told]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open, data)
            self._open = ""


def standing_as(role: str, association: Association) -> Standing:
    """Return the standing of somebody new who has the role in the association."""
    standing = standing_of(somebody(role, association), association.slug)
    assert standing is not None
    return standing
