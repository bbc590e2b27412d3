"""What no carrier brings: nobody reads of a postman, and whoever comes for goods gets them by their code."""

from datetime import timedelta

import pytest

from marketplace import orders
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.cash_limits import check_cash, check_cod, rules_on
from marketplace.orders.delivery_errors import CodeShared
from marketplace.orders.fetching import find_number_by_code
from marketplace.orders.models import Order, Purchase
from marketplace.orders.reasons import BUYERS
from marketplace.orders.states import OrderState
from marketplace.sellers import DeliveryKind, OwnDelivery
from tests import factories, people
from tests.client import Client, visitor_of
from tests.own_deliveries import brings, keeps
from tests.people import Cast
from tests.web.storefront.shopping import RECIPIENT, order, put
from tests.work import queued_mails

COURIER = "bưu tá"


def bought(client: Client, honey: Product, way: OwnDelivery, quantity: int = 1) -> Order:
    """Honey that somebody has ordered in this way."""
    put(client, honey, quantity)
    assert order(client, **{f"giao-{honey.seller.slug}": way.ref}, email="mau@example.test").status_code == 303
    made = db.session.query(Purchase).order_by(Purchase.id.desc()).limit(1).one().orders[0]
    with transaction():
        orders.confirm(orders.get_order(made.number, lock=True), by=None)
        orders.pack(made, by=None)
    return made


def late(made: Order) -> None:
    """Its next step should have happened, and the shop is told so."""
    made.due_at = now() - timedelta(minutes=1)
    db.session.flush()
    with transaction():
        orders.pass_overdue()


@pytest.mark.parametrize(
    ("kind", "in_time", "too_late", "letter"),
    [
        (DeliveryKind.LOCAL, "mang đi giao trước", "mang đi giao trễ hẹn", "được mang đi giao trước"),
        (DeliveryKind.PICKUP, "để sẵn ở điểm nhận trước", "chưa để hàng ra điểm nhận", "được để ở điểm nhận trước"),
    ],
)
def test_nobody_reads_of_a_postman_where_none_comes(
    client: Client, honey: Product, cast: Cast, kind: DeliveryKind, in_time: str, too_late: str, letter: str
) -> None:
    made = bought(client, honey, brings(honey.seller) if kind == DeliveryKind.LOCAL else keeps(honey.seller))
    made.seller.email = "htx@example.test"
    packer = people.signed_in(visitor_of(client.application), cast.packer_a)
    buyers = f"/don/{made.purchase.token}"
    page = client.get(buyers).text
    assert in_time in page
    assert COURIER not in page.lower()
    for path in ("/ban-hang", "/ban-hang/don?xem=cho-lay", "/ban-hang/ban-giao"):
        assert "chờ giao bưu tá" not in packer.get(path).text
    assert made.number not in packer.get("/ban-hang/ban-giao").text, "nobody signs for it"
    slip = packer.get(f"/ban-hang/don/{made.number}/phieu").text
    assert ("Khách đến lấy" in slip) == (kind == DeliveryKind.PICKUP)
    assert (made.purchase.street in slip) == (kind == DeliveryKind.LOCAL)
    assert "Thu tiền mặt khi giao" in slip
    assert packer.get(f"/ban-hang/don/{made.number}/nhan.pdf").status_code == 200
    late(made)
    page = client.get(buyers).text
    assert too_late in page
    assert COURIER not in page.lower()
    mail = queued_mails()[-1]
    assert "đã trễ hẹn" in mail.subject
    assert letter in mail.body
    assert COURIER not in mail.body


def test_who_asked_to_cancel_and_comes_after_all_gets_the_goods_and_no_letter_that_they_lie_ready(
    client: Client, honey: Product, cast: Cast
) -> None:
    made = bought(client, honey, keeps(honey.seller))
    asked = {f"{made.number}-ready": BUYERS[4]}
    assert client.send(f"/don/{made.purchase.token}/{made.number}/xin-huy", asked).status_code == 303
    packer = people.signed_in(visitor_of(client.application), cast.packer_a)
    page = f"/ban-hang/don/{made.number}"
    shown = packer.get(page).text
    assert "Khách xin hủy đơn này" in shown
    assert "Khách đã đến lấy rồi?" in shown
    wrong = packer.send(f"{page}/lay-hang", {"code": "12"}, form_at=page)
    assert wrong.status_code == 400
    assert 'value="12"' in wrong.text
    assert packer.send(f"{page}/lay-hang", {"code": made.pickup_code or ""}, form_at=page).status_code == 303
    db.session.expire_all()
    assert made.state == OrderState.DELIVERED
    subjects = " ".join(mail.subject for mail in queued_mails())
    assert "đến lấy được rồi" not in subjects
    assert "đã gửi đi" not in subjects


def test_who_comes_late_gets_it_and_two_with_one_code_are_told_apart(
    client: Client, honey: Product, cast: Cast
) -> None:
    way = keeps(honey.seller)
    late_one, other = bought(client, honey, way), bought(client, honey, way)
    with transaction():
        orders.set_out(orders.get_order(late_one.number, lock=True), by=None)
        late_one.due_at = now()
    with transaction():
        assert orders.put_away_uncollected() == 1
    other.pickup_code = late_one.pickup_code
    db.session.flush()
    with pytest.raises(CodeShared):
        find_number_by_code(honey.seller.id, late_one.pickup_code or "")
    packer = people.signed_in(visitor_of(client.application), cast.packer_a)
    shared = packer.send("/ban-hang/don/lay-hang", {"code": late_one.pickup_code or ""})
    assert shared.status_code == 409
    assert "Có hai kiện trùng mã này" in shared.text
    page = f"/ban-hang/don/{late_one.number}"
    code = {"code": late_one.pickup_code or ""}
    assert packer.send(f"{page}/lay-hang", code, form_at=page).status_code == 303
    db.session.expire_all()
    assert (late_one.state, late_one.undelivered, other.state) == (OrderState.DELIVERED, None, OrderState.PACKED)


def test_from_the_sum_that_the_shop_names_it_brings_goods_for_nothing(client: Client, honey: Product) -> None:
    made = bought(client, honey, brings(honey.seller), 2)
    assert (made.goods_vnd, made.shipping_vnd, made.waived_vnd, made.seller_share_vnd) == (330_000, 0, 0, 0)


def test_what_a_carrier_takes_in_cash_limits_only_what_carriers_bring(client: Client, honey: Product) -> None:
    made = bought(client, honey, brings(honey.seller))
    most = rules_on(now().date()).parcel_most_vnd
    assert check_cod(None, None, [most], [most + 1]).is_allowed
    with transaction():
        orders.set_out(made, by=None)
        orders.say_delivered(made, by=None)
    again = bought(client, honey, brings(honey.seller))
    again.total_vnd = most + 1
    with db.session.no_autoflush:
        check_cash(again.purchase, [again])
        again.delivery_kind = DeliveryKind.HOUSE
        with pytest.raises(orders.errors.CashRefused):
            check_cash(again.purchase, [again])
    db.session.rollback()


def test_a_way_that_is_gone_leaves_what_was_chosen_of_other_shops(client: Client, honey: Product, cast: Cast) -> None:
    tea = factories.product(cast.seller_b, "Chè shan tuyết")
    gone, kept = brings(honey.seller), keeps(tea.seller)
    put(client, honey)
    put(client, tea)
    ways = {f"giao-{honey.seller.slug}": gone.ref, f"giao-{tea.seller.slug}": kept.ref}
    client.send("/dat-hang/noi-nhan", RECIPIENT | ways, form_at="/dat-hang")
    honey.seller.deliveries = []
    keeps(honey.seller)
    db.session.flush()
    assert "không còn áp dụng" in client.get("/dat-hang").text
    page = client.get("/dat-hang").text
    assert "không còn áp dụng" not in page, "told once"
    assert "checked" in page.split(f'value="{kept.ref}"', 1)[1].split(">", 1)[0]
