"""People who visit the machine from outside: over TLS, each from an address of their own."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPSConnection
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from tests.running import eventually
from tests.shopper import Shopper

HOST = "shop.test"
ADDRESSES: Iterator[int] = count(2)
AWAY = 0
"""The status of a request that got no answer at all."""


class Connection(HTTPSConnection):
    """A connection to the machine's nginx that asks for the shop's name."""

    def connect(self) -> None:
        raw = socket.create_connection((self.host, self.port), self.timeout, self.source_address)
        self.sock = self._context.wrap_socket(raw, server_hostname=HOST)  # type: ignore[attr-defined]


@cache
def trusting(certificate: Path) -> ssl.SSLContext:
    """What believes this certificate and no other."""
    return ssl.create_default_context(cafile=str(certificate))


class Visitor(Shopper):
    """A shopper whose requests go through nginx and TLS."""

    def __init__(self, port: int, certificate: Path) -> None:
        super().__init__(f"https://{HOST}")
        number = next(ADDRESSES)
        self.address = f"127.0.{number // 250}.{number % 250 + 1}"
        self.port = port
        self.context = trusting(certificate)
        self.headers: dict[str, str] = {}

    def request(self, method: str, path: str, body: str | bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, Location and body of one answer."""
        status, headers, content = self.raw(method, path, body, kind)
        return status, headers.get("location", "").replace(f"https://{HOST}", ""), content.decode(errors="replace")

    def raw(
        self, method: str, path: str, body: str | bytes | None = None, kind: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer on a connection of its own; a header sent twice is joined by |."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": HOST, "Accept-Language": "vi", "Referer": f"https://{HOST}/", **self.headers}
        headers |= {"Cookie": cookies} if cookies else {}
        if body is not None:
            headers["Content-Type"] = kind or "application/x-www-form-urlencoded"
        connection = Connection(
            "127.0.0.1", self.port, timeout=40, source_address=(self.address, 0), context=self.context
        )
        with closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        found: dict[str, str] = {}
        for name, value in response.headers.items():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
            found[name.lower()] = f"{found[name.lower()]}|{value}" if name.lower() in found else value
        return response.status, found, content


class Crowd:
    """Visitors who look at pages and buy, over and over, until told to stop; what each was answered is kept.

    Each rests for `pause` seconds between two orders, so that a short test costs little.
    """

    def __init__(
        self, visitor: Callable[[], Visitor], goods: tuple[str, str], people: int = 2, pause: float = 0
    ) -> None:
        self.visitor, self.goods, self.pause = visitor, goods, pause
        self.stopping, self.lock, self.numbers = Event(), Lock(), count(1)
        self.answers: list[Answer] = []
        self.orders: list[str] = []
        self.threads = [Thread(target=self._live) for _ in range(people)]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def failed(self, since: float = 0.0, until: float = float("inf")) -> "list[Answer]":
        """What was not answered as it should be, of the requests that were under way in this time."""
        with self.lock:
            return [each for each in self.answers if not each.is_good and each.ended >= since and each.began <= until]

    def buys(self, more: int = 3) -> None:
        """Wait until so many more orders were placed. Raises AssertionError when nobody can buy."""
        wanted = len(self.orders) + more
        assert eventually(lambda: len(self.orders) >= wanted), self.failed()[-5:]

    def ask(self, visitor: Visitor, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """One answer, noted. Raises NotAnswered."""
        began = monotonic()
        try:
            answer = visitor.request(method, path, body)
        except (OSError, HTTPException):
            answer = (AWAY, "", "")
        noted = Answer(method, path.partition("?")[0], answer[0], began, monotonic())
        with self.lock:
            self.answers.append(noted)
        if not noted.is_good:
            raise NotAnswered(noted)
        return answer

    def _live(self) -> None:
        while not self.stopping.wait(self.pause):
            with suppress(NotAnswered):
                self._buy(Asking(self, self.visitor()))

    def _buy(self, shopper: "Asking") -> None:
        number = next(self.numbers)
        shopper.get("/")
        shopper.fill_basket(*self.goods)
        who = {"phone": f"0900 {number // 1000:03} {number % 1000:03}", "email": f"buyer-{number}@example.test"}
        form = shopper.checkout_form(**who)
        status, location = shopper.post("/dat-hang", form)
        assert status == 303, location
        with self.lock:
            self.orders.append(location)
        shopper.get(location)


@dataclass(frozen=True)
class Answer:
    """What a visitor of the crowd was answered, and from when until when it took."""

    method: str
    path: str
    status: int
    began: float
    ended: float

    @property
    def is_good(self) -> bool:
        """Whether it is what a shop answers that works."""
        return self.status in {200, 302, 303}


class NotAnswered(Exception):
    """A request got no good answer; the visitor goes."""


class Asking(Shopper):
    """A visitor of the crowd, each of whose steps is noted."""

    def __init__(self, crowd: Crowd, visitor: Visitor) -> None:
        super().__init__(f"https://{HOST}")
        self.crowd, self.visitor = crowd, visitor

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """One answer, noted."""
        return self.crowd.ask(self.visitor, method, path, body)
