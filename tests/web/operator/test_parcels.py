"""Parcels and notices of carriers that need somebody, at the operators' desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import shipments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways.carriers import Carrier
from marketplace.shipments.models import Shipment
from marketplace.shipments.states import ParcelState
from tests.carriers import Carriers, carriers
from tests.client import Client
from tests.shipments.parcels import handed_over, news, packed, told
from tests.statements import counted

HERE = "/van-hanh/kien"


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    with carriers(app) as started:
        yield started


@pytest.fixture
def unclear(fake: Carriers) -> Shipment:
    """A parcel of which nobody knows whether Viettel Post has it."""
    fake.faults["/createOrderNlp"] = ["cut"]
    [parcel] = handed_over(packed(), Carrier.VIETTEL_POST)
    parcel.asked_at = parcel.due_at = now() - timedelta(hours=1)
    db.session.flush()
    return parcel


def send(client: Client, ref: str, step: str, **form: str) -> tuple[int, str]:
    answer = client.send(f"{HERE}/{ref}/{step}", form, form_at=HERE)
    return answer.status_code, answer.text


def test_an_unclear_parcel_is_listed_with_its_step_and_settled_by_its_number(
    operator: Client, unclear: Shipment
) -> None:
    assert f"Tra mã {unclear.code} ở hãng" in operator.get(HERE).text
    status, page = send(operator, unclear.ref, "co", tracking=" ")
    assert (status, "Ghi mã vận đơn mà đơn vị chuyển cho biết." in page) == (400, True)
    assert send(operator, unclear.ref, "co", tracking="15878180012")[0] == 303
    db.session.refresh(unclear)
    assert (unclear.state, unclear.tracking) == (ParcelState.BOOKED, "15878180012")
    assert "không còn chờ tra nữa" in send(operator, unclear.ref, "khong-co")[1]


def test_that_the_carrier_has_none_is_written_down_only_after_a_while(operator: Client, unclear: Shipment) -> None:
    unclear.asked_at = now()
    db.session.flush()
    assert "Đợi đủ 10 phút" in send(operator, unclear.ref, "khong-co")[1]
    unclear.asked_at = now() - timedelta(minutes=11)
    db.session.flush()
    assert send(operator, unclear.ref, "khong-co")[0] == 303
    db.session.refresh(unclear)
    assert unclear.state == ParcelState.REFUSED


def test_asking_the_carrier_moves_a_parcel_and_one_that_is_lost_leads_to_the_order(
    operator: Client, fake: Carriers
) -> None:
    [parcel] = handed_over(packed(), Carrier.GHN)
    fake.parcels[parcel.code][0].status = "picked"
    assert send(operator, parcel.ref, "tra")[0] == 303
    db.session.refresh(parcel)
    assert parcel.state == ParcelState.IN_TRANSIT
    told(parcel, "lost")
    assert "Ghi đơn thất lạc" in operator.get(HERE).text
    assert f"/van-hanh/don/{parcel.order.number}/khong-giao-duoc" in operator.get(f"{HERE}/{parcel.ref}").text


def test_notices_that_nobody_can_follow_wait_until_they_were_seen(operator: Client, fake: Carriers) -> None:
    [parcel] = handed_over(packed(), Carrier.GHN)
    with transaction():
        shipments.take_news(news(parcel, "picked", tracking="GZZZ", code="nobody"))
    told(parcel, "teleported")
    page = operator.get(f"{HERE}?xem=tin").text
    assert "GZZZ" in page
    assert "teleported" in page
    for notice in shipments.undecided_notices(limit=9):
        assert operator.send(f"{HERE}/tin/{notice.ref}/da-xem", {}, form_at=HERE).status_code == 303
    assert "Không có tin nào chưa rõ." in operator.get(f"{HERE}?xem=tin").text


def test_the_list_takes_few_statements_however_long_it_is(operator: Client, fake: Carriers) -> None:
    for _ in range(3):
        [parcel] = handed_over(packed(), Carrier.GHN)
        parcel.due_at = now() - timedelta(hours=1)
    db.session.flush()
    operator.get(HERE)
    with counted() as statements:
        assert operator.get(HERE).text.count("Hãng chưa đến lấy") == 3
    assert len(statements) <= 7
