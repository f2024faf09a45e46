"""The keeper of the web's Swedish, tried on an app of its own."""

import gettext
from pathlib import Path

import pytest

from tools import messages

_CODE = """\
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
SAVE = _("Save")
def left(count):
    # Translators: what is left to do
    return ngettext("One left", "%(count)s left", count)
MAY = pgettext("month", "May")
"""
_PAGE = """\
<main>
    <h1>{% translate "Books" %}</h1>
  {% if name %}<p>{% blocktranslate trimmed with n=name %}
      Welcome, {{ n }}, 100 %
  {% endblocktranslate %}</p>{% endif %}
  {% blocktranslate count n=3 context "rows" %}One{% plural %}{{ n }} of them{% endblocktranslate %}
  {% translate "May" context "verb" %} {{ x|default:_("Nothing") }} it's
</main>
"""
_SWEDISH: dict[str, str | tuple[str, ...]] = {
    "Save": "Spara",
    "One left": ("En kvar", "%(count)s kvar"),
    "May|month": "Maj",
    "Books": "Böcker",
    "Welcome, %(n)s, 100 %%": "Välkommen, %(n)s, 100 %%",
    "One|rows": ("En", "%(n)s stycken"),
    "May|verb": "Får",
    "Nothing": "Inget",
}


@pytest.fixture
def desk(tmp_path: Path) -> messages.App:
    """An app with code, a page, and no catalogue yet."""
    (tmp_path / "desk" / "templates" / "desk").mkdir(parents=True)
    (tmp_path / "desk" / "migrations").mkdir()
    (tmp_path / "desk" / "views.py").write_text(_CODE)
    (tmp_path / "desk" / "migrations" / "0001.py").write_text('_("Never shown")')
    (tmp_path / "desk" / "templates" / "desk" / "page.html").write_text(_PAGE)
    [_, app] = messages.apps(tmp_path)
    return app


@pytest.fixture
def translated(desk: messages.App) -> messages.App:
    """The same with all its Swedish."""
    _translate(desk, _SWEDISH)
    return desk


def _translate(app: messages.App, swedish: dict[str, str | tuple[str, ...]]) -> None:
    messages.update(app)
    catalogue = messages.read(app.po)
    for key, text in swedish.items():
        english, _, context = key.partition("|")
        message = catalogue.get(english, context or None)
        assert message, key
        message.string = text
    app.po.write_bytes(messages.po_bytes(catalogue))
    messages.update(app)


def _keys(app: messages.App) -> list[str]:
    forms = [(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in messages.read(app.po) if m.id]
    return [text + (f"|{context}" if context else "") for text, context in forms]


def test_update_collects_every_form_in_order(desk: messages.App) -> None:
    messages.update(desk)

    pages = ["Books", "Welcome, %(n)s, 100 %%", "One|rows", "May|verb", "Nothing"]
    assert _keys(desk) == [*pages, "Save", "One left", "May|month"]


def test_update_twice_changes_nothing(translated: messages.App) -> None:
    before = translated.po.read_bytes(), translated.mo.read_bytes()

    messages.update(translated)

    assert (translated.po.read_bytes(), translated.mo.read_bytes()) == before


def test_update_names_files_without_lines(desk: messages.App) -> None:
    messages.update(desk)

    places = {line for line in desk.po.read_text().splitlines() if line.startswith("#:")}
    assert places == {"#: views.py", "#: templates/desk/page.html"}


def test_update_keeps_translations_where_lines_move(translated: messages.App) -> None:
    before = translated.po.read_bytes()
    (translated.folder / "views.py").write_text("\n\n" + _CODE)

    messages.update(translated)

    assert translated.po.read_bytes() == before


def test_update_drops_what_is_gone_and_says_so(translated: messages.App, capsys: pytest.CaptureFixture[str]) -> None:
    (translated.folder / "views.py").write_text(_CODE.replace('"Save"', '"Save it"'))

    messages.update(translated)

    assert capsys.readouterr().out == "desk: dropped \"Save\" = 'Spara'\n"
    assert messages.missing(translated) == ['"Save it"']


def test_compiled_speaks_swedish(translated: messages.App) -> None:
    with translated.mo.open("rb") as file:
        speaker = gettext.GNUTranslations(file)

    said = [speaker.gettext("Save"), speaker.pgettext("verb", "May"), speaker.ngettext("One left", "%(count)s left", 2)]
    assert said == ["Spara", "Får", "%(count)s kvar"]


def test_compiled_leaves_out_what_lacks_swedish(desk: messages.App) -> None:
    messages.update(desk)

    with desk.mo.open("rb") as file:
        assert gettext.GNUTranslations(file).ngettext("One left", "%(count)s left", 2) == "%(count)s left"


def test_faults_of_whole_catalogue(translated: messages.App) -> None:
    assert messages.faults(translated) == []


@pytest.mark.parametrize(
    ("english", "swedish", "fault"),
    [
        ("Save", "", '"Save" has no Swedish'),
        ("One left", ("En kvar", ""), '"One left / %(count)s left" has no Swedish'),
        (
            "Welcome, %(n)s, 100 %%",
            "Välkommen, %(m)s",
            '"Welcome, %(n)s, 100 %%" has %(n)s, its Swedish %(m)s',
        ),
        ("Books", "{antal} böcker", '"Books" has no places, its Swedish {antal}'),
        (
            "One left",
            ("En kvar", "Flera kvar"),
            '"One left / %(count)s left" has %(count)s, its Swedish no places',
        ),
    ],
)
def test_faults_of_bad_translation(
    translated: messages.App, english: str, swedish: str | tuple[str, ...], fault: str
) -> None:
    _translate(translated, {english: swedish})

    assert messages.faults(translated) == [f"desk: {fault}"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('\nmsgid "Old"\nmsgstr "Gammal"\n', '"Old" stands in no file any more'),
        ('\n#~ msgid "Old"\n#~ msgstr "Gammal"\n', '"Old" stands in no file any more'),
        ('\n#, fuzzy\nmsgid "Save"\nmsgstr "Spara"\n', '"Save" is fuzzy'),
    ],
)
def test_faults_of_entry_that_should_not_be(translated: messages.App, entry: str, fault: str) -> None:
    text = translated.po.read_text().replace('#: views.py\nmsgid "Save"\nmsgstr "Spara"\n', "")
    save = "" if "fuzzy" in entry else '\nmsgid "Save"\nmsgstr "Spara"\n'
    translated.po.write_text(text + save + entry)

    found = messages.faults(translated)
    assert [line for line in found if "no Swedish" not in line] == [f"desk: {fault}"]


def test_faults_of_stale_compilation(translated: messages.App) -> None:
    translated.mo.write_bytes(b"")

    assert messages.faults(translated) == ["desk: django.mo is not as make messages writes it"]


def test_main_unknown_app_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    code = messages.main(["sheep"])

    assert (code, capsys.readouterr().out.partition(". ")[0]) == (2, "No app is called sheep")
