"""The record of a lot that a shop takes along for an authority."""

import json

from marketplace import orders, stock
from marketplace.catalogue.models import Product
from tests import factories
from tests.client import Client


def test_the_record_of_a_lot_says_how_much_was_sent(owner: Client, honey: Product) -> None:
    order = factories.order(honey, quantity=3)
    orders.confirm(order, by=None)
    orders.pack(order, by=None)
    orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611773")
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    page = owner.get(f"/ban-hang/lo/{lot.ref}")
    assert f"/ban-hang/lo/{lot.ref}/epcis.jsonld" in page.text
    answer = owner.get(f"/ban-hang/lo/{lot.ref}/epcis.jsonld")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    events = json.loads(answer.text)["epcisBody"]["eventList"]
    sent = [event["quantityList"][0]["quantity"] for event in events if event["bizStep"] == "shipping"]
    assert sent == [3]
