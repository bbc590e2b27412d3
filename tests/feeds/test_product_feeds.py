"""The product feeds as Google and Facebook read them, parsed by libraries."""

import csv
import gzip
import os
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from sqlalchemy import select

from marketplace import catalogue, feeds
from marketplace.catalogue.models import Product, ShipScope
from marketplace.clock import now
from marketplace.database import db
from marketplace.feeds import files, goods
from marketplace.gateways import files as store
from marketplace.jobs import Job
from tests import factories
from tests.client import Client
from tests.statements import counted

G = "{http://base.google.com/ns/1.0}"
TWO_HOURS = 7_200


@pytest.fixture
def honey(folder: Path) -> Product:
    product = factories.product(
        name="Mật ong <rừng> & hoa", name_en="Forest honey", description_vi="Dòng một\nDòng hai", price_vnd=165_000
    )
    product.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", pack_en="1 litre jar", price_vnd=300_000))
    return product


def google(client: Client, language: str = "") -> dict[str, dict[str, str]]:
    """Every item by its id, without the namespace."""
    channel = ET.fromstring(client.get(f"/feeds/google.xml{language}").data)
    items = [{part.tag.removeprefix(G): part.text or "" for part in item.iter()} for item in channel.iter("item")]
    return {item["id"]: item for item in items}


def facebook(client: Client) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(StringIO(client.get("/feeds/facebook.csv").text, newline=""))
    return {row["id"]: row for row in rows}


def test_google_reads_every_pack_size_with_price_stock_and_delivery(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    build()
    found, (jar, litre) = google(client), honey.variants
    assert found.keys() == {jar.ref, litre.ref}
    expected = {
        "title": "Mật ong <rừng> & hoa, hũ 500 ml",
        "description": "Dòng một\nDòng hai",
        "price": "165000 VND",
        "availability": "in_stock",
        "condition": "new",
        "identifier_exists": "no",
        "brand": "HTX Green Life",
        "product_type": "Mật ong",
        "item_group_id": jar.ref,
        "size": "Hũ 500 ml",
        "unit_pricing_measure": "500ml",
        "unit_pricing_base_measure": "1l",
        "country": "VN",
    }
    assert {name: found[jar.ref][name] for name in expected if name != "price"} | {"price": "165000 VND"} == expected
    assert found[litre.ref]["availability"] == "out_of_stock"
    assert re.search(rf"/p/{honey.slug}\?co={jar.ref}$", found[jar.ref]["link"])


def test_prices_of_goods_and_of_their_delivery_stand_apart(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    honey.ship_scope = ShipScope.PROVINCE
    build()
    channel = ET.fromstring(client.get("/feeds/google.xml").data)
    item = next(item for item in channel.iter("item") if item.findtext(f"{G}id") == honey.variants[0].ref)
    assert item.findtext(f"{G}price") == "165000 VND"
    assert item.findtext(f"{G}shipping/{G}price") == "22000 VND"


def test_the_english_feed_leads_to_english_pages(client: Client, honey: Product, build: Callable[[], object]) -> None:
    build()
    item = google(client, "?hl=en")[honey.variants[0].ref]
    assert item["title"] == "Forest honey, 500 ml jar"
    assert item["link"].endswith("&hl=en")
    assert '<html lang="en"' in client.get(item["link"].split("5000", 1)[1]).text


def test_pictures_are_ones_that_the_programs_can_read(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    build()
    picture = client.get(google(client)[honey.variants[0].ref]["image_link"].split("5000", 1)[1])
    assert picture.mimetype == "image/png"
    assert int.from_bytes(picture.data[16:20], "big") == 800


def test_facebook_reads_the_same_and_every_cell_as_it_was_written(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    honey.description_vi = '=HYPERLINK("https://example.test")'
    build()
    row = facebook(client)[honey.variants[0].ref]
    assert row["description"] == honey.description_vi, "a guard for spreadsheets would stand in the advertisement"
    assert (row["price"], row["availability"], row["condition"]) == ("165000 VND", "in stock", "new")
    assert row["title"] == "Mật ong <rừng> & hoa, hũ 500 ml"


def test_what_is_not_sold_is_left_out(client: Client, honey: Product, build: Callable[[], object]) -> None:
    catalogue.delist(honey)
    build()
    assert google(client) == facebook(client) == {}


def test_a_product_with_a_long_name_stays_apart_and_keeps_its_group_when_it_is_renamed(
    client: Client, honey: Product, build: Callable[[], object], folder: Path
) -> None:
    name = "Trà hoa vàng sấy thăng hoa nguyên bông hộp quà tặng Tết"
    twins = [factories.product(honey.seller, name) for _ in range(2)]
    catalogue.rename(honey, name_vi="Mật ong rừng mới")
    build()
    for read in (google(client), facebook(client)):
        groups = [read[product.variants[0].ref]["item_group_id"] for product in (*twins, honey)]
        assert groups == [product.variants[0].ref for product in (*twins, honey)]
        assert {read[pack.ref]["item_group_id"] for pack in honey.variants} == {honey.variants[0].ref}


def test_a_feed_that_has_become_old_is_not_given_out(
    client: Client, honey: Product, build: Callable[[], object], folder: Path
) -> None:
    build()
    assert client.get("/feeds/google.xml").status_code == 200
    with time_machine.travel(now() + timedelta(seconds=TWO_HOURS), tick=False):
        answer = client.get("/feeds/google.xml")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Một phút nữa tải lại" in answer.text


def test_prices_are_written_anew_after_half_an_hour(
    client: Client, honey: Product, build: Callable[[], object], folder: Path
) -> None:
    build()
    assert build() == {}
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    with half_an_hour_later():
        build()
    assert facebook(client)[honey.variants[0].ref]["price"] == "170000 VND"


def test_who_has_the_feed_already_gets_no_second_copy(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    build()
    first = client.get("/feeds/google.xml")
    assert first.headers["Cache-Control"] == "public, max-age=0"  # it tells prices
    for known in ("ETag", "Last-Modified"):
        asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[known]
        assert client.get("/feeds/google.xml", headers={asked: first.headers[known]}).status_code == 304


def test_a_compressed_copy_is_the_same(client: Client, honey: Product, build: Callable[[], object]) -> None:
    build()
    plain = client.get("/feeds/google.xml")
    packed = client.get("/feeds/google.xml", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data


def text_of(name: str) -> str:
    """What the feed of this name says."""
    found = files.find(name)
    assert found
    with gzip.open(found.path, "rt") as feed:
        return str(feed.read())


def test_two_that_write_the_same_feed_at_once_do_not_meet(folder: Path) -> None:
    with files.written("google-vi.xml") as first, files.written("google-vi.xml") as second:
        first.write("first"), second.write("second")
    assert text_of("google-vi.xml") == "first", "the last one to finish counts"


def test_what_was_replaced_or_left_behind_by_a_killed_writer_is_removed_in_the_end(folder: Path) -> None:
    for text in ("old", "new"):
        with files.written("google-vi.xml") as feed:
            feed.write(text)
    left_behind = folder / "google-vi.xml-0a1b2c3d.gz"
    left_behind.touch()
    feeds.forget_replaced()
    assert (left_behind.exists(), in_store()) == (True, 2), "somebody may still be writing or reading it"
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        feeds.forget_replaced()
    assert ([path.stem for path in folder.iterdir()], in_store()) == ([files.find("google-vi.xml").path.stem], 1)  # type: ignore[union-attr]
    assert text_of("google-vi.xml") == "new"


def in_store() -> int:
    return sum(len(chunk) for chunk in store.listing("feeds"))


def test_a_writer_that_fails_keeps_the_last_feed_and_tries_again(
    client: Client, honey: Product, build: Callable[[], object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    before = client.get("/feeds/google.xml").data
    with half_an_hour_later():
        with monkeypatch.context() as broken:
            broken.setattr(goods, "batches", failing)
            build()
        assert "the disk is full" in " ".join(db.session.scalars(select(Job.last_error)))
    assert client.get("/feeds/google.xml").data == before
    assert len(list(folder.glob("google-vi.xml*"))) == 1, "of the one that failed nothing is left"
    written = files.find("google-vi.xml")
    with half_an_hour_later(minutes=2):
        build()
        assert files.find("google-vi.xml") != written


def half_an_hour_later(*, minutes: int = 0) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(minutes=31 + minutes), tick=False)


def test_a_thousand_goods_more_cost_two_statements_more(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        factories.product(honey.seller, f"Mật ong {number}")
    db.session.commit()
    monkeypatch.setattr(goods, "BATCH", 2)
    with counted() as statements:
        assert sum(len(batch) for batch in goods.batches()) == 4
    assert len(statements) == 2 * 2 + 1


def failing() -> Any:
    raise RuntimeError("the disk is full")


def age(path: Path, seconds: int) -> None:
    """Make the file so much older."""
    written = path.stat().st_mtime - seconds
    os.utime(path, (written, written))


def test_there_is_one_product_feed_for_each_program_and_language(build: Callable[[], object]) -> None:
    build()
    names = {f"{name}-{locale}" for name in ("google", "facebook") for locale in ("vi", "en")}
    assert all(feeds.find(f"{name}.{'xml' if name.startswith('google') else 'csv'}") for name in names)
