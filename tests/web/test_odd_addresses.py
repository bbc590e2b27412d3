"""Addresses that no page of the shop leads to: whatever somebody types, the answer is a page and never a failure."""

import re
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from marketplace.accounts import OperatorPermission
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import Audience
from tests import factories, people
from tests.belongings import made_up
from tests.client import Client
from tests.endpoints import requiring
from tests.people import Cast

NAMES = (
    *("q", "xep", "trang", "sau", "truoc", "thang", "nhom", "tu", "hl", "co", "v", "diem", "chu", "anh", "loai"),
    *("gia-tu", "gia-den", "don-gia-tu", "don-gia-den", "sao", "giay", "nhan", "mua", "bao-quan", "tinh", "xa"),
    *("noi-lam", "giao-den", "co-tem", "con-hang", "xem", "don", "noi-ban", "province_code", "name", "slug"),
    *("next", "_scheme", "_external", "_anchor", "_method", "endpoint", "self", "values"),
)
VALUES = {
    "a NUL": "%00",
    "invalid UTF-8": "%ff%fe",
    "half a character": "%ed%a0%80",
    "a character that is none": "%ef%bf%be",
    "five thousand letters": "a" * 5_000,
    "five thousand digits": "9" * 5_000,
    "a number beyond 64 bits": "99999999999999999999",
    "a number beyond 32 bits": "4294967296",
    "a number below zero": "-9223372036854775809",
    "two numbers beyond 64 bits": "9223372036854775808.9223372036854775808",
    "foreign digits": quote("٣"),
    "operators": quote("\"' OR 1=1 -- * NEAR( {x} : ^"),
    "an emoji": quote("🍌"),
    "an address": quote("https://elsewhere.example/"),
}
KNOWN = {"province": "phu-tho", "name": "hoa-binh", "number": 1, "width": "400", "extension": "jpg"}
VISITORS = {
    "nobody": Audience.PUBLIC,
    "buyer": Audience.SIGNED_IN,
    "owner_a": ShopPermission,
    "operator": OperatorPermission,
}
REFUSED_BY_A_DATABASE = ("a NUL", "half a character", "a number beyond 64 bits", "two numbers beyond 64 bits")
"""What one database bears and the other does not, so that both are asked."""
KINDS = [pytest.param(kind, marks=pytest.mark.smoke if kind in REFUSED_BY_A_DATABASE else ()) for kind in VALUES]
Visits = tuple[Client, list[Rule]]


def honey() -> Product:
    return db.session.scalars(select(Product)).one()


@pytest.fixture
def cast(app: Flask) -> Cast:
    cast = people.gather()
    made = factories.product(cast.seller_a)
    factories.review(made)
    factories.question(made)
    return cast


@pytest.fixture(params=VISITORS)
def visits(request: pytest.FixtureRequest, app: Flask, client: Client, cast: Cast) -> Visits:
    """Somebody, and the pages that are for them."""
    visitor = client if request.param == "nobody" else people.signed_in(client, getattr(cast, request.param))
    theirs = requiring(app, VISITORS[request.param])
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint in theirs]
    return visitor, rules


def address(app: Flask, rule: Rule) -> str:
    """Where such a page stands, of something that exists where it can be known beforehand."""
    known = KNOWN | {"slug": "mat-ong" if rule.rule.startswith("/c/") else honey().slug}
    given = {name: known.get(name, word) for name, word in made_up(rule).items()}
    return app.url_map.bind("localhost").build(rule.endpoint, given)


def assert_borne(visitor: Client, address: str) -> None:
    """A page, a sentence, or a way on inside the shop; the feeds may still have to be written."""
    answer = visitor.get(address)
    assert answer.status_code in {200, 301, 303, 400, 401, 404, 409, 414, 503}, (address[:80], answer.status_code)
    assert answer.status_code != 503 or "Retry-After" in answer.headers, address[:80]
    assert urlsplit(answer.headers.get("Location", "")).netloc == "", address[:80]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_bears_any_value_of_every_parameter(app: Flask, visits: Visits, kind: str) -> None:
    visitor, rules = visits
    query = "&".join(f"{name}={VALUES[kind]}" for name in NAMES)
    for rule in rules:
        assert_borne(visitor, f"{address(app, rule)}?{query}")


@pytest.mark.parametrize("kind", KINDS)
def test_any_path_is_a_page(visits: Visits, kind: str) -> None:
    visitor, rules = visits
    for rule in rules:
        if rule.arguments:
            assert_borne(visitor, re.sub("<[^>]*>", VALUES[kind], rule.rule))


@pytest.mark.parametrize("seen", ["1." * 1_500, "99999999999999999999.1", "-1.x.٣.\x00", "1e9"])
def test_a_cookie_of_ones_own_making_is_borne(client: Client, cast: Cast, seen: str) -> None:
    client.set_cookie("seen", seen)
    client.set_cookie("session", "x" * 4_000)
    for path in ("/", "/da-xem", f"/p/{honey().slug}"):
        assert client.get(path).status_code == 200
