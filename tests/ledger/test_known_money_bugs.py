"""Mistakes with money that one market made when it first ran from the order to the seller's account.

All ten, and the tests that would notice them here:

1. A notice address registered twice: tests/cards/test_races.py, "told of each payment twice at once".
2. A seller let in and never payable: tests/payouts/test_known_money_bugs.py, "let in can be paid".
3. A seller's page with the other's commission: tests/web/seller/test_orders.py, "nothing of the other".
4. Parts of a purchase that cannot be sent: below, "their part of one payment without the other".
5. Payouts refused for the same cause: tests/payouts/test_known_money_bugs.py, "whatever becomes of the other".
6. An empty error on calling off what was sent: below, "a sentence says why"; the page: tests/web/seller/test_orders.py.
7. Delivery charged twice: below, "charged for its delivery once".
8. An order given back whole that is still called paid: below, "not called paid".
9. A payout above what is there: below, "no more is held"; in runs, tests/payouts/test_runs.py, "stops the run".
10. Money that a bank returned and that is still settled: below for refunds; tests/payouts/test_runs.py for payouts.
"""

import pytest

from marketplace import audit, ledger, orders, payments
from marketplace.database import db, transaction
from marketplace.ledger import BANK, DELIVERY, Posting, accounts
from marketplace.ledger.errors import NotCovered
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from tests import factories, people, refunding
from tests.people import Cast


@pytest.fixture
def cast(app: object) -> Cast:
    return people.gather()


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Honey of one seller and eggs of another, paid together by one transfer."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    made = factories.purchase((honey.variants[0], 2), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(made.code)
    return made


def send(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")


def deliver(order: Order) -> None:
    send(order)
    with transaction():
        orders.deliver(orders.get_order(order.number, lock=True), by=None, role=ActorRole.SELLER)


def earned(order: Order) -> int:
    return ledger.balances(accounts.seller(order.seller_id)).posted_vnd


def test_each_seller_sends_and_earns_their_part_of_one_payment_without_the_other(bought: Purchase) -> None:
    first, second = bought.orders
    deliver(first)
    assert (earned(first), earned(second)) == (first.net_vnd, 0)
    assert second.state == OrderState.PLACED
    deliver(second)
    assert earned(second) == second.net_vnd > 0
    assert ledger.balances(accounts.buyer(bought.id)).posted_vnd == 0
    assert audit.check(db.session()) == []


def test_each_parcel_is_charged_for_its_delivery_once(bought: Purchase) -> None:
    for order in bought.orders:
        deliver(order)
    fees_vnd = sum(order.shipping_vnd for order in bought.orders)
    assert ledger.balances(DELIVERY).posted_vnd == fees_vnd > 0
    assert bought.paid_vnd == sum(order.goods_vnd for order in bought.orders) + fees_vnd


def test_a_parcel_on_the_road_is_not_called_off_and_a_sentence_says_why(bought: Purchase) -> None:
    order = bought.orders[0]
    send(order)
    with pytest.raises(MoveRefused) as refused, transaction():
        orders.cancel(orders.get_order(order.number, lock=True), by=None, role=ActorRole.SELLER, reason="hết hàng")
    assert "Đơn đã đổi trạng thái" in str(refused.value)
    assert (order.state, payments.refunds_of(bought)) == (OrderState.SHIPPED, [])


def test_what_went_back_whole_is_not_called_paid(bought: Purchase) -> None:
    for order in bought.orders:
        deliver(order)
        assert bought.payment_state != PaymentState.REFUNDED
        refunding.confirmed(order, order.lines[0].quantity, shipping_vnd=order.shipping_vnd)
    assert (bought.payment_state, bought.refunded_vnd) == (PaymentState.REFUNDED, bought.paid_vnd)
    assert [earned(order) for order in bought.orders] == [-order.shipping_vnd for order in bought.orders]


def test_no_more_is_held_for_a_seller_than_is_there(bought: Purchase) -> None:
    order = bought.orders[0]
    deliver(order)
    owner = accounts.seller(order.seller_id)
    with pytest.raises(NotCovered), transaction():
        ledger.hold("payout:1", Posting(owner, BANK, order.net_vnd + 1), "payout", is_covered=True)
    with transaction():
        ledger.hold("payout:1", Posting(owner, BANK, order.net_vnd), "payout", is_covered=True)
    with pytest.raises(NotCovered), transaction():
        ledger.hold("payout:2", Posting(owner, BANK, 1), "payout", is_covered=True)
    assert ledger.balances(owner).available_vnd == 0


def test_what_the_bank_returned_is_owed_again(bought: Purchase) -> None:
    order = bought.orders[0]
    deliver(order)
    refund = refunding.confirmed(order, 2)
    gone = ledger.balances(BANK).posted_vnd
    refunding.returned(refund)
    assert ledger.balances(BANK).posted_vnd == gone + refund.amount_vnd
    assert (bought.refunded_vnd, bought.refunding_vnd) == (0, refund.amount_vnd)
    assert audit.check(db.session()) == []
