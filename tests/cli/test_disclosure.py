"""`mellanrum protect` and `mellanrum attack`."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from mellanrum.findings import finding
from support.calling import Call, Said
from support.table_files import a_file, a_table

ROWS: list[list[object]] = [
    ["a", "woman", 12],
    ["a", "man", 9],
    ["b", "woman", 8],
    ["b", "man", 3],
    ["old", "woman", 20],
    ["old", "man", 15],
]


@pytest.fixture
def tables(desk: Path) -> Path:
    """A file of one table with one small number."""
    path = desk / "tabeller.json"
    path.write_bytes(a_file(a_table(rows=ROWS)))
    return path


def corrected(tables: Path) -> None:
    """Let one more woman have started, since the first publication."""
    tables.write_bytes(a_file(a_table(rows=[["a", "woman", 13], *ROWS[1:]])))


def shown(path: Path) -> dict[tuple[str, ...], int | None]:
    rows = json.loads(path.read_text("utf-8"))["tables"][0]["rows"]
    return {tuple(codes): number for *codes, number in rows}


def lines(said: Said) -> list[str]:
    return [" ".join(line.split()) for line in said.out.splitlines() if line.strip()]


@pytest.mark.usefixtures("tables")
def test_protect_writes_a_document_and_a_proof_for_its_owner_alone(call: Call, desk: Path) -> None:
    said = call("protect", "tabeller.json", "--out", "ut.json")

    assert (said.code, said.err) == (0, "")
    assert (desk / "ut.proof.json").stat().st_mode & 0o777 == 0o600
    assert shown(desk / "ut.json")["b", "man"] is None
    assert lines(said)[2:] == [
        "By age 8 1 3",
        "Skrev ut.json.",
        "Beviset ligger i ut.proof.json. Spara det till nästa gång, och låt ingen annan få det.",
        "Inga iakttagelser.",
    ]


@pytest.mark.usefixtures("tables")
def test_protect_tells_programs_the_same(call: Call) -> None:
    said = call("protect", "tabeller.json", "--out", "ut.json", "--format", "json")

    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "publication": "ut",
        "method": "hidden",
        "document": "ut.json",
        "proof": "ut.proof.json",
        "earlier": [],
        "tables": [
            {
                "key": "by_age",
                "title": "By age",
                "form": None,
                "shown": 8,
                "small": 1,
                "protecting": 3,
                "before": 0,
                "others": [],
            }
        ],
        "findings": [],
    }


@pytest.mark.usefixtures("tables")
def test_protect_gives_the_same_files_every_time(call: Call, desk: Path) -> None:
    call("protect", "tabeller.json", "--out", "ut.json")
    first = [(desk / name).read_bytes() for name in ("ut.json", "ut.proof.json")]
    call("protect", "tabeller.json", "--out", "ut.json")

    assert [(desk / name).read_bytes() for name in ("ut.json", "ut.proof.json")] == first


def test_protect_tells_what_other_forms_would_show(call: Call, tables: Path) -> None:
    form = {"key": "sex", "label": "by sex", "keep": {"age": ["*"]}}
    tables.write_bytes(a_file(a_table(rows=ROWS, forms=[form])))

    said = call("protect", "tabeller.json", "--out", "ut.json")

    assert lines(said)[2:4] == ["By age (by sex) 3", "i stället: som den är 8 1 3"]


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(("threshold", "small"), [("3", 0), ("5", 1), ("9", 2)])
def test_protect_by_a_threshold_of_the_call(call: Call, threshold: str, small: int) -> None:
    said = call("protect", "tabeller.json", "--threshold", threshold, "--out", "ut.json", "--format", "json")

    assert json.loads(said.out)["tables"][0]["small"] == small


@pytest.mark.usefixtures("tables")
def test_protect_rounds(call: Call, desk: Path) -> None:
    said = call("protect", "tabeller.json", "--round", "--out", "ut.json")

    numbers = shown(desk / "ut.json").values()
    assert said.code == 0
    assert [number for number in numbers if number is None or 0 < number < 5] == []
    assert call("attack", "ut.json").code == 0


def test_protect_beside_an_earlier_document(call: Call, desk: Path, tables: Path) -> None:
    call("protect", "tabeller.json", "--out", "fjol.json")
    corrected(tables)

    said = call("protect", "tabeller.json", "--earlier", "fjol.json", "--out", "nu.json")

    assert said.code == 0, said
    assert json.loads((desk / "nu.json").read_text("utf-8"))["earlier"] == ["fjol"]
    assert call("attack", "fjol.json", "nu.json").code == 0


def test_protect_needs_all_that_an_earlier_document_was_protected_with(call: Call, tables: Path) -> None:
    call("protect", "tabeller.json", "--out", "forst.json")
    corrected(tables)
    call("protect", "tabeller.json", "--earlier", "forst.json", "--out", "sedan.json")

    said = call("protect", "tabeller.json", "--earlier", "sedan.json", "--out", "nu.json")

    assert (said.code, said.out) == (2, "")
    assert said.told == (
        "fel: sedan är skyddat tillsammans med andra dokument än de här; forst saknas. "
        "Ange samma tidigare dokument, det äldsta först."
    )
    assert (
        call("protect", "tabeller.json", "--earlier", "forst.json", "--earlier", "sedan.json", "--out", "nu.json").code
        == 0
    )


def test_attack_on_two_documents_that_were_protected_apart(call: Call, tables: Path) -> None:
    call("protect", "tabeller.json", "--out", "fjol.json")
    corrected(tables)
    call("protect", "tabeller.json", "--out", "nu.json")

    said = call("attack", "fjol.json", "nu.json")

    assert said.code == 1
    assert "fel: " in said.out


def test_protect_needs_the_proof_of_an_earlier_document(call: Call, desk: Path, tables: Path) -> None:
    call("protect", "tabeller.json", "--out", "fjol.json")
    (desk / "fjol.proof.json").unlink()

    said = call("protect", str(tables), "--earlier", "fjol.json", "--out", "nu.json")

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("fel: Beviset till fjol.json saknas: fjol.proof.json.")


@pytest.mark.usefixtures("tables")
def test_protect_refuses_the_proof_of_another_document(call: Call, desk: Path) -> None:
    for name in ("fjol.json", "annan.json"):
        call("protect", "tabeller.json", "--out", name)
    (desk / "annan.proof.json").replace(desk / "fjol.proof.json")

    said = call("protect", "tabeller.json", "--earlier", "fjol.json", "--out", "nu.json")

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("fel: fjol.proof.json: Beviset bredvid fjol hör till ett annat dokument.")


def test_protect_names_all_that_is_wrong(call: Call, tables: Path) -> None:
    tables.write_bytes(a_file(a_table(rows=[["a", "woman", -1], ["a", "men", 2.5]])))

    said = call("protect", "tabeller.json", "--earlier", "fjol.json", "--out", "ut.json")

    assert (said.code, said.out) == (2, "")
    assert [line.split(":")[0] for line in said.err.splitlines() if not line.startswith(" ")] == ["fel"] * 4
    assert "I tabellen By age, rad 1, står -1, som är negativt." in said.told


def test_protect_refuses_in_json_too(call: Call, tables: Path) -> None:
    tables.write_text("{")

    said = call("protect", "tabeller.json", "--out", "ut.json", "--format", "json")

    assert said.code == 2
    assert [each["code"] for each in json.loads(said.out)["findings"]] == ["rules.not_json"]


def test_protect_writes_nothing_of_tables_that_contradict_each_other(call: Call, desk: Path, tables: Path) -> None:
    tables.write_bytes(a_file(a_table(rows=[*ROWS, ["*", "*", 99]])))

    said = call("protect", "tabeller.json", "--out", "ut.json")

    assert (said.code, (desk / "ut.json").exists()) == (1, False)
    assert lines(said)[0] == "Ingenting skrevs."
    assert "går inte ihop" in said.out


@pytest.mark.usefixtures("tables")
def test_protect_with_a_threshold_that_points_at_one(call: Call) -> None:
    said = call("protect", "tabeller.json", "--threshold", "1", "--out", "ut.json")

    assert said.code == 2
    assert said.told.startswith("fel: tabeller.json: Tröskeln är 1, och 3 är den lägsta.")


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("out", ["tabeller.json", "fjol.json", "nix/ut.json"])
def test_protect_writes_over_none_of_its_sources(call: Call, out: str) -> None:
    call("protect", "tabeller.json", "--out", "fjol.json")

    assert call("protect", "tabeller.json", "--earlier", "fjol.json", "--out", out).code == 2


@pytest.mark.usefixtures("tables")
def test_protect_leaves_both_files_as_they_were_when_the_disk_is_full(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ut.json", "ut.proof.json"):
        (desk / name).write_text("gammalt")
    before = sorted(path.name for path in desk.iterdir())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mellanrum.cli.files.os.fsync", full)
    said = call("protect", "tabeller.json", "--out", "ut.json")

    assert said.code == 2
    assert [(desk / name).read_text() for name in ("ut.json", "ut.proof.json")] == ["gammalt", "gammalt"]
    assert sorted(path.name for path in desk.iterdir()) == before


@pytest.mark.usefixtures("tables")
def test_protect_takes_back_a_document_that_does_not_hold(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "mellanrum.cli.disclosure_protecting.verify",
        lambda *_: (finding("disclosure.proof_differs", publication="ut"),),
    )

    said = call("protect", "tabeller.json", "--out", "ut.json")

    assert (said.code, (desk / "ut.json").exists()) == (2, False)
    assert said.told.startswith("fel: Beviset bredvid ut har inte samma tal som dokumentet.")


@pytest.mark.usefixtures("tables")
def test_long_work_is_told_of(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.cli.disclosure_protecting.LARGE", 12)
    monkeypatch.setattr("mellanrum.cli.disclosure_attacking.LARGE", 1)

    assert call("protect", "tabeller.json", "--out", "ut.json").err == "Arbetar med 12 tal …\n"
    assert call("attack", "ut.json").err == "Arbetar med 7 dolda tal …\n"


def tampered(desk: Path, number: int) -> None:
    """Show what the document hides of women, so that men can be worked out."""
    held: dict[str, Any] = json.loads((desk / "ut.json").read_text("utf-8"))
    for cell in held["system"]["cells"]:
        if cell[0] == "started|age=b|sex=man":
            cell[1] = number
    for row in held["tables"][0]["rows"]:
        if row[:2] == ["b", "man"]:
            row[2] = number
    (desk / "ut.json").write_text(json.dumps(held))
    (desk / "ut.proof.json").unlink()


@pytest.mark.usefixtures("tables")
def test_attack_finds_what_is_given_away(call: Call, desk: Path) -> None:
    call("protect", "tabeller.json", "--out", "ut.json")
    tampered(desk, 3)

    said = call("attack", "ut.json")

    assert said.code == 1
    assert "visas, fast det är 3." in " ".join(said.out.split())


@pytest.mark.usefixtures("tables")
def test_attack_tells_what_each_hidden_number_can_be(call: Call, desk: Path) -> None:
    call("protect", "tabeller.json", "--out", "ut.json")

    alone = [cell for cell in json.loads(call("attack", "ut.json", "--format", "json").out)["cells"] if cell["offered"]]
    said = call("attack", "ut.json")

    hidden = [codes for codes, number in shown(desk / "ut.json").items() if number is None]
    assert len(alone) == len(hidden) == 4
    assert all(cell["highest"] is None or cell["highest"] >= 5 for cell in alone)
    assert (said.code, said.err) == (0, "")
    assert lines(said)[2] == "Varje litet tal har prövats mot sina löften, med bevisen."


@pytest.mark.usefixtures("tables")
def test_attack_without_the_proof_says_so(call: Call, desk: Path) -> None:
    call("protect", "tabeller.json", "--out", "ut.json")
    (desk / "ut.proof.json").unlink()

    said = call("attack", "ut.json")

    assert said.code == 0
    assert lines(said)[2] == "Alla bevis finns inte bredvid, så vad som är litet bedöms bara av det som visas."


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (["tabeller.json"], "fel: tabeller.json: Det här är en fil med tabeller som inte har skyddats."),
        (["nix.json"], "fel: Det finns ingen fil nix.json."),
        (["ut.json", "./ut.json"], "fel: Dokumentet ut.json är angivet två gånger."),
    ],
)
def test_attack_on_what_is_no_document(call: Call, files: list[str], sentence: str) -> None:
    call("protect", "tabeller.json", "--out", "ut.json")

    said = call("attack", *files)

    assert (said.code, said.out) == (2, "")
    assert sentence in said.told
    assert json.loads(call("attack", *files, "--format", "json").out).keys() == {"findings"}
