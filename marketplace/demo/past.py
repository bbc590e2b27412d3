"""Gives the demo shop a past: orders and reviews, made by the shop's own actions on pretended days."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import product, starmap
from types import MappingProxyType

from marketplace import cart, orders, places, reviews, stock
from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.cart.models import Cart
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now, pretending, to_local, today
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.orders import GiftWish
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, Undelivered
from marketplace.orders.writing import CODE_LETTERS
from marketplace.stock.models import MovementReason

FROM_STOCK = {OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.CANCELLED}
"""What comes out of today's lots: it is still there, or was given back."""
NOT_DELIVERED = {
    OrderState.RETURNING: (OrderState.RETURNING,),
    OrderState.RETURNED: (OrderState.RETURNING, OrderState.RETURNED),
    OrderState.LOST: (OrderState.LOST,),
}
"""The steps of what was sent and not taken."""
STEPS = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED, OrderState.SHIPPED, OrderState.DELIVERED)
HOURS_BETWEEN_STEPS = {
    OrderState.CONFIRMED: 3,
    OrderState.PACKED: 8,
    OrderState.SHIPPED: 5,
    OrderState.DELIVERED: 50,
    OrderState.RETURNING: 70,
    OrderState.RETURNED: 60,
    OrderState.LOST: 200,
}
AWAKE = (7, 22)
"""The hours of the day in which people order, write and pack."""
REVIEWER = {"phone": "0900 000 100", "commune_code": "00004", "street": "Nhà Mẫu"}


def by_day(at: datetime, *, later: bool = False) -> datetime:
    """The same moment, or the evening before when it lies in the night, the morning after when `later`.

    What is of the last day stays as it is.
    """
    hour = to_local(at).hour
    if now() - at < timedelta(days=1) or AWAKE[0] <= hour < AWAKE[1]:
        return at
    return at + timedelta(hours=(AWAKE[0] - hour) % 24) if later else at - timedelta(hours=(hour - AWAKE[1] + 1) % 24)


class Past:
    """Places the demo orders. Codes come from a seeded source, so that every demo shop has the same ones."""

    def __init__(self, products: Iterable[Product], buyers: Iterable[Row], people: dict[str, User]) -> None:
        self.variants = {variant.ref: variant for product in products for variant in product.variants}
        self.buyers = {row["key"]: row for row in buyers}
        self.people = people
        self.random = random.Random(1901)  # noqa: S311 - sample data, nothing secret
        self.taste = random.Random(55)  # noqa: S311 - its own source, so that the orders' codes stay as they are

    def add_purchase(self, row: Row) -> Purchase:
        """One purchase of the list; each of its parcels is taken through its steps up to where it stands today."""
        at = by_day(now() - timedelta(hours=row["hours_ago"]))
        parcels = row["parcels"]
        self._receive_sold(parcels, at)
        wanted = [line for parcel in parcels for line in parcel["lines"]]
        account = self.people.get(row["buyer"])
        told = {"note": row.get("note", ""), "ways": row.get("ways", {})}
        purchase = self._place(wanted, self.buyers[row["buyer"]], at, account=account, **told)
        for order in purchase.orders:
            refs = {self._ref(line.variant_id) for line in order.lines}
            self._advance(order, next(parcel for parcel in parcels if parcel["lines"][0]["ref"] in refs), at)
        return purchase

    def place(
        self,
        lines: list[Row],
        buyer: str,
        at: datetime,
        *,
        payment_method: PaymentMethod,
        gift: GiftWish | None = None,
    ) -> Purchase:
        """A purchase that goes to a buyer of the list, and no further by itself."""
        return self._place(lines, self.buyers[buyer], at, payment_method=payment_method, gift=gift)

    def arrive(self, lines: list[Row], buyer: str, arrived_at: datetime) -> Order:
        """A parcel of the buyer with an account that arrived at this moment, four days after it was ordered."""
        parcel: Row = {"state": "delivered", "lines": lines}
        hours = {OrderState.CONFIRMED: 92, OrderState.PACKED: 84, OrderState.SHIPPED: 76, OrderState.DELIVERED: 0}
        at = arrived_at - timedelta(hours=96)
        self._receive_sold([parcel], at)
        (order,) = self._place(lines, self.buyers[buyer], at, account=self.people.get(buyer)).orders
        for step, before in hours.items():
            with pretending(arrived_at - timedelta(hours=before)):
                self._step(order, step, parcel)
        db.session.flush()
        return order

    def add_review(self, row: Row) -> None:
        """An opinion, with the delivered purchase that entitles to it."""
        written_at = by_day(now() - timedelta(days=row["days_ago"], hours=self.random.randrange(12)))
        at = written_at - timedelta(days=6)
        parcel: Row = {"state": "delivered", "lines": [{"ref": row["ref"], "quantity": 1}]}
        self._receive_sold([parcel], at)
        purchase = self._place(parcel["lines"], REVIEWER | {"name": row["author"].split(",")[0]}, at)
        self._advance(purchase.orders[0], parcel, at)
        scores = self._scores(row["points"])
        with pretending(written_at):
            reviews.publish(purchase.orders[0].lines[0], author=row["author"], scores=scores, body=row["body"])

    def _scores(self, points: int) -> reviews.Scores:
        """Three headings, no two of them far apart, whose mean is the review's overall score."""
        near = range(max(points - 1, 1), min(points + 1, 5) + 1)
        found = [scores for scores in starmap(reviews.Scores, product(near, repeat=3)) if scores.overall == points]
        return self.taste.choice(found)

    def _receive_sold(self, parcels: list[Row], at: datetime) -> None:
        """What has left the shop came out of small lots of its own, so that today's lots stay as they are listed."""
        gone = [line for parcel in parcels if OrderState(parcel["state"]) not in FROM_STOCK for line in parcel["lines"]]
        with pretending(at):
            for line in gone:
                code = f"{line['ref']}-{today():%y%m%d}-{self.random.randrange(1000, 10_000)}"
                variant = self.variants[line["ref"]]
                stock.receive(
                    variant,
                    code=code,
                    quantity=line["quantity"],
                    packed_on=self._before_todays_lots(variant),
                    best_before_on=today() + timedelta(days=1),
                )

    def _before_todays_lots(self, variant: Variant) -> date:
        """A day on which what was sold long ago can have been packed: the lots of today stay the newest ones."""
        newest = stock.last_lot_of(variant)
        return min(today(), newest.packed_on - timedelta(days=1)) if newest else today()

    def _place(
        self,
        lines: list[Row],
        to: Row,
        at: datetime,
        *,
        note: str = "",
        account: User | None = None,
        payment_method: PaymentMethod = PaymentMethod.COD,
        gift: GiftWish | None = None,
        ways: Mapping[str, str] = MappingProxyType({}),
    ) -> Purchase:
        recipient = self._recipient(to, note)
        with pretending(at):
            basket = self._basket(lines)
            parcels = orders.with_boxes(cart.parcels_in(basket), gift.boxes if gift else ())
            place: Row = {"province_code": recipient.province_code, "commune_code": recipient.commune_code}
            quoted = orders.quote(parcels, **place, ways=ways)
            purchase = orders.place(
                checkout_token=basket.checkout_token,
                cart_token=basket.token,
                buyer=None,
                recipient=recipient,
                shown_total_vnd=quoted.total_vnd,
                locale="vi",
                payment_method=payment_method,
                gift=gift,
                ways=ways,
            )
            purchase.user_id = account.id if account else None
            self._name(purchase, at)
            return purchase

    def _recipient(self, to: Row, note: str) -> orders.Recipient:
        commune = places.get_commune(to["commune_code"])
        return orders.Recipient(
            name=to["name"],
            phone=parse_phone(to["phone"]),
            province_code=commune.province.code,
            commune_code=commune.code,
            street=to["street"],
            note=note,
        )

    def _basket(self, lines: list[Row]) -> Cart:
        token: str | None = None
        for line in lines:
            basket = cart.add(token=token, user_id=None, ref=line["ref"], quantity=line["quantity"]).cart
            db.session.flush()
            token = basket.token
        return basket

    def _ref(self, variant_id: int) -> str:
        return next(ref for ref, variant in self.variants.items() if variant.id == variant_id)

    def _name(self, purchase: Purchase, at: datetime) -> None:
        purchase.code = f"{at:%y%m}-{''.join(self.random.choice(CODE_LETTERS) for _ in range(5))}"
        for rank, order in enumerate(purchase.orders, 1):
            order.number = f"{purchase.code}-{rank}"
        db.session.flush()

    def _advance(self, order: Order, parcel: Row, at: datetime) -> None:
        for step, moment in self.moments(OrderState(parcel["state"]), at):
            with pretending(moment):
                self._step(order, step, parcel)
        db.session.flush()

    def moments(self, state: OrderState, at: datetime) -> Iterator[tuple[OrderState, datetime]]:
        """The steps that lead to `state`, each some hours after the one before, none in the future."""
        if state in NOT_DELIVERED:
            path = (*STEPS[1:4], *NOT_DELIVERED[state])
        else:
            path = (OrderState.CANCELLED,) if state == OrderState.CANCELLED else STEPS[1 : STEPS.index(state) + 1]
        for step in path:
            at += timedelta(hours=HOURS_BETWEEN_STEPS.get(step, 2), minutes=self.random.randrange(50))
            at = min(by_day(at, later=True), now())
            yield step, at

    def _step(self, order: Order, step: OrderState, parcel: Row) -> None:
        match step:
            case OrderState.CONFIRMED:
                orders.confirm(order, by=None)
                if "there" in parcel:
                    orders.ask(order, "take-1", there=parcel["there"], plan=orders.Plan.PART, by=None)
            case OrderState.PACKED:
                self._pack(order, parcel)
            case OrderState.SHIPPED:
                self._send(order, parcel)
            case OrderState.DELIVERED:
                orders.deliver(order, by=None, role=ActorRole.SELLER)
            case OrderState.RETURNING | OrderState.RETURNED | OrderState.LOST:
                self._step_back(order, step, parcel)
            case OrderState.CANCELLED:
                orders.cancel(order, by=None, role=ActorRole(parcel["by"]), reason=parcel["reason"])

    def _send(self, order: Order, parcel: Row) -> None:
        if order.is_own_delivery:
            orders.set_out(order, by=None)
            return
        number = f"VN26{self.random.randrange(10**6):06}"
        orders.ship(order, by=None, carrier=parcel.get("carrier", "Vietnam Post"), tracking_number=number)

    def _pack(self, order: Order, parcel: Row) -> None:
        if "grams" in parcel:
            orders.weigh(order, "weigh-1", parcel["grams"], by=parcel["weigher"], seen="")
        orders.pack(order, by=None)

    def _step_back(self, order: Order, step: OrderState, parcel: Row) -> None:
        if step == OrderState.RETURNING:
            orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=Undelivered(parcel["reason"]))
        elif step == OrderState.RETURNED:
            fit = {line.id: line.quantity - parcel.get("broken", 0) for line in order.lines}
            orders.take_in(order, by=None, fit=fit, unfit_as=MovementReason.BROKEN)
        else:
            orders.lose(order, by=None)
