"""Twenty buyers, five bags of a harvest that is still to come; and its seller, who closes or reports it meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import audit, orders, stock
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import ActorRole, OrderState
from marketplace.stock import LotFacts, ShortfallRule
from marketplace.stock.models import Lot
from marketplace.stock.queries import LotInHand
from tests import factories
from tests.crowd import together

BUYERS, BAGS = 20, 5
Ticket = tuple[str, str, int]


def buy(cart_token: str, checkout_token: str, total: int) -> str:
    """Place the order; "ordered", or the refusal by its name."""
    try:
        with transaction():
            orders.place(
                checkout_token=checkout_token,
                cart_token=cart_token,
                buyer=None,
                recipient=factories.BA_DINH,
                shown_total_vnd=total,
                locale="vi",
            )
    except DomainError as refusal:
        return type(refusal).__name__
    return "ordered"


def opened(capacity: int) -> Lot:
    variant = factories.product(left=0).variants[0]
    days = {"expected_on": today() + timedelta(days=9), "orders_until": today() + timedelta(days=7)}
    return stock.open_harvest(variant, capacity=capacity, rule=ShortfallRule.PRO_RATA, by_id=None, **days)


def tickets(lot: Lot, many: int) -> list[Ticket]:
    found = []
    for _ in range(many):
        with transaction():
            basket = factories.basket((lot.variant, 1))
            found.append((basket.token, basket.checkout_token, lot.variant.price_vnd + 30_000))
    return found


@pytest.fixture
def harvest(committed_app: Flask) -> Lot:
    with transaction():
        return opened(BAGS)


def ordered_and_left() -> tuple[int, int]:
    db.session.rollback()
    alive = select(func.coalesce(func.sum(OrderLine.quantity), 0)).join(OrderLine.order)
    ordered = db.session.scalar(alive.where(Order.state != OrderState.CANCELLED)) or 0
    return ordered, db.session.scalar(select(func.sum(Lot.on_hand))) or 0


def broken() -> list[str]:
    return [each.invariant.promise for each in audit.check(db.session())]


def test_five_bags_become_exactly_five_orders(committed_app: Flask, harvest: Lot) -> None:
    outcomes = together(committed_app, [partial(buy, *each) for each in tickets(harvest, BUYERS)])
    assert outcomes.count("ordered") == BAGS
    assert set(outcomes) <= {"ordered", "SoldOut", "LinesUnavailable"}
    assert ordered_and_left() == (BAGS, 0)
    assert broken() == []


def test_without_the_condition_on_the_update_more_is_ordered_than_can_be_harvested(
    committed_app: Flask, harvest: Lot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everybody looks first and then writes back what they saw less their own, unguarded."""
    lot_id, seen, expected_on = db.session.execute(select(Lot.id, Lot.on_hand, Lot.expected_on)).one()

    def unguarded(lot_id: int, quantity: int) -> bool:
        db.session.execute(update(Lot).where(Lot.id == lot_id).values(on_hand=seen - quantity))
        return True

    everybody = tickets(harvest, BUYERS)
    lots = [LotInHand(lot_id, seen, expected_on)]
    monkeypatch.setattr(stock.actions, "lots_to_sell", lambda variants: dict.fromkeys(variants, lots))
    monkeypatch.setattr(stock.actions, "take_from_lot", unguarded)
    together(committed_app, [partial(buy, *each) for each in everybody])
    ordered, _left = ordered_and_left()
    assert ordered > BAGS
    assert "what is taken of a harvest to come is what open orders hold of it" in broken()


def test_calling_off_ordering_and_closing_at_once_lose_no_bag(committed_app: Flask) -> None:
    with transaction():
        lot = opened(12)
        owner = factories.user()
        placed = [factories.purchase((lot.variant, 1)).orders[0].number for _ in range(6)]

    def call_off(number: str) -> str:
        with transaction():
            order = orders.get_order(number, lock=True)
            orders.cancel(order, by=None, role=ActorRole.BUYER, reason="nhầm")
        return "called off"

    def close() -> str:
        with transaction():
            stock.close_harvest(db.session.get_one(Lot, lot.id), by_id=owner.id)
        return "closed"

    deeds: list[Callable[[], str]] = [partial(call_off, number) for number in placed]
    deeds += [partial(buy, *each) for each in tickets(lot, 6)]
    outcomes = together(committed_app, [*deeds, close])
    assert outcomes.count("called off") == 6
    ordered, _left = ordered_and_left()
    assert ordered == outcomes.count("ordered")
    assert broken() == []


def test_reporting_while_people_order_gives_nobody_what_is_not_there(committed_app: Flask) -> None:
    with transaction():
        lot = opened(12)
        owner = factories.user()
        for _ in range(6):
            factories.purchase((lot.variant, 1))

    def report() -> str:
        facts = LotFacts(code="CAM-1", harvested_on=today(), packed_on=today())
        try:
            with transaction():
                mine = db.session.get_one(Lot, lot.id)
                by = db.session.get_one(type(owner), owner.id)
                orders.report_harvest(mine, facts, harvested=4, shown_taken=6, by=by)
        except DomainError as refusal:
            return type(refusal).__name__
        return "reported"

    outcomes = together(committed_app, [report, *(partial(buy, *each) for each in tickets(lot, 4)), report])
    ordered, left = ordered_and_left()
    assert outcomes.count("reported") <= 1
    if "reported" in outcomes:
        assert ordered + left == 4
    assert broken() == []
