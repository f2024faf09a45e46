"""What the parts of a page point at: whether it is there, and what it says.

page = Pointing(answer.content.decode())
page.missing            # ids that something names and nothing has
page.said_of("id_file") # what stands where the field's aria-describedby points, in its order
"""

from collections import defaultdict
from html.parser import HTMLParser

_POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Pointing(HTMLParser):
    """A page, read for its ids and for what names them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._named: dict[str, str] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        """The attributes of every element that has an id, by id."""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        for name in _POINTERS:
            self._named |= dict.fromkeys(told.get(name, "").split(), tag)
        if told.get("href", "").startswith("#"):
            self._named[told["href"][1:]] = tag
        if "id" in told:
            self.attributes[told["id"]] = told
        if tag not in _VOID:
            self._open.append((tag, told.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, key in self._open:
            if key:
                self._texts[key].append(data)

    @property
    def missing(self) -> list[str]:
        """The ids that something on the page names and nothing has."""
        return sorted(set(self._named) - set(self.attributes))

    def text(self, key: str) -> str:
        """Return what stands in the element of an id."""
        return " ".join("".join(self._texts[key]).split())

    def said_of(self, key: str) -> list[str]:
        """Return what describes the element of an id."""
        return [self.text(each) for each in self.attributes[key].get("aria-describedby", "").split()]
