"""The sitemap as a search engine reads it, parsed by a library."""

from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.feeds import sitemap
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def parts_of(client: Client) -> list[str]:
    index = ET.fromstring(client.get("/sitemap.xml").data)
    return [urlsplit(loc.text).path for loc in index.iterfind("map:sitemap/map:loc", NAMES)]


def entries(client: Client) -> dict[str, ET.Element]:
    """Every entry of every part, by its address without the host."""
    found = {}
    for part in parts_of(client):
        for entry in ET.fromstring(client.get(part).data).iterfind("map:url", NAMES):
            found[relative(entry.findtext("map:loc", "", NAMES))] = entry
    return found


def relative(address: str) -> str:
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


@pytest.fixture
def honey() -> Product:
    return factories.product(name="Mật ong rừng")


@pytest.fixture(autouse=True)
def _ready(folder: object) -> None:
    """Every test here has a folder of its own."""


def test_before_the_first_one_is_written_search_engines_are_asked_to_come_back(client: Client) -> None:
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_it_names_the_certificates_that_are_valid_today(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    valid = factories.certificate(honey)
    factories.certificate(factories.product(), issued_days_ago=200, valid_days=100)
    factories.certificate(factories.product(is_listed=False))
    build()
    named = {path for path in entries(client) if path.startswith("/chung-nhan/")}
    assert named == {f"/chung-nhan/{valid.ref}", f"/chung-nhan/{valid.ref}?hl=en"}


def test_every_page_that_it_names_opens(client: Client, honey: Product, build: Callable[[], object]) -> None:
    build()
    found, product = entries(client), f"/p/{honey.slug}"
    assert {"/", "/?hl=en", "/c/mat-ong", product, f"{product}?hl=en", f"/htx/{honey.seller.slug}"} <= found.keys()
    assert {path: status for path in found if (status := client.get(path).status_code) != 200} == {}


def test_every_page_and_its_twin_name_each_other(client: Client, honey: Product, build: Callable[[], object]) -> None:
    build()
    for path, entry in entries(client).items():
        twins = {link.attrib["hreflang"]: relative(link.attrib["href"]) for link in entry.iterfind("xhtml:link", NAMES)}
        plain = path.removesuffix("?hl=en")
        assert twins == {"vi": plain, "en": f"{plain}?hl=en", "x-default": plain}


def test_a_product_brings_its_picture(client: Client, honey: Product, build: Callable[[], object]) -> None:
    build()
    entry = entries(client)[f"/p/{honey.slug}"]
    picture = client.get(relative(entry.findtext("image:image/image:loc", "", NAMES)))
    assert (picture.status_code, picture.data[:4]) == (200, b"\x89PNG")


def test_no_page_says_of_itself_that_it_has_not_changed(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    """The day on which goods came is not the day of their last price."""
    factories.certificate(honey)
    build()
    assert [path for path, entry in entries(client).items() if entry.find("map:lastmod", NAMES) is not None] == []
    assert "lastmod" not in client.get("/sitemap.xml").text


def test_goods_that_are_not_sold_and_closed_shops_are_left_out(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    hidden = factories.product(honey.seller, "Mật ong cũ", is_listed=False)
    closed = factories.product(factories.seller("HTX Đóng", state=SellerState.SUSPENDED), "Chè")
    build()
    assert {f"/p/{hidden.slug}", f"/p/{closed.slug}", f"/htx/{closed.seller.slug}"} & entries(client).keys() == set()


def test_a_large_catalogue_comes_in_parts_and_a_smaller_one_leaves_none_behind(
    client: Client, honey: Product, build: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    goods = [factories.product(honey.seller, f"Mật ong {number}") for number in range(4)]
    build()
    assert {"/sitemap-mon-1.xml", "/sitemap-mon-2.xml", "/sitemap-mon-3.xml"} <= set(parts_of(client))
    for product in goods:
        product.is_listed = False
    db.session.commit()
    sitemap.write_sitemap()
    assert client.get("/sitemap-mon-1.xml").status_code == 200
    assert client.get("/sitemap-mon-2.xml").status_code == 404


@pytest.mark.parametrize(
    "path", ["/sitemap-..xml", "/sitemap-khong-co.xml", "/sitemap-%2e%2e.xml", "/sitemap-mon-9.xml"]
)
def test_a_part_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
