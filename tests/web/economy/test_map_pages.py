"""The pages of the account map: unmapped accounts first, what a choice does, versions, the file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mellanrum.books.association_map import NO_MAP
from mellanrum.books.map_forms import map_to_toml, with_account_on_line
from mellanrum.web.economy.services.mapping import map_held, save_map, versions
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.editing import UNMAPPED, books_held, keeper, page_of, sie, signed_in

MOVED = with_account_on_line(NO_MAP, UNMAPPED, "provisions")


@pytest.fixture
def manager(association: Association) -> Client:
    books_held(association)
    return signed_in("manager", association)


def test_accounts_lists_unmapped_ones_first(association: Association, manager: Client) -> None:
    answer = manager.get(page_of(association, "account_map"))

    assert [row.account for row in answer.context["first"]] == [UNMAPPED]
    assert [row.account for row in answer.context["rows"]] == ["1930", "2010", "3010", "7010"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "19"}, ["1930"]),
        ({"q": "bank"}, ["1930"]),
        ({"q": "BIDRAG"}, ["3010"]),
        ({"q": "finns inte"}, []),
        ({"sort": "name"}, ["1930", "3010", "2010", "7010"]),
        ({"sort": "amount"}, ["3010", "1930", "7010", "2010"]),
        ({"sort": "nonsense"}, ["1930", "2010", "3010", "7010"]),
    ],
)
def test_accounts_can_be_searched_and_sorted(
    association: Association, manager: Client, query: dict[str, str], found: list[str]
) -> None:
    answer = manager.get(page_of(association, "account_map"), query)

    assert [row.account for row in answer.context["rows"]] == found


def test_accounts_says_which_prefix_and_whose_choice(association: Association, manager: Client) -> None:
    save_map(keeper(association), MOVED, "", 0)

    rows = manager.get(page_of(association, "account_map")).context["rows"]

    assert [(row.account, row.line, row.prefix, row.is_own) for row in rows][:3] == [
        ("1930", "cash", "19", False),
        ("2010", "equity", "20", False),
        ("2199", "provisions", "2199", True),
    ]


def test_accounts_without_books_says_how_to_begin(association: Association) -> None:
    answer = signed_in("manager", association).get(page_of(association, "account_map"))

    assert answer.status_code == 200
    assert "rows" not in answer.context


def test_accounts_asks_for_the_chart_until_it_is_stated(association: Association, manager: Client) -> None:
    assert "chart_form" in manager.get(page_of(association, "account_map")).context

    manager.post(page_of(association, "map_chart"), {"chart": "bas"})

    association.refresh_from_db()
    assert association.chart == "bas"
    assert "chart_form" not in manager.get(page_of(association, "account_map")).context


def test_chart_that_is_none_changes_nothing(association: Association, manager: Client) -> None:
    manager.post(page_of(association, "map_chart"), {"chart": "annan"})

    association.refresh_from_db()
    assert association.chart == ""


def test_account_shows_what_a_line_does_and_saves_nothing(association: Association, manager: Client) -> None:
    given = {"seen": "0", "line": "provisions", "step": "preview"}

    answer = manager.post(page_of(association, "map_account", UNMAPPED), given)

    lines = {line.key: (line.before, line.after) for line in answer.context["effect"].lines}
    before, after = lines["balance_sheet.provisions"]
    assert (before.value, after.value) == (0, 100)
    assert map_held(association).number == 0


def test_account_answers_a_part_of_the_page_to_htmx(association: Association, manager: Client) -> None:
    given = {"seen": "0", "line": "provisions", "step": "preview"}

    answer = manager.post(page_of(association, "map_account", UNMAPPED), given, headers={"HX-Request": "true"})

    assert [template.name for template in answer.templates][:1] == ["economy/map_effect.html"]


def test_account_saves_its_line(association: Association, manager: Client) -> None:
    answer = manager.post(page_of(association, "map_account", UNMAPPED), {"seen": "0", "line": "provisions"})

    assert answer.headers["Location"] == page_of(association, "account_map")
    assert map_held(association).own == MOVED
    assert manager.get(page_of(association, "account_map")).context["first"] == []


def test_account_gives_up_its_own_line(association: Association, manager: Client) -> None:
    save_map(keeper(association), MOVED, "", 0)

    manager.post(page_of(association, "map_account", UNMAPPED), {"seen": "1", "line": "chart"})

    assert map_held(association).own == NO_MAP


def test_account_saved_meanwhile_tells_who_and_shows_the_page_again(association: Association, manager: Client) -> None:
    other = keeper(association)
    save_map(other, MOVED, "konto 2199 till Avsättningar", 0)

    answer = manager.post(page_of(association, "map_account", UNMAPPED), {"seen": "0", "line": "equity"})

    (error,) = answer.context["form"].non_field_errors()
    assert str(other.user) in error
    assert answer.context["held"].number == 1
    assert map_held(association).own == MOVED


@pytest.mark.parametrize("given", [{}, {"line": "no_such_line"}])
def test_account_without_a_line_is_not_saved(association: Association, manager: Client, given: dict[str, str]) -> None:
    answer = manager.post(page_of(association, "map_account", UNMAPPED), {"seen": "0", **given})

    assert list(answer.context["form"].errors) == ["line"]
    assert map_held(association).number == 0


def test_account_that_is_none_is_not_found(association: Association, manager: Client) -> None:
    assert manager.get(page_of(association, "map_account", "9999")).status_code == 404


def test_reader_may_look_but_not_save(association: Association, manager: Client) -> None:
    assert manager is not None
    reader = signed_in("board_member", association)

    assert reader.get(page_of(association, "map_account", UNMAPPED)).context["can_edit"] is False
    assert reader.post(page_of(association, "map_account", UNMAPPED), {"line": "equity"}).status_code == 403
    assert map_held(association).number == 0


def test_history_goes_back_by_a_new_version(association: Association, manager: Client) -> None:
    save_map(keeper(association), MOVED, "", 0)
    save_map(keeper(association), NO_MAP, "", 1)

    assert manager.get(page_of(association, "map_back", 1)).context["effect"].lines != ()
    manager.post(page_of(association, "map_back", 1), {"seen": "2"})

    assert [version.number for version in versions(association)] == [3, 2, 1]
    assert map_held(association).own == MOVED


def test_history_of_a_version_that_is_none_is_not_found(association: Association, manager: Client) -> None:
    assert manager.get(page_of(association, "map_back", 4)).status_code == 404


def test_file_that_is_read_in_is_shown_and_then_saved(association: Association, manager: Client) -> None:
    file = SimpleUploadedFile("karta.toml", map_to_toml(MOVED))
    shown = manager.post(page_of(association, "map_read"), {"file": file})
    assert map_held(association).number == 0

    given = {name: shown.context[name] for name in ("content", "name")}
    manager.post(page_of(association, "map_read"), {"seen": "0", **given})

    assert map_held(association).own == MOVED
    assert manager.get(page_of(association, "map_download")).content == map_to_toml(MOVED)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"[[line]\n", ["rules.syntax"]),
        (b'[[line]]\nprefixes = ["2199"]\nline = "nowhere"\n', ["rules.not_a_choice"]),
        (b'chart = "bas"\nunknown = 1\nnotes_by = "x"\n', ["rules.not_a_choice", "rules.unknown_key"]),
        (b"\xff\xfe", ["rules.not_utf8"]),
        (
            b'[[area]]\nkey="a"\nlabel="A"\nkind="project"\n[[area]]\nkey="a"\nlabel="B"\nkind="project"\n',
            ["map.area_twice"],
        ),
    ],
)
def test_file_with_faults_says_them_all_and_saves_nothing(
    association: Association, manager: Client, content: bytes, codes: list[str]
) -> None:
    answer = manager.post(page_of(association, "map_read"), {"file": SimpleUploadedFile("karta.toml", content)})

    assert sorted(item.code for item in answer.context["found"]) == codes
    assert map_held(association).number == 0


def test_file_that_was_changed_on_the_way_is_held_against_the_rules_again(
    association: Association, manager: Client
) -> None:
    answer = manager.post(page_of(association, "map_read"), {"seen": "0", "name": "x", "content": '{"chart": "x"}'})

    assert [item.code for item in answer.context["found"]] == ["rules.not_a_choice"]
    assert map_held(association).number == 0


def test_file_that_is_too_large_is_refused(association: Association, manager: Client) -> None:
    file = SimpleUploadedFile("karta.toml", b"#" * 500_001)

    answer = manager.post(page_of(association, "map_read"), {"file": file})

    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.django_db
def test_accounts_asks_the_database_as_often_for_many_accounts() -> None:
    counts = []
    for extra in ("", '#KONTO 3020 "A"\n#RES 0 3020 -1.00\n#KONTO 2198 "B"\n#UB 0 2198 -1.00\n'):
        books = Association.objects.create(slug=f"f{len(extra)}", name="F")
        books_held(books, data=sie(extra=extra))
        client = signed_in("manager", books)
        client.get(page_of(books, "account_map"))
        counts.append(queries_of(client, page_of(books, "account_map")))

    assert counts[0] == counts[1]


def test_history_asks_the_database_as_often_for_many_versions(association: Association, manager: Client) -> None:
    save_map(keeper(association), MOVED, "", 0)
    one = queries_of(manager, page_of(association, "map_history"))
    save_map(keeper(association), NO_MAP, "", 1)
    save_map(keeper(association), MOVED, "", 2)

    assert queries_of(manager, page_of(association, "map_history")) == one
