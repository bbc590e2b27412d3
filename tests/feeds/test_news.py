"""The feed of new goods as a reader reads it."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from marketplace.catalogue.models import Product
from tests import factories
from tests.client import Client


@pytest.fixture
def goods(client: Client) -> list[Product]:
    first = factories.product(name="Mật ong cũ", name_en="Old honey")
    return [first, factories.product(first.seller, "Trứng gà mới", category="ga-trung")]


def titles(client: Client, path: str) -> list[str]:
    return [item.findtext("title", "") for item in ET.fromstring(client.get(path).data).iter("item")]


def test_the_newest_goods_come_first(client: Client, goods: list[Product]) -> None:
    assert titles(client, "/moi.xml") == ["Trứng gà mới – HTX Green Life", "Mật ong cũ – HTX Green Life"]


def test_a_category_has_its_own(client: Client, goods: list[Product]) -> None:
    assert titles(client, "/c/mat-ong/moi.xml") == ["Mật ong cũ – HTX Green Life"]
    assert client.get("/c/khong-co/moi.xml").status_code == 404


def test_it_speaks_the_language_of_its_address(client: Client, goods: list[Product]) -> None:
    channel = ET.fromstring(client.get("/moi.xml?hl=en").data).find("channel")
    assert channel is not None
    assert channel.findtext("language") == "en"
    assert channel.findtext("item[2]/title") == "Old honey – HTX Green Life"
    assert channel.findtext("item[2]/link", "").endswith(f"/p/{goods[0].slug}?hl=en")


@pytest.mark.parametrize("path", ["/moi.xml", "/moi.xml?hl=en", "/c/mat-ong/moi.xml"])
def test_it_says_where_it_stands_itself(client: Client, goods: list[Product], path: str) -> None:
    link = ET.fromstring(client.get(path).data).find("channel/{http://www.w3.org/2005/Atom}link")
    assert link is not None
    assert (link.get("rel"), link.get("href")) == ("self", f"http://127.0.0.1:5000{path}")


def test_a_reader_knows_what_it_has_read(client: Client, goods: list[Product]) -> None:
    item = ET.fromstring(client.get("/moi.xml").data).find("channel/item[2]")
    assert item is not None
    assert item.findtext("guid") == goods[0].variants[0].ref
    assert parsedate_to_datetime(item.findtext("pubDate", "")) == goods[0].created_at.replace(microsecond=0)
    known = client.get("/moi.xml").headers["ETag"]
    assert client.get("/moi.xml", headers={"If-None-Match": known}).status_code == 304


def test_goods_that_are_not_sold_are_no_news(client: Client, goods: list[Product]) -> None:
    goods[1].is_listed = False
    assert titles(client, "/moi.xml") == ["Mật ong cũ – HTX Green Life"]


def test_a_shop_without_goods_has_an_empty_feed(client: Client) -> None:
    assert titles(client, "/moi.xml") == []
