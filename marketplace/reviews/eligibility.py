"""Who somebody is to a product: of its shop, an earlier buyer, or neither."""

from sqlalchemy import ColumnElement, select

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import OrderState
from marketplace.reviews.question_models import AnswerRole
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import ShopPermission, roles_with


def role_towards(product_id: int, user_id: int | None) -> AnswerRole | None:
    """As what a person may answer questions about the product, if at all; one statement."""
    if user_id is None:
        return None
    sells, bought = db.session.execute(select(_sells(product_id, user_id), _received(product_id, user_id))).one()
    if sells:
        return AnswerRole.SELLER
    return AnswerRole.BUYER if bought else None


def _sells(product_id: int, user_id: int) -> ColumnElement[bool]:
    working = select(SellerMember.user_id).join(Product, Product.seller_id == SellerMember.seller_id)
    speaking = SellerMember.role.in_(sorted(roles_with(ShopPermission.ANSWER_CUSTOMERS)))
    return working.where(Product.id == product_id, SellerMember.user_id == user_id, speaking).exists()


def _received(product_id: int, user_id: int) -> ColumnElement[bool]:
    lines = select(OrderLine.id).join(OrderLine.order).join(Order.purchase)
    mine = (OrderLine.product_id == product_id) & (Purchase.user_id == user_id)
    return lines.where(mine, Order.state == OrderState.DELIVERED).exists()
