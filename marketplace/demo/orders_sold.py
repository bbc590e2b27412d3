"""One sample order after the other: its rows, and what is booked of it.

The objects belong to no session. They are written in bulk, and shown to the functions that book real sales.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from marketplace.cash.models import CashMove, Custody, Holder, MoveKind
from marketplace.cash.terms import due_on
from marketplace.clock import end_of_day, now, to_local
from marketplace.demo.packs_sold import Sold
from marketplace.demo.sales import COMMISSION_BP
from marketplace.demo.samples import Row
from marketplace.earnings.models import Earning
from marketplace.earnings.recording import sale_of
from marketplace.fees import class_of
from marketplace.ledger import Draft
from marketplace.ledger.remittances import draft_of
from marketplace.ledger.sales import is_money, payment, sale
from marketplace.money import share
from marketplace.orders.deadlines import time_to_act
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.models import PaymentEvent
from marketplace.places import Commune
from marketplace.sellers.models import Seller
from marketplace.stock.models import MovementReason, StockMovement

CARRIER: Final = "GHN"
SHIPPING_VND: Final = (18_000, 24_000, 30_000, 36_000)
TRANSFERS: Final = 0.3
OLDEST_HOURS, NEWEST_HOURS = 9_000, 100
"""When what was delivered was ordered: this long ago at most and at least."""
REMITTED_AFTER: Final = timedelta(days=5)
STATES: Final = {
    OrderState.DELIVERED: 0.95,
    OrderState.CANCELLED: 0.03,
    OrderState.SHIPPED: 0.01,
    OrderState.PLACED: 0.005,
    OrderState.CONFIRMED: 0.003,
    OrderState.PACKED: 0.002,
}
WAY: Final = {
    OrderState.PLACED: (ActorRole.BUYER, 0),
    OrderState.CONFIRMED: (ActorRole.SELLER, 3),
    OrderState.PACKED: (ActorRole.SELLER, 8),
    OrderState.SHIPPED: (ActorRole.SELLER, 13),
    OrderState.DELIVERED: (ActorRole.SELLER, 60),
}
"""The states on the way of an order, who brings it there, and how many hours after the purchase."""
PAID_AFTER: Final = timedelta(minutes=9)


class Buying(NamedTuple):
    """Pack sizes of one seller, where they are sent, the buyer's account if there is one, and the dice."""

    packs: Sequence[Sold]
    commune: Commune
    buyer_id: int | None
    dice: random.Random


@dataclass
class Ids:
    """The next id of each model."""

    next: dict[Any, int]

    def take(self, model: Any) -> int:
        """An id that no row has yet."""
        number = self.next[model]
        self.next[model] = number + 1
        return number


@dataclass
class Sale:
    """A purchase of one order, its seller, and everything that was written about it."""

    purchase: Purchase
    order: Order
    events: list[OrderEvent] = field(default_factory=list)
    movements: list[StockMovement] = field(default_factory=list)
    payments: list[PaymentEvent] = field(default_factory=list)
    custodies: list[Custody] = field(default_factory=list)
    moves: list[CashMove] = field(default_factory=list)

    @property
    def arrived_at(self) -> datetime | None:
        """When it was delivered, if it was."""
        return self.events[-1].at if self.order.state == OrderState.DELIVERED else None

    def earned(self) -> list[Earning]:
        """What its lines leave the seller, once they have arrived."""
        return [sale_of(line, self.arrived_at) for line in self.order.lines] if self.arrived_at else []

    def booked(self) -> Iterator[Draft]:
        """What stands in the ledger of it."""
        yield from (payment(event) for event in self.payments if is_money(event))
        if self.arrived_at:
            yield sale(self.order, self.arrived_at)
        yield from (draft_of(move, self.order) for move in self.moves if move.kind != MoveKind.COLLECTED)

    def things(self) -> Iterator[Any]:
        """All objects that are rows."""
        yield from (self.purchase, self.order, *self.order.lines, *self.events, *self.movements, *self.payments)
        yield from (*self.custodies, *self.moves, *self.earned())

    def units(self) -> Iterator[tuple[int, int]]:
        """How many units of which product have arrived, line by line."""
        if self.arrived_at:
            yield from ((line.product_id, line.quantity) for line in self.order.lines)


def sell(ids: Ids, buying: Buying) -> Sale:
    """An order of these goods, somewhere on its way or at its end."""
    dice = buying.dice
    state = dice.choices(list(STATES), list(STATES.values()))[0]
    by_transfer = state != OrderState.CANCELLED and dice.random() < TRANSFERS
    sold = _placed(ids, buying, PaymentMethod.TRANSFER if by_transfer else PaymentMethod.COD, state)
    _walk(sold, state, dice)
    _pay(ids, sold)
    _take_stock(sold, buying.packs)
    return sold


def _placed(ids: Ids, buying: Buying, method: PaymentMethod, state: OrderState) -> Sale:
    number, order_id, seller = ids.take(Purchase), ids.take(Order), buying.packs[0]
    lines = [_line(ids, order_id, pack, buying.dice.choice((1, 1, 1, 2, 2, 3))) for pack in buying.packs]
    goods_vnd, shipping_vnd = sum(line.total_vnd for line in lines), buying.dice.choice(SHIPPING_VND)
    amounts = {"goods_vnd": goods_vnd, "shipping_vnd": shipping_vnd, "total_vnd": goods_vnd + shipping_vnd}
    paid = _paid(method, state)
    money = {
        "payment_method": method,
        "payment_state": paid,
        "paid_vnd": amounts["total_vnd"] if paid == PaymentState.PAID else 0,
    }
    purchase = Purchase(**_recipient(number, buying), **amounts, **money, id=number)
    grams = sum(pack.gross_grams * line.quantity for pack, line in zip(buying.packs, lines, strict=True))
    named = {"id": order_id, "number": f"M{number}-1", "purchase_id": number, "seller_id": seller.seller_id}
    order = Order(**named, **amounts, weight_grams=grams, state=state)
    order.lines, order.purchase, order.seller = lines, purchase, Seller(id=seller.seller_id, kind=seller.seller_kind)
    return Sale(purchase, order)


def _paid(method: PaymentMethod, state: OrderState) -> PaymentState:
    if state == OrderState.CANCELLED:
        return PaymentState.FAILED
    is_paid = method == PaymentMethod.TRANSFER or state == OrderState.DELIVERED
    return PaymentState.PAID if is_paid else PaymentState.DUE


def _recipient(number: int, buying: Buying) -> Row:
    """Somebody who does not exist, under a number that nobody has."""
    return {
        "code": f"M{number}",
        "token": f"sample-{number}",
        "checkout_token": f"sample-{number}",
        "user_id": buying.buyer_id,
        "recipient_name": f"Người mua mẫu {number}",
        "recipient_folded": f"nguoi mua mau {number}",
        "phone": f"+849000{10_000 + number % 90_000}",
        "province_code": buying.commune.province.code,
        "commune_code": buying.commune.code,
        "street": "Nhà Mẫu",
    }


def _line(ids: Ids, order_id: int, pack: Sold, quantity: int) -> OrderLine:
    total_vnd = pack.price_vnd * quantity
    return OrderLine(
        id=ids.take(OrderLine),
        order_id=order_id,
        product_id=pack.product_id,
        variant_id=pack.variant_id,
        product_slug=pack.product_slug,
        picture=pack.picture,
        name_vi=pack.name_vi,
        name_en=pack.name_en,
        pack_vi=pack.pack_vi,
        pack_en=pack.pack_en,
        unit_price_vnd=pack.price_vnd,
        quantity=quantity,
        total_vnd=total_vnd,
        tax_class=class_of(pack.category),
        commission_bp=COMMISSION_BP,
        commission_vnd=share(total_vnd, COMMISSION_BP),
    )


def _walk(sold: Sale, state: OrderState, dice: random.Random) -> None:
    """Go from the purchase to the state: what is over long ago, what is on its way a few hours."""
    steps = [(each, *WAY[each]) for each in WAY if each in _until(state)]
    if state == OrderState.CANCELLED:
        steps.append((state, ActorRole.SELLER, 2))
    is_over = state in (OrderState.DELIVERED, OrderState.CANCELLED)
    hours = dice.randrange(NEWEST_HOURS, OLDEST_HOURS) if is_over else steps[-1][2] + dice.randrange(1, 20)
    at = now() - timedelta(hours=hours, seconds=dice.randrange(3_600))
    if sold.purchase.payment_method == PaymentMethod.TRANSFER:
        steps[0] = (OrderState.PLACED, ActorRole.SYSTEM, 0)
        _enter(sold, OrderState.AWAITING_PAYMENT, ActorRole.BUYER, at - PAID_AFTER)
    for each, role, later in steps:
        _enter(sold, each, role, at + timedelta(hours=later))
    _date(sold, at)


def _until(state: OrderState) -> Sequence[OrderState]:
    way = list(WAY)
    return way[: way.index(state) + 1] if state in WAY else way[:1]


def _enter(sold: Sale, state: OrderState, role: ActorRole, at: datetime) -> None:
    sold.events.append(OrderEvent(order_id=sold.order.id, state=state, role=role, at=at))


def _date(sold: Sale, at: datetime) -> None:
    """The days of an order that was placed at this instant, its deadline, its carrier, and its taxes if it arrived."""
    order, state = sold.order, OrderState(sold.order.state)
    sold.purchase.placed_at, order.placed_at = sold.events[0].at, at
    day = to_local(at).date()
    order.arrives_from_on, order.arrives_to_on = day + timedelta(days=2), day + timedelta(days=4)
    is_sent = state in (OrderState.SHIPPED, OrderState.DELIVERED)
    order.carrier, order.tracking_number = (CARRIER, f"MAU{order.id}") if is_sent else ("", "")
    to_act = time_to_act(state, sold.events[-1].at)
    order.due_at = sold.events[-1].at + to_act if to_act else None
    if state == OrderState.SHIPPED:
        order.due_at = end_of_day(order.arrives_to_on)
    for line in order.lines:
        line.withheld_vat_vnd = line.withheld_pit_vnd = None
        if sold.arrived_at:
            line.freeze_taxes(order.seller.kind, to_local(sold.arrived_at).date())


def _pay(ids: Ids, sold: Sale) -> None:
    """The money: by transfer before anything is sent, or cash at the door, which its carrier sends some days later."""
    purchase, order = sold.purchase, sold.order
    if purchase.payment_method == PaymentMethod.TRANSFER:
        _note_payment(ids, sold, order.placed_at, None)
    elif sold.arrived_at:
        _note_payment(ids, sold, sold.arrived_at, order.id)
        _take_cash(ids, sold, sold.arrived_at)
    elif order.is_called_off:
        _note_payment(ids, sold, sold.events[-1].at, None)


def _note_payment(ids: Ids, sold: Sale, at: datetime | None, order_id: int | None) -> None:
    purchase = sold.purchase
    led_to = {"state": purchase.payment_state, "amount_vnd": purchase.paid_vnd, "order_id": order_id, "at": at}
    sold.payments.append(PaymentEvent(id=ids.take(PaymentEvent), purchase_id=purchase.id, **led_to))


def _take_cash(ids: Ids, sold: Sale, at: datetime) -> None:
    order, number = sold.order, ids.take(Custody)
    is_here = at + REMITTED_AFTER < now()
    moved = {"custody_id": number, "order_id": order.id, "carrier": CARRIER, "amount_vnd": order.total_vnd, "note": ""}
    sold.custodies.append(
        Custody(
            id=number,
            order_id=order.id,
            collector=Holder.CARRIER,
            carrier=CARRIER,
            amount_vnd=order.total_vnd,
            open_vnd=0 if is_here else order.total_vnd,
            since=at,
            due_on=due_on(CARRIER, to_local(at).date()),
        )
    )
    sold.moves.append(CashMove(id=ids.take(CashMove), kind=MoveKind.COLLECTED, at=at, **moved))
    if is_here:
        sold.moves.append(CashMove(id=ids.take(CashMove), kind=MoveKind.REMITTED, at=at + REMITTED_AFTER, **moved))


def _take_stock(sold: Sale, packs: Sequence[Sold]) -> None:
    """The units were received for it, and left with it; those of an order that was called off came back."""
    order = sold.order
    for pack, line in zip(packs, order.lines, strict=True):
        steps: list[tuple[MovementReason, int, int | None]] = [(MovementReason.SALE, -line.quantity, line.id)]
        if order.is_called_off:
            steps.append((MovementReason.RETURNED, line.quantity, line.id))
        else:
            steps.insert(0, (MovementReason.RECEIVED, line.quantity, None))
        sold.movements += [
            StockMovement(lot_id=pack.lot_id, reason=reason, quantity=units, order_line_id=line_id, at=order.placed_at)
            for reason, units, line_id in steps
        ]
