from datetime import timedelta

import pytest
from flask import Flask

from marketplace import catalogue, orders
from marketplace.cart.models import Cart
from marketplace.database import db
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.errors import BasketChanged, EmptyBasket, LinesUnavailable
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState
from marketplace.shipping import OutOfReach
from marketplace.stock.models import Lot
from tests import factories
from tests.people import Cast


def place(basket: Cart, *, total_vnd: int, token: str = "") -> Purchase:
    return orders.place(
        checkout_token=token or basket.checkout_token,
        cart_token=basket.token,
        buyer=None,
        recipient=factories.BA_DINH,
        shown_total_vnd=total_vnd,
        locale="vi",
    )


def test_one_purchase_holds_one_order_for_each_seller_and_the_totals_agree(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, price_vnd=165_000)
    salt = factories.product(cast.seller_a, price_vnd=45_000)
    eggs = factories.product(cast.seller_b, price_vnd=38_000)
    bought = factories.purchase((honey.variants[0], 2), (eggs.variants[0], 3), (salt.variants[0], 1))
    assert [order.number for order in bought.orders] == [f"{bought.code}-1", f"{bought.code}-2"]
    assert [order.goods_vnd for order in bought.orders] == [375_000, 114_000]
    assert bought.goods_vnd == sum(order.goods_vnd for order in bought.orders)
    assert bought.shipping_vnd == sum(order.shipping_vnd for order in bought.orders)
    assert bought.total_vnd == bought.goods_vnd + bought.shipping_vnd


def test_delivery_is_free_from_500_000_dong_of_one_seller(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, price_vnd=250_000)
    assert factories.purchase((honey.variants[0], 2)).shipping_vnd == 0
    assert factories.purchase((honey.variants[0], 1)).shipping_vnd > 0


def test_lines_keep_what_was_true_at_the_sale(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, "Mật ong Green Life")
    factories.certificate(honey, stars=4)
    cast.seller_a.commission_bp = 700
    (line,) = factories.order(honey).lines
    honey.name_vi, cast.seller_a.commission_bp = "Tên khác", 900
    catalogue.reprice(honey.variants[0], price_vnd=999_000)
    db.session.flush()
    db.session.refresh(line)
    assert (line.name_vi, line.unit_price_vnd, line.total_vnd) == ("Mật ong Green Life", 165_000, 330_000)
    assert (line.commission_bp, line.ocop_stars) == (700, 4)
    assert (line.commission_vnd, line.net.net_vnd) == (23_100, 306_900)


def test_an_ended_certificate_leaves_no_stars_on_the_line(cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    factories.certificate(honey, issued_days_ago=1_200)
    assert factories.order(honey).lines[0].ocop_stars is None


def test_placing_takes_the_stock_and_empties_the_basket(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=10)
    factories.order(honey, quantity=3)
    assert db.session.query(Lot.on_hand).scalar() == 7
    assert db.session.query(Cart).count() == 0


def test_the_same_checkout_token_gives_the_same_purchase(cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    bought = factories.purchase((honey.variants[0], 1))
    again = orders.place(
        checkout_token=bought.checkout_token,
        cart_token="gone",
        buyer=None,
        recipient=factories.BA_DINH,
        shown_total_vnd=1,
        locale="vi",
    )
    assert again.id == bought.id
    assert db.session.query(Order).count() == 1


def test_a_total_that_is_not_the_one_shown_is_refused(cast: Cast) -> None:
    basket = factories.basket((factories.product(cast.seller_a).variants[0], 1))
    with pytest.raises(BasketChanged):
        place(basket, total_vnd=165_000)


def test_another_baskets_checkout_token_is_refused(cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    mine, other = factories.basket((honey.variants[0], 1)), factories.basket((honey.variants[0], 2))
    with pytest.raises(BasketChanged):
        place(mine, total_vnd=195_000, token=other.checkout_token)


@pytest.mark.parametrize("contact", [{"phone": "+84912345678"}, {"email": "htx@example.test"}, {}])
def test_a_shop_that_nobody_can_reach_is_given_no_time_that_it_would_not_hear_of(
    app: Flask, contact: dict[str, str]
) -> None:
    order = factories.order(factories.product(factories.seller(**contact)))
    assert order.due_at is not None
    given = order.due_at - order.events[0].at
    assert given == (deadlines_of().to_act[OrderState.PLACED] if contact else timedelta())


def test_a_shop_that_somebody_signs_in_for_is_given_its_time(app: Flask) -> None:
    shop = factories.seller()
    factories.member(shop, factories.user("Chủ"))
    db.session.expire(shop)
    order = factories.order(factories.product(shop))
    assert order.due_at == order.events[0].at + deadlines_of().to_act[OrderState.PLACED]


def test_nothing_cannot_be_ordered(cast: Cast) -> None:
    basket = factories.basket((factories.product(cast.seller_a).variants[0], 1))
    basket.lines.clear()
    db.session.flush()
    with pytest.raises(EmptyBasket):
        place(basket, total_vnd=0)


def test_goods_off_the_shelf_or_short_are_refused(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=5)
    basket = factories.basket((honey.variants[0], 5))
    honey.is_listed = False
    db.session.flush()
    with pytest.raises(LinesUnavailable):
        place(basket, total_vnd=825_000)
    honey.is_listed = True
    factories.purchase((honey.variants[0], 1))
    with pytest.raises(LinesUnavailable):
        place(basket, total_vnd=825_000)


def test_goods_that_do_not_travel_that_far_are_refused(cast: Cast) -> None:
    chicken = factories.product(cast.seller_a, storage_class="chilled", ship_scope="province")
    basket = factories.basket((chicken.variants[0], 1))
    with pytest.raises(OutOfReach, match="Hàng lạnh này chỉ gửi trong Phú Thọ"):
        place(basket, total_vnd=195_000)


def test_an_order_begins_with_its_first_event_and_a_deadline(cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    assert [event.state for event in order.events] == [OrderState.PLACED]
    assert order.due_at is not None
