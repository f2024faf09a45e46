"""The auditor: figures to their vouchers, the file as it came, what was taken back, and nothing that can be changed."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from mellanrum.web.access.models import User
from mellanrum.web.economy.models import Move, Upload
from mellanrum.web.reports.making import make_report
from mellanrum.web.tenancy.models import Owned
from support.books import DATA
from support.browser import LOOKS, Look, OpenPage, Picture
from support.editing import standing_at
from support.journeys import Walk, corrected_books, filled
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ECONOMY = "/f/demo/ekonomi/"
FIGURES = (
    ("resultatrakning", "7 492 255"),
    ("resultatrakning", "−7 680 846"),
    ("resultatrakning", "−7 986"),
    ("balansrakning", "1 095 791"),
    ("driftredovisning", "−622"),
)
"""Figures picked at random: the page, and what stands there."""
PAGES = (
    "/f/demo/",
    f"{ECONOMY}filer/",
    f"{ECONOMY}kontokarta/",
    f"{ECONOMY}budget/",
    f"{ECONOMY}tidigare-ar/",
    f"{ECONOMY}2025/avvikelser/",
    f"{ECONOMY}2025/nyckeltal/",
    "/f/demo/rapporter/",
    "/f/demo/forbund/medlemmar/",
    "/f/demo/forbund/styrelse/",
    "/f/demo/behorighet/",
)
WRITES = (
    f"{ECONOMY}las-in/",
    f"{ECONOMY}kontokarta/konto/4010/",
    f"{ECONOMY}2025/budget/",
    f"{ECONOMY}tidigare-ar/2024/",
    f"{ECONOMY}2025/avvikelser/administration/",
    "/f/demo/rapporter/gor/2025/",
    "/f/demo/forbund/medlemmar/ny/",
    "/f/demo/behorighet/bjud-in/",
)


def read_in_and_taken_back(manager: User, file: Path) -> None:
    """Let the manager read a file in, then take it back."""
    client = Client()
    client.force_login(manager)
    client.post(f"{ECONOMY}las-in/", {"file": SimpleUploadedFile(file.name, file.read_bytes()), "whole": "yes"})
    upload = Upload.objects.get()
    client.post(f"{ECONOMY}las-in/{upload.pk}/bekrafta/", {"seen": upload.expected_id})
    client.post(f"{ECONOMY}filer/{Move.objects.latest('pk').pk}/angra/")


def voucher_of(page: Page, address: str, figure: str) -> str:
    """Open a figure, and what it rests on, down to the first voucher; returns its series and number."""
    page.goto(f"{ECONOMY}2025/{address}/")
    page.get_by_role("link", name=figure, exact=True).first.click()
    months = page.locator(".trace a[href*='/2025-']:visible")
    expect(page.locator(".trace")).to_be_visible()
    while not months.count():
        page.locator(".trace details:not([open]) > summary:visible").first.click()
        page.wait_for_timeout(50)
    months.first.click()
    vouchers = page.get_by_role("table", name="Verifikat")
    vouchers.get_by_text("Hela verifikatet").first.click()
    return vouchers.get_by_role("rowheader").first.inner_text()


def can_change(page: Page) -> list[str]:
    """The buttons in a page's content that would send something."""
    return page.locator("main form[method=post] button:not([disabled])").all_inner_texts()


def stored() -> dict[str, int]:
    """How many rows of each kind associations have."""
    kinds: list[Any] = [model for model in apps.get_models() if issubclass(model, Owned)]
    return {model.__name__: model.objects.count() for model in kinds}


def answers_to(page: Page, addresses: tuple[str, ...]) -> list[tuple[int, bool]]:
    """Send each address a form with the token that the page has: the status, and whether the reason is told."""
    headers = {"X-CSRFToken": str(page.evaluate("document.body.dataset.csrf")), "Referer": page.url}
    answers = [page.request.post(address, headers=headers) for address in addresses]
    return [(answer.status, "Det här är inte för din roll" in answer.text()) for answer in answers]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_auditor_follows_figures_and_can_change_nothing(
    open_page: OpenPage, picture: Picture, look: Look, tmp_path: Path
) -> None:
    association = filled()
    manager = somebody("manager", association)
    make_report(standing_at(manager, association), 2025)
    read_in_and_taken_back(manager, corrected_books(tmp_path))
    page = open_page(look, user=somebody("auditor", association), statuses=[403])
    walk = Walk("auditor", look, page, picture)

    page.goto("/")
    walk.looks("start")
    vouchers = {figure: voucher_of(page, address, figure) for address, figure in FIGURES}
    walk.looks("voucher")
    page.goto(f"{ECONOMY}filer/")
    walk.looks("files")
    with page.expect_download() as waited:
        page.get_by_role("link", name="dk2025.se", exact=True).first.click()
    before = stored()
    buttons = {}
    for address in PAGES:
        page.goto(address)
        buttons[address] = can_change(page)
    answers = answers_to(page, WRITES)
    text = (DATA / "dk2025.se").read_text("cp437")

    assert walk.found == {}
    assert [voucher for voucher in vouchers.values() if f"#VER {voucher} " not in text] == []
    assert waited.value.path().read_bytes() == (DATA / "dk2025.se").read_bytes()
    assert buttons == {address: [] for address in PAGES}
    assert answers == [(403, True)] * len(WRITES)
    assert stored() == before


def test_auditor_sees_what_was_taken_back_and_by_whom(open_page: OpenPage, tmp_path: Path) -> None:
    association = filled()
    manager = somebody("manager", association)
    read_in_and_taken_back(manager, corrected_books(tmp_path))
    page = open_page(user=somebody("auditor", association))

    page.goto(f"{ECONOMY}filer/")
    table = page.get_by_role("table", name="Vad som har hänt med 2025")
    rows = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]

    assert [row[:3] for row in rows] == [
        ["ångrad (dk2025.se gällde igen)", "2026-01-20", manager.name],
        ["inläst", "2026-01-20", manager.name],
        ["inläst", "2026-01-20", "Förbundschef"],
    ]
