"""What shops and carriers do with parcels, and what the clock does when nobody does anything."""

from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import select

from marketplace import orders, shipments
from marketplace.database import db
from marketplace.gateways.carriers import Carrier, News
from marketplace.job_handlers import BY_THE_CLOCK
from marketplace.jobs import TakenJob
from marketplace.orders.shortage_models import Shortage
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from marketplace.orders.undelivered import TURNED_BACK
from marketplace.shipments.models import Shipment
from marketplace.stock.models import MovementReason
from tests.state_machine.market import LIVELY, STEPS, WHICH, Market, once, one_of

NOT_OF_SALES: Final = {
    "product_feeds", "sitemap", "stray_files", "old_feeds", "removed_pictures", "payout_run", "table_sizes",
    "old_table_sizes", "letters", "shelf", "listing_checks",
}  # fmt: skip
"""What comes by the clock and has nothing to do with selling."""
WAITS: Final = [timedelta(minutes=31), timedelta(hours=7), timedelta(days=1), timedelta(days=3), timedelta(days=8)]
RESTS: Final = 4
"""So many steps are done at one time."""
SAID: Final = {
    Carrier.GHN: (
        "picking",
        "picked",
        "delivering",
        "delivered",
        "delivery_fail",
        "return",
        "returned",
        "lost",
        "strange",
    ),
    Carrier.GHTK: ("2", "3", "4", "5", "9", "20", "21", "13", "77"),
}
"""Each carrier's words for the same, the last one unknown to everybody."""
REFUSED: Final = "130"
"""GHTK's number of a reason."""


class Sending(Market):
    """The steps of shops, carriers and the clock."""

    @once("order")
    @rule(which=WHICH, steps=st.integers(1, 4))
    def go_on(self, which: int, steps: int) -> None:
        """The next steps of an order, as far as it goes."""
        if number := self.some_order(which, *STEPS):
            self.take_on(number, steps)

    @rule(pack=WHICH, quantity=st.integers(1, 4))
    def bring_in_goods(self, pack: int, quantity: int) -> None:
        variant_id = one_of(self.packs, pack).id
        self.do("new lot", lambda: self._bring_in(variant_id, quantity))

    @once("go on")
    @rule(which=WHICH, there=st.integers(0, 2), plan=st.sampled_from(["part", "drop", "replace"]))
    def miss_goods(self, which: int, there: int, plan: str) -> None:
        """While it is packed, something is not there: the buyer is asked."""
        if number := self.some_order(which, OrderState.CONFIRMED):
            ref = self.packs[1].ref
            self.do("ask buyer", lambda: orders.ask(
                orders.get_order(number, lock=True), "take-1", there=there, plan=plan, by=None, ref=ref, quantity=1
            ))  # fmt: skip

    @once("ask buyer")
    @rule(which=WHICH, agrees=st.booleans())
    def answer_question(self, which: int, agrees: bool) -> None:
        asked = select(Shortage.token).order_by(Shortage.id.desc()).limit(LIVELY)
        if token := one_of(db.session.scalars(asked).all(), which):
            self.do("answer", lambda: orders.answer(token, agrees=agrees, by=None))

    @once("go on")
    @rule(which=WHICH, reason=st.sampled_from([*TURNED_BACK, Undelivered.LOST]))
    def turn_back(self, which: int, reason: Undelivered) -> None:
        number = self.some_order(which, OrderState.SHIPPED, OrderState.RETURNING)
        if number is None:
            return

        def turn() -> None:
            order = orders.get_order(number, lock=True)
            if reason == Undelivered.LOST:
                orders.lose(order, by=None)
            else:
                orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=reason)

        self.do("lost" if reason == Undelivered.LOST else "turned back", turn)

    @once("turned back", "handed over")
    @rule(which=WHICH, unfit=st.integers(0, 2))
    def take_in(self, which: int, unfit: int) -> None:
        number = self.some_order(which, OrderState.RETURNING)
        if number is None:
            return
        broken: dict[int, int] = {}

        def take() -> bool:
            order = orders.get_order(number, lock=True)
            fit = {line.id: max(line.quantity - unfit, 0) for line in order.sent_lines}
            broken.update({line.variant_id: line.quantity - fit[line.id] for line in order.sent_lines})
            orders.take_in(order, by=None, fit=fit, unfit_as=MovementReason.BROKEN)
            return True

        if self.do("taken in", take):
            self.written_off.update(broken)

    @once("order")
    @rule(which=WHICH, carrier=st.sampled_from(list(SAID)), count=st.integers(1, 2))
    def hand_over(self, which: int, carrier: Carrier, count: int) -> None:
        number = self.some_order(which, OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED)
        if number is None:
            return
        order = orders.get_order(number)
        seller_id, ask = order.seller_id, {"count": count, "by_id": None}
        self.take_on(number, list(STEPS).index(OrderState.PACKED) - list(STEPS).index(OrderState(order.state)))
        self.outside("handed over", lambda: shipments.flows.hand_over(seller_id, number, carrier, **ask))

    @once("handed over")
    @rule(which=WHICH)
    def call_parcel_off(self, which: int) -> None:
        if parcel := self._parcel(which):
            ref = parcel.ref
            self.outside("parcel called off", lambda: shipments.flows.cancel(ref, by_id=None))

    @once("handed over")
    @rule(which=WHICH, says=st.lists(st.integers(0, 8), min_size=1, max_size=4), minutes=st.integers(-90, 90))
    def carrier_tells(self, which: int, says: list[int], minutes: int) -> None:
        """In any order, of any time, and now and then the same twice."""
        parcel = self._parcel(which)
        for told in [_news(parcel, said, self.at + timedelta(minutes=minutes)) for said in says] if parcel else ():
            self.do(f"carrier: {told.status}", lambda told=told: shipments.take_news(told))  # type: ignore[misc]

    @precondition(lambda market: market.steps >= market.rested_at + RESTS)
    @rule(time=st.sampled_from(WAITS))
    def let_time_pass(self, time: timedelta) -> None:
        """And all that comes by the clock."""
        self.at += time
        self.rested_at = self.steps
        self.outside("the clock", _follow_clock)

    def _parcel(self, which: int) -> Shipment | None:
        found = select(Shipment).order_by(Shipment.id.desc()).limit(LIVELY)
        parcel: Shipment | None = one_of(db.session.scalars(found).all(), which)
        return parcel


_JOB = TakenJob.__new__(TakenJob)
"""Nothing that comes by the clock asks anything of its job."""


def _follow_clock() -> None:
    for name, handle in BY_THE_CLOCK.items():
        if name not in NOT_OF_SALES:
            handle(_JOB)


def _news(parcel: Shipment, said: int, at: datetime) -> News:
    """Known by what it says and when: the same twice is one."""
    carrier = Carrier(parcel.carrier)
    word = SAID[carrier][said]
    return News(
        carrier=carrier,
        key=f"{parcel.code} {word} {at}",
        tracking=parcel.tracking,
        code=parcel.code,
        status=word,
        at=at,
        reason_number=REFUSED,
    )
