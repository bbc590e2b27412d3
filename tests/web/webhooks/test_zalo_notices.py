"""What Zalo tells of a message is believed for its signature, counted once and shown beside the order."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from marketplace import dispatches
from marketplace.database import db, transaction
from marketplace.dispatches import Dispatch, DispatchState
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.orders.models import Order
from tests import factories, people
from tests.client import Client
from tests.people import Cast

SECRET = "an OA secret key of the tests"
SENT = datetime(2026, 11, 30, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "ZALO_APP_ID", "4100000001")
    monkeypatch.setitem(app.config, "ZALO_OA_SECRET", SECRET)


@pytest.fixture
def order(cast: Cast) -> Order:
    return factories.order(factories.product(cast.seller_a), buyer=cast.buyer)


@pytest.fixture
def message(order: Order) -> Dispatch:
    label = {
        "key": "k1",
        "name": "order_shipped",
        "kind": NoticeKind.ORDERS,
        "party": Party.BUYER,
        "reached": "0900 ••• 001",
        "purchase_id": order.purchase_id,
        "order_id": order.id,
        "user_id": None,
        "seller_id": None,
    }
    with transaction():
        dispatches.note(label, Channel.ZALO, DispatchState.SENT, message_id="m1")
    return dispatches.of_order(order)[0]


def tell(client: Client, event: str, minutes: int, *, signed: str = SECRET, **message: Any) -> int:
    """Zalo calls about something that happened so many minutes after the message went out."""
    stamp = str(int((SENT + timedelta(minutes=minutes)).timestamp() * 1000))
    told = {"event_name": event, "app_id": "4100000001", "timestamp": stamp, "message": message, "sender": {"id": "1"}}
    body = json.dumps(told).encode()
    mac = sha256(b"4100000001" + body + stamp.encode() + signed.encode()).hexdigest()
    headers = {"X-ZEvent-Signature": f"mac={mac}", "Content-Type": "application/json"}
    answer = client.post("/webhooks/zalo", data=body, headers=headers)
    db.session.expire_all()
    return answer.status_code


def pill(client: Client, cast: Cast, order: Order) -> str:
    """What the shop reads of the message on the order's page."""
    people.signed_in(client, cast.owner_a)
    page = client.get(f"/ban-hang/don/{order.number}").text
    return page.split("Tin gửi khách", 1)[1].split("</details>", 1)[0]


def test_a_message_that_arrived_and_was_read_says_so(
    client: Client, cast: Cast, order: Order, message: Dispatch
) -> None:
    assert "đã gửi" in pill(client, cast, order)
    assert tell(client, "user_received_message", 2, msg_id="m1", tracking_id="k1") == 200
    assert message.delivered_at == SENT + timedelta(minutes=2)
    assert "đã tới máy" in pill(client, cast, order)
    assert tell(client, "user_seen_message", 9, msg_ids=["other", "m1"]) == 200
    assert "đã xem" in pill(client, cast, order)


def test_what_is_told_late_twice_or_of_others_changes_nothing(
    client: Client, cast: Cast, order: Order, message: Dispatch
) -> None:
    assert tell(client, "user_seen_message", 9, msg_ids=["m1"]) == 200
    assert message.delivered_at == message.read_at == SENT + timedelta(minutes=9)
    for _ in range(2):
        assert tell(client, "user_received_message", 2, tracking_id="k1") == 200
    assert tell(client, "user_received_message", 30, tracking_id="k1") == 200
    assert (message.delivered_at, message.read_at) == (SENT + timedelta(minutes=2), SENT + timedelta(minutes=9))
    assert tell(client, "user_received_message", 3, msg_id="", tracking_id="") == 200
    assert tell(client, "user_send_text", 3, msg_id="of a stranger", text="Chào shop") == 200
    assert "đã xem" in pill(client, cast, order)


def test_a_word_that_the_shop_does_not_know_is_kept_for_operators(
    client: Client, cast: Cast, order: Order, message: Dispatch
) -> None:
    assert tell(client, "user_put_it_away", 5, tracking_id="k1") == 200
    assert (message.state, message.told) == (DispatchState.SENT, "user_put_it_away")
    assert "user_put_it_away" not in pill(client, cast, order)
    people.signed_in(client, cast.operator)
    assert "Zalo báo: user_put_it_away" in client.get(f"/van-hanh/don?xem=tat-ca&don={order.number}").text


def test_a_message_nobody_knew_of_is_unclear_no_more_once_it_arrived(
    client: Client, message: Dispatch, order: Order
) -> None:
    label = {
        name: getattr(message, name)
        for name in ("key", "name", "kind", "party", "reached", "purchase_id", "order_id", "user_id", "seller_id")
    }
    with transaction():
        dispatches.note(label, Channel.ZALO, DispatchState.UNKNOWN)
    assert len(dispatches.unclear(limit=9)) == 1
    tell(client, "user_received_message", 2, tracking_id="k1")
    assert dispatches.unclear(limit=9) == []
    with transaction():  # its sender comes back to it, or hears too late that nobody knows
        assert not dispatches.reserve(label, Channel.ZALO)
        dispatches.note(label, Channel.ZALO, DispatchState.UNKNOWN)
    db.session.expire_all()
    assert message.state == DispatchState.SENT


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"timestamp": "1"}', b'{"timestamp": {}}'])
def test_rubbish_and_strangers_are_refused_and_change_nothing(client: Client, message: Dispatch, body: bytes) -> None:
    assert tell(client, "user_seen_message", 9, signed="somebody else's key", msg_ids=["m1"]) == 400
    assert client.post("/webhooks/zalo", data=body).status_code == 400
    assert client.post("/webhooks/zalo", data=b"1" * 2_000_000).status_code == 413
    assert message.read_at is None


def test_signed_and_still_rubbish(client: Client, message: Dispatch) -> None:
    assert tell(client, "", 1) == 400
    assert tell(client, "user_received_message", 1, tracking_id="k1", delivery_time="9" * 20) == 400
    assert tell(client, "user_received_message", 1, tracking_id={"k1": 1}, msg_ids={"m1": 1}) == 200
    assert message.delivered_at is None


def test_it_is_off_without_its_key(app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "ZALO_OA_SECRET", "")
    assert tell(client, "user_received_message", 2, tracking_id="k1") == 503


def test_a_shop_reads_of_money_only_who_may_and_no_operators_name(
    client: Client, cast: Cast, order: Order, message: Dispatch
) -> None:
    about = {"party": Party.BUYER, "reached": "0900 ••• 001", "purchase_id": order.purchase_id, "order_id": order.id}
    with transaction():
        refund = {**about, "key": "k2", "name": "refund_text", "kind": NoticeKind.MONEY}
        dispatches.note(refund, Channel.TEXT, DispatchState.UNKNOWN)
        found = next(each for each in dispatches.of_order(order) if each.key == "k2")
        dispatches.look(found.ref, arrived=True, by=cast.operator)
    seen = pill(client, cast, order)
    assert "Hỏi tài khoản nhận tiền hoàn" in seen
    assert "Chợ xem lại: đã tới" in seen
    assert cast.operator.name not in seen
    people.signed_in(client, cast.packer_a)
    seen = client.get(f"/ban-hang/don/{order.number}").text
    assert "Đã gửi hàng" in seen
    assert "Hỏi tài khoản nhận tiền hoàn" not in seen
    people.signed_in(client, cast.operator)
    assert f"{cast.operator.name} xem lại" in client.get(f"/van-hanh/don?xem=tat-ca&don={order.number}").text


def test_operators_find_whom_to_call_about_a_message_without_an_order(client: Client, cast: Cast, order: Order) -> None:
    with transaction():
        cast.seller_a.phone, cast.buyer.phone = "+84900000321", "+84900000654"
    plain = {"party": Party.PERSON, "kind": NoticeKind.GOODS, "reached": "09•• ••• 321"}
    with transaction():
        for key, name, whose in (
            ("k3", "case_opened_text", {"seller_id": cast.seller_a.id}),
            ("k4", "known", {"user_id": cast.buyer.id}),
            ("k7", "changed", {"user_id": cast.buyer.id}),
            ("k5", "code", {}),
            ("k6", "purchase_placed", {"purchase_id": order.purchase_id}),
        ):
            dispatches.note({**plain, "key": key, "name": name, **whose}, Channel.TEXT, DispatchState.UNKNOWN)
    people.signed_in(client, cast.operator)
    page = client.get("/van-hanh/tin-gui").text
    assert f"/van-hanh/noi-ban/{cast.seller_a.slug}" in page
    assert cast.buyer.name in page
    assert "Chưa có tài khoản" in page
    assert f"don={order.number}" in page
    assert "0900 000 654" not in page
    refs = {dispatch.key: dispatch.ref for dispatch, _ in dispatches.unclear(limit=9)}
    shown = client.send(f"/van-hanh/tin-gui/{refs['k4']}/lien-he", {})
    assert "0900 000 654" in shown.text
    assert "0900 000 321" not in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert "0900 000 321" in client.send(f"/van-hanh/tin-gui/{refs['k3']}/lien-he", {}).text
    new_number = client.send(f"/van-hanh/tin-gui/{refs['k7']}/lien-he", {}).text
    assert "0900 000 654" not in new_number, "of a number that changed hands the new one may be a thief's"
    assert client.send("/van-hanh/tin-gui/khongco/lien-he", {}).status_code == 404
