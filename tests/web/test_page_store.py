"""Kept pages take no more memory than they may, keys and facts included."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.web.page_store import ENTRY, PageStore
from tests.client import Client
from tests.sizes import size_of

PAGES = ("/", "/tim?q=mat+ong", "/tim?q=tra&sao=4", "/danh-muc", "/mua", "/tinh", "/sao-ocop", "/chon-loc")
LINKS = re.compile(r'href="(/(?:p|c|nha-vuon|chon-loc|tinh|mua)/[^"?#]+)')


def test_what_is_kept_takes_no_more_bytes_than_it_may() -> None:
    store = PageStore(1_000_000)
    for number in range(1_000):
        store.keep(("page", number), b"x" * 4_000, 4_000)
        assert store.bytes <= 1_000_000
    assert store.find(("page", 999)) == b"x" * 4_000
    assert 90 < sum(store.find(("page", number)) is not None for number in range(1_000)) <= 100


def test_what_was_looked_at_last_stays() -> None:
    store = PageStore(10 * ENTRY)
    store.keep("popular", b"x")
    for number in range(100):
        store.keep(number, b"x")
        assert store.find("popular")


def test_what_is_larger_than_all_that_may_be_kept_is_not_kept() -> None:
    store = PageStore(ENTRY + 1_000)
    store.keep("large", b"x" * 2_000, 2_000)
    assert store.find("large") is None
    assert store.bytes == 0


def kept(shop: Flask) -> PageStore:
    store: PageStore = shop.extensions["page_cache"].kept
    return store


def test_what_the_store_counts_is_no_less_than_what_each_page_takes(demo_app: Flask) -> None:
    visitor, store = FlaskClient(demo_app), kept(demo_app)
    seen = set(PAGES) | {link for path in PAGES for link in LINKS.findall(visitor.get(path).text)}
    for path in sorted(seen)[:60] * 2:
        visitor.get(path, headers={"Accept-Encoding": "gzip"})
    entries = dict(store._kept.items())
    assert len(entries) > 100
    for key, (thing, counted) in entries.items():
        assert size_of(key, thing) <= counted, key


@pytest.mark.parametrize("path", ["/?x=", "/tim?q=", "/danh-muc?hl=", "/tim?q=mat&sao="])
def test_a_very_long_address_is_answered_and_not_kept(path: str, client: Client) -> None:
    before = kept(client.application).bytes
    assert client.get(path + "x" * 2_000).status_code == 200
    assert kept(client.application).bytes == before
    assert client.get(path + "x" * 200).status_code == 200
    assert kept(client.application).bytes > before


@pytest.mark.parametrize("path", ["/tim?q=", "/p/", "/"])
def test_an_endless_address_is_refused(path: str, client: Client) -> None:
    answer = client.get(path + "x" * 9_000)
    assert answer.status_code == 414
    assert "Địa chỉ này dài quá" in answer.text


def test_addresses_of_what_visitors_send_are_not_remembered(client: Client) -> None:
    shop: Any = client.application
    remembered = shop._known_urls.cache_info
    client.get("/dang-nhap?next=/" + "x" * 1_000)
    before = remembered().currsize
    for number in range(20):
        client.get(f"/dang-nhap?next=/{number}" + "x" * 1_000)
    assert remembered().currsize == before
