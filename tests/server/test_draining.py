"""A server that is told to end finishes what it has begun, and refuses what it has not."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPResponse
from threading import Event, Thread

import pytest
from flask import Flask

from config import Limits
from marketplace import create_app, draining, server
from marketplace.connection_limits import Server
from marketplace.web.permissions import public
from tests.running import eventually

HERE = "127.0.0.1"
SLOW = "/sao-ocop"
QUICK = "/robots.txt"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The note that this process was told to end, for this test alone."""
    note = Event()
    monkeypatch.setattr(draining, "_started", note)
    return note


class Page:
    """A page that is drawn for as long as the test wants."""

    def __init__(self) -> None:
        self.begun, self.goes_on = Event(), Event()

    def draw(self) -> str:
        self.begun.set()
        self.goes_on.wait(20)
        return "drawn"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app({"TESTING": True})


@pytest.fixture
def page(app: Flask) -> Iterator[Page]:
    made = Page()
    app.view_functions["help.stars"] = public(lambda: made.draw())
    yield made
    made.goes_on.set()


@pytest.fixture
def opened(app: Flask, told: Event) -> Iterator[Callable[..., Server]]:
    """Makes a server with these limits; it is not run yet."""
    made: list[Server] = []

    def open_one(**limits: float) -> Server:
        app.config["LIMITS"] = Limits(**limits)  # type: ignore[arg-type]
        made.append(server.create(app, server.reserve(HERE, 0)))
        return made[-1]

    yield open_one
    told.set()
    for each in made:
        each.close()


def run(one: Server) -> Thread:
    thread = Thread(target=one.run, daemon=True)
    thread.start()
    return thread


def ask(one: Server, path: str) -> HTTPConnection:
    connection = HTTPConnection(HERE, int(one.effective_port), timeout=20)
    connection.request("GET", path)
    return connection


def answer(connection: HTTPConnection) -> tuple[int, bytes, str]:
    with closing(connection):
        got: HTTPResponse = connection.getresponse()
        return got.status, got.read(), got.headers.get("Connection", "")


def tell_to_end(one: Server) -> None:
    draining.start()
    one.pull_trigger()


def is_refused(one: Server) -> bool:
    with suppress(ConnectionRefusedError), socket.create_connection((HERE, int(one.effective_port)), 5):
        return False
    return True


def test_a_page_in_hand_is_finished_while_nobody_new_is_let_in(opened: Callable[..., Server], page: Page) -> None:
    one = opened()
    thread = run(one)
    waiting = ask(one, SLOW)
    assert page.begun.wait(10)
    tell_to_end(one)
    assert eventually(lambda: is_refused(one))
    assert thread.is_alive()
    page.goes_on.set()
    assert answer(waiting)[:2] == (200, b"drawn")
    thread.join(10)
    assert not thread.is_alive()


def test_a_request_that_was_sent_in_part_is_answered_once_the_rest_has_come(opened: Callable[..., Server]) -> None:
    one = opened()
    thread = run(one)
    with socket.create_connection((HERE, int(one.effective_port)), 10) as line:
        line.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: ")
        assert eventually(lambda: any(channel.request for channel in one.channels()))
        tell_to_end(one)
        assert eventually(lambda: is_refused(one))
        line.sendall(b"shop\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 200 OK")
    thread.join(10)
    assert not thread.is_alive()


def test_who_waits_to_be_let_in_is_still_answered(opened: Callable[..., Server]) -> None:
    """The kernel has taken these connections; a socket that is simply closed would reset them."""
    one = opened()
    waiting = [ask(one, QUICK) for _ in range(10)]
    tell_to_end(one)
    run(one).join(10)
    assert [answer(each)[0] for each in waiting] == [200] * 10


def test_a_connection_without_a_request_holds_nothing_up(opened: Callable[..., Server]) -> None:
    one = opened(drain_seconds=600.0)
    thread = run(one)
    with socket.create_connection((HERE, int(one.effective_port)), 10):
        assert eventually(one.channels)
        tell_to_end(one)
        thread.join(10)
        assert not thread.is_alive()


def test_for_the_seconds_of_the_notice_everything_is_answered_and_connections_end(
    opened: Callable[..., Server],
) -> None:
    one = opened(drain_notice_seconds=100.0)
    run(one)
    assert answer(ask(one, QUICK))[2] == ""
    tell_to_end(one)
    status, _, connection = answer(ask(one, QUICK))
    assert (status, connection) == (200, "close")
    assert draining.is_draining()


def test_what_takes_longer_than_the_seconds_is_cut_off_and_told(
    opened: Callable[..., Server], page: Page, caplog: pytest.LogCaptureFixture
) -> None:
    one = opened(drain_seconds=1.0)
    thread = run(one)
    with closing(ask(one, SLOW)):
        assert page.begun.wait(10)
        tell_to_end(one)
        thread.join(10)
    assert not thread.is_alive()
    assert "1 requests were not finished in time" in caplog.text
