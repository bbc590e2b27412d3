"""The market that the state machine drives: three shops with little in stock, their buyers, a clock, and what a person
who stood beside would have counted.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, TypeVar

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition
from sqlalchemy import Connection, NestedTransaction, select

from marketplace import orders, shipments, vouchers
from marketplace.clock import now, pretending, to_local
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.vouchers import Bearer, NewVoucher, VoucherKind
from tests import factories

WHICH = st.integers(0, 7)
"""Which of several things a step is about, the newest first."""
LIVELY = 8
"""So many of the newest things go on living; older ones rest."""
STEPS: Final = {
    OrderState.PLACED: lambda order: orders.confirm(order, by=None),
    OrderState.CONFIRMED: lambda order: orders.pack(order, by=None),
    OrderState.PACKED: lambda order: orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1"),
    OrderState.SHIPPED: lambda order: orders.deliver(order, by=None, role=ActorRole.SELLER),
}
"""An order's own way to its buyer."""
T = TypeVar("T")


class Market(RuleBasedStateMachine):
    """Opens the shops, and does steps at its own time, each in a transaction as the edges do."""

    app: ClassVar[Flask]
    told: ClassVar[Counter[str]] = Counter()
    """How often each step was done and each refusal was met, over all runs."""

    def __init__(self) -> None:
        super().__init__()
        db.session.rollback()
        self.connection: Connection = db.session.connection()
        db.session.remove()
        self.undone: NestedTransaction = self.connection.begin_nested()
        self.at: datetime = now()
        self.came, self.went = Counter[str](), Counter[str]()
        self.received, self.written_off = Counter[int](), Counter[int]()
        self.delivered: set[str] = set()
        self.did: set[str] = set()
        self.notices = self.steps = self.rested_at = 0
        with transaction():
            self._open()

    def teardown(self) -> None:
        """Nothing of it stays."""
        db.session.remove()
        self.undone.rollback()

    def _open(self) -> None:
        self.operators = [factories.user("Người vận hành") for _ in range(2)]
        self.buyers = [factories.user("Chị Mẫu"), factories.user("Anh Mẫu"), None]
        self.guest_tokens: list[str | None] = [None] * len(self.buyers)
        sellers = [factories.seller(f"HTX {name}") for name in "ABC"]
        prices = (33_333, 90_000, 165_000)
        products = [factories.product(each, left=0, price_vnd=vnd) for each, vnd in zip(sellers, prices, strict=True)]
        products[0].variants.append(factories.pack(2, pack_vi="Hũ nhỏ", price_vnd=21_000))
        products[1].variants[0].most_per_buyer = 3
        db.session.flush()
        self.packs = [variant for product in products for variant in product.variants]
        for pack in self.packs:
            self._bring_in(pack.id, 6)
        for each in sellers:
            shipments.save_pickup(
                each.id,
                name="Bùi Thị Mẫu",
                phone="+84912345678",
                street="Xóm Đồi",
                province_code="25",
                commune_code="05014",
            )
        self.vouchers = [vouchers.make(new, by=self.operators[0]) for new in self._vouchers(sellers[0].id)]

    def _vouchers(self, seller_id: int) -> list[NewVoucher]:
        today = to_local(self.at).date()
        days = {"first_day": today, "last_day": today + timedelta(days=20)}
        return [
            NewVoucher("GIAMHET", VoucherKind.PERCENT, Bearer.MARKET, basis_points=1_500, most_uses=2, **days),
            NewVoucher(
                "QUENNHAU",
                VoucherKind.AMOUNT,
                Bearer.SELLER,
                amount_vnd=20_000,
                least_vnd=30_000,
                most_uses=4,
                per_person=2,
                seller_id=seller_id,
                **days,
            ),
            NewVoucher("CHOXE", VoucherKind.DELIVERY, Bearer.MARKET, per_person=None, most_uses=3, **days),
        ]

    def _bring_in(self, variant_id: int, quantity: int) -> None:
        pack = next(each for each in self.packs if each.id == variant_id)
        factories.lot(db.session.merge(pack), quantity)
        self.received[variant_id] += quantity

    def do(self, name: str, deed: Callable[[], T]) -> T | None:
        """A step at the time of this market; None when it was refused, and then nothing may have changed."""
        return self.outside(name, lambda: _committed(deed))

    def outside(self, name: str, deed: Callable[[], T]) -> T | None:
        """The same for what opens its own transactions."""
        self.steps += 1
        with pretending(self.at):
            try:
                done = deed()
                self.told[name] += 1
                self.did.add(name)
            except DomainError as refusal:
                self.told[type(refusal).__name__] += 1
                done = None
        db.session.rollback()
        db.session.expire_all()
        self._see_arrivals()
        return done

    def take_on(self, number: str, steps: int) -> None:
        """So many next steps of an order, as far as it goes."""
        for _step in range(steps):
            self.do("go on", lambda: _go_on(number))

    def _see_arrivals(self) -> None:
        """What arrived and is paid at the door brought its price."""
        arrived = select(Order).where(Order.state == OrderState.DELIVERED, Order.number.not_in(self.delivered))
        for order in db.session.scalars(arrived):
            self.delivered.add(order.number)
            if order.purchase.payment_method == PaymentMethod.COD:
                self.came[order.purchase.code] += order.total_vnd

    def some_order(self, which: int, *states: OrderState) -> str | None:
        """The number of one of the newest orders, in one of these states where some are named."""
        found = select(Order.number).where(Order.state.in_(states or tuple(OrderState)))
        return one_of(db.session.scalars(found.order_by(Order.id.desc()).limit(LIVELY)).all(), which)

    def some_purchase(self, which: int, *paying: PaymentMethod) -> str | None:
        """The code of one of the newest purchases."""
        found = select(Purchase.code).where(Purchase.payment_method.in_(paying or tuple(PaymentMethod)))
        return one_of(db.session.scalars(found.order_by(Purchase.id.desc()).limit(LIVELY)).all(), which)


def once(*names: str) -> Callable[[T], T]:
    """The step makes sense once one of these was done in this market."""
    return precondition(lambda market: not market.did.isdisjoint(names))


def one_of(things: Sequence[Any], which: int) -> Any:
    """One of them; None when there is none."""
    return things[which % len(things)] if things else None


def _go_on(number: str) -> None:
    order = orders.get_order(number, lock=True)
    if step := STEPS.get(OrderState(order.state)):
        step(order)


def _committed(deed: Callable[[], T]) -> T:
    with transaction():
        return deed()
