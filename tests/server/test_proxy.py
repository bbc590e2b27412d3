"""The bundled server behind a proxy that ends TLS."""

from contextlib import closing
from http.client import HTTPConnection
from threading import Thread

from flask import Flask, request

from marketplace import create_app, server
from marketplace.web.permissions import public

SAID = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example"}


def seen_by(app: Flask) -> str:
    """What the shop sees of a visitor for whom a proxy speaks."""
    app.view_functions["help.stars"] = public(lambda: f"{request.remote_addr} {request.scheme} {request.host}")
    return answered(app, "/sao-ocop", SAID)[1]


def answered(app: Flask, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """The status and the body with which the server answers a request with these headers."""
    listener = server.reserve("127.0.0.1", 0)
    made = server.create(app, listener)
    Thread(target=made.run, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
    with closing(made), closing(connection):
        connection.request("GET", path, headers=headers | {"Connection": "close"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_trusted_proxy_says_who_the_visitor_is() -> None:
    assert seen_by(create_app({"TESTING": True, "TRUSTED_HOPS": 1})) == "203.0.113.9 https shop.example"


def test_the_mailbox_of_a_developer_is_closed_to_whom_a_proxy_speaks_for() -> None:
    for headers, status in (({}, 200), (SAID, 404)):
        assert answered(create_app({"TESTING": True}), "/_components", headers)[0] == status


def test_without_a_trusted_proxy_nobody_can_pretend_to_be_another() -> None:
    assert seen_by(create_app({"TESTING": True})).startswith("127.0.0.1 http 127.0.0.1:")
