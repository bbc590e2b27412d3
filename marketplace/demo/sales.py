"""What was sold of the sample goods: most of them nothing, a few very much, as in every market."""

import random
from datetime import datetime, timedelta
from typing import Any, Final

from marketplace.cash.models import CashMove, Custody, Holder, MoveKind
from marketplace.clock import now
from marketplace.demo.samples import Row
from marketplace.money import share
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.states import OrderState, PaymentState
from marketplace.payments.models import PaymentEvent

SOLD: Final = 0.12
MOST_UNITS: Final = 3_000
COMMISSION_BP: Final = 500
STEPS: Final = (
    (OrderState.PLACED, "buyer", 0),
    (OrderState.CONFIRMED, "seller", 3),
    (OrderState.PACKED, "seller", 8),
    (OrderState.SHIPPED, "seller", 13),
    (OrderState.DELIVERED, "seller", 60),
)
RECIPIENT: Final[Row] = {
    "recipient_name": "Người mua mẫu",
    "recipient_folded": "nguoi mua mau",
    "phone": "+84900000100",
    "province_code": "01",
    "commune_code": "00004",
    "street": "Nhà Mẫu",
}


def units_sold(dice: random.Random) -> int:
    """How many units of a good were sold: Zipf's law, by a Pareto distribution."""
    return min(int(dice.paretovariate(0.9) * 3), MOST_UNITS) if dice.random() < SOLD else 0


def delivered(number: int, product: Row, variant: Row, dice: random.Random) -> dict[Any, list[Row]]:
    """One delivered purchase of all the product's sold units, its rows by model, all with the id `number`."""
    at, quantity = now() - timedelta(hours=dice.randrange(100, 9_000)), product["sold_units"]
    cost = variant["price_vnd"] * quantity
    paid = {"payment_state": PaymentState.PAID, "paid_vnd": cost}
    amounts = {"goods_vnd": cost, "shipping_vnd": 0, "total_vnd": cost}
    return {
        Purchase: [_purchase(number, at) | RECIPIENT | amounts | paid],
        Order: [_order(number, product, at) | amounts | {"weight_grams": variant["gross_grams"] * quantity}],
        OrderLine: [_line(number, product, variant, quantity)],
        OrderEvent: [
            {"order_id": number, "state": state, "role": role, "at": at + timedelta(hours=hours)}
            for state, role, hours in STEPS
        ],
        Custody: [_custody(number, cost, at)],
        CashMove: [_move(number, cost, at, kind) for kind in (MoveKind.COLLECTED, MoveKind.REMITTED)],
        PaymentEvent: [
            {
                "purchase_id": number,
                "order_id": number,
                "state": PaymentState.PAID,
                "amount_vnd": cost,
                "at": at + timedelta(hours=STEPS[-1][2]),
            }
        ],
    }


def _purchase(number: int, at: datetime) -> Row:
    return {
        "id": number,
        "code": f"M{number}",
        "token": f"sample-{number}",
        "checkout_token": f"sample-{number}",
        "placed_at": at,
    }


def _custody(number: int, cost: int, at: datetime) -> Row:
    since = at + timedelta(hours=STEPS[-1][2])
    taken = {"collector": Holder.CARRIER, "carrier": "", "since": since, "due_on": None}
    return {"id": number, "order_id": number, "amount_vnd": cost, "open_vnd": 0, **taken}


def _move(number: int, cost: int, at: datetime, kind: MoveKind) -> Row:
    moved = {"kind": kind, "amount_vnd": cost, "carrier": "", "at": at + timedelta(hours=STEPS[-1][2])}
    return {"custody_id": number, "order_id": number, **moved}


def _order(number: int, product: Row, at: datetime) -> Row:
    return {
        "id": number,
        "number": f"M{number}-1",
        "purchase_id": number,
        "seller_id": product["seller_id"],
        "state": OrderState.DELIVERED,
        "arrives_from_on": (at + timedelta(days=2)).date(),
        "arrives_to_on": (at + timedelta(days=4)).date(),
        "placed_at": at,
    }


def _line(number: int, product: Row, variant: Row, quantity: int) -> Row:
    return {
        "id": number,
        "order_id": number,
        "product_id": product["id"],
        "variant_id": variant["id"],
        "product_slug": product["slug"],
        "picture": product["picture"],
        "name_vi": product["name_vi"],
        "name_en": product["name_en"],
        "pack_vi": variant["pack_vi"],
        "pack_en": variant["pack_en"],
        "unit_price_vnd": variant["price_vnd"],
        "quantity": quantity,
        "total_vnd": variant["price_vnd"] * quantity,
        "commission_bp": COMMISSION_BP,
        "commission_vnd": share(variant["price_vnd"] * quantity, COMMISSION_BP),
    }
