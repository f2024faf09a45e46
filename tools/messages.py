"""Keep the Swedish of the web in step with its texts: `make messages`, then fill in what is empty.

For each app below src/mellanrum/web, the texts of its Python and templates go into locale/sv/LC_MESSAGES/django.po,
in the order of files and lines, and django.mo is compiled beside it. Both are committed; tests hold them to the
texts. A translation is kept as long as its English text stands; else it is dropped, and printed so that it can be
used again. Nothing is guessed.

    python tools/messages.py [APP ...]      these apps, else all
    python tools/messages.py --missing      what still lacks Swedish
"""

import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[1] / "src" / "mellanrum" / "web"
PO = Path("locale", "sv", "LC_MESSAGES", "django.po")
_Text = str | tuple[str, ...] | list[str]  # more than one: singular and plural
_ONE, _CONTEXT = (1,), ((1, "c"), 2)
_PLURAL, _CONTEXT_PLURAL = (1, 2), ((1, "c"), 2, 3)
_KEYWORDS = {
    name + lazy: arguments
    for name, arguments in {
        "gettext": _ONE,
        "pgettext": _CONTEXT,
        "ngettext": _PLURAL,
        "npgettext": _CONTEXT_PLURAL,
    }.items()
    for lazy in ("", "_lazy")
} | {"_": _ONE, "gettext_noop": _ONE}
_PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
_HEAD = [
    ("Language", "sv"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
]


class _Catalogue(Catalog):
    """One whose head says nothing about when and by what it was made, so that the same texts make the same file."""

    mime_headers = property(lambda _: _HEAD)
    header_comment = property(
        lambda _: "# Swedish for the web. make messages puts in new texts and takes out old ones."
    )


@dataclass(frozen=True)
class App:
    """A folder with texts of its own: an app, or that of the whole site."""

    name: str
    folder: Path
    files: tuple[Path, ...]

    @property
    def po(self) -> Path:
        """Where its Swedish stands."""
        return self.folder / PO

    @property
    def mo(self) -> Path:
        """The same, as Django reads it."""
        return self.po.with_suffix(".mo")


def apps(web: Path = WEB) -> list[App]:
    """The apps of the site, and the site itself for what lies beside them."""
    folders = sorted(path for path in web.iterdir() if path.is_dir() and path.name[0] not in "_.")
    below = [App(folder.name, folder, tuple(_files(folder))) for folder in folders if folder.name != "locale"]
    return [App("web", web, tuple(sorted(web.glob("*.py")))), *below]


def _files(folder: Path) -> Iterator[Path]:
    """Python and templates, whatever the ending of these, in a steady order."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        in_code = path.suffix == ".py" and parts[0] != "migrations"
        in_template = path.suffix in {".html", ".txt", ".svg", ".xml"} and "templates" in parts
        if in_code or in_template:
            yield path


def read(path: Path) -> Catalog:
    """The catalogue in a file, an empty one where there is none. PoFileError says which line is no PO."""
    if not path.exists():
        return _Catalogue(locale="sv")
    with path.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def collected(app: App, known: Catalog) -> Catalog:
    """The app's texts as they stand in its files, with the translations that are known."""
    catalogue = _Catalogue(locale="sv", fuzzy=False)
    for path in app.files:
        place = (path.relative_to(app.folder).as_posix(), 0)
        for text, comments, context in _texts(path):
            catalogue.add(text, locations=[place], auto_comments=comments, context=context)
    for message in entries(catalogue):
        message.string = _translation(message, known)
    return catalogue


def _texts(path: Path) -> Iterator[tuple[_Text, list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a comment to translators that would be lost
            source = templatize(source, origin=str(path))
        # It reads as Python but for the indents.
        source = "\n".join(line.lstrip() for line in source.splitlines())
    for _, text, comments, context in extract("python", BytesIO(source.encode()), _KEYWORDS, ["Translators"]):
        yield text, comments, context


def _translation(message: Message, known: Catalog) -> _Text:
    empty = ("", "") if message.pluralizable else ""
    old = known.get(message.id, message.context)
    if old is None or old.fuzzy or old.pluralizable != message.pluralizable:
        return empty
    message.user_comments = list(old.user_comments)
    return old.string or empty


def entries(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue, without its head."""
    return [message for message in catalogue if message.id]


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a file to translate in; places without line numbers, so that few lines differ."""
    file = BytesIO()
    write_po(file, catalogue, width=110, include_lineno=False, ignore_obsolete=True)
    return file.getvalue().rstrip() + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as Django reads it: what has its translation."""
    done = _Catalogue(locale="sv", fuzzy=False)
    for message in entries(catalogue):
        if not lacks(message):
            done.add(message.id, message.string, context=message.context)
    file = BytesIO()
    write_mo(file, done)
    return file.getvalue()


def lacks(message: Message) -> bool:
    """Whether a message has no Swedish, or lacks one of its forms."""
    return not all(forms(message.string))


def faults(app: App) -> list[str]:
    """What is wrong with the Swedish of an app, a sentence each; none when all is well."""
    known = read(app.po)
    now = collected(app, known)
    found = [f"{_shown(message)} has no Swedish" for message in entries(now) if lacks(message)]
    found += [f"{_shown(message)} is fuzzy" for message in entries(known) if message.fuzzy]
    found += [f"{_shown(message)} stands in no file any more" for message in _dropped(known, now)]
    found += [fault for message in entries(now) for fault in _places(message)]
    if entries(now) and not found:
        found += [f"{path.name} is not as make messages writes it" for path in _stale(app, now)]
    return [f"{app.name}: {fault}" for fault in found]


def _dropped(known: Catalog, now: Catalog) -> list[Message]:
    here = [message for message in entries(known) if now.get(message.id, message.context) is None]
    return [*here, *known.obsolete.values()]


def _places(message: Message) -> Iterator[str]:
    """Places such as %(count)s that stand in one language alone; the singular may do without the number."""
    if lacks(message):
        return
    wanted = {place for form in forms(message.id) for place in _PLACE.findall(form)}
    for number, form in enumerate(forms(message.string)):
        given = set(_PLACE.findall(form))
        may_lack = message.pluralizable and number == 0
        if given - wanted or (wanted - given and not may_lack):
            yield f"{_shown(message)} has {_listed(wanted)}, its Swedish {_listed(given)}"


def _listed(places: set[str]) -> str:
    return ", ".join(sorted(places)) or "no places"


def forms(text: _Text | None) -> tuple[str, ...]:
    """A text's forms: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _shown(message: Message) -> str:
    text = " / ".join(forms(message.id))
    return f'"{text}"' + (f" ({message.context})" if message.context else "")


def _stale(app: App, now: Catalog) -> list[Path]:
    fresh = {app.po: po_bytes(now), app.mo: mo_bytes(now)}
    return [path for path, content in fresh.items() if not path.exists() or path.read_bytes() != content]


def update(app: App) -> None:
    """Write both files of an app anew; print the translations that were dropped."""
    known = read(app.po)
    now = collected(app, known)
    for message in _dropped(known, now):
        print(f"{app.name}: dropped {_shown(message)} = {' / '.join(forms(message.string))!r}")
    if not entries(now):
        return
    app.po.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((app.po, po_bytes(now)), (app.mo, mo_bytes(now))):
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def missing(app: App) -> list[str]:
    """The texts of an app that lack Swedish, as its files stand now."""
    return [_shown(message) for message in entries(collected(app, read(app.po))) if lacks(message)]


def main(arguments: list[str]) -> int:
    """Update the apps named, or only say what they lack."""
    only_missing = "--missing" in arguments
    names = [argument for argument in arguments if argument != "--missing"]
    unknown = set(names) - {app.name for app in apps()}
    if unknown:
        print(f"No app is called {', '.join(sorted(unknown))}. There are {', '.join(app.name for app in apps())}.")
        return 2
    chosen = [app for app in apps() if not names or app.name in names]
    for app in chosen:
        if not only_missing:
            update(app)
    for app in chosen:
        for text in missing(app):
            print(f"{app.name}: {text} has no Swedish")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
