"""One address, or one that drips, never keeps the others out. The numbers are small, the guard is the real one."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from config import Limits
from marketplace import create_app, server
from marketplace.connection_limits import Server
from tests.running import eventually

SHARE = 5
HERE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
HEAD = b"GET /robots.txt HTTP/1.1\r\nHost: shop\r\nX-Slow: "
BODY = b"POST /ngon-ngu HTTP/1.1\r\nHost: shop\r\nContent-Length: 100000\r\n\r\n"
Connect = Callable[..., socket.socket]


@pytest.fixture
def guard() -> Iterator[Callable[..., Server]]:
    """Opens a server whose limits are small."""
    with ExitStack() as stack:

        def open_one(*, hops: int = 0, **limits: Any) -> Server:
            small = Limits(**{"most_connections_of_one": SHARE, "cleanup_seconds": 1} | limits)
            app: Flask = create_app({"TESTING": True, "TRUSTED_HOPS": hops, "LIMITS": small})
            made = server.create(app, server.reserve(HERE, 0))
            stack.enter_context(closing(made))
            Thread(target=made.run, daemon=True).start()
            return made

        yield open_one


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Opens connections to a server and sends the beginning of something."""
    with ExitStack() as stack:

        def open_one(to: Server, beginning: bytes = HEAD, address: str = HERE) -> socket.socket:
            made = socket.create_connection((HERE, int(to.effective_port)), 10, source_address=(address, 0))
            stack.enter_context(made)
            made.sendall(beginning)
            return made

        yield open_one


def status(of: Server) -> int:
    """What a visitor from here is answered."""
    with closing(HTTPConnection(HERE, int(of.effective_port), timeout=10)) as connection:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status


def is_closed(line: socket.socket) -> bool:
    """Whether the server has ended this connection."""
    line.settimeout(0.01)
    with suppress(TimeoutError):
        try:
            return line.recv(1) == b""
        except ConnectionError:
            return True
    return False


def open_from(of: Server, address: str) -> int:
    return sum(channel.network == address for channel in of.channels())


def test_one_address_holds_no_more_than_its_share_and_is_served_all_the_same(
    guard: Callable[..., Server], connect: Connect
) -> None:
    shop = guard()
    stranger = connect(shop, address=ELSEWHERE)
    lines = [connect(shop) for _ in range(40)]
    assert status(shop) == 200
    assert eventually(lambda: open_from(shop, HERE) <= SHARE)
    assert eventually(lambda: is_closed(lines[0]))
    assert not is_closed(lines[-1])
    assert not is_closed(stranger)


def test_when_all_connections_are_taken_the_one_that_has_waited_longest_makes_room(
    guard: Callable[..., Server], connect: Connect
) -> None:
    shop = guard(most_connections=6)
    lines = [connect(shop, address=f"127.0.1.{number}") for number in range(1, 21)]
    assert status(shop) == 200
    assert eventually(lambda: is_closed(lines[0]))
    assert not is_closed(lines[-1])


def test_behind_a_proxy_all_visitors_share_its_address(guard: Callable[..., Server], connect: Connect) -> None:
    shop = guard(hops=1)
    lines = [connect(shop) for _ in range(SHARE * 4)]
    assert status(shop) == 200
    assert not any(map(is_closed, lines))


@pytest.mark.parametrize("beginning", [b"", HEAD, BODY], ids=["nothing", "head", "body"])
def test_who_sends_drop_by_drop_is_cut_off_though_never_silent(
    beginning: bytes, guard: Callable[..., Server], connect: Connect
) -> None:
    shop = guard(header_seconds=1.0, slow_grace_seconds=1.0)
    line = connect(shop, beginning)

    def drip() -> bool:
        with suppress(OSError):
            line.send(b"x" * bool(beginning))
        return is_closed(line)

    assert eventually(drip)


def test_who_reads_drop_by_drop_is_cut_off(guard: Callable[..., Server], connect: Connect) -> None:
    shop = guard(slow_grace_seconds=1.0, slowest_bytes=1_000_000)
    shop.application = lambda _environ, start: (start("200 OK", []) and None) or [bytes(30_000_000)]
    connect(shop, b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n", ELSEWHERE)
    assert eventually(lambda: open_from(shop, ELSEWHERE) == 1)
    assert eventually(lambda: open_from(shop, ELSEWHERE) == 0)


def test_a_photo_on_a_slow_line_comes_in(guard: Callable[..., Server], connect: Connect) -> None:
    shop = guard(header_seconds=0.5, slow_grace_seconds=1.0, slowest_bytes=10)
    rounds = iter(range(60))
    line = connect(shop, BODY.replace(b"100000", b"120"))

    def send() -> bool:
        assert not is_closed(line)
        line.send(b"xx")
        return next(rounds, None) is None

    assert eventually(send)
