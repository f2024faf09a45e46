import struct
import zlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mellanrum.documents.outline import OutlineEntry, sections_offered
from mellanrum.web.association.models import Logo, SectionChoice
from mellanrum.web.association.services import report_look
from mellanrum.web.association.services.look import sections_of
from mellanrum.web.tenancy.models import Association
from support.people import an_association, somebody

DAY = date(2026, 3, 1)
USUAL = [section.key for section in sections_offered(DAY)]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/forbund/rapportens-utseende/{rest}"


def _png(side: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x30\x60\x90" * side) * side)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _upload(client: Client, association: Association, content: bytes, alt: str = "Ett märke", name: str = "a") -> int:
    file = SimpleUploadedFile(name, content)
    return client.post(_url(association, "logotyp/"), {"file": file, "alt": alt}).status_code


@pytest.fixture
def manager(client: Client, association: Association) -> Client:
    client.force_login(somebody("manager", association))
    return client


def _keys(association: Association) -> list[str]:
    return [row.key for row in sections_of(association, DAY)]


@pytest.mark.parametrize(("content", "kind"), [(SVG, "image/svg+xml"), (_png(32), "image/png")], ids=["svg", "png"])
def test_upload_logo_is_kept_with_its_words(
    manager: Client, association: Association, content: bytes, kind: str
) -> None:
    assert _upload(manager, association, content, name="../../märke.exe") == 302

    logo = report_look(association, DAY).logo
    assert logo
    assert (logo.content, logo.media_type, logo.alt) == (content, kind, "Ett märke")


@pytest.mark.parametrize(
    ("content", "alt", "faulty"),
    [
        (b"not a picture", "A", ["file"]),
        (SVG.replace(b"<path", b"<script>alert(1)</script><path"), "A", ["file"]),
        (_png(8), "A", ["file"]),
        (SVG + b" " * 1_000_001, "A", ["file"]),
        (SVG, " ", ["alt"]),
        (b"", "", ["file", "alt"]),
    ],
    ids=["no picture", "script", "too small", "too large", "no words", "nothing"],
)
def test_upload_logo_with_fault_is_not_kept(
    manager: Client, association: Association, content: bytes, alt: str, faulty: list[str]
) -> None:
    answer = manager.post(_url(association, "logotyp/"), {"file": SimpleUploadedFile("a.png", content), "alt": alt})

    assert list(answer.context["form"].errors) == faulty
    assert not Logo.objects.of(association).exists()


def test_words_of_logo_change_without_a_new_file(manager: Client, association: Association) -> None:
    _upload(manager, association, SVG)

    manager.post(_url(association, "logotyp/"), {"alt": "Andra ord"})

    assert [(bytes(logo.content), logo.alt) for logo in Logo.objects.of(association)] == [(SVG, "Andra ord")]


def test_logo_picture_is_served_as_nothing_but_a_picture(manager: Client, association: Association) -> None:
    _upload(manager, association, SVG)

    answer = manager.get(_url(association, "logotyp/bild"))

    assert answer.content == SVG
    assert {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")} == {
        "Content-Type": "image/svg+xml",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }


def test_logo_picture_of_another_association_is_not_found(manager: Client, association: Association) -> None:
    other = an_association("Annat")
    Logo.objects.make(other, content=SVG, media_type="image/svg+xml", alt="A")

    paths = (_url(association, "logotyp/bild"), _url(other, "logotyp/bild"))
    assert [manager.get(path).status_code for path in paths] == [404, 404]


def test_remove_logo_after_asking(manager: Client, association: Association) -> None:
    _upload(manager, association, SVG)

    manager.get(_url(association, "logotyp/ta-bort/"))
    after_asking = report_look(association, DAY).logo
    manager.post(_url(association, "logotyp/ta-bort/"))

    assert after_asking
    assert report_look(association, DAY).logo is None


def test_report_look_of_association_that_has_said_nothing(association: Association) -> None:
    look = report_look(association, DAY)

    assert [entry.section for entry in look.outline.entries] == USUAL
    assert (look.logo, look.signers) == (None, ())


def test_arrange_down_then_up_is_the_usual_order(manager: Client, association: Association) -> None:
    manager.post(_url(association, "avsnitt/"), {"down": USUAL[0]})
    moved = _keys(association)
    manager.post(_url(association, "avsnitt/"), {"up": USUAL[0]})

    assert moved == [USUAL[1], USUAL[0], *USUAL[2:]]
    assert _keys(association) == USUAL


@pytest.mark.parametrize("move", [{"up": USUAL[0]}, {"down": USUAL[-1]}])
def test_arrange_at_the_ends_changes_nothing(manager: Client, association: Association, move: dict[str, str]) -> None:
    manager.post(_url(association, "avsnitt/"), move)

    assert _keys(association) == USUAL


def test_arrange_answer_leads_back_to_the_section(manager: Client, association: Association) -> None:
    answer = manager.post(_url(association, "avsnitt/"), {"down": "notes"})

    assert answer["Location"] == _url(association) + "#section-notes"


@pytest.mark.parametrize("pressed", [{}, {"up": "no_such"}, {"up": "signatures"}, {"sideways": "notes"}])
def test_arrange_of_something_else_is_not_found(
    manager: Client, association: Association, pressed: dict[str, str]
) -> None:
    assert manager.post(_url(association, "avsnitt/"), pressed).status_code == 404
    assert not SectionChoice.objects.of(association).exists()


def test_arrange_leaves_out_and_takes_in(manager: Client, association: Association) -> None:
    manager.post(_url(association, "avsnitt/"), {"leave_out": "ratios"})
    without = [entry.section for entry in report_look(association, DAY).outline.entries]
    manager.post(_url(association, "avsnitt/"), {"take_in": "ratios"})

    assert without == [key for key in USUAL if key != "ratios"]
    assert [entry.section for entry in report_look(association, DAY).outline.entries] == USUAL


def test_arrange_what_the_law_demands_stays_in(manager: Client, association: Association) -> None:
    manager.post(_url(association, "avsnitt/"), {"leave_out": "notes"})
    SectionChoice.objects.of(association).filter(key="notes").update(is_in=False)

    assert [entry.section for entry in report_look(association, DAY).outline.entries] == USUAL


def test_rename_then_empty_gives_the_usual_heading_back(manager: Client, association: Association) -> None:
    manager.post(_url(association, "avsnitt/ratios/"), {"heading": " Våra  nyckeltal "})
    renamed = report_look(association, DAY).outline.entries
    manager.post(_url(association, "avsnitt/ratios/"), {"heading": ""})

    assert OutlineEntry("ratios", "Våra nyckeltal") in renamed
    assert {row.heading for row in sections_of(association, DAY)} == {""}


def test_rename_unknown_section_is_not_found(manager: Client, association: Association) -> None:
    assert manager.post(_url(association, "avsnitt/none/"), {"heading": "A"}).status_code == 404


def test_as_usual_forgets_order_and_headings(manager: Client, association: Association) -> None:
    manager.post(_url(association, "avsnitt/ratios/"), {"heading": "A"})
    manager.post(_url(association, "avsnitt/"), {"down": USUAL[0]})

    manager.post(_url(association, "avsnitt/som-vanligt/"))

    assert [(row.key, row.heading) for row in sections_of(association, DAY)] == [(key, "") for key in USUAL]


def test_section_that_is_new_stands_after_the_one_before_it(association: Association) -> None:
    """A section comes into the program after the association has chosen an order."""
    for place, key in enumerate(reversed([key for key in USUAL if key != "ratios"])):
        SectionChoice.objects.make(association, key=key, place=place)
    before = USUAL[USUAL.index("ratios") - 1]

    keys = _keys(association)

    assert keys[keys.index(before) + 1] == "ratios"


def test_reader_sees_the_look_and_cannot_change_it(client: Client, association: Association) -> None:
    client.force_login(somebody("auditor", association))

    page = client.get(_url(association))

    assert page.status_code == 200
    assert 'name="up"' not in page.content.decode()
    assert client.post(_url(association, "avsnitt/"), {"down": "notes"}).status_code == 403
