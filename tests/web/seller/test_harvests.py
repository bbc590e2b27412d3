"""A shop opens a harvest, sees how full it is, moves it, and reports what came in; buyers are told at every step."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from marketplace import orders, payments, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.stock import ShortfallRule
from marketplace.stock.models import Lot
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.work import queued_mails

PAGE = "/ban-hang/thu-hoach"
NEW = f"{PAGE}/mo"
DAILY = "/ban-hang/moi-ngay"
HARVEST_ON = today() + timedelta(days=12)
CUT_OFF = HARVEST_ON - timedelta(days=2)


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def oranges(cast: Cast) -> Variant:
    return factories.product(cast.seller_a, "Cam mẫu", left=0).variants[0]


@pytest.fixture
def harvest(cast: Cast, oranges: Variant) -> Lot:
    days = {"expected_on": HARVEST_ON, "orders_until": CUT_OFF}
    rule = ShortfallRule.FIRST_COME
    lot = stock.open_harvest(oranges, capacity=20, rule=rule, by_id=cast.owner_a.id, **days)
    db.session.commit()
    return lot


def ordered(
    variant: Variant,
    quantity: int,
    *,
    email: str | None = "lan@example.com",
    paying: PaymentMethod = PaymentMethod.COD,
) -> Order:
    """An order; where the money comes first, it has come."""
    recipient = factories.BA_DINH.__class__(**{**vars(factories.BA_DINH), "email": email})
    with transaction():
        bought = factories.purchase((variant, quantity), recipient=recipient, paying=paying)
        if paying != PaymentMethod.COD:
            payments.receive(bought, bought.due_vnd)
        return bought.orders[0]


def form_of(variant: Variant, **others: str) -> dict[str, str]:
    days = {"expected_on": written(HARVEST_ON), "orders_until": written(CUT_OFF)}
    return {"mon": variant.ref, "capacity": "20", "rule": "pro_rata", "once": "0123456789ab", **days, **others}


def mails() -> list[str]:
    return [mail.subject for mail in queued_mails()]


def test_a_harvest_is_opened_in_a_few_fields_and_once(owner: Client, oranges: Variant) -> None:
    for _ in range(2):
        assert owner.send(NEW, form_of(oranges)).status_code == 303
    (lot,) = db.session.query(Lot)
    assert (lot.expected_on, lot.orders_until, lot.capacity) == (HARVEST_ON, CUT_OFF, 20)
    assert "khách đặt 0 trên 20" in owner.get(PAGE).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"expected_on": "", "orders_until": "01/01/2030"}, "Ghi ngày thu hoạch"),
        ({"expected_on": "01/01/2020"}, "Ngày thu hoạch phải từ"),
        ({"orders_until": written(HARVEST_ON + timedelta(days=1))}, "Ngày chốt đơn phải từ"),
        ({"capacity": "nhiều"}, "Số lượng phải là số"),
        ({"capacity": "0"}, "Số lượng phải là số"),
        ({"rule": "tùy"}, "Chọn cách chia"),
        ({"mon": "khong-co"}, "không"),
    ],
)
def test_what_cannot_be_is_explained_and_kept(
    owner: Client, oranges: Variant, typed: dict[str, str], sentence: str
) -> None:
    answer = owner.send(NEW, form_of(oranges, **typed))
    assert answer.status_code in {404, 409, 422, 400}
    assert sentence in answer.text
    assert db.session.query(Lot).count() == 0


def test_the_product_page_tells_the_day_the_cut_off_and_the_rule(
    client: Client, oranges: Variant, harvest: Lot
) -> None:
    page = client.get(f"/p/{oranges.product.slug}").text
    assert f"Thu hoạch khoảng {HARVEST_ON:%d/%m}, giao từ" in page
    assert f"Nhận đặt đến hết {CUT_OFF:%d/%m}." in page
    assert "ai đặt trước được trước" in page
    assert "Đặt trước, còn nhận 20" in page
    assert "https://schema.org/PreOrder" in page
    assert 'content="preorder"' in page


def test_a_kept_page_tells_the_new_day_once_it_is_moved(
    client: Client, owner: Client, oranges: Variant, harvest: Lot
) -> None:
    address = f"/p/{oranges.product.slug}"
    assert f"{HARVEST_ON:%d/%m}" in client.get(address).text
    later = HARVEST_ON + timedelta(days=5)
    change = {"expected_on": written(later), "orders_until": written(CUT_OFF), "capacity": "20"}
    place = f"{PAGE}/{harvest.ref}"
    assert owner.send(f"{place}/doi-ngay", change, form_at=place).status_code == 303
    assert f"Thu hoạch khoảng {later:%d/%m}" in client.get(address).text


def test_a_card_says_that_it_is_ordered_before(client: Client, oranges: Variant, harvest: Lot) -> None:
    assert f"Đặt trước, thu hoạch {HARVEST_ON:%d/%m}" in client.get(f"/c/{oranges.product.category}").text


def test_basket_and_checkout_explain_a_parcel_of_its_own(
    client: Client, oranges: Variant, honey: Product, harvest: Lot
) -> None:
    for variant in (oranges, honey.variants[0]):
        client.send("/gio/them", {"ref": variant.ref, "quantity": "2"}, form_at=f"/p/{variant.product.slug}")
    for address in ("/gio", "/dat-hang"):
        page = client.get(address).text
        assert f"Thu hoạch khoảng {HARVEST_ON:%d/%m}, giao từ" in page
        assert f"Nhận đặt đến hết {CUT_OFF:%d/%m}." in page
        assert "Gửi thành kiện riêng khi thu hoạch" in page
    assert "1 nơi gửi" in client.get("/gio").text


def test_the_order_and_its_mails_tell_the_day_and_the_rule(client: Client, oranges: Variant, harvest: Lot) -> None:
    order = ordered(oranges, 2)
    page = client.get(f"/don/{order.purchase.token}").text
    assert f"Thu hoạch khoảng {HARVEST_ON:%d/%m}, giao từ" in page
    assert "ai đặt trước được trước" in page
    placed = next(mail.body for mail in queued_mails() if mail.recipient == "lan@example.com")
    assert f"Thu hoạch khoảng {HARVEST_ON:%d/%m}, giao từ" in placed
    assert "ai đặt trước được trước" in placed


def test_moving_the_day_tells_who_ordered(client: Client, owner: Client, oranges: Variant, harvest: Lot) -> None:
    order = ordered(oranges, 2)
    later = HARVEST_ON + timedelta(days=5)
    change = {"expected_on": written(later), "orders_until": written(CUT_OFF), "capacity": "20"}
    place = f"{PAGE}/{harvest.ref}"
    assert owner.send(f"{place}/doi-ngay", change, form_at=place).status_code == 303
    assert "1 đơn được báo ngày mới" in owner.get(place).text
    assert f"Đơn {order.number}: dời ngày thu hoạch" in mails()
    told = client.get(f"/don/{order.purchase.token}").text
    assert f"Nơi bán dời ngày thu hoạch từ {HARVEST_ON:%d/%m} sang {later:%d/%m}." in told


def test_who_left_no_address_is_counted_so_that_the_shop_calls(owner: Client, oranges: Variant, harvest: Lot) -> None:
    ordered(oranges, 2, email=None)
    assert "1 khách không để lại thư điện tử" in owner.get(f"{PAGE}/{harvest.ref}").text


def test_a_short_harvest_shows_the_shares_before_anybody_is_told(
    client: Client, owner: Client, oranges: Variant, harvest: Lot
) -> None:
    first, second, third = ordered(oranges, 5), ordered(oranges, 5), ordered(oranges, 5)
    place, form = f"{PAGE}/{harvest.ref}", {"harvested": "7", "harvested_on": written(today()), "shown": "15"}
    answer = owner.send(f"{place}/thu-duoc", form, form_at=place)
    assert answer.status_code == 409
    assert "Ai được bao nhiêu" in answer.text
    assert db.session.get_one(Lot, harvest.id, populate_existing=True).is_expected
    assert owner.send(f"{place}/thu-duoc", form | {"agreed": "y"}, form_at=place).status_code == 303
    db.session.rollback()
    states = [db.session.get_one(Order, each.id, populate_existing=True).state for each in (first, second, third)]
    assert states == [OrderState.PLACED, OrderState.PLACED, OrderState.CANCELLED]
    assert f"Đơn {second.number}: thu được ít hơn số đặt" in mails()
    assert f"Đơn {third.number} đã hủy" in mails()
    told = client.get(f"/don/{second.purchase.token}").text
    assert "bạn nhận 2 thay vì 5" in told


def test_who_has_paid_for_a_harvest_that_falls_short_reads_what_comes_back(
    owner: Client, oranges: Variant, harvest: Lot
) -> None:
    ordered(oranges, 5)
    short, nothing = (ordered(oranges, 5, paying=PaymentMethod.TRANSFER) for _ in range(2))
    place = f"{PAGE}/{harvest.ref}"
    form = {"harvested": "8", "harvested_on": written(today()), "shown": "15", "agreed": "y"}
    assert owner.send(f"{place}/thu-duoc", form, form_at=place).status_code == 303
    told = {mail.subject: mail.body for mail in queued_mails()}
    less = told[f"Đơn {short.number}: thu được ít hơn số đặt"]
    assert ("Sẽ hoàn lại cho bạn" in less, "Trả khi nhận" in less) == (True, False)
    assert "tiền đã trả cho đơn sẽ được hoàn lại" in told[f"Đơn {nothing.number} đã hủy"]


def test_a_report_is_looked_at_again_when_somebody_ordered_meanwhile(
    owner: Client, oranges: Variant, harvest: Lot
) -> None:
    ordered(oranges, 5)
    place = f"{PAGE}/{harvest.ref}"
    form = {"harvested": "3", "harvested_on": written(today()), "shown": "4", "agreed": "y"}
    assert owner.send(f"{place}/thu-duoc", form, form_at=place).status_code == 409
    assert db.session.get_one(Lot, harvest.id, populate_existing=True).is_expected


def test_a_full_harvest_becomes_a_lot_that_is_packed(owner: Client, oranges: Variant, harvest: Lot) -> None:
    order = ordered(oranges, 5)
    with transaction():
        orders.confirm(orders.get_order(order.number), by=None)
    packing = owner.get(f"/ban-hang/don/{order.number}/goi")
    assert packing.status_code == 200
    refused = owner.send(f"/ban-hang/don/{order.number}/packing", {}, form_at=f"/ban-hang/don/{order.number}")
    assert refused.status_code == 409
    assert "Món này chưa thu hoạch." in refused.text
    place = f"{PAGE}/{harvest.ref}"
    form = {"harvested": "20", "harvested_on": written(today()), "shown": "5"}
    answer = owner.send(f"{place}/thu-duoc", form, form_at=place)
    assert "Đủ cho mọi đơn" in owner.get(str(answer.location)).text
    packed = owner.send(f"/ban-hang/don/{order.number}/packing", {}, form_at=f"/ban-hang/don/{order.number}")
    assert packed.status_code == 303


def test_a_harvest_in_the_future_cannot_be_reported(owner: Client, oranges: Variant, harvest: Lot) -> None:
    place = f"{PAGE}/{harvest.ref}"
    form = {"harvested": "20", "harvested_on": written(today() + timedelta(days=1)), "shown": "0"}
    answer = owner.send(f"{place}/thu-duoc", form, form_at=place)
    assert "chưa tới" in answer.text
    assert db.session.get_one(Lot, harvest.id, populate_existing=True).is_expected


def test_stopping_takes_it_off_sale(client: Client, owner: Client, oranges: Variant, harvest: Lot) -> None:
    place = f"{PAGE}/{harvest.ref}"
    assert owner.send(f"{place}/dung", {}, form_at=place).status_code == 303
    assert "Thu hoạch khoảng" not in client.get(f"/p/{oranges.product.slug}").text


def test_a_daily_amount_is_set_and_stopped(client: Client, owner: Client, oranges: Variant) -> None:
    assert owner.send(DAILY, {"mon": oranges.ref, "per_day": "12"}).status_code == 303
    assert "Mỗi ngày 12" in owner.get(DAILY).text
    assert "Mỗi ngày có 12, quá số ấy thì giao ngày sau." in client.get(f"/p/{oranges.product.slug}").text
    assert owner.send(f"{DAILY}/{oranges.ref}/ngung", {}, form_at=DAILY).status_code == 303
    assert "Chưa có món nào bán theo số mỗi ngày." in owner.get(DAILY).text
    assert stock.left_of([oranges.id]) == {}


@pytest.mark.parametrize("action", ["", "/doi-ngay", "/thu-duoc", "/dung"])
def test_the_harvest_of_another_shop_is_not_there(stranger: Client, harvest: Lot, action: str) -> None:
    address = f"{PAGE}/{harvest.ref}{action}"
    form = {"harvested": "3", "harvested_on": written(today()), "capacity": "3"}
    days = {"expected_on": written(HARVEST_ON), "orders_until": written(CUT_OFF)}
    answer = stranger.send(address, form | days, form_at=DAILY) if action else stranger.get(address)
    assert answer.status_code == 404


def test_the_table_of_orders_names_the_day(owner: Client, oranges: Variant, harvest: Lot) -> None:
    ordered(oranges, 2)
    assert f"{HARVEST_ON}" in owner.get("/ban-hang/don.csv").text


def test_today_says_that_a_harvest_is_due(
    client_for: Callable[[User], Client], cast: Cast, oranges: Variant, harvest: Lot
) -> None:
    ordered(oranges, 2)
    lot = db.session.get_one(Lot, harvest.id)
    lot.expected_on = lot.orders_until = today()
    db.session.commit()
    assert "Đến ngày thu hoạch: Cam mẫu" in client_for(cast.owner_a).get("/ban-hang").text
