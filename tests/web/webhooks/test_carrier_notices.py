"""Notices of carriers as they send them, through the application's own door."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace import shipments
from marketplace.database import db
from marketplace.gateways.carriers import Carrier
from marketplace.orders.states import OrderState
from marketplace.shipments.models import CarrierNotice, Shipment
from marketplace.shipments.states import CashState, ParcelState, Result
from tests.carriers import SECRET, SHOP, Carriers, carriers
from tests.client import Client
from tests.shipments.parcels import handed_over, packed

GHN, GHTK, POST = f"/webhooks/ghn/{SECRET}", f"/webhooks/ghtk?hash={SECRET}", "/webhooks/viettel-post"


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    with carriers(app) as started:
        yield started


def ghn(shipment: Shipment, status: str, at: str = "2026-12-01T09:00:00Z", **more: object) -> dict[str, object]:
    told = {"OrderCode": shipment.tracking, "ClientOrderCode": shipment.code, "Type": "switch_status"}
    names = {"ShipperName": "Anh Mẫu", "ShipperPhone": "0900000999"}
    return told | names | {"ShopID": int(SHOP), "Status": status, "Time": at, "TotalFee": 33_000, **more}


def post(shipment: Shipment, status: int, **more: object) -> dict[str, object]:
    data = {"ORDER_NUMBER": shipment.tracking, "ORDER_REFERENCE": shipment.code, "ORDER_STATUS": status}
    dated = {"ORDER_STATUSDATE": "01/12/2026 16:00:00", "STATUS_NAME": "Phát thành công", "MONEY_TOTAL": 36_500}
    return {"DATA": data | dated, "TOKEN": SECRET, **more}


def kept() -> list[CarrierNotice]:
    return list(db.session.query(CarrierNotice).order_by(CarrierNotice.id))


def say(client: Client, path: str, told: object) -> TestResponse:
    return client.post(path, json=told)


def test_each_carrier_delivers_in_its_own_words(client: Client, fake: Carriers) -> None:
    [one] = handed_over(packed(), Carrier.GHN)
    assert say(client, GHN, ghn(one, "delivered")).status_code == 200
    [two] = handed_over(packed(), Carrier.GHTK)
    form = {
        "label_id": two.tracking,
        "partner_id": two.code,
        "status_id": "5",
        "action_time": "2026-12-01T16:00:00+07:00",
    }
    assert client.post(GHTK, data=form).status_code == 200
    [three] = handed_over(packed(), Carrier.VIETTEL_POST)
    assert say(client, POST, post(three, 501)).status_code == 200
    for parcel in (one, two, three):
        found = shipments.get_shipment(parcel.ref)
        assert (found.state, found.cash_state) == (ParcelState.DELIVERED, CashState.COLLECTED)
        assert found.order.state == OrderState.DELIVERED
    assert "0900000999" not in str(kept()[0].body), "nobody's name or phone is kept"


def test_what_is_told_twice_or_of_nobody_or_in_an_unknown_word_is_answered_with_200_and_kept_once(
    client: Client, fake: Carriers
) -> None:
    [parcel] = handed_over(packed(), Carrier.GHN)
    stray = ghn(parcel, "picked", OrderCode="GZZZ", ClientOrderCode="nobody")
    amounts = ghn(parcel, "picked", Type="update_fee")
    for told in (ghn(parcel, "picked"), ghn(parcel, "picked"), ghn(parcel, "teleported"), stray, amounts):
        assert say(client, GHN, told).status_code == 200
    assert [each.result for each in kept()] == [
        Result.APPLIED,
        Result.UNKNOWN_STATUS,
        Result.UNKNOWN_PARCEL,
        Result.NOTED,
    ]


def test_who_does_not_know_the_secret_changes_nothing(client: Client, fake: Carriers, app: Flask) -> None:
    [parcel] = handed_over(packed(), Carrier.GHN)
    assert say(client, "/webhooks/ghn/abc", ghn(parcel, "delivered")).status_code == 403
    assert say(client, GHN, ghn(parcel, "delivered", ShopID=1)).status_code == 403
    assert client.post("/webhooks/ghtk?hash=abc", data={"label_id": "x"}).status_code == 403
    assert say(client, POST, post(parcel, 501, TOKEN="abc")).status_code == 403
    assert client.post(GHN, data=b"[1", content_type="application/json").status_code == 400
    app.config["GHTK_WEBHOOK_SECRET"] = ""
    assert client.post(GHTK, data={}).status_code == 503
    assert kept() == []


def test_viettel_posts_secret_may_come_in_the_header(client: Client, fake: Carriers) -> None:
    [parcel] = handed_over(packed(), Carrier.VIETTEL_POST)
    told = post(parcel, 501) | {"TOKEN": ""}
    assert client.post(POST, json=told, headers={"Authorization": SECRET}).status_code == 200
    assert shipments.get_shipment(parcel.ref).state == ParcelState.DELIVERED
