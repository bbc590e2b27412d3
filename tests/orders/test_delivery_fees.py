"""An order keeps the delivery fee that it was sold with, and whoever gives delivery away pays for it, to the dong."""

from collections import Counter
from datetime import timedelta

import pytest

from marketplace import shipping
from marketplace.clock import now, pretending
from marketplace.database import transaction
from marketplace.ledger import DELIVERY
from marketplace.ledger.accounts import buyer, costs, seller
from marketplace.ledger.sales import FREE_DELIVERY, sale
from marketplace.orders.models import Order
from marketplace.orders.refitting import refit, shrink
from marketplace.shipping import FeeBearer
from tests import factories, tariffs
from tests.people import Cast


def sold(cast: Cast, quantity: int, **table: object) -> Order:
    """An order of seller A on the first day of a new table."""
    with transaction():
        shipping.add_tariff(tariffs.new(**table), by=cast.operator)
    with pretending(now() + timedelta(days=1)):
        return factories.order(factories.product(cast.seller_a), quantity=quantity)


@pytest.mark.parametrize("bearer", FeeBearer)
def test_free_delivery_is_paid_by_whom_the_table_names(cast: Cast, bearer: FeeBearer) -> None:
    order = sold(cast, 4, free_from_vnd=600_000, free_paid_by=bearer)
    assert (order.goods_vnd, order.shipping_vnd, order.waived_by) == (660_000, 0, bearer)
    assert order.waived_vnd > 0
    goods_alone = sum(line.net.net_vnd for line in order.lines)
    is_seller = bearer == FeeBearer.SELLER
    assert order.net_vnd == goods_alone - (order.waived_vnd if is_seller else 0)
    moved: Counter[str] = Counter()
    for posting in sale(order, now()).postings:
        moved[posting.source.code] -= posting.amount_vnd
        moved[posting.destination.code] += posting.amount_vnd
    assert moved[DELIVERY.code] == order.delivery_vnd
    assert moved[seller(order.seller_id).code] == order.net_vnd
    assert moved[costs(FREE_DELIVERY).code] == (0 if is_seller else -order.waived_vnd)
    assert moved[buyer(order.purchase_id).code] == 0
    assert sum(moved.values()) == 0


def test_a_parcel_that_shrinks_stays_free_and_costs_its_bearer_no_more(cast: Cast) -> None:
    order = sold(cast, 4, free_from_vnd=600_000)
    before = order.waived_vnd
    with transaction():
        shrink(order.lines[0], to=1, by_id=None)
        refit(order)
    assert (order.shipping_vnd, order.waived_by) == (0, FeeBearer.SELLER)
    assert 0 < order.waived_vnd <= before
    assert order.tariff == shipping.all_tariffs()[0].ref
