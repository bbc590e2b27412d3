"""A small client that keeps a server busy over a few connections that stay open."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from time import monotonic

from benchmark.changes import changing
from benchmark.servers import HOST

CONNECTIONS = 4
NUMBER = "{n}"
_numbers = count(1)


@dataclass(frozen=True)
class Load:
    """What was asked and answered."""

    requests: int
    bytes: int


class WrongAnswer(Exception):
    """A page did not answer 200: its cost would mean nothing."""


def put_on(port: int, path: str, seconds: float, *, changed: str = "") -> Load:
    """Ask for a page again and again for so many seconds; `{n}` in its path is another number each time.

    The database at the address `changed` has changed before each request. Raises WrongAnswer.
    """
    until = monotonic() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        loads = list(threads.map(lambda _number: _ask(port, path, until, changed), range(CONNECTIONS)))
    return Load(sum(load.requests for load in loads), loads[0].bytes)


def _ask(port: int, path: str, until: float, changed: str) -> Load:
    """One connection's share, at least one request."""
    connection, requests, size = HTTPConnection("127.0.0.1", port, timeout=60), 0, 0
    with closing(connection), changing(changed) as change:
        while not requests or monotonic() < until:
            change()
            connection.request("GET", path.replace(NUMBER, str(next(_numbers))), headers={"Host": HOST})
            answer = connection.getresponse()
            size, requests = len(answer.read()), requests + 1
            if answer.status != 200:
                raise WrongAnswer(f"{path} answered {answer.status}")
    return Load(requests, size)
