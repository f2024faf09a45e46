"""The pages of reading in, as a browser asks for them."""

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from mellanrum.books.sheets import write_template
from mellanrum.web.access.models import User
from mellanrum.web.economy.imports import page as page_of_files
from mellanrum.web.economy.models import ImportedFile, Move, Pointer, Upload
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.people import an_association, somebody
from support.pointing import Pointing

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

OTHER = sie({"1930": ("Bank", 151), "2199": ("Okänd skuld", -1)})


class Desk:
    """Somebody at the pages of an association's economy."""

    def __init__(self, user: User, association: Association) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.base = f"/f/{association.slug}/ekonomi/"

    def get(self, path: str) -> "Answer":
        return self.client.get(self.base + path)

    def post(self, path: str, **fields: object) -> "Answer":
        return self.client.post(self.base + path, fields)

    def send(self, *data: bytes, name: str = "bok.se", whole: str = "yes") -> "Answer":
        return self.post("las-in/", file=[SimpleUploadedFile(name, one) for one in data], whole=whole)

    def read_in(self, data: bytes, name: str = "bok.se") -> "Answer":
        self.send(data, name=name)
        upload = Upload.objects.order_by("-id")[0]
        return self.post(f"las-in/{upload.pk}/bekrafta/", seen=upload.expected_id or "")


@pytest.fixture
def desk(association: Association) -> Desk:
    return Desk(somebody("manager", association), association)


def test_file_sent_is_shown_before_it_is_read_in(desk: Desk) -> None:
    answer = desk.send(sie(), name="../../x.se")
    upload = Upload.objects.get()

    assert (answer.status_code, answer["Location"]) == (302, f"{desk.base}las-in/{upload.pk}/")
    page = desk.get(f"las-in/{upload.pk}/")
    assert (page.status_code, upload.name) == (200, "x.se")
    assert (page.context["contents"].vouchers, page.context["contents"].accounts) == (1, 4)
    assert ImportedFile.objects.count() == 0


def test_script_that_sends_is_told_where_to_go(desk: Desk) -> None:
    file = SimpleUploadedFile("bok.se", sie())
    answer = desk.client.post(desk.base + "las-in/", {"file": file, "whole": "yes"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{desk.base}las-in/{Upload.objects.get().pk}/")


def test_several_files_wait_each_by_itself(desk: Desk) -> None:
    answer = desk.send(sie(), sie(year=2024))

    assert (answer.status_code, answer["Location"]) == (302, f"{desk.base}las-in/")
    assert [upload.year for upload in desk.get("las-in/").context["waiting"]] == [2024, 2025]


def test_refused_file_says_why_and_a_good_one_beside_it_waits(desk: Desk) -> None:
    answer = desk.send(b"hej", sie())

    assert answer.status_code == 422
    assert [name for name, _ in answer.context["refused"]] == ["bok.se"]
    assert [upload.year for upload in answer.context["waiting"]] == [2025]


def test_no_file_is_asked_for(desk: Desk) -> None:
    answer = desk.post("las-in/", whole="yes")

    page = Pointing(answer.content.decode())
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {"file"})
    helped, fault = page.said_of("id_file")
    assert (helped.startswith("En SIE-fil"), fault, page.missing) == (True, "Välj en fil först.", [])


def test_file_cut_on_its_way_is_not_kept(desk: Desk) -> None:
    body = multipart(sie())

    for length in range(0, len(body) - 60, 97):
        answer = desk.client.generic(
            "POST", desk.base + "las-in/", body[:length], content_type="multipart/form-data; boundary=xyz"
        )
        assert answer.status_code in {400, 422}
    assert Upload.objects.count() == 0

    desk.client.generic("POST", desk.base + "las-in/", body, content_type="multipart/form-data; boundary=xyz")
    assert Upload.objects.count() == 1


def multipart(data: bytes) -> bytes:
    head = b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="bok.se"\r\n\r\n'
    last = b'\r\n--xyz\r\nContent-Disposition: form-data; name="whole"\r\n\r\nyes\r\n--xyz--\r\n'
    return head + data + last


def test_body_longer_than_it_says_is_cut_and_not_kept(desk: Desk) -> None:
    body = multipart(sie())
    answer = desk.client.generic(
        "POST",
        desk.base + "las-in/",
        body,
        content_type="multipart/form-data; boundary=xyz",
        CONTENT_LENGTH=str(len(body) // 2),
    )

    assert (answer.status_code, Upload.objects.count()) == (422, 0)


@pytest.mark.parametrize("size", [50_000_000 + 1, 50_999_000])
def test_file_over_the_limit_is_refused_with_its_size(desk: Desk, size: int) -> None:
    answer = desk.send(b"#FLAGGA 0\n".ljust(size))

    codes = [item.code for _, said in answer.context["refused"] for item in said["findings"]]
    assert (answer.status_code, codes, Upload.objects.count()) == (422, ["sie.too_large"], 0)


def test_far_larger_file_is_refused_unread(desk: Desk) -> None:
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("it was read")

    body = {"CONTENT_LENGTH": "60000000", "wsgi.input": Unread()}
    answer = desk.client.request(
        PATH_INFO=desk.base + "las-in/", REQUEST_METHOD="POST", CONTENT_TYPE="multipart/form-data; boundary=xyz", **body
    )

    assert answer.status_code == 413


def test_page_names_new_and_unmapped_accounts_and_every_line_that_changes(desk: Desk) -> None:
    desk.read_in(sie())
    page = desk.client.get(desk.send(OTHER)["Location"])

    comparison = page.context["comparison"]
    assert [(row.account, row.is_new) for row in comparison.unmapped] == [("2199", True)]
    assert comparison.new == ()
    assert [(row.account, row.before, row.after) for row in comparison.accounts] == [
        ("1930", 150, 151),
        ("2199", None, -1),
    ]
    assert "balance_sheet.cash" in {line.key for line in comparison.lines}


def test_page_names_accounts_that_are_new_on_a_known_line(desk: Desk) -> None:
    desk.read_in(sie())
    page = desk.client.get(desk.send(sie({"2440": ("Leverantörer", -1)}))["Location"])

    assert [row.account for row in page.context["comparison"].new] == ["2440"]


def test_confirmed_file_holds_and_the_page_says_so(desk: Desk) -> None:
    answer = desk.read_in(sie())

    assert (answer.status_code, answer["Location"]) == (302, desk.base)
    assert Pointer.objects.get().file == ImportedFile.objects.get()


@pytest.mark.parametrize(
    ("accounts", "leads_to"),
    [
        ({"1930": ("Bank", 151)}, ""),
        ({"2199": ("Okänd skuld", -1)}, "kontokarta/konto/2199/"),
        ({"2199": ("Okänd skuld", -1), "2198": ("Okänd till", 1)}, "kontokarta/"),
    ],
    ids=["all on lines", "one on none", "several on none"],
)
def test_confirmed_books_lead_to_the_accounts_that_are_on_no_line(
    desk: Desk, accounts: dict[str, tuple[str, int]], leads_to: str
) -> None:
    answer = desk.read_in(sie(accounts))

    assert (answer["Location"], desk.client.get(answer["Location"]).status_code) == (desk.base + leads_to, 200)


def test_confirmed_books_of_an_older_year_lead_to_no_account_that_the_map_does_not_show(desk: Desk) -> None:
    desk.read_in(sie())

    assert desk.read_in(sie({"2199": ("Okänd skuld", -1)}, year=2024))["Location"] == desk.base


def test_page_of_file_that_waits_leads_not_to_accounts_that_are_not_there_yet(desk: Desk) -> None:
    page = desk.client.get(desk.send(OTHER)["Location"]).content.decode()

    shown = page[page.index('<dl class="facts">') :]
    assert (shown.count("<li>2199 Okänd skuld"), shown.count("/kontokarta/")) == (1, 0)


def test_question_without_yes_keeps_the_file_waiting(desk: Desk, association: Association) -> None:
    Association.objects.filter(pk=association.pk).update(orgnr="222000-1230")
    answer = desk.read_in(sie())
    upload = Upload.objects.get()

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["other_number"])
    again = desk.post(f"las-in/{upload.pk}/bekrafta/", seen="", other_number="on")
    assert (again.status_code, ImportedFile.objects.count()) == (302, 1)


def test_file_in_another_name_says_both_and_keeps_waiting_without_yes(desk: Desk, association: Association) -> None:
    answer = desk.read_in(sie(name="Samordningsförbundet Annat"))

    said = f"Bokföringen är för Samordningsförbundet Annat, men förbundet är {association.name}."
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["other_name"])
    assert answer.content.decode().count(said) == 1
    again = desk.post(f"las-in/{Upload.objects.get().pk}/bekrafta/", seen="", other_name="on")
    assert (again.status_code, ImportedFile.objects.count()) == (302, 1)


@pytest.mark.parametrize(("ticked", "number"), [({"adopt": "on"}, "222000-2279"), ({}, "")])
def test_first_books_give_the_number_when_the_box_is_ticked(
    desk: Desk, association: Association, ticked: dict[str, str], number: str
) -> None:
    desk.send(sie())
    upload = Upload.objects.get()
    assert desk.get(f"las-in/{upload.pk}/").context["form"]["adopt"].value() is None
    desk.post(f"las-in/{upload.pk}/bekrafta/", seen="", **ticked)
    association.refresh_from_db()

    assert association.orgnr == number


def test_somebody_before_is_told_who_and_shown_the_change_anew(desk: Desk, association: Association) -> None:
    desk.send(sie())
    mine = Upload.objects.get()
    other = somebody("accountant", association)
    Desk(other, association).read_in(OTHER)

    answer = desk.post(f"las-in/{mine.pk}/bekrafta/", seen="")

    assert (answer.status_code, answer.context["moved"].by, answer.context["was_late"]) == (409, other, True)
    assert answer.context["form"]["seen"].value() == ImportedFile.objects.get().pk
    assert [row.account for row in answer.context["comparison"].accounts] == ["1930", "2199"]
    assert Upload.objects.get() == mine


def test_same_file_as_the_one_that_holds_is_only_offered_to_be_cancelled(desk: Desk) -> None:
    desk.read_in(sie())
    page = desk.client.get(desk.send(sie(), name="bok.se")["Location"])
    upload = Upload.objects.get()

    assert page.context["is_same"]
    again = desk.post(f"las-in/{upload.pk}/bekrafta/", seen=ImportedFile.objects.get().pk)
    assert (again.status_code, ImportedFile.objects.count()) == (409, 1)
    desk.post(f"las-in/{upload.pk}/avbryt/")
    assert Upload.objects.count() == 0


def test_back_button_after_confirm_cancel_and_undo_changes_nothing(desk: Desk) -> None:
    desk.read_in(sie())
    move = Move.objects.get()
    desk.send(OTHER)
    upload = Upload.objects.get()
    desk.post(f"las-in/{upload.pk}/avbryt/")
    desk.post(f"filer/{move.pk}/angra/")
    before = list(Move.objects.values_list("pk", flat=True))

    paths = [*(f"las-in/{upload.pk}/{step}/" for step in ("bekrafta", "avbryt", "kolumner")), f"filer/{move.pk}/angra/"]
    assert [desk.post(path).status_code for path in paths] == [409] * 4
    assert desk.get(f"las-in/{upload.pk}/").status_code == 404
    assert desk.get(f"filer/{move.pk}/angra/").status_code == 409
    assert list(Move.objects.values_list("pk", flat=True)) == before


def test_undo_asks_first_and_then_moves_back(desk: Desk) -> None:
    desk.read_in(sie())
    desk.read_in(OTHER)
    first, second = Move.objects.order_by("id")

    page = desk.get(f"filer/{second.pk}/angra/")
    assert [(row.account, row.before, row.after) for row in page.context["comparison"].accounts] == [
        ("1930", 151, 150),
        ("2199", -1, None),
    ]
    answer = desk.post(f"filer/{second.pk}/angra/")
    assert (answer.status_code, Pointer.objects.get().file) == (302, first.after)


def test_history_tells_what_was_read_in_taken_back_and_put_back(desk: Desk) -> None:
    desk.read_in(sie())
    desk.read_in(OTHER, "andra.se")
    for _ in range(2):
        desk.post(f"filer/{Move.objects.order_by('-id')[0].pk}/angra/")

    (year,) = desk.get("filer/").context["histories"]
    assert [(event.what, event.file.name, event.is_last) for event in year.events] == [
        ("put_back", "andra.se", True),
        ("taken_back", "andra.se", False),
        ("read_in", "andra.se", False),
        ("read_in", "bok.se", False),
    ]
    assert year.holds.name == "andra.se"


@pytest.mark.parametrize(
    ("undone", "said", "holds"),
    [
        (0, "andra.se gäller nu.", [True, False]),
        (1, "bok.se gäller nu.", [False, False, True]),
        (2, "andra.se gäller nu.", [True, False, False, False]),
        (3, "bok.se gäller nu.", [False, False, False, False, True]),
    ],
)
def test_history_says_which_file_holds_after_undo_and_redo(
    desk: Desk, undone: int, said: str, holds: list[bool]
) -> None:
    desk.read_in(sie())
    desk.read_in(OTHER, "andra.se")
    for _ in range(undone):
        desk.post(f"filer/{Move.objects.order_by('-id')[0].pk}/angra/")

    page = desk.get("filer/")

    (year,) = page.context["histories"]
    assert [event.holds for event in year.events] == holds
    assert [page.content.decode().count(text) for text in (said, '<span class="tag well">')] == [1, 1]


def test_history_says_when_no_file_holds(desk: Desk) -> None:
    desk.read_in(sie())
    desk.post(f"filer/{Move.objects.get().pk}/angra/")

    page = desk.get("filer/")

    (year,) = page.context["histories"]
    assert ([event.holds for event in year.events], year.holds) == ([False, False], None)
    assert page.content.decode().count("Ingen fil gäller nu.") == 1


def test_empty_history_says_how_to_begin(desk: Desk) -> None:
    assert desk.get("filer/").context["histories"] == ()


@pytest.mark.parametrize("times", [1, 3])
def test_history_takes_as_many_queries_for_three_files_as_for_one(
    desk: Desk, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for amount in range(times):
        desk.read_in(sie({"1930": ("Bank", 150 + amount)}))
    desk.get("filer/")  # what is kept between pages is there

    with django_assert_num_queries(QUERIES_OF_FILES):
        desk.get("filer/")


QUERIES_OF_FILES = 8


@pytest.mark.parametrize("times", [1, 3])
def test_page_takes_as_many_queries_for_three_files_that_wait_as_for_one(
    desk: Desk, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for amount in range(times):
        desk.send(sie({"1930": ("Bank", 150 + amount)}))

    with django_assert_num_queries(QUERIES_OF_IMPORT):
        desk.get("las-in/")


QUERIES_OF_IMPORT = 9


def test_file_is_handed_out_exactly_as_it_came_and_as_nothing_but_a_file(desk: Desk) -> None:
    name = 'å "bok".se'
    desk.read_in(sie(), name)
    answer = desk.get(f"filer/{ImportedFile.objects.get().pk}/hamta/")

    assert answer.content == sie()
    assert {head: answer[head] for head in ("Content-Type", "Content-Disposition", "Content-Security-Policy")} == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_auditor_sees_and_fetches_files_but_takes_nothing_back(desk: Desk, association: Association) -> None:
    desk.read_in(sie())
    auditor = Desk(somebody("auditor", association), association)
    file, move = ImportedFile.objects.get(), Move.objects.get()

    statuses = [auditor.get(path).status_code for path in ("filer/", f"filer/{file.pk}/hamta/", "las-in/")]
    assert statuses == [200, 200, 403]
    assert auditor.post(f"filer/{move.pk}/angra/").status_code == 403
    assert Move.objects.count() == 1


@pytest.mark.parametrize("role", ["board_member", "preparatory_group", "coordinator"])
def test_those_who_may_not_read_vouchers_do_not_see_the_files(desk: Desk, association: Association, role: str) -> None:
    desk.read_in(sie())
    reader = Desk(somebody(role, association), association)

    paths = ("filer/", f"filer/{ImportedFile.objects.get().pk}/hamta/", "las-in/")
    assert [reader.get(path).status_code for path in paths] == [403, 403, 403]


def test_chair_is_told_of_files_and_not_of_vouchers_alone(association: Association) -> None:
    answer = Desk(somebody("chair", association), association).get("filer/")

    assert answer.context["refused"].sentence() == (
        "Filerna som har lästs in ingår inte i din roll, eftersom verifikaten i dem kan nämna personer. "
        "De som kan: förbundschef, administratör, ekonom eller revisor."
    )


def test_files_of_another_association_are_not_there(desk: Desk) -> None:
    desk.read_in(sie())
    desk.send(OTHER)
    other = an_association()
    theirs = Desk(somebody("manager", other), other)
    file, move, upload = ImportedFile.objects.get(), Move.objects.get(), Upload.objects.get()

    paths = (f"filer/{file.pk}/hamta/", f"filer/{move.pk}/angra/", f"las-in/{upload.pk}/")
    assert [theirs.get(path).status_code for path in paths] == [404, 404, 404]
    assert theirs.post(f"las-in/{upload.pk}/bekrafta/").status_code == 409
    assert theirs.post(f"las-in/{upload.pk}/avbryt/").status_code == 409
    assert Upload.objects.count() == 1


def test_columns_are_said_on_the_page(desk: Desk) -> None:
    page = desk.client.get(desk.send(b"Nummer;Kronor\n1930;50\n3010;-50\n", name="tabell.csv")["Location"])
    upload = Upload.objects.get()
    assert not page.context["contents"].is_readable

    chosen = {"column_account": "Nummer", "column_closing": "Kronor", "year": 2025, "kind": "books", "header_row": 1}
    answer = desk.post(f"las-in/{upload.pk}/kolumner/", **chosen)

    assert answer.status_code == 302
    page = desk.client.get(answer["Location"])
    assert (page.context["contents"].is_readable, page.context["upload"].year) == (True, 2025)


def test_columns_form_with_faults_says_them(desk: Desk) -> None:
    desk.send(b"Nummer;Kronor\n1930;50\n", name="tabell.csv")
    answer = desk.post(f"las-in/{Upload.objects.get().pk}/kolumner/", kind="books", year=12, column_account="Annat")

    assert (answer.status_code, sorted(answer.context["columns_form"].errors)) == (422, ["column_account", "year"])


def test_columns_of_a_sie_file_are_not_there(desk: Desk) -> None:
    desk.send(sie())

    assert desk.post(f"las-in/{Upload.objects.get().pk}/kolumner/", kind="books").status_code == 404


@pytest.mark.parametrize("name", ["saldobalans.xlsx", "saldobalans.csv", "budget.xlsx", "budget.csv"])
def test_empty_tables_are_handed_out(desk: Desk, name: str) -> None:
    answer = desk.get(f"las-in/mallar/{name}")

    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    if name.endswith("csv"):
        assert answer.content == write_template("budget" if name == "budget.csv" else "trial_balance", "csv")


def test_other_empty_tables_are_not_there(desk: Desk) -> None:
    assert desk.get("las-in/mallar/annat.xlsx").status_code == 404


def test_many_findings_of_a_kind_are_folded(desk: Desk) -> None:
    data = sie() + b"x\r\n" * 300
    page = desk.client.get(desk.send(data)["Location"])

    unknown = next(group for group in page.context["alike"] if group.first[0].code == "sie.not_a_record")
    assert (len(unknown.first), len(unknown.more), unknown.left_out) == (3, 97, 200)


def test_budget_is_compared_row_by_row(desk: Desk, settings: Settings) -> None:
    assert settings.LARGEST_FILE == 50_000_000
    plan = "Budget 2025;\nKonto;Belopp\n3010;-50\n4010;{}\n"
    desk.read_in(plan.format(50).encode(), "plan.csv")
    page = desk.client.get(desk.send(plan.format(60).encode(), name="plan.csv")["Location"])

    assert [(row.account, row.before, row.after) for row in page.context["comparison"].budget] == [("4010", 50, 60)]


@pytest.mark.parametrize("has_findings", [True, False])
def test_page_of_file_leads_to_findings_only_where_there_are_some(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, has_findings: bool
) -> None:
    shown = page_of_files.findings_shown
    monkeypatch.setattr(page_of_files, "findings_shown", lambda found: shown(found if has_findings else ()))

    page = desk.client.get(desk.send(OTHER)["Location"])

    assert bool(page.context["findings"]) is has_findings
    assert ('<a href="#findings">' in page.content.decode()) is has_findings
    assert Pointing(page.content.decode()).missing == []
