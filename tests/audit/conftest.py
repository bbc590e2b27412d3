"""Orders whose books are in order, until a test writes past the rules."""

import pytest
from flask import Flask

from marketplace import orders, reviews
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from tests import factories


@pytest.fixture
def delivered(app: Flask) -> Order:
    """An order that went its whole way, and was reviewed."""
    order = factories.order()
    seller = factories.user("Chủ gian hàng")
    with transaction():
        orders.confirm(order, by=seller)
        orders.pack(order, by=seller)
        orders.ship(order, by=seller, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(order, by=seller, role=ActorRole.SELLER)
    review = reviews.publish(order.lines[0], author="Chị H.", scores=reviews.Scores(5, 5, 5), body="Thơm")
    reviews.find_helpful(review, reader="browser:one")
    return order


@pytest.fixture
def cancelled(app: Flask) -> Order:
    """An order that was called off."""
    order, operator = factories.order(), factories.user()
    with transaction():
        orders.cancel(order, by=operator, role=ActorRole.OPERATOR, reason="Người mua gọi xin hủy")
    return order
