import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.services.comments import comment_on
from mellanrum.web.reports import making
from mellanrum.web.reports.making import make_report
from mellanrum.web.reports.models import MadeReport

HOME = "/f/demo/rapporter/"


@pytest.fixture
def desk(client: Client, manager: Standing) -> Client:
    client.force_login(manager.user)
    return client


def test_list_without_reports_says_how_to_begin(desk: Client) -> None:
    page = desk.get(HOME).content.decode()

    assert 'action="/f/demo/rapporter/gor/2025/"' in page
    assert "Inga än." in page


def test_making_leads_to_the_report(desk: Client) -> None:
    answer = desk.post(f"{HOME}gor/2025/", follow=True)

    assert answer.redirect_chain == [(f"{HOME}{MadeReport.objects.get().pk}/", 302)]
    assert "Årsredovisning 2025, ekonomisk del" in answer.content.decode()


def test_making_a_year_without_books_is_not_found(desk: Client) -> None:
    assert desk.post(f"{HOME}gor/2024/").status_code == 404
    assert desk.get(f"{HOME}gor/2025/").status_code == 405


def test_report_being_made_shows_what_is_being_done(
    desk: Client, manager: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_begin", lambda _: None)
    report = make_report(manager, 2025)

    whole = desk.get(f"{HOME}{report.pk}/").content.decode()
    part = desk.get(f"{HOME}{report.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "Öppnar årets bokföring" in whole
    assert ("<html" in part, "Öppnar årets bokföring" in part) == (False, True)


def test_report_that_became_ready_leads_its_waiting_page_on(desk: Client, manager: Standing) -> None:
    report = make_report(manager, 2025)

    answer = desk.get(f"{HOME}{report.pk}/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{HOME}{report.pk}/")


def test_documents_come_byte_for_byte_under_a_safe_name(desk: Client, manager: Standing) -> None:
    report = make_report(manager, 2025)

    pdf = desk.get(f"{HOME}{report.pk}/arsredovisning.pdf")
    word = desk.get(f"{HOME}{report.pk}/arsredovisning.docx")

    assert (pdf.content, word.content) == (bytes(report.pdf or b""), bytes(report.word or b""))
    assert pdf["Content-Disposition"] == f'attachment; filename="arsredovisning-2025-demo-{report.pk}.pdf"'


def test_every_drawing_of_the_page_is_there(desk: Client, manager: Standing) -> None:
    report = make_report(manager, 2025)
    keys = list(report.charts)

    answers = [desk.get(f"{HOME}{report.pk}/diagram/{key}.svg") for key in keys]

    assert len(keys) >= 3
    assert {(one.status_code, one["Content-Type"]) for one in answers} == {(200, "image/svg+xml")}
    assert desk.get(f"{HOME}{report.pk}/diagram/other.svg").status_code == 404


def test_changes_between_reports_are_listed(desk: Client, manager: Standing) -> None:
    before = make_report(manager, 2025)
    snapshot = before.snapshot.replace('"shown":"−193\N{NO-BREAK SPACE}877"', '"shown":"−193\N{NO-BREAK SPACE}870"')
    assert snapshot != before.snapshot
    MadeReport.objects.of(manager.association).filter(pk=before.pk).update(snapshot=snapshot)
    after = make_report(manager, 2025)

    page = desk.get(f"{HOME}{after.pk}/andringar/").content.decode()

    assert "−193\N{NO-BREAK SPACE}870" in page
    assert desk.get(f"{HOME}{before.pk}/andringar/").status_code == 404  # nothing before it


def test_report_is_compared_with_any_other_of_its_year(desk: Client, manager: Standing) -> None:
    first, second, third = (make_report(manager, 2025) for _ in range(3))

    page = desk.get(f"{HOME}{third.pk}/andringar/").content.decode()
    other = desk.get(f"{HOME}{third.pk}/andringar/?med={first.pk}").content.decode()

    assert f'href="/f/demo/rapporter/{third.pk}/andringar/?med={first.pk}"' in page
    assert f"?med={second.pk}" not in page  # that is the one it shows
    assert f'href="/f/demo/rapporter/{third.pk}/andringar/?med={second.pk}"' in other


def test_report_made_before_a_change_says_so(desk: Client, manager: Standing) -> None:
    report = make_report(manager, 2025)
    comment_on(manager, 2025, "administration", "Nytt.")

    assert "Något har ändrats sedan rapporten gjordes" in desk.get(f"{HOME}{report.pk}/").content.decode()


def test_chair_reads_and_does_not_make(client: Client, chair: Standing, manager: Standing) -> None:
    report = make_report(manager, 2025)
    client.force_login(chair.user)

    assert client.get(f"{HOME}{report.pk}/").status_code == 200
    assert client.get(f"{HOME}{report.pk}/arsredovisning.pdf").status_code == 200
    assert client.post(f"{HOME}gor/2025/").status_code == 403
    assert "Gör rapporten för 2025" not in client.get(HOME).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_many_questions_however_many_reports(
    desk: Client, manager: Standing, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    made = make_report(manager, 2025)
    for _ in range(number - 1):
        made.pk = None
        made.save()
    desk.get(HOME)

    with django_assert_num_queries(11) as asked:
        desk.get(HOME)

    assert not any('"reports_madereport"."pdf"' in query["sql"] for query in asked.captured_queries)
