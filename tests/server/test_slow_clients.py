"""Five hundred people on bad lines must not keep the shop from the others."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from tests.running import running_shop

SLOW = 500
HEADERS = b"GET / HTTP/1.1\r\nHost: shop\r\nX-Slow: "
BODY = b"POST /locale HTTP/1.1\r\nHost: shop\r\nContent-Length: 100000\r\n\r\n"
PATIENCE = 2.0  # seconds; measured well below 0.5 on two cores, the rest is for a busy machine


@pytest.mark.parametrize("beginning", [HEADERS, BODY], ids=["headers", "bodies"])
def test_pages_answer_while_500_slow_clients_are_connected(beginning: bytes, tmp_path: Path) -> None:
    with running_shop(tmp_path, "--empty") as address:
        host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
        with slow_clients(host, port, beginning):
            waits = sorted(wait_for_page(host, port) for _ in range(40))
    assert waits[37] < PATIENCE


def wait_for_page(host: str, port: int) -> float:
    """Seconds until the page is there."""
    started = time.monotonic()
    connection = HTTPConnection(host, port, timeout=30)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    return time.monotonic() - started


@contextmanager
def slow_clients(host: str, port: int, beginning: bytes) -> Iterator[None]:
    """Connections that have begun a request and send one more byte each second or so."""
    done = Event()
    with ExitStack() as stack:
        lines = [stack.enter_context(connect(host, port, number)) for number in range(SLOW)]
        for line in lines:
            line.sendall(beginning)
        dripping = Thread(target=drip, args=(lines, done))
        dripping.start()
        try:
            yield
        finally:
            done.set()
            dripping.join()


def connect(host: str, port: int, number: int) -> socket.socket:
    """From one of five addresses: each may hold its share of the connections."""
    return socket.create_connection((host, port), source_address=(f"127.0.1.{1 + number % 5}", 0))


def drip(lines: list[socket.socket], done: Event) -> None:
    """One byte on each line, again and again."""
    while not done.wait(1):
        for line in lines:
            line.send(b"x")
