"""Addresses that no page of the shop leads to: whatever somebody types, the answer is a page and never a failure."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from marketplace import curation
from marketplace.curation import Cover
from marketplace.database import db
from tests import factories, people
from tests.client import Client
from tests.people import Cast

NAMES = (
    *("q", "xep", "trang", "sau", "truoc", "thang", "nhom", "tu", "hl", "co", "v", "diem", "chu", "anh", "loai", "next"),
    *("gia-tu", "gia-den", "don-gia-tu", "don-gia-den", "sao", "giay", "nhan", "mua", "bao-quan", "tinh", "xa"),
    *("noi-lam", "giao-den", "co-tem", "con-hang", "xem", "don", "tinh", "noi-ban", "province_code", "name", "slug"),
    *("_scheme", "_external", "_anchor", "_method", "endpoint", "self", "values"),
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
PLACES = {"slug": "khong-co", "ref": "khong-co", "token": "khong-co", "first": "khong-co", "name": "hoa-binh"}


@pytest.fixture
def cast(app: Flask) -> Cast:
    cast = people.gather()
    honey = factories.product(cast.seller_a)
    factories.review(honey)
    factories.question(honey)
    curation.add(curation.create(Cover("Quà quê")), honey)
    db.session.commit()
    PLACES.update(slug=honey.slug, product_slug=honey.slug)
    return cast


@pytest.fixture(params=("nobody", "buyer", "owner_a", "operator"))
def visitor(request: pytest.FixtureRequest, client: Client, cast: Cast) -> Client:
    return client if request.param == "nobody" else people.signed_in(client, getattr(cast, request.param))


def pages(app: Flask) -> Iterator[Rule]:
    """What answers GET, except files."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            yield rule


def address(app: Flask, rule: Rule) -> str:
    known = {"slug": "mat-ong" if rule.rule.startswith("/c/") else PLACES["slug"], "province": "hoa-binh"}
    known |= {"number": 1, "kind": "danh-gia", "width": "400", "extension": "jpg"} | PLACES | known
    given = {name: known.get(name, "khong-co") for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, given)


@pytest.mark.parametrize("kind", VALUES)
def test_every_page_bears_every_parameter_with_this_value(app: Flask, visitor: Client, kind: str) -> None:
    query = "&".join(f"{name}={VALUES[kind]}" for name in NAMES)
    failed = []
    for rule in pages(app):
        try:
            answer = visitor.get(f"{address(app, rule)}?{query}")
            assert answer.status_code < 500 or rule.endpoint.startswith("feeds."), answer.status_code
            assert urlsplit(answer.headers.get("Location", "")).netloc == ""
        except Exception as e:
            failed.append((rule.endpoint, str(e)[:300]))
    assert failed == []


@pytest.mark.parametrize("kind", VALUES)
def test_every_page_bears_every_path(app: Flask, visitor: Client, kind: str) -> None:
    failed = []
    for rule in pages(app):
        path = re.sub("<[^>]*>", VALUES[kind], rule.rule)
        try:
            answer = visitor.get(path)
            assert answer.status_code < 500 or rule.endpoint.startswith("feeds."), answer.status_code
        except Exception as e:
            failed.append((rule.endpoint, str(e)[:300]))
    assert failed == []
