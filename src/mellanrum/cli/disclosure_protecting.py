"""What `mellanrum protect` does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mellanrum.cli.as_json import Json, dumped, findings_json
from mellanrum.cli.console import write, write_error
from mellanrum.cli.disclosure_files import held, proof_path
from mellanrum.cli.disclosure_text import Told, protected_json, protected_text
from mellanrum.cli.files import check_out, read, write_together
from mellanrum.cli.session import FAULTY, WELL, CallError, Session
from mellanrum.disclosure.coarser import Proposal, proposals
from mellanrum.disclosure.protect import Protected, laid_beside, protect, protect_rounded
from mellanrum.disclosure.release import (
    Held,
    Publication,
    lacking_earlier,
    read_tables,
    release_of,
    verify,
    work_out,
    worked_of,
)
from mellanrum.disclosure.search import DEFAULT_SEED
from mellanrum.findings import Finding, has_error, in_order, words

LARGE = 1_000
"""From how many numbers on it is said that the work has begun."""


@dataclass(frozen=True)
class Wanted:
    """What a call of `mellanrum protect` asks for."""

    tables: Path
    out: Path
    threshold: int | None
    earlier: Sequence[Path]
    seed: str | None
    is_rounded: bool


def protect_file(session: Session, wanted: Wanted, output: str) -> int:
    """Write what may be shown of a file of tables; tell whether the findings hold an error."""
    for path in (wanted.out, proof_path(wanted.out)):
        check_out(path, (wanted.tables, *wanted.earlier, *map(proof_path, wanted.earlier)))
    try:
        publication, earlier, notes = _opened(wanted)
    except CallError as error:
        if output == "json":
            refused: Json = {"findings": findings_json(error.findings, session.lang)}
            write(dumped(refused))
        raise
    protected = _protected(session, wanted, publication, earlier)
    if protected.is_publishable:
        _write(session, wanted, publication, protected, earlier)
    _, left_out = work_out(protected, map(worked_of, publication.derived))
    findings = in_order((*notes, *protected.findings, *(left_out if protected.is_publishable else ())))
    out = wanted.out if protected.is_publishable else None
    told = Told(publication, protected, out, _others(wanted, protected), findings)
    write(dumped(protected_json(told, session.lang)) if output == "json" else protected_text(told, session.lang))
    return FAULTY if has_error(findings) else WELL


def _opened(wanted: Wanted) -> tuple[Publication, tuple[Held, ...], tuple[Finding, ...]]:
    faults: list[Finding] = []
    earlier: tuple[Held, ...] = ()
    source = read(wanted.tables)
    publication, notes = read_tables(source.data, source.name, name=wanted.out.stem, threshold=wanted.threshold)
    try:
        earlier = held(wanted.earlier)
        faults += lacking_earlier(earlier)
    except CallError as error:
        faults += error.findings
    if publication is None or faults:
        raise CallError(*(notes if publication is None else ()), *faults)
    return publication, earlier, notes


def _protected(session: Session, wanted: Wanted, publication: Publication, earlier: Sequence[Held]) -> Protected:
    numbers = sum(len(table.numbers) for table in publication.tables.tables)
    if numbers >= LARGE:
        write_error(words("Working on {number} numbers …", session.lang, number=numbers))
    decide = protect_rounded if wanted.is_rounded else protect
    return decide(
        publication.tables, earlier=[each.proof.earlier for each in earlier], seed=wanted.seed or DEFAULT_SEED
    )


def _others(wanted: Wanted, protected: Protected) -> Mapping[str, tuple[Proposal, ...]]:
    """Return what the other forms of each table would show. Rounded numbers are all shown, in any form."""
    if wanted.is_rounded or not protected.own.cells:
        return {}
    tables, forms, lay = protected.tables, protected.forms, laid_beside(protected.tables, protected.earlier)
    seed = wanted.seed or DEFAULT_SEED
    return {
        table.key: tuple(
            each
            for each in proposals(tables, forms, table.key, seed=seed, lay=lay)
            if each.form != forms.get(table.key)
        )
        for table in tables.tables
        if table.forms
    }


def _write(
    session: Session, wanted: Wanted, publication: Publication, protected: Protected, earlier: Sequence[Held]
) -> None:
    """Write document and proof, and hold what then lies on disk to each other. CallError where it does not hold."""
    release = release_of(protected, publication.name, publication.title, session.lang, publication.derived)
    proof = proof_path(wanted.out)
    write_together({wanted.out: release.document, proof: release.proof}, private=(proof,))
    (written,) = held((wanted.out,))
    joined = {each.name for each in protected.earlier}
    faults = verify(written, [each for each in earlier if each.document.name in joined])
    if faults:
        wanted.out.unlink()
        raise CallError(*faults)
