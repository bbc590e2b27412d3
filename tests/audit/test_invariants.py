"""Each invariant finds the violation that is planted for it, and nothing else does."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from marketplace import audit, stock
from marketplace.clock import today
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.stock import LotFacts
from marketplace.stock.models import Lot, MovementReason
from tests import factories
from tests.audit.books import broken, run


@pytest.fixture
def unguarded(app: Flask) -> Iterator[Callable[[str, str], None]]:
    """Takes a CHECK of the database away, as a careless migration might."""
    if db.engine.dialect.name == "sqlite":
        run("PRAGMA ignore_check_constraints = ON")
        yield lambda table, check: None
        run("PRAGMA ignore_check_constraints = OFF")
    else:
        yield lambda table, check: run(f"ALTER TABLE {table} DROP CONSTRAINT {check}")


def test_an_ordinary_day_breaks_no_promise(delivered: Order, cancelled: Order) -> None:
    factories.order()
    factories.order(paying=PaymentMethod.TRANSFER)
    assert broken() == []


STOCK = "a lot holds the sum of its movements"
TAKEN = "an order line took exactly its units from stock"
GIVEN_BACK = "an order that was cancelled or came back gave every unit to the lot it came from, and no other order any"
WHY_NOT = "an order says why it was not delivered exactly when it was not"
TOTAL = "an order's total is its lines and its delivery, less what the market pays of them for vouchers"
PURCHASE = "a purchase costs what its orders cost together"
SOLD = "a product's sold units are those of its delivered orders"
PATH = "every order's events are moves that the state table allows, from the first one on"
LAST = "every order stands where its last event left it"
SINCE = "an order counts as placed exactly since it was"
COMMISSION = "the commission of an order line is its share of the price, rounded to the dong"
EARNED = "a sale that is final is earned as its line was sold"
HELD = "the cash of every parcel delivered against it is somewhere, and of no other"
CASH = "cash came in for every parcel delivered against it, and for no other"
REVIEWS = "a product's shown reviews are counted"
WEIGHED = "a weighed line costs what the scale showed at the price of the sale, and the agreed ceiling at most"
UNWEIGHED = "nothing that is paid by weight leaves unweighed"
MORE = "an order line of nothing was called off, and none is more than was ordered but what replaces another"
FEE = "delivery never becomes dearer than it was agreed to"
CHANGED = "an order changes only while it is packed"
ASKED = "the buyer is asked about goods that are short only while the order is packed"
STAMPS = "the stamps of a lot are numbered from one without a gap"
SALE = "a sale is booked with the goods and the delivery fee of its order, and the commission of its lines"
CASH_BOOKED = "cash was booked for every parcel that was paid at the door, and for no other"
VOTES = "a review's helpful votes are counted"

MOVE_AGAIN = "INSERT INTO stock_movements (lot_id, quantity, reason, order_line_id, at) SELECT lot_id, "

ASK_NOW = (
    "INSERT INTO shortages (token, order_id, line_id, plan, wanted, there, quantity, unit_price_vnd, asked_at, "
    "answer_by) SELECT 't', order_id, id, 'part', 2, 1, 0, 0, '2026-01-01', '2026-01-02' FROM order_lines"
)

PLANTED: dict[str, tuple[str, list[str]]] = {
    "a unit appears in a lot": ("UPDATE lots SET on_hand = on_hand + 1", [STOCK]),
    "a unit vanishes from a lot": ("UPDATE lots SET on_hand = on_hand - 1", [STOCK]),
    "a sale is forgotten": ("DELETE FROM stock_movements WHERE reason = 'sale'", [STOCK, TAKEN]),
    "a sale is written down twice": (
        MOVE_AGAIN + "quantity, reason, order_line_id, at FROM stock_movements WHERE reason = 'sale'",
        [STOCK, TAKEN],
    ),
    "units come back from an order that stands": (
        MOVE_AGAIN + "-quantity, 'returned', order_line_id, at FROM stock_movements WHERE reason = 'sale'",
        [STOCK, GIVEN_BACK],
    ),
    "a total loses a dong": (
        "UPDATE orders SET goods_vnd = goods_vnd - 1, total_vnd = total_vnd - 1",
        [TOTAL, PURCHASE, CASH, SALE, CASH_BOOKED, HELD],
    ),
    "a delivery fee is put up after the sale": (
        "UPDATE purchases SET shipping_vnd = shipping_vnd + 1000, total_vnd = total_vnd + 1000",
        [PURCHASE],
    ),
    "a line's price follows the catalogue": (
        "UPDATE order_lines SET unit_price_vnd = 1000, total_vnd = 1000 * quantity, commission_vnd = 50 * quantity",
        [TOTAL, EARNED, SALE],
    ),
    "a line is weighed that has no price for a kilogram": ("UPDATE order_lines SET actual_grams = 900", [WEIGHED]),
    "a weighed line costs something else": (
        "UPDATE order_lines SET actual_grams = 900, kg_price_vnd = 1000, lightest_grams = 1, heaviest_grams = 1",
        [WEIGHED],
    ),
    "something leaves unweighed": ("UPDATE order_lines SET kg_price_vnd = 160000", [UNWEIGHED]),
    "a line of more than was ordered": ("UPDATE order_lines SET ordered_quantity = 1", [MORE]),
    "a delivery fee rises above the agreed one": ("UPDATE orders SET agreed_shipping_vnd = 0", [FEE]),
    "an order changes after it was packed": (
        "UPDATE order_events SET change = 'weighed' WHERE state = 'delivered'",
        [LAST, CHANGED],
    ),
    "a buyer is asked after the parcel has left": (
        ASK_NOW,
        [ASKED],
    ),
    "a delivered order says why it was refused": ("UPDATE orders SET undelivered = 'refused'", [WHY_NOT]),
    "a sold unit is counted twice": ("UPDATE products SET sold_units = sold_units + 1", [SOLD]),
    "a vote is not counted": ("UPDATE reviews SET helpful_count = 0", [VOTES]),
    "a review is not counted": ("UPDATE products SET review_count = 0, review_points = 0", [REVIEWS]),
    "a step is left out": ("DELETE FROM order_events WHERE state = 'packed'", [PATH]),
    "the first event is missing": ("DELETE FROM order_events WHERE state = 'placed'", [PATH, SINCE]),
    "a state changes without an event": ("DELETE FROM order_events WHERE state = 'delivered'", [LAST]),
    "a clock went backwards": (
        "UPDATE order_events SET at = '2020-01-01 00:00:00+00' WHERE state = 'delivered'",
        ["no event happened before the one it follows"],
    ),
    "an order is no longer placed": ("UPDATE orders SET placed_at = NULL", [SINCE]),
    "a commission is put up after the sale": (
        "UPDATE order_lines SET commission_vnd = commission_vnd + 1",
        [COMMISSION, EARNED, SALE],
    ),
    "a finished order has a deadline": (
        "UPDATE orders SET due_at = placed_at",
        ["an order has a deadline exactly while somebody has to act"],
    ),
    "a basket outlives its purchase": (
        "INSERT INTO carts (token, checkout_token) SELECT 'x', checkout_token FROM purchases",
        ["no basket is left after its purchase"],
    ),
}


def test_the_audit_notices_a_stamp_that_is_gone(app: Flask) -> None:
    lot = factories.stamp().lot
    factories.stamp(lot)
    run("DELETE FROM stamps WHERE number = 1")
    assert broken() == [STAMPS]


@pytest.fixture
def converted(app: Flask) -> Lot:
    """A lot of which one unit was given away by mistake, and five were filled into jars."""
    lot, owner = factories.lot(factories.product(left=0).variants[0], 20), factories.user()
    told = {"quantity": 1, "reason": MovementReason.GIFT, "happened_on": today(), "ref": "a" * 12}
    stock.withdraw(lot, **told, by_id=owner.id)
    stock.take_back(lot, "a" * 12, by_id=owner.id)
    jars = factories.product(lot.variant.product.seller, left=0).variants[0]
    stock.convert({lot: 5}, jars, LotFacts("JARS", today()), quantity=9, ref="b" * 12, by_id=owner.id)
    assert broken() == []
    return lot


def test_the_audit_notices_what_was_taken_back_by_half(converted: Lot) -> None:
    run("UPDATE stock_movements SET quantity = 2 WHERE corrects_id IS NOT NULL")
    assert broken() == [STOCK, "what was taken back undoes exactly the row that it names"]


def test_the_audit_notices_a_source_that_gave_less(converted: Lot) -> None:
    run("UPDATE lot_sources SET quantity = 4")
    assert broken() == ["what a lot was made of left the lots that it names"]


@pytest.mark.parametrize("fault", PLANTED)
def test_the_audit_notices_when(fault: str, delivered: Order) -> None:
    statement, promises = PLANTED[fault]
    run(statement)
    assert broken() == promises


def test_the_audit_notices_goods_of_another_seller(delivered: Order) -> None:
    other = factories.seller("HTX Sơn Nam")
    run(f"UPDATE orders SET seller_id = {other.id}")
    assert broken() == ["an order holds goods of its own seller only"]


def test_the_audit_notices_units_of_something_else(delivered: Order) -> None:
    other = factories.product(name="Chè Sông Bôi", left=0)
    lot = factories.lot(other.variants[0], 10)
    run(f"UPDATE stock_movements SET lot_id = {lot.id} WHERE reason = 'sale'")
    assert broken() == [STOCK, "every sale moved units of what its order line names"]


def test_the_audit_notices_a_cancelled_order_that_kept_its_units(cancelled: Order) -> None:
    run("DELETE FROM stock_movements WHERE reason = 'returned'")
    assert broken() == [STOCK, GIVEN_BACK]


def test_the_audit_notices_a_review_of_what_never_arrived(delivered: Order) -> None:
    waiting = factories.order()
    run(f"UPDATE reviews SET order_line_id = {waiting.lines[0].id}")
    assert broken() == ["a review speaks of a delivered order line and of its product"]


FORBIDDEN = {
    "no lot holds less than nothing": (
        "lots",
        "ck_lots_on_hand_not_negative",
        "UPDATE lots SET on_hand = -1",
    ),
    "an order line costs its frozen price times its quantity, unless it was weighed": (
        "order_lines",
        "ck_order_lines_total_adds_up",
        "UPDATE order_lines SET total_vnd = total_vnd + 1",
    ),
}


@pytest.mark.parametrize("promise", FORBIDDEN)
def test_the_audit_does_not_rely_on_the_databases_own_checks(
    promise: str, delivered: Order, unguarded: Callable[[str, str], None]
) -> None:
    table, constraint, statement = FORBIDDEN[promise]
    unguarded(table, constraint)
    run(statement)
    assert promise in broken()


def test_the_audit_notices_a_row_that_points_nowhere(delivered: Order) -> None:
    if db.engine.dialect.name == "sqlite":
        run("PRAGMA defer_foreign_keys = ON")
    else:
        run("ALTER TABLE reviews DROP CONSTRAINT fk_reviews_order_line_id_order_lines")
    run("UPDATE reviews SET order_line_id = 999999")
    (finding,) = audit.check(db.session())
    assert finding.invariant.promise == "no row points at one that is gone"
    assert finding.rows == ({"reference": "reviews.order_line_id", "missing": "999999", "orphans": 1},)


def test_the_audit_notices_the_schema_of_another_version(app: Flask) -> None:
    run("UPDATE alembic_version SET version_num = '0000'")
    assert broken() == ["the schema is the one that this code expects"]


def test_a_finding_names_the_rows_to_look_at(delivered: Order) -> None:
    run("UPDATE order_events SET state = 'cancelled' WHERE state = 'delivered'")
    path, last = audit.check(db.session())
    assert path.rows == ({"number": delivered.number, "earlier_state": "shipped", "state": "cancelled"},)
    assert last.rows == ({"number": delivered.number, "state": "delivered", "last_event": "cancelled"},)
