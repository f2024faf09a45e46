"""The commands that serve the web and make associations in it."""

import socket
from contextlib import closing
from pathlib import Path

from mellanrum.cli.console import write
from mellanrum.cli.files import check_out, read, write_whole
from mellanrum.cli.session import WELL, Session, refusal
from mellanrum.findings import words

_OTHERS = 0o077  # what others than the folder's user may do with it
_HERE = ("127.0.0.1", "localhost", "::1")


def serve_site(session: Session, folder: Path, host: str, port: int, workers: int, *, migrate: bool, demo: bool) -> int:
    """Serve the site whose data lies in a folder; with `demo`, fill it with the example first."""
    from mellanrum.web import serving

    _free(host, port)
    _ready(folder, migrate=migrate)
    if folder.stat().st_mode & _OTHERS:
        write(
            words(
                "Others on this machine can look into {folder}. Close it: chmod 700 {folder}",
                session.lang,
                folder=str(folder),
            )
        )
    if demo:
        _fill(session, host)
    write(words("The site answers at {address}. Stop it with Ctrl+C.", session.lang, address=_address(host, port)))
    serving.serve(serving.Service(folder, host, port, workers))
    return WELL


def add_association(session: Session, folder: Path, name: str, person: str, email: str, address: str) -> int:
    """Make an association and an invitation for its first administrator; write the link."""
    _ready(folder, migrate=False)
    from mellanrum.web.start.first import NoAddress, Taken, first_association

    try:
        path = first_association(name, person, email)
    except Taken as taken:
        raise refusal("cli.association_exists", name=name) from taken
    except NoAddress as wrong:
        raise refusal("cli.not_an_address", email=email) from wrong
    write(
        words("{association} has been made. Send this link to {person}:", session.lang, association=name, person=person)
    )
    write(f"{address.rstrip('/')}{path}")
    return WELL


def copy_counters(session: Session, folder: Path, file: Path) -> int:
    """Write a copy of the counters to a file that only its owner reads."""
    check_out(file)
    _ready(folder, migrate=False)
    from mellanrum.web.counters.backup import copy_text

    write_whole(file, copy_text().encode("utf-8"))
    write(
        words(
            "The copy is in {file}. It has month totals and what is shown, never live tables.",
            session.lang,
            file=str(file),
        )
    )
    return WELL


def restore_counters(session: Session, folder: Path, file: Path) -> int:
    """Read a copy of the counters into a site that has none."""
    source = read(file)
    _ready(folder, migrate=False)
    from mellanrum.web.counters.backup import NotACopy, NotEmpty, Unknown, restore_text

    try:
        number = restore_text(source.data.decode("utf-8"))
    except (NotACopy, UnicodeDecodeError) as wrong:
        raise refusal("cli.not_a_copy_of_counters", file=str(file)) from wrong
    except NotEmpty as full:
        raise refusal("cli.counters_are_there", folder=str(folder)) from full
    except Unknown as unknown:
        raise refusal("cli.copy_of_others", names=", ".join(unknown.slugs)) from unknown
    write(words("The counters have been read back: {number} years of interventions.", session.lang, number=number))
    return WELL


def _fill(session: Session, host: str) -> None:
    """Fill the site with the example, and write how to sign in."""
    from mellanrum.web.start.demo import SLUG, fill
    from mellanrum.web.start.demo_published import publish_last_year

    if host not in _HERE:
        raise refusal("cli.demo_in_the_open", address=host)
    users = fill()
    publish_last_year(users[0].email, SLUG)
    write(words("Sign in as:", session.lang))
    for user in users:
        write(f"  {user.name:<14} {user.email:<26} {user.password}")


def _ready(folder: Path, *, migrate: bool) -> None:
    from mellanrum.web import serving

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise refusal("cli.folder_not_made", folder=str(folder), reason=error.strerror or "") from error
    serving.set_up(folder)
    try:
        serving.prepare(migrate=migrate)
    except serving.NoTallies as lacking:
        raise refusal("cli.no_tallies_database", name=lacking.name, user=lacking.user) from lacking
    except serving.OldDatabase as old:
        raise refusal("cli.old_database", folder=str(folder), steps=", ".join(old.steps)) from old


def _free(host: str, port: int) -> None:
    """Say before anything is done that the address is taken or cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise refusal("cli.address_taken", address=f"{host}:{port}", reason=reason) from error


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in _HERE else host
    return f"http://{shown}:{port}/"
