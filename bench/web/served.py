"""The real server over the loopback, and a browser that can sign in, follow forms and send a file."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.fresh import MEGABYTE, ROOT, environment
from bench.web.sites import Site

PATIENCE = 60
"""So many seconds a server may take to begin, and a page to come."""
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
_FORM = re.compile(r"<form.*?</form>", re.DOTALL)
_OK, _MOVED = 200, 302


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the address it was asked for, the status, what came, and where it leads."""

    address: str
    status: int
    text: str
    leads_to: str

    def fields(self, asked_for: str) -> dict[str, str]:
        """Return the hidden fields of the form that has `asked_for` in it. LookupError where there is none."""
        form = next((form for form in _FORM.findall(self.text) if asked_for in form), None)
        if form is None:
            raise LookupError(f"{self.address} has no form with {asked_for}")
        return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


class Browser:
    """Asks one server over one connection and keeps its cookies."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(fields).encode(), kind)

    def send_file(self, address: str, fields: Mapping[str, str], file: Path) -> Answer:
        """Send a form with a file, as a browser does: the field `whole` stands last."""
        edge = "edge-of-the-bench"
        last = {name: value for name, value in fields.items() if name == "whole"}
        parts = [_part(edge, name, value) for name, value in fields.items() if name not in last]
        parts.append(_opening(edge, f'name="file"; filename="{file.name}"') + file.read_bytes() + b"\r\n")
        parts += [_part(edge, name, value) for name, value in last.items()]
        body = b"".join((*parts, f"--{edge}--\r\n".encode()))
        return self._ask("POST", address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def sign_in(self, email: str, password: str) -> None:
        """Sign in. RuntimeError where that fails."""
        address = "/konto/login/"
        fields = self.get(address).fields('type="password"')
        if self.post(address, {**fields, "login": email, "password": password}).status != _MOVED:
            raise RuntimeError(f"{email} cannot sign in")

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, address, body or None, {"Cookie": cookies, **(headers or {})})
        answer = self._connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{method} {address} answers {answer.status}: {text[:2000]}")
        return Answer(address, answer.status, text, urlsplit(answer.headers.get("Location", "")).path)


def _opening(edge: str, told: str) -> bytes:
    return f"--{edge}\r\nContent-Disposition: form-data; {told}\r\n\r\n".encode()


def _part(edge: str, name: str, value: str) -> bytes:
    return _opening(edge, f'name="{name}"') + f"{value}\r\n".encode()


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on a port of this machine, with one worker."""

    port: int
    process: int

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        """Open a browser, and hang up after."""
        with closing(Browser(self.port)) as opened:
            yield opened

    def at_rest(self) -> float | None:
        """Let the worker's peak of memory begin anew, and return it in megabytes: a password took much of it.

        None where the machine does not tell; that is everywhere but on Linux.
        """
        try:
            self._of_worker("clear_refs").write_text("5", encoding="ascii")
        except OSError:
            return None
        return self.peak()

    def peak(self) -> float | None:
        """Return the most memory the worker has held since it was at rest, in megabytes; None as above."""
        try:
            status = self._of_worker("status").read_text(encoding="utf-8")
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) * 1024 / MEGABYTE if found else None

    def _of_worker(self, name: str) -> Path:
        [worker] = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii").split()
        return Path(f"/proc/{worker}/{name}")


@contextmanager
def serving(site: Site) -> Iterator[Server]:
    """Serve a site until the block ends. RuntimeError where it does not begin to answer."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "mellanrum.cli",
        "serve",
        "--data",
        str(site.folder),
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    log = site.folder / "server.log"
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment(site.environment), stdout=said, stderr=said) as process,
    ):
        try:
            _until_it_answers(port, process, log)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with closing(Browser(port)) as browser:
                browser.get("/halsa/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server does not answer: {log.read_text(encoding='utf-8')}")
