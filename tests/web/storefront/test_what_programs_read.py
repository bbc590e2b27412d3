"""What search engines, previews of links and feed readers find on every page that may be indexed."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask import Flask
from PIL import Image

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate
from marketplace.collections import Cover
from marketplace.collections.models import Collection
from marketplace.database import transaction
from marketplace.web.storefront import canonical_urls
from marketplace.web.storefront.catalogue import listing
from tests import factories
from tests.client import Client
from tests.page_check import Page
from tests.people import Cast
from tests.programs import Head, read

BASE = "http://127.0.0.1:5000"
CRUMBS = (
    *("catalogue.categories", "catalogue.category", "catalogue.search", "season.show", "product.show"),
    *("sellers.list", "sellers.show", "collections.list", "collections.show", "certificates.show"),
    *("provinces.list", "provinces.show", "provinces.commune"),
)


@pytest.fixture
def certificate(honey: Product) -> Certificate:
    return factories.certificate(honey, stars=4, issuer_vi="UBND tỉnh Mẫu")


@pytest.fixture
def gifts(honey: Product) -> Collection:
    with transaction():
        made = collections.create(Cover("Quà Tết", intro_vi="Cho ông bà, cho bạn bè."))
        collections.add(made, honey)
        collections.publish(made)
    return made


@pytest.fixture
def paths(app: Flask, honey: Product, certificate: Certificate, gifts: Collection) -> dict[str, str]:
    """Every page for search engines, by its endpoint."""
    known = {
        "catalogue.category": {"slug": "mat-ong"},
        "product.show": {"slug": honey.slug},
        "sellers.show": {"slug": honey.seller.slug},
        "certificates.show": {"ref": certificate.ref},
        "collections.show": {"slug": gifts.slug},
        "policies.show": {"name": "doi-tra"},
        "provinces.show": {"name": "phu-tho"},
        "provinces.commune": {"province": "phu-tho", "name": "muong-dong"},
    }
    urls = app.url_map.bind("localhost")
    return {endpoint: urls.build(endpoint, known.get(endpoint, {})) for endpoint in canonical_urls.INDEXED}


@pytest.mark.parametrize("language", ["", "?hl=en"])
def test_every_page_for_search_engines_describes_itself_in_its_language(
    client: Client, paths: dict[str, str], language: str
) -> None:
    told = {endpoint: Head(client.get(f"{path}{language}").text) for endpoint, path in paths.items()}
    assert [endpoint for endpoint, head in told.items() if not 20 <= len(head.description) <= 400] == []
    assert [endpoint for endpoint, head in told.items() if head.description != head.card["og:description"]] == []
    descriptions = [head.description for head in told.values()]
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("language", ["", "?hl=en"])
def test_every_page_for_search_engines_has_a_card_with_a_picture(
    client: Client, paths: dict[str, str], language: str
) -> None:
    for endpoint, path in paths.items():
        card = Head(client.get(f"{path}{language}").text).card
        assert all(card[name].strip() for name in ("og:title", "og:type")), endpoint
        assert card["og:url"] == f"{BASE}{path}{language}", endpoint
        answer = client.get(card["og:image"].removeprefix(BASE))
        assert (answer.status_code, answer.mimetype) == (200, "image/png"), endpoint
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin", endpoint
        with Image.open(BytesIO(answer.data)) as picture:
            assert min(picture.size) >= 600, endpoint


def test_a_page_that_is_left_out_has_no_card(client: Client, cast: Cast) -> None:
    for path in ("/gio", "/dang-nhap", "/tim?q=mat+ong", "/khong-co-trang-nay"):
        assert (Head(client.get(path).text).card, Head(client.get(path).text).description) == ({}, ""), path


def test_home_says_who_runs_the_shop_and_how_to_search_it(client: Client, honey: Product) -> None:
    graph, _ = read(client, "/")
    shop, site = graph["Organization"], graph["WebSite"]
    assert (shop["name"], shop["url"]) == ("Gùi", f"{BASE}/")
    assert client.get(shop["logo"].removeprefix(BASE)).mimetype == "image/png"
    assert site["publisher"] == {"@id": shop["@id"]}
    address = site["potentialAction"]["target"]["urlTemplate"].replace("{words}", "mat+ong").removeprefix(BASE)
    assert honey.name_vi in client.get(address).text


@pytest.mark.parametrize("endpoint", CRUMBS)
def test_families_lists_and_things_tell_the_way_to_them(client: Client, paths: dict[str, str], endpoint: str) -> None:
    path = paths[endpoint]
    trail = read(client, path)[0]["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == list(range(1, len(trail) + 1))
    assert (trail[0]["item"], trail[-1]["item"]) == (f"{BASE}/", f"{BASE}{path}")
    assert {client.get(step["item"].removeprefix(BASE)).status_code for step in trail} == {200}
    english = read(client, f"{path}?hl=en")[0]["BreadcrumbList"]["itemListElement"]
    assert all(step["item"].endswith("?hl=en") for step in english)


def test_what_is_told_of_the_way_is_what_is_seen(client: Client, paths: dict[str, str]) -> None:
    for endpoint in CRUMBS:
        page = client.get(paths[endpoint]).text
        told = [step["name"] for step in read(client, paths[endpoint])[0]["BreadcrumbList"]["itemListElement"]]
        lists = {item: item.inside("ol") for item in Page(page).all("li")}
        seen = [item.text for item, of in lists.items() if of and of.attributes.get("class") == "crumb"]
        assert told == seen, endpoint


def test_a_maker_is_the_same_on_its_page_and_beside_its_goods(client: Client, honey: Product) -> None:
    own = read(client, f"/htx/{honey.seller.slug}")[0]["Organization"]
    beside = read(client, f"/p/{honey.slug}")[0]["Organization"]
    assert own | beside == own
    assert client.get(own["image"].removeprefix(BASE)).mimetype == "image/png"


def test_a_collection_lists_its_goods(client: Client, honey: Product, gifts: Collection) -> None:
    page = read(client, f"/chon-loc/{gifts.slug}")[0]["CollectionPage"]
    assert (page["name"], page["mainEntity"]["numberOfItems"]) == ("Quà Tết", 1)
    assert page["mainEntity"]["itemListElement"][0]["url"] == f"{BASE}/p/{honey.slug}"


def test_a_certificate_tells_who_issued_it_and_for_what(client: Client, certificate: Certificate) -> None:
    told = read(client, f"/chung-nhan/{certificate.ref}")[0]["Certification"]
    assert (told["issuedBy"]["name"], told["about"]["name"]) == ("UBND tỉnh Mẫu", "Mật ong Green Life")
    assert told["certificationRating"]["ratingValue"] == 4


@pytest.mark.parametrize(("issuer", "issued_days_ago"), [("", 100), ("UBND tỉnh Mẫu", 2_000)])
def test_a_certificate_without_issuer_or_past_its_end_proves_nothing(
    client: Client, honey: Product, issuer: str, issued_days_ago: int
) -> None:
    ended = factories.certificate(honey, issuer_vi=issuer, issued_days_ago=issued_days_ago)
    assert "Certification" not in read(client, f"/chung-nhan/{ended.ref}")[0]


def test_the_second_part_of_a_list_is_a_page_of_its_own(client: Client, honey: Product) -> None:
    for number in range(listing.ON_A_PAGE):
        factories.product(honey.seller, f"Mật ong {number}")
    links = Page(client.get("/c/mat-ong").text).all("a")
    (second,) = [link.attributes["href"] for link in links if link.attributes.get("rel") == "next"]
    head = Head(client.get(second).text)
    found = {link.get("hreflang") or link["rel"]: link["href"] for link in head.links}
    assert found["canonical"] == found["vi"] == f"{BASE}{second}"
    assert found["en"] == f"{BASE}{second}&hl=en"
    assert client.get(found["en"].removeprefix(BASE)).status_code == 200


@pytest.mark.parametrize("query", ["sau=abc", "sau=1.2&xep=newest", "sau=", "trang=2"])
def test_what_is_no_part_of_a_list_is_its_beginning(client: Client, honey: Product, query: str) -> None:
    page = client.get(f"/c/mat-ong?{query}", follow_redirects=True).text
    links = [link["href"] for link in Head(page).links if link["rel"] == "canonical"]
    assert links == [f"{BASE}/c/mat-ong"]


def test_the_way_back_through_a_list_is_left_out(client: Client, honey: Product) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/c/mat-ong?truoc=1.2").text


def blocked(client: Client) -> list[str]:
    lines = client.get("/robots.txt").text.splitlines()
    return [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]


def may_read(rules: list[str], address: str) -> bool:
    """Whether a crawler that knows * in robots.txt (RFC 9309) may fetch the address."""
    return not any(_begins(address, rule.split("*")) for rule in rules)


def _begins(address: str, pieces: list[str]) -> bool:
    if not address.startswith(pieces[0]):
        return False
    place = len(pieces[0])
    for piece in pieces[1:]:
        place = address.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def links_with_queries(client: Client, path: str) -> Iterator[str]:
    for link in Page(client.get(path).text).all("a"):
        href = link.attributes.get("href", "").split("#")[0]
        if "?" in href and not urlsplit(href).netloc:
            yield href


def test_crawlers_follow_no_link_to_a_page_that_is_left_out(
    client: Client, paths: dict[str, str], honey: Product
) -> None:
    factories.product(honey.seller, "Cam", category="trai-cay", season_months=0b110000000011)
    factories.review(honey, points=5)
    rules = blocked(client)
    pages = [*paths.values(), f"/p/{honey.slug}/danh-gia", "/mua?thang=11", "/c/mat-ong?sao=4"]
    seen = {link for page in pages for link in links_with_queries(client, page)}
    assert all(any(name in link for link in seen) for name in ("diem=", "nhom=", "sao=", "thang="))
    for link in seen:
        if may_read(rules, link) and "noindex" in client.get(link).text:
            pytest.fail(f"crawlers follow {link}, which is for nobody but a visitor")


def test_crawlers_may_read_every_page_that_is_for_them(client: Client, paths: dict[str, str]) -> None:
    rules = blocked(client)
    pages = [*paths.values(), "/mua?thang=3", "/c/mat-ong?sao=4", "/tim?tinh=25", "/c/mat-ong?sau=12.3", "/htx?trang=2"]
    assert [path for path in pages if not may_read(rules, path)] == []
    assert [path for path in pages if not may_read(rules, f"{path}{'&' if '?' in path else '?'}hl=en")] == []


@pytest.mark.parametrize("path", ["/c/mat-ong", "/tim", "/htx", "/tro-giup", "/moi.xml"])
def test_a_slash_too_many_leads_to_the_page(client: Client, honey: Product, path: str) -> None:
    for typed in (f"{path}/", f"{path}//"):
        answer = client.get(typed, follow_redirects=True)
        assert (answer.request.path, answer.status_code) == (path, 200)
    assert client.get(f"{path}/?xep=newest&q=m%E1%BA%ADt").location == f"{path}?xep=newest&q=m%E1%BA%ADt"


@pytest.mark.parametrize(
    "path", ["/khong-co/", "//elsewhere.example/", "/\r\nX: y/", "/\\elsewhere.example/", "/gio/them/"]
)
def test_a_slash_after_nothing_leads_nowhere_else(client: Client, cast: Cast, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in {301, 303, 308, 404}
    assert urlsplit(answer.headers.get("Location", "")).netloc in {"", "localhost"}


def test_tabs_and_home_screens_find_their_icons(client: Client) -> None:
    links = {link["rel"]: link["href"] for link in Head(client.get("/quet").text).links}
    with Image.open(BytesIO(client.get(links["apple-touch-icon"]).data)) as icon:
        assert (icon.size, icon.mode) == ((180, 180), "RGB"), "what lets the ground through is black there"
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/x-icon")
    with Image.open(BytesIO(answer.data)) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.parametrize("page", ["/", "/c/mat-ong"])
def test_the_feeds_of_english_pages_speak_english(client: Client, honey: Product, page: str) -> None:
    feeds = [link["href"] for link in Head(client.get(f"{page}?hl=en").text).links if "rss" in link.get("type", "")]
    reader = client.application.test_client()
    assert ["<language>en</language>" in reader.get(feed).text for feed in feeds] == [True]
