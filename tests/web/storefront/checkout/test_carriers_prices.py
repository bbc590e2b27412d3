"""A buyer may choose one of the market's carriers for its own price, where the shop offers it; nobody waits for one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import audit, orders, shipments
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.gateways.carriers import Carrier
from marketplace.jobs import Job
from marketplace.orders.models import Purchase
from marketplace.shipping.models import CarrierRate
from tests import people
from tests.carriers import Carriers, carriers
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.web.storefront.shopping import RECIPIENT, checkout_form, order, put
from tests.work import work

HOUSE_FEE, GHN_FEE = "30.000", "33.000"
SETTINGS = "/ban-hang/them/cach-giao"


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    with carriers(app, "GHN", "GHTK") as started:
        yield started


@pytest.fixture
def offering(client: Client, honey: Product, cast: Cast, fake: Carriers) -> Product:
    """Honey of a shop whose owner has ticked GHN and GHTK."""
    owner = people.signed_in(visitor_of(client.application), cast.owner_a)
    honey.seller.commune_code = ""
    db.session.flush()
    refused = owner.send(f"{SETTINGS}", {"carrier": ["ghn", "ghtk", "xe-om"]}, form_at=SETTINGS)
    assert refused.status_code == 400
    assert "chưa ghi thuộc phường, xã nào" in refused.text
    honey.seller.commune_code = "05014"
    db.session.flush()
    assert owner.send(f"{SETTINGS}", {"carrier": ["ghn", "ghtk"]}, form_at=SETTINGS).status_code == 303
    assert owner.get(SETTINGS).text.count("checked") == 2
    db.session.expire_all()
    return honey


def choices(client: Client, **more: str) -> str:
    page = client.send("/dat-hang/noi-nhan", RECIPIENT | more, form_at="/dat-hang").text
    return page.split('id="delivery-part"', 1)[1].split("</section>", 1)[0]


def test_a_carriers_price_is_asked_by_a_job_kept_shown_and_charged(
    client: Client, offering: Product, fake: Carriers, cast: Cast
) -> None:
    put(client, offering)
    first = choices(client)
    assert fake.calls.total() == 0, "no page calls a carrier"
    assert "GHN chưa báo giá tới nơi này" in first
    assert HOUSE_FEE in first, "the market's own table answers meanwhile"
    choices(client)
    assert db.session.query(Job).filter_by(kind=shipments.RATES, finished_at=None).count() == 1
    assert work(shipments.RATES)[shipments.RATES] == 1
    shown = choices(client)
    assert GHN_FEE in shown
    assert "GHN giao tận nơi" in shown
    calls = fake.calls.total()
    way = {f"giao-{offering.seller.slug}": "ghn"}
    answer = order(client, **way)
    assert fake.calls.total() == calls
    made = db.session.query(Purchase).one().orders[0]
    assert (made.chosen_carrier, made.shipping_vnd, made.total_vnd) == (Carrier.GHN, 33_000, 198_000)
    assert "GHN giao tận nơi" in client.get(answer.headers["Location"].removesuffix("/xong")).text
    with transaction():
        orders.confirm(orders.get_order(made.number, lock=True), by=None)
        orders.pack(made, by=None)
    page = people.signed_in(visitor_of(client.application), cast.packer_a).get(f"/ban-hang/don/{made.number}").text
    assert "Khách đã chọn và trả phí: GHN giao tận nơi" in page
    assert page.index("Gọi GHN") < page.index("Gọi GHTK")
    assert audit.run(db.session()).summary == ""


def test_a_price_that_changed_or_ran_out_meanwhile_is_told_before_anybody_pays_it(
    client: Client, offering: Product
) -> None:
    put(client, offering)
    choices(client)
    work(shipments.RATES)
    form = checkout_form(client, **{f"giao-{offering.seller.slug}": "ghn"})
    rate = db.session.query(CarrierRate).filter_by(carrier=Carrier.GHN).one()
    rate.fee_vnd = 41_000
    db.session.flush()
    dearer = client.post("/dat-hang", data=form)
    assert (dearer.status_code, "41.000" in dearer.text) == (409, True)
    with pretending(now() + timedelta(days=8)):
        gone = client.post("/dat-hang", data=form)
    assert gone.status_code == 409
    assert "GHN chưa báo giá tới nơi này" in gone.text
    assert db.session.query(Purchase).count() == 0


def test_a_carrier_that_is_away_costs_a_note_and_is_left_alone_for_a_while(
    client: Client, app: Flask, offering: Product, fake: Carriers
) -> None:
    app.config["GHN_API_URL"] = "http://127.0.0.1:9"
    put(client, offering)
    choices(client)
    work(shipments.RATES)
    shown = choices(client)
    assert "GHN chưa báo giá tới nơi này" in shown
    assert "GHTK giao tận nơi" in shown
    assert work(shipments.RATES).total() == 0, "who gave no answer is not asked again at once"
    with pretending(now() + timedelta(minutes=11)):
        choices(client)
        assert work(shipments.RATES).total() == 1
    assert order(client, **{f"giao-{offering.seller.slug}": ""}).status_code == 303


def test_baskets_without_such_a_shop_ask_nothing(client: Client, honey: Product, fake: Carriers) -> None:
    put(client, honey)
    assert " hidden" in choices(client)[:120]
    assert work(shipments.RATES).total() == 0
