import pytest

from marketplace import orders
from marketplace.orders.errors import OrderNotFound
from tests import factories
from tests.people import Cast


def test_the_code_may_be_typed_any_way(cast: Cast) -> None:
    bought = factories.purchase((factories.product(cast.seller_a).variants[0], 1))
    for typed in (bought.code, bought.code.lower(), bought.code.replace("-", ""), f"{bought.code}-1"):
        assert orders.get_purchase_by_code(typed, "+84900000123").id == bought.id


@pytest.mark.parametrize(("code", "phone"), [("2611-AAAAA", "+84900000123"), ("", ""), ("%", "%")])
def test_a_wrong_code_or_phone_finds_nothing(cast: Cast, code: str, phone: str) -> None:
    factories.purchase((factories.product(cast.seller_a).variants[0], 1))
    with pytest.raises(OrderNotFound):
        orders.get_purchase_by_code(code, phone)


def test_a_sellers_order_is_nobody_elses(cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    assert orders.get_order_of_seller(cast.seller_a.id, order.number).id == order.id
    with pytest.raises(OrderNotFound):
        orders.get_order_of_seller(cast.seller_b.id, order.number)


def test_only_my_last_purchase_fills_my_form(cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    newest = factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    last = orders.find_last_purchase(cast.buyer.id)
    assert last is not None
    assert last.id == newest.id
    assert orders.find_last_purchase(cast.neighbour.id) is None
