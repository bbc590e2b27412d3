"""One line for each request, which tells what is needed and nothing that is secret."""

from collections.abc import Callable

from flask import Flask

from marketplace.accounts.models import User
from tests import factories
from tests.client import Client
from tests.monitoring.conftest import Lines
from tests.people import Cast, gather


def test_a_line_tells_what_a_request_was_what_came_of_it_and_what_it_cost(client: Client, lines: Lines) -> None:
    answer = client.get("/")
    (line,) = lines.read
    assert line["reference"] == answer.headers["X-Request-ID"]
    assert {name: line[name] for name in ("event", "method", "endpoint", "status", "who")} == {
        "event": "request",
        "method": "GET",
        "endpoint": "catalogue.home",
        "status": 200,
        "who": "guest",
    }
    assert line["bytes"] == len(answer.data)
    assert line["ms"] >= line["database_ms"] > 0
    assert line["statements"] > 0


def test_the_reference_that_an_error_page_shows_leads_to_its_line(client: Client, lines: Lines) -> None:
    answer = client.get("/p/khong-co")
    (line,) = lines.read
    assert line["reference"] in answer.text
    assert (line["status"], line["endpoint"]) == (404, "product.show")


def test_the_address_of_an_order_whose_token_is_a_secret_stands_in_no_line(client: Client, lines: Lines) -> None:
    token = factories.order().purchase.token
    assert client.get(f"/don/{token}?xem=bi-mat").status_code == 200
    assert token not in lines.raw[-1]
    assert "bi-mat" not in lines.raw[-1]
    assert lines.read[-1]["status"] == 200


def test_lines_tell_kinds_of_visitors_and_never_who_it_is(
    app: Flask, client_for: Callable[[User], Client], lines: Lines
) -> None:
    cast: Cast = gather()
    for person, kind in ((cast.buyer, "buyer"), (cast.packer_a, "seller"), (cast.operator, "operator")):
        client_for(person).get("/tai-khoan")
        assert lines.read[-1]["who"] == kind
        assert str(person.email) not in "".join(lines.raw)


def test_a_file_and_what_is_nowhere_have_lines_as_well(client: Client, lines: Lines) -> None:
    client.get("/robots.txt"), client.get("/static/khong-co.css"), client.head("/\x00")
    assert [line["endpoint"] for line in lines.read] == ["feeds.robots", "static", "nowhere"]
    assert [line["method"] for line in lines.read] == ["GET", "GET", "HEAD"]
