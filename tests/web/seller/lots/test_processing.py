"""Members' deliveries and lots made of other lots, on the web and on the page of a stamp."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import SellerRole
from marketplace.stock.models import Lot
from tests import factories
from tests.client import Client
from tests.people import Cast

ONCE = "0123456789ab"


@pytest.fixture
def lot(honey: Product) -> Lot:
    """The lot of the 38 jars."""
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    return lot


@pytest.fixture
def small(honey: Product) -> Variant:
    """A smaller jar of the same honey."""
    honey.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", content_amount=250))
    db.session.flush()
    return honey.variants[1]


def send(client: Client, lot: Lot, what: str, **form: str) -> TestResponse:
    return client.send(f"/ban-hang/lo/{lot.ref}/{what}", form, form_at="/ban-hang/them")


def deliver(client: Client, lot: Lot, **typed: str) -> TestResponse:
    return send(client, lot, "gop", **{"once": ONCE, "member": "Bùi Thị Mẫu", "amount": "9,5", "price": "150k"} | typed)


def convert(client: Client, lot: Lot, small: Variant, taken: str = "10", **typed: str) -> TestResponse:
    form = {"once": ONCE, "into": small.ref, "quantity": "19", f"lay-{lot.ref}": taken} | typed
    return send(client, lot, "che-bien", **form)


def test_deliveries_are_shown_with_everybodys_part(owner: Client, lot: Lot, order_in: Callable[..., Order]) -> None:
    with transaction():
        net = order_in(OrderState.DELIVERED, quantity=2).net_vnd
    deliver(owner, lot)
    deliver(owner, lot, once="0123456789ac", member="Đinh Văn Mẫu", amount="0,5", grade="Loại 2")
    page = owner.get(f"/ban-hang/lo/{lot.ref}/gop").text.replace("\u00a0", " ")
    for told in ("Bùi Thị Mẫu", "9,5 lít × 150.000 ₫/lít", "1.425.000 ₫", "Loại 2", "1.500.000 ₫"):
        assert told in page
    parts = [net * 95 // 100, net - net * 95 // 100]
    assert all(f"{part:,} ₫".replace(",", ".") in page for part in (*parts, net))


def test_a_delivery_that_is_sent_twice_counts_once_and_is_struck_out(owner: Client, lot: Lot) -> None:
    deliver(owner, lot), deliver(owner, lot)
    assert len(stock.deliveries_of(lot)) == 1
    send(owner, lot, f"gop/{ONCE}/bo")
    page = owner.get(f"/ban-hang/lo/{lot.ref}/gop").text
    assert "Đã gạch: 1 lần giao" in page
    assert "<s>Bùi Thị Mẫu</s>" in page
    assert "Chưa ghi ai góp hàng" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"member": ""}, "Ghi tên người giao."),
        ({"member": "0912 345 678"}, "Tên người chỉ gồm chữ cái"),
        ({"amount": "1.250"}, "Không đọc được lượng giao"),
        ({"amount": ""}, "Ghi lượng đã giao."),
        ({"price": "rẻ"}, "Không đọc được số tiền"),
        ({"delivered_on": "2999-01-01"}, "chưa tới"),
    ],
)
def test_a_delivery_that_cannot_be_is_said(owner: Client, lot: Lot, typed: dict[str, str], sentence: str) -> None:
    assert sentence in deliver(owner, lot, **typed).text
    assert stock.deliveries_of(lot) == []


def test_who_sees_no_money_sees_no_deliveries(packer: Client, lot: Lot) -> None:
    assert packer.get(f"/ban-hang/lo/{lot.ref}/gop").status_code == 403


def test_an_accountant_reads_deliveries_and_writes_none(
    cast: Cast, client_for: Callable[[User], Client], owner: Client, lot: Lot
) -> None:
    deliver(owner, lot)
    factories.member(cast.seller_a, cast.neighbour, SellerRole.ACCOUNTANT)
    accountant = client_for(cast.neighbour)
    page = accountant.get(f"/ban-hang/lo/{lot.ref}/gop").text
    assert "Bùi Thị Mẫu" in page
    assert "Gạch bỏ" not in page
    assert deliver(accountant, lot).status_code == 403


def test_jars_are_filled_and_tell_what_they_were_made_of(
    owner: Client, client: Client, lot: Lot, small: Variant
) -> None:
    page = owner.get(convert(owner, lot, small).location).text
    made = stock.last_lot_of(small)
    assert made is not None
    assert made.on_hand == 19
    db.session.refresh(lot)
    assert lot.on_hand == 28
    assert "Vào 5 lít, ra 4,75 lít: hao 0,25 lít (5 %)" in page
    assert f'href="/ban-hang/lo/{lot.ref}"' in page
    assert f'href="/ban-hang/lo/{made.ref}"' in owner.get(f"/ban-hang/lo/{lot.ref}").text
    stamp = client.get(f"/t/{factories.stamp(made).code}").text
    assert "Làm từ lô" in stamp
    assert lot.code in stamp


def test_filling_twice_fills_once(owner: Client, lot: Lot, small: Variant) -> None:
    convert(owner, lot, small), convert(owner, lot, small)
    db.session.refresh(lot)
    assert lot.on_hand == 28


@pytest.mark.parametrize(
    ("taken", "typed", "sentence"),
    [
        ("39", {}, "chỉ còn 38 chưa ai đặt"),
        ("", {}, "Ghi lấy bao nhiêu"),
        ("vài", {}, "Số lượng phải là số"),
        ("5", {"quantity": "0"}, "Số lượng phải là số"),
        ("5", {"into": "cua-ai"}, "Chọn một trong các mục có sẵn."),
        ("5", {"made_on": "2999-01-01"}, "chưa tới"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_half_done(
    owner: Client, lot: Lot, small: Variant, taken: str, typed: dict[str, str], sentence: str
) -> None:
    page = convert(owner, lot, small, taken, **typed).text
    assert sentence in page
    assert f'value="{taken}"' in page
    db.session.refresh(lot)
    assert lot.on_hand == 38
    assert stock.last_lot_of(small) is None


def test_another_shops_goods_are_made_of_nothing(stranger: Client, lot: Lot, small: Variant) -> None:
    assert convert(stranger, lot, small).status_code == 404
    assert deliver(stranger, lot).status_code == 404


def test_a_shop_with_one_pack_size_is_told_so(owner: Client, lot: Lot) -> None:
    assert "Chưa có món nào khác" in owner.get(f"/ban-hang/lo/{lot.ref}/che-bien").text
