"""Nobody is sent to the goods of a suspended shop, not even for the minutes until the feeds are written anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from marketplace import sellers
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.feeds import files
from marketplace.sellers.models import SellerState
from tests import factories
from tests.client import Client

WRITTEN = ("/feeds/google.xml", "/feeds/facebook.csv", "/sitemap.xml", "/sitemap-mon-1.xml", "/sitemap-noi-lam-1.xml")
LIVE = ("/moi.xml", "/c/mat-ong/moi.xml")


@pytest.fixture
def honey(folder: object) -> Product:
    return factories.product(name="Mật ong rừng")


def suspend(product: Product) -> None:
    with transaction():
        sellers.suspend(product.seller, by=factories.user(), note="Giấy hết hạn")


def a_minute_later() -> time_machine.travel:
    return time_machine.travel(now() + timedelta(minutes=1), tick=True)


def test_a_feed_that_names_its_goods_is_given_out_no_more(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    build()
    assert [path for path in WRITTEN if client.get(path).status_code != 200] == []
    with a_minute_later():
        suspend(honey)
        answers = {path: client.get(path) for path in WRITTEN}
        assert {answer.status_code for answer in answers.values()} <= {404, 503}
        assert [path for path in LIVE if honey.slug in client.get(path).text] == []


def test_the_next_feeds_are_written_at_once_and_without_them(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    other = factories.product(name="Chè xanh")
    build()
    with a_minute_later():
        suspend(honey)
        build()
        for path in WRITTEN[:4]:
            answer = client.get(path)
            assert (answer.status_code, honey.slug in answer.text) == (200, False), path
        assert other.slug in client.get("/feeds/google.xml").text


def test_a_shop_that_opens_again_comes_back_at_once(
    client: Client, honey: Product, build: Callable[[], object]
) -> None:
    honey.seller.phone, honey.seller.tax_code = "+84912345678", "5400000001"
    honey.seller.state = SellerState.SUSPENDED
    build()
    assert honey.slug not in client.get("/feeds/google.xml").text
    with a_minute_later():
        with transaction():
            sellers.approve(honey.seller, by=factories.user(), goods=1)
        build()
        assert honey.slug in client.get("/feeds/google.xml").text


def test_a_feed_whose_writing_began_before_the_suspension_does_not_count(client: Client, honey: Product) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        with files.written("google-vi.xml") as feed:
            feed.write(honey.slug)
            clock.shift(60)
            suspend(honey)
            clock.shift(60)
        db.session.commit()
        assert client.get("/feeds/google.xml").status_code == 503


@pytest.mark.parametrize("path", [*WRITTEN[:3], *LIVE])
def test_whoever_keeps_a_feed_asks_each_time_whether_it_still_counts(
    client: Client, honey: Product, build: Callable[[], object], path: str
) -> None:
    build()
    assert client.get(path).headers["Cache-Control"] == "public, max-age=0"
