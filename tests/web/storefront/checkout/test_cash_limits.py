"""Cash at the door has limits, and the page says what can be done instead."""

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Purchase
from tests.client import Client
from tests.web.storefront.shopping import order, put


def dear(honey: Product, price_vnd: int) -> None:
    honey.variants[0].price_vnd = price_vnd
    db.session.flush()


def test_a_first_purchase_that_is_too_dear_for_cash_is_refused_beside_the_payment(
    client: Client, honey: Product
) -> None:
    dear(honey, 11_000_000)
    put(client, honey)
    answer = order(client)
    payment = answer.text.split('id="payment-part"', 1)[1].split("</section>", 1)[0]
    assert answer.status_code == 400
    assert "Lần đầu mua, trả tiền mặt khi nhận được tối đa 10.000.000" in payment
    assert "Chọn cách trả trước" in payment
    assert db.session.query(Purchase).count() == 0


def test_who_is_called_first_reads_so_after_ordering(client: Client, honey: Product) -> None:
    dear(honey, 3_000_000)
    put(client, honey)
    page = client.get(order(client).headers["Location"]).text
    assert "để xác nhận trước khi gói" in page


def test_an_ordinary_purchase_promises_no_call(client: Client, honey: Product) -> None:
    put(client, honey)
    page = client.get(order(client).headers["Location"]).text
    assert "Đã đặt hàng" in page
    assert "để xác nhận trước khi gói" not in page
