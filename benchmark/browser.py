"""A browser without a screen, for the servers that are measured."""

from collections.abc import Iterable
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

from benchmark.servers import HOST

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "a-line-that-no-table-has"
_numbers = count(1)


class WrongAnswer(Exception):
    """A page did not answer as it should: its cost would mean nothing."""


class Browser:
    """One connection that stays open, from a loopback address of its own; cookies are kept unless told otherwise."""

    def __init__(self, port: int, *, keeps_cookies: bool = True) -> None:
        self.port = port
        self.keeps_cookies = keeps_cookies
        self.cookies: dict[str, str] = {}
        self.location = ""
        self.connection = self._connect()

    def move(self) -> None:
        """Go on from another address, with the same cookies."""
        self.close()
        self.connection = self._connect()

    def _connect(self) -> HTTPConnection:
        number = next(_numbers)
        source = f"127.{number >> 16 & 63 | 64}.{number >> 8 & 255}.{number & 255}"
        return HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))

    def close(self) -> None:
        """Give the connection up."""
        self.connection.close()

    def get(self, path: str) -> str:
        """The page at `path`. Raises WrongAnswer."""
        return self.load(path).decode()

    def load(self, path: str) -> bytes:
        """The page at `path` as it comes over the wire. Raises WrongAnswer."""
        return self._ask("GET", path, None, (200,))

    def post(self, path: str, form: dict[str, str], *, answer: int = 303) -> str:
        """Send a form, which must be answered with this status. Raises WrongAnswer."""
        return self._ask("POST", path, urlencode(form), (answer,)).decode()

    def send(self, path: str, form: dict[str, str], name: str, file: bytes) -> str:
        """Send a form with a file, and give the address that it leads on to. Raises WrongAnswer."""
        parts = [f'Content-Disposition: form-data; name="{each}"\r\n\r\n{text}\r\n' for each, text in form.items()]
        head = f'Content-Disposition: form-data; name="{name}"; filename="table.csv"\r\nContent-Type: text/csv\r\n\r\n'
        fields = "".join(f"--{BOUNDARY}\r\n{part}" for part in [*parts, head])
        body = fields.encode() + file + f"\r\n--{BOUNDARY}--\r\n".encode()
        self._ask("POST", path, body, (303,), f"multipart/form-data; boundary={BOUNDARY}")
        return self.location

    def _ask(
        self, method: str, path: str, body: str | bytes | None, expected: tuple[int, ...], kind: str = FORM
    ) -> bytes:
        headers = {"Host": HOST}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read()
        if answer.status not in expected:
            raise WrongAnswer(f"{path} answered {answer.status}")
        self.location = answer.headers.get("Location", "")
        if self.keeps_cookies:
            self._keep(answer.headers.get_all("Set-Cookie") or ())
        return page

    def _keep(self, lines: Iterable[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
