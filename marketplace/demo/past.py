"""Gives the demo shop a past: orders and reviews, made by the shop's own actions on pretended days."""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from marketplace import cart, orders, places, reviews, stock
from marketplace.accounts.models import User
from marketplace.cart.models import Cart
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.orders.models import ActorRole, Order, Purchase
from marketplace.orders.placing import CODE_LETTERS
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller

FROM_STOCK = {OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED}
Wanted = list[tuple[str, int]]
"""References of pack sizes, and how many of each."""
STEPS = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED)
HOURS_BETWEEN_STEPS = {OrderState.CONFIRMED: 3, OrderState.PACKED: 8, OrderState.SHIPPED: 5, OrderState.DELIVERED: 50}


class Past:
    """Places the demo orders. Codes come from a seeded source, so that every demo shop has the same ones."""

    def __init__(self, products: Iterable[Product], operator: User, buyer: User) -> None:
        self.variants = {variant.ref: variant for product in products for variant in product.variants}
        self.operator, self.buyer = operator, buyer
        self.random = random.Random(1901)  # noqa: S311 - sample data, nothing secret

    def add_order(self, row: Row) -> Purchase:
        """One purchase of the list, taken through its steps up to the state it is in today."""
        state = OrderState(row["state"])
        wanted = [(line["ref"], line["quantity"]) for line in row["lines"]]
        recipient = self._recipient(row["name"], row["phone"], row["commune_code"], row.get("street", ""))
        at = now() - timedelta(days=row.get("days_ago", 0), hours=row.get("hours_ago", 0))
        buyer = self.buyer if row.get("by_demo_buyer") else None
        purchase = self._place(wanted, recipient, at, buyer, from_stock=state in FROM_STOCK)
        for order in purchase.orders:
            self._advance(order, state, at, row.get("reason", "Khách đổi ý"))
        return purchase

    def add_review(self, row: Row) -> None:
        """An opinion, with the delivered purchase that entitles to it."""
        written_at = now() - timedelta(days=row["days_ago"], hours=self.random.randrange(12))
        at = written_at - timedelta(days=6)
        recipient = self._recipient(row["author"].split(",")[0], "+84900000100", "00004", "Nhà mẫu")
        purchase = self._place([(row["ref"], 1)], recipient, at, None, from_stock=False)
        self._advance(purchase.orders[0], OrderState.DELIVERED, at, "")
        line = purchase.orders[0].lines[0]
        reviews.publish(line, author=row["author"], points=row["points"], body=row["body"], written_at=written_at)

    def _recipient(self, name: str, phone: str, commune_code: str, street: str) -> orders.Recipient:
        commune = places.get_commune(commune_code)
        return orders.Recipient(
            name=name,
            phone=phone,
            province_code=commune.province.code,
            commune_code=commune.code,
            street=street or f"Số {self.random.randrange(1, 90)}, ngõ {self.random.randrange(1, 30)}",
        )

    def _place(
        self, wanted: Wanted, recipient: orders.Recipient, at: datetime, buyer: User | None, *, from_stock: bool
    ) -> Purchase:
        with pretending(at):
            if not from_stock:
                self._receive(wanted)
            basket = self._basket(wanted)
            quoted = orders.quote(
                cart.parcels_in(basket), province_code=recipient.province_code, commune_code=recipient.commune_code
            )
            purchase = orders.place(
                checkout_token=basket.checkout_token,
                cart_token=basket.token,
                buyer=None,
                recipient=recipient,
                shown_total_vnd=quoted.total_vnd,
                locale="vi",
            )
            self._name(purchase, at)
            purchase.user_id = buyer.id if buyer else None
            return purchase

    def _receive(self, wanted: Wanted) -> None:
        """What was sold in the past came out of small lots of its own, so that today's lots stay as they are listed."""
        for ref, quantity in wanted:
            day, variant = today(), self.variants[ref]
            code = f"{ref}-{day:%y%m%d}-{self.random.randrange(1000, 10_000)}"
            stock.receive(variant, code=code, quantity=quantity, packed_on=day, best_before_on=day + timedelta(days=1))

    def _basket(self, wanted: Wanted) -> Cart:
        token: str | None = None
        for ref, quantity in wanted:
            basket = cart.add(token=token, user_id=None, ref=ref, quantity=quantity)
            db.session.flush()
            token = basket.token
        return basket

    def _name(self, purchase: Purchase, at: datetime) -> None:
        purchase.code = f"{at:%y%m}-{''.join(self.random.choice(CODE_LETTERS) for _ in range(5))}"
        for rank, order in enumerate(purchase.orders, 1):
            order.number = f"{purchase.code}-{rank}"
        db.session.flush()

    def _advance(self, order: Order, state: OrderState, at: datetime, reason: str) -> None:
        order.seller = db.session.get_one(Seller, order.seller_id)
        for step, moment in self._moments(state, at):
            with pretending(moment):
                self._step(order, step, reason)
        db.session.flush()

    def _moments(self, state: OrderState, at: datetime) -> Iterator[tuple[OrderState, datetime]]:
        """The steps that lead to `state`, each some hours after the one before, none in the future."""
        path = (OrderState.CANCELLED,) if state == OrderState.CANCELLED else STEPS[1 : STEPS.index(state) + 1]
        for step in path:
            at = min(at + timedelta(hours=HOURS_BETWEEN_STEPS.get(step, 2), minutes=self.random.randrange(50)), now())
            yield step, at

    def _step(self, order: Order, step: OrderState, reason: str) -> None:
        match step:
            case OrderState.CONFIRMED:
                orders.confirm(order, by=None)
            case OrderState.PACKED:
                orders.pack(order, by=None)
            case OrderState.SHIPPED:
                orders.ship(order, by=None, carrier="Bưu điện", tracking_number=f"VN26{self.random.randrange(10**6):06}")
            case OrderState.DELIVERED:
                orders.deliver(order, by=None, role=ActorRole.SELLER)
            case OrderState.CANCELLED:
                orders.cancel(order, by=self.operator, role=ActorRole.OPERATOR, reason=reason)
