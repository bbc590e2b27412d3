"""Whoever practises changes nothing but a row of their own, and nobody else can come across what they did."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import IntegerConverter

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.database import Base, db
from marketplace.jobs import Job
from tests import belongings, factories, people
from tests.client import Client
from tests.people import Cast
from tests.work import work

SignIn = Callable[[User], Client]
START, FIRST, SECOND, SHORT = "/gian-hang-tap", *(f"/gian-hang-tap/don/TAP-MAU-{number}" for number in (1, 2, 3))
TRACES = ("TAP-MAU-", "Khách Mẫu", "Mật ong tập", "Practice honey", "Lạp xưởng tập", "TAP-0926")
"""Words that stand nowhere but in sample orders."""
ASKED = "TAP-MAU-1"
"""What is searched for below is repeated on the page that found nothing."""
OF_PRACTICE = "shop_practice"


@pytest.fixture
def cast(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    return people.gather()


def rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def everything(client: Client) -> None:
    """Each exercise once, and every button that a sample order has."""
    client.send(START)
    for place, parcel in enumerate((FIRST, SECOND), start=1):
        client.send(f"{parcel}/nhan")
        client.send(f"{parcel}/nhan.pdf")
        client.send(f"{parcel}/goi/viec", {"viec": "close", "xong": "1"})
        lots = {1: {"lo-take-1": "TAP-0926:2"}, 2: {"lo-take-1": "TAP-LX-11:1", "lo-take-2": "TAP-NM-03:1"}}[place]
        client.send(f"{parcel}/goi", {"xong": ["take-1", "take-2", "close", "label"], **lots})
        client.send(f"{parcel}/giao", {"carrier": "GHN", "tracking_number": f"TAP{place}"})
    client.send(f"{FIRST}/da-nhan")
    client.send(f"{SHORT}/nhan")
    client.send(f"{SHORT}/huy", {"ready": "Hàng vừa hết"})
    client.send(f"{START}/tien")


def test_practising_writes_one_row_and_nothing_else(client_for: SignIn, cast: Cast) -> None:
    product = factories.product(cast.seller_a)
    factories.order(product)
    owner = client_for(cast.owner_a)
    before, left = rows(), stock.left_of([product.variants[0].id])
    everything(owner)
    assert "Xong cả 6 bài" in owner.get(START).text
    after = rows()
    assert {table for table in after if after[table] != before[table]} == {"practice_shops"}
    assert after["practice_shops"] == 1
    assert stock.left_of([product.variants[0].id]) == left
    assert db.session.scalars(select(Job.kind)).all() == []


def pages(app: Flask, things: belongings.Belongings) -> Iterator[tuple[str, str]]:
    """Every address of the shop that opens something, but those of the practice itself."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith((OF_PRACTICE, "static", "dev.")):
            given = belongings.arguments(rule, things)
            if isinstance(rule._converters.get("number"), IntegerConverter):
                given["number"] = "1"
            if given.keys() == rule.arguments:
                yield rule.endpoint, urls.build(rule.endpoint, given)


SEARCHES = ("/tim?q=mat+ong+tap", "/tim?q=TAP-MAU-1", "/htx?q=gian+hang+tap", "/don/TAP-MAU-1", "/t/TAP-0926")
OF_SELLER = (
    "/ban-hang/don?q=TAP-MAU-1",
    "/ban-hang/don?xem=xong",
    "/ban-hang/don.csv?xem=xong",
    "/ban-hang/lo?xem=het",
)
OF_OPERATOR = ("/van-hanh/don?q=TAP-MAU-1", "/van-hanh/don?xem=tat-ca", "/van-hanh/don.csv?xem=tat-ca")


@pytest.mark.parametrize("who", ["", "owner_a", "owner_b", "operator"])
def test_no_address_of_the_shop_shows_what_was_practised(
    app: Flask, client: Client, client_for: SignIn, cast: Cast, who: str
) -> None:
    """Public pages, feeds, sitemaps, exports, lists and counts, as a guest, two sellers and an operator see it."""
    things = belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))
    practising = client_for(cast.owner_a)
    everything(practising)
    work("sitemap", "product_feeds", "shelf")
    if who:
        people.signed_in(client, getattr(cast, who))
    wanted = [path for _, path in pages(app, things)] + [*SEARCHES, *OF_SELLER, *OF_OPERATOR]
    assert len(wanted) > 100
    seen = {path: text_of(client, path) for path in wanted}
    assert {path for path, text in seen.items() if any(trace in text.replace(ASKED, "") for trace in TRACES)} == set()
    assert all(trace in practising.get(START).text + practising.get(f"{FIRST}/goi").text for trace in TRACES[:3])


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    return "" if answer.is_streamed or answer.mimetype.startswith(("image/", "application/pdf")) else answer.text
