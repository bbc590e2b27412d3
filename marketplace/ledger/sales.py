"""How a sale and the money of a purchase are booked: from which account to which.

A sale is final when its parcel is delivered; the amounts are those that are frozen on its lines. Until then money that
came is the buyer's, and a parcel that is called off leaves nothing to book but the refund.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from marketplace.clock import to_local
from marketplace.database import db
from marketplace.ledger.accounts import (
    BANK,
    DELIVERY,
    FEE_VAT,
    FEES,
    STRIPE,
    Account,
    buyer,
    cash,
    costs,
    seller,
    tax,
    vouchers,
)
from marketplace.ledger.models import Kind
from marketplace.ledger.posting import Draft, Posting
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.models import PaymentAttempt, PaymentEvent
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundRoute
from marketplace.shipping import FeeBearer

SALE: Final = "sale:"
"""The key of a sale is this and the id of the order."""
PAYMENT: Final = "payment:"
"""The key of money that moved is this and the id of the payment's step."""
VAT: Final = "vat"
INCOME: Final = "pit"
"""The taxes that are held back, as their accounts are called."""
MARKET: Final = "market"
"""Who bears vouchers of the market, as the account is called. A seller's have none: the goods are sold for less."""
OWN: Final = "seller {}"
"""The holder of cash that a seller took with their own hands."""
FREE_DELIVERY: Final = "free delivery"
"""What the shop spends on parcels that are free to their buyers."""


def sale(order: Order, at: datetime) -> Draft:
    """A delivered parcel: what the seller earned, what of it was kept, and the cash that was taken at the door."""
    return Draft(
        kind=Kind.SALE,
        key=f"{SALE}{order.id}",
        postings=[*_taken(order), *_earned(order, to_local(at).date())],
        at=at,
        purchase_id=order.purchase_id,
        order_id=order.id,
        seller_id=order.seller_id,
    )


def is_money(event: PaymentEvent) -> bool:
    """Whether money came or went with this step, other than cash at the door, which is booked with the sale."""
    return event.amount_vnd != 0 and event.order_id is None


def payment(event: PaymentEvent) -> Draft:
    """Money that came for a purchase, or went back; what a bank returned of that comes again."""
    owner, place, amount_vnd = buyer(event.purchase_id), _place_of(event), abs(event.amount_vnd)
    came = event.amount_vnd > 0
    return Draft(
        kind=Kind.REFUND if event.refund_id else Kind.PAYMENT,
        key=f"{PAYMENT}{event.id}",
        postings=[Posting(place, owner, amount_vnd) if came else Posting(owner, place, amount_vnd)],
        at=event.at,
        purchase_id=event.purchase_id,
    )


def _place_of(event: PaymentEvent) -> Account:
    """Where money came to or went from: cards by their provider, everything else by the bank."""
    if event.refund_id:
        refund = db.session.get_one(Refund, event.refund_id)
        return STRIPE if refund.route == RefundRoute.PROVIDER else BANK
    attempt = db.session.get_one(PaymentAttempt, event.attempt_id) if event.attempt_id else None
    return STRIPE if attempt and attempt.method == PaymentMethod.CARD else BANK


def holder_of(order: Order) -> str:
    """Who took the cash for a parcel: the carrier, or the seller who brought it."""
    return order.carrier or OWN.format(order.seller_id)


def _taken(order: Order) -> Iterator[Posting]:
    purchase: Purchase = order.purchase
    if purchase.payment_method == PaymentMethod.COD:
        yield Posting(cash(holder_of(order)), buyer(purchase.id), order.total_vnd)


def _earned(order: Order, day: date) -> Iterator[Posting]:
    paid = buyer(order.purchase_id)
    yield Posting(paid, seller(order.seller_id), order.goods_vnd)
    sums: Counter[tuple[Account, Account]] = Counter()
    for line in order.lines:
        for part in _kept(line, day):
            sums[part.source, part.destination] += part.amount_vnd
    yield from (Posting(source, destination, amount_vnd) for (source, destination), amount_vnd in sums.items())
    yield Posting(paid, DELIVERY, order.shipping_vnd)
    if order.seller_earns_vnd:
        yield Posting(DELIVERY, seller(order.seller_id), order.seller_earns_vnd)
    if order.waived_by:
        yield Posting(_bearer(order), DELIVERY, order.waived_vnd)
    if order.discount_vnd:
        yield Posting(vouchers(MARKET), paid, order.discount_vnd)


def _bearer(order: Order) -> Account:
    """Whose money pays for a delivery that is free to the buyer."""
    return seller(order.seller_id) if order.waived_by == FeeBearer.SELLER else costs(FREE_DELIVERY)


def _kept(line: OrderLine, day: date) -> Iterator[Posting]:
    """What is kept of a line: the commission, its VAT, and the taxes, as they are on the day of the delivery."""
    owner, net = seller(line.order.seller_id), line.net_for(line.order.seller.kind, day)
    yield Posting(owner, FEES, net.commission_net_vnd)
    yield Posting(owner, FEE_VAT, net.commission_vat_vnd)
    yield Posting(owner, tax(VAT), net.withheld_vat_vnd)
    yield Posting(owner, tax(INCOME), net.withheld_pit_vnd)
