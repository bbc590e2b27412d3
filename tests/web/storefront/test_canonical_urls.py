"""What the head of a page tells search engines, and what robots.txt keeps them from."""

from fnmatch import fnmatch
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask

from marketplace.accounts import OperatorPermission
from marketplace.catalogue.models import Product
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import Audience
from marketplace.web.storefront import canonical_urls
from tests.belongings import made_up
from tests.client import Client
from tests.endpoints import requiring
from tests.page_check import Page

SHOP = "http://127.0.0.1:5000"


def links(client: Client, path: str) -> dict[str, str]:
    """canonical, vi, en and x-default as the page at `path` gives them, without the host."""
    found = {}
    for link in Page(client.get(path).text).all("link"):
        name = link.attributes.get("hreflang") or link.attributes["rel"]
        if name in {"canonical", "vi", "en", "x-default"}:
            found[name] = link.attributes["href"].removeprefix(SHOP)
    return found


def asks_to_be_left_out(client: Client, path: str) -> bool:
    metas = Page(client.get(path).text).all("meta")
    left_out = [meta for meta in metas if meta.attributes.get("name") == "robots"]
    assert not (left_out and links(client, path)), "a page that is left out names no address"
    return bool(left_out)


@pytest.mark.parametrize("path", ["/", "/c/mat-ong", "/tim", "/mua", "/htx", "/tro-giup", "/sao-ocop"])
def test_a_page_names_its_address_in_each_language(client: Client, path: str) -> None:
    assert links(client, path) == {"canonical": path, "vi": path, "en": f"{path}?hl=en", "x-default": path}


def test_the_twins_name_each_other(client: Client, honey: Product) -> None:
    plain = f"/p/{honey.slug}"
    vietnamese, english = links(client, plain), links(client, f"{plain}?hl=en")
    assert vietnamese.pop("canonical") == plain
    assert english.pop("canonical") == f"{plain}?hl=en"
    assert vietnamese == english


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/c/mat-ong?xep=newest&sau=abc", "/c/mat-ong"),
        ("/c/mat-ong?utm_source=zalo&fbclid=x", "/c/mat-ong"),
        ("/c/mat-ong?hl=vi", "/c/mat-ong"),
        ("/c/mat-ong?hl=fr", "/c/mat-ong"),
        ("/c/mat-ong?sao=4&xep=newest", "/c/mat-ong?sao=4"),
        ("/c/mat-ong?sao=4&hl=en", "/c/mat-ong?sao=4&hl=en"),
        ("/tim?tinh=25", "/tim?tinh=25"),
        ("/mua?thang=3", "/mua?thang=3"),
    ],
)
def test_only_what_makes_another_page_stays_in_its_address(client: Client, path: str, canonical: str) -> None:
    assert links(client, path)["canonical"] == canonical


@pytest.mark.parametrize(
    "path",
    [
        "/tim?q=mat+ong",
        "/c/mat-ong?sao=4&tinh=25",
        "/c/mat-ong?sao=4&sao=5",
        "/c/mat-ong?sao=9",
        "/c/mat-ong?gia-tu=1000",
        "/gio",
        "/don",
        "/dang-nhap",
        "/khong-co-trang-nay",
        "/p/khong-co-mon-nay",
    ],
)
def test_a_narrow_list_a_private_page_and_a_missing_one_ask_to_be_left_out(client: Client, path: str) -> None:
    assert asks_to_be_left_out(client, path)


def test_a_product_that_is_gone_asks_to_be_left_out(client: Client, honey: Product) -> None:
    honey.is_listed = False
    assert asks_to_be_left_out(client, f"/p/{honey.slug}")


def test_only_pages_that_everybody_may_open_are_for_search_engines(app: Flask) -> None:
    assert requiring(app, Audience.PUBLIC) >= canonical_urls.INDEXED


@pytest.fixture
def robots(client: Client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").text.splitlines())
    return parser


def test_robots_know_the_sitemap(robots: RobotFileParser) -> None:
    assert robots.site_maps() == [f"{SHOP}/sitemap.xml"]


def test_robots_stay_out_of_baskets_accounts_shops_and_desks(
    app: Flask, client: Client, robots: RobotFileParser
) -> None:
    urls = app.url_map.bind("127.0.0.1")
    own = requiring(app, Audience.SIGNED_IN, ShopPermission, OperatorPermission, Audience.OPERATOR)
    closed = own | {"basket.show", "checkout.show"}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in closed and "GET" in (rule.methods or ())]
    paths = {urls.build(rule.endpoint, made_up(rule)) for rule in rules}
    starred = [line.removeprefix("Disallow: ") for line in client.get("/robots.txt").text.splitlines() if "*/" in line]
    found = (path for path in sorted(paths) if robots.can_fetch("Googlebot", path))  # which reads a star as a star
    assert [path for path in found if not any(fnmatch(path, f"{rule}*") for rule in starred)] == []


def test_robots_may_read_every_page_for_search_engines(app: Flask, robots: RobotFileParser) -> None:
    urls = app.url_map.bind("127.0.0.1")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in canonical_urls.INDEXED | {"feeds.sitemap", "feeds.drawing", "static"}:
            path = urls.build(rule.endpoint, made_up(rule))
            assert robots.can_fetch("Googlebot", path), path


def test_robots_are_told_not_to_follow_filters(client: Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /*?q=", "Disallow: /*&gia-tu=", "Disallow: /*?xa="} <= set(lines)
    assert "Disallow: /*?sao=" not in lines


@pytest.mark.parametrize("path", ["/tranh/khong-co.png", "/tranh/..%2fgui.png", "/tranh/nhom-hang-1.png"])
def test_only_drawings_of_goods_come_as_png(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_drawing_is_kept_for_a_day_and_not_sent_again(client: Client) -> None:
    first = client.get("/tranh/mat-ong-green-life.png")
    assert (first.mimetype, first.headers["Cache-Control"]) == ("image/png", "public, max-age=86400")
    again = client.get("/tranh/mat-ong-green-life.png", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_news_are_found_from_home_and_from_a_category(client: Client) -> None:
    for page, feed in (("/", "/moi.xml"), ("/c/mat-ong", "/c/mat-ong/moi.xml")):
        feeds = [link for link in Page(client.get(page).text).all("link") if "rss" in link.attributes.get("type", "")]
        assert [link.attributes["href"] for link in feeds] == [feed]
        assert client.get(feed).mimetype == "application/rss+xml"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("/tim?q=mat&sao=4&gia-tu=&gia-den=", "/tim?q=mat&sao=4"),
        ("/c/mat-ong?gia-tu=&gia-den=", "/c/mat-ong"),
        ("/tim?tinh=25&tinh=&tinh=01", "/tim?tinh=25&tinh=01"),
        ("/tim?q=m%E1%BA%ADt+ong&sao=", "/tim?q=m%E1%BA%ADt+ong"),
        ("/htx?q=", "/htx"),
        ("/mua?nhom=", "/mua"),
        ("/tim?q=", "/tim"),
    ],
)
def test_the_address_holds_no_empty_parameters(client: Client, given: str, said: str) -> None:
    answer = client.get(given)
    assert (answer.status_code, answer.location) == (302, said)
    assert client.get(said).status_code == 200
