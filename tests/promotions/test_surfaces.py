"""Wherever a price is shown it changes by itself in the second in which a promotion begins and ends."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import orders, shelf
from marketplace.catalogue.models import Product
from marketplace.clock import pretending, today
from marketplace.database import db, transaction
from marketplace.orders.states import ActorRole
from tests.client import Client
from tests.promotions.promoting import honey, midnight, promote
from tests.vouchers.buying import bought
from tests.web.storefront.shopping import put

SECOND = timedelta(seconds=1)
USUAL, LOWER = "165.000\u00a0₫", "150.000\u00a0₫"
LOWEST = "Thấp nhất 30 ngày qua: 165.000\u00a0₫"
PAGES = ("/", "/c/mat-ong", "/tim?q=mat+ong", "/htx/{seller}", "/p/{slug}")


def seen(client: Client, jar: Product) -> dict[str, tuple[bool, bool, bool]]:
    """For each page whether it shows the lower price, a price struck through, and the lowest of thirty days."""
    found = {}
    for path in PAGES:
        page = client.get(path.format(seller=jar.seller.slug, slug=jar.slug)).text
        found[path] = (
            LOWER in page,
            re.search(rf"<s[ >][^<]*(<span[^<]*</span>)?{USUAL}", page) is not None,
            LOWEST in page,
        )
    return found


def told_to_machines(client: Client, jar: Product) -> tuple[int, str, bool]:
    page = client.get(f"/p/{jar.slug}").text
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    offer = next(each for each in data["@graph"] if each["@type"] == "Product")["offers"][0]
    amount = re.findall(r'product:price:amount" content="(\d+)"', page)[0]
    return offer["price"], amount, "StrikethroughPrice" in page


@pytest.mark.parametrize("turn", [1, 4])
def test_every_page_changes_in_the_second_of_the_turn_though_it_is_kept(client: Client, turn: int) -> None:
    jar = honey()
    promote(jar)
    db.session.commit()
    before, after = midnight(turn) - SECOND, midnight(turn)
    running = {before: turn != 1, after: turn == 1}
    for moment, runs in running.items():
        with pretending(moment):
            for _again in range(2):  # the second time from what was kept
                assert seen(client, jar) == dict.fromkeys(PAGES, (runs, runs, runs))
                price = 150_000 if runs else 165_000
                assert told_to_machines(client, jar) == (price, str(price), runs)


def test_the_basket_tells_the_change_line_by_line_and_placing_takes_the_price_of_the_moment(client: Client) -> None:
    jar = honey()
    promote(jar)
    put(client, jar, 2)
    assert "330.000\u00a0₫" in client.get("/gio").text
    with pretending(midnight(1)):
        page = client.get("/gio").text
        assert "300.000\u00a0₫" in page
        assert f"đổi từ {USUAL} thành {LOWER}" in page
        assert "Giá khuyến mãi đến hết" in page
        assert LOWEST in page


def test_shelves_sort_and_filter_by_the_price_once_the_day_was_noticed(app: Flask) -> None:
    jar, cheaper = honey(), honey(name="Mật hoa nhãn", price_vnd=155_000)
    promote(jar)
    db.session.commit()

    def cheapest() -> list[str]:
        return [card.slug for card in shelf.browse(shelf.Filters(), order=shelf.Sort.CHEAPEST).cards]

    assert cheapest() == [cheaper.slug, jar.slug]
    with pretending(midnight(1)):
        assert shelf.reindex_due() == 1
        assert cheapest() == [jar.slug, cheaper.slug]
        assert [card.slug for card in shelf.browse(shelf.Filters(price_to_vnd=151_000)).cards] == [jar.slug]
    with pretending(midnight(4)):
        assert shelf.reindex_due() == 1
        assert cheapest() == [cheaper.slug, jar.slug]


def test_shelves_follow_the_last_unit_at_the_price_and_the_one_that_comes_back(client: Client) -> None:
    jar = honey()
    promote(jar, first=today(), most_units=1)
    db.session.commit()

    def found() -> tuple[int, bool]:
        cheap = shelf.browse(shelf.Filters(price_to_vnd=151_000)).cards
        return len(cheap), LOWER in client.get("/c/mat-ong").text

    assert found() == (1, True)
    with transaction():
        order = bought((jar.variants[0], 1), codes=()).orders[0]
    assert found() == (0, False)
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")
    assert found() == (1, True)
