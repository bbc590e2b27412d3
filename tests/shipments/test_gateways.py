"""The three carriers over real HTTP: what is sent to them, what their answers mean, and what nobody knows."""

from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace.gateways.carriers import (
    GATEWAYS,
    Booking,
    Carrier,
    Consignment,
    Item,
    NoAnswer,
    NoLookup,
    NotSent,
    Place,
    Refused,
)
from marketplace.gateways.carriers.viettel_post import _tokens
from tests.carriers import PDF, Carriers, carriers

SENDER = Place("HTX Mẫu", "0912345678", "Xóm Đồi", "Xã Hợp Kim", "Phú Thọ")
RECEIVER = Place("Nguyễn Thị Mẫu", "0900000123", "Số 8, ngõ 12", "Phường Ba Đình", "Hà Nội")
LONG = Place("Nguyễn Thị Mẫu", "0900000123", "Số 8, ngõ 12, " + "đường rất dài " * 12, "Phường Ba Đình", "Hà Nội")
CREATE = {Carrier.GHN: "/create", Carrier.GHTK: "/order/", Carrier.VIETTEL_POST: "/createOrderNlp"}
EVERY = pytest.mark.parametrize("carrier", list(Carrier))


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    _tokens.clear()
    with carriers(app) as started:
        yield started


def parcel(code: str = "AB12-CDEFG-1-1", receiver: Place = RECEIVER, grams: int = 1_800) -> Consignment:
    items = (Item("Mật ong rừng, Hũ 500 ml", 2, 900, 165_000),)
    return Consignment(code, SENDER, receiver, grams, (30, 20, 20), 330_000, 368_000, items, "Gọi trước khi giao")


@EVERY
def test_a_parcel_is_priced_booked_printed_and_called_off(fake: Carriers, carrier: Carrier) -> None:
    gateway = GATEWAYS[carrier]
    assert 20_000 < gateway.quote(parcel()).fee_vnd < 60_000
    assert fake.count() == 0
    booked = gateway.book(parcel())
    assert booked.tracking
    assert booked.fee_vnd
    assert fake.count() == 1
    label = gateway.label(booked.tracking)
    assert label.pdf == PDF if carrier == Carrier.GHTK else label.url.startswith("http")
    gateway.cancel(booked.tracking)


@EVERY
@pytest.mark.parametrize("fault", ["cut", "lost", "broken", "page"])
def test_whatever_is_no_answer_leaves_open_whether_it_was_made(fake: Carriers, carrier: Carrier, fault: str) -> None:
    fake.faults[CREATE[carrier]] = [fault]
    with pytest.raises(NoAnswer):
        GATEWAYS[carrier].book(parcel())


@EVERY
def test_what_surely_never_arrived_is_told_apart(app: Flask, fake: Carriers, carrier: Carrier) -> None:
    fake.faults[CREATE[carrier]] = ["busy"]
    app.config[f"{carrier.upper()}_API_URL"], url = "http://127.0.0.1:9", fake.url
    with pytest.raises(NotSent):
        GATEWAYS[carrier].book(parcel())
    app.config[f"{carrier.upper()}_API_URL"] = url
    with pytest.raises(NotSent):
        GATEWAYS[carrier].book(parcel())


def test_a_parcel_is_found_again_by_our_reference_where_the_carrier_can_do_so(fake: Carriers) -> None:
    for carrier in (Carrier.GHN, Carrier.GHTK):
        code = f"AB12-{carrier}"
        assert GATEWAYS[carrier].find(code) is None
        fake.faults[CREATE[carrier]] = ["cut"]
        with pytest.raises(NoAnswer):
            GATEWAYS[carrier].book(parcel(code))
        found = GATEWAYS[carrier].find(code)
        assert isinstance(found, Booking)
        assert found.tracking == fake.parcels[code][0].tracking
    with pytest.raises(NoLookup):
        GATEWAYS[Carrier.VIETTEL_POST].find("AB12")


def test_ghtk_gives_the_first_label_for_the_same_reference(fake: Carriers) -> None:
    first = GATEWAYS[Carrier.GHTK].book(parcel())
    assert GATEWAYS[Carrier.GHTK].book(parcel()).tracking == first.tracking
    assert fake.count() == 1


def test_ghn_takes_two_levels_and_a_street_that_it_does_not_know(fake: Carriers) -> None:
    odd = Place("Nguyễn Thị Mẫu", "0900000123", "Đường lạ 5", "Phường Ba Đình", "Hà Nội")
    GATEWAYS[Carrier.GHN].book(parcel(receiver=odd))
    told = fake.bodies[-1]
    assert (told["is_new_to_address"], told["to_province_name"]) == (True, "Hà Nội")
    assert "Đường lạ 5" in told["note"]
    with pytest.raises(Refused, match="PHONE_INVALID"):
        GATEWAYS[Carrier.GHN].book(parcel(receiver=Place("Mẫu", "12", "Số 8", "Phường Ba Đình", "Hà Nội")))


def test_viettel_post_counts_bytes_takes_the_cheapest_and_forgets_old_tokens(fake: Carriers) -> None:
    post = GATEWAYS[Carrier.VIETTEL_POST]
    assert post.book(parcel(receiver=LONG)).fee_vnd == 36_500
    told = fake.bodies[-1]
    assert told["RECEIVER_ADDRESS"].endswith("Phường Ba Đình, Hà Nội")
    assert told["ORDER_PAYMENT"] == 3
    fake.tokens.append("long-2")
    post.book(parcel("AB12-CDEFG-1-2"))
    assert fake.calls["Login"] == 2
    with pytest.raises(NoAnswer, match="System error"):
        post.book(parcel())
