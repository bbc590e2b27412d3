"""What operators decide: booked, shared out, sent back, ignored, and all of it taken back."""

from collections.abc import Callable

import pytest

from marketplace import audit, orders, payments, reconciliation
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.payments.errors import MoneyInUse
from marketplace.payments.refund_models import Refund
from marketplace.reconciliation import BankTransfer
from marketplace.reconciliation.errors import (
    BankRefMissing,
    DifferenceLeft,
    PartRefused,
    PurchaseUnknown,
    ReasonMissing,
    TransferMoved,
)
from marketplace.reconciliation.states import Finding, TransferState
from tests.people import Cast
from tests.reconciliation.money import bought, came, memo_of


@pytest.fixture
def purchase(cast: Cast) -> Purchase:
    return bought()


def book(transfer: BankTransfer, parts: dict[str, int], cast: Cast) -> None:
    with transaction():
        reconciliation.book(reconciliation.lock_transfer(transfer.ref), parts, by=cast.operator)


def reopen(transfer: BankTransfer, cast: Cast) -> None:
    with transaction():
        reconciliation.reopen(reconciliation.lock_transfer(transfer.ref), by=cast.operator)


def in_books(purchase: Purchase) -> tuple[str, int]:
    assert audit.check(db.session()) == []
    db.session.refresh(purchase)
    return purchase.payment_state, purchase.paid_vnd


def test_money_without_a_code_is_booked_by_hand(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd, "tra tien mat ong")
    book(transfer, {purchase.code: purchase.total_vnd}, cast)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
    assert reconciliation.get_transfer(transfer.ref).events[-1].by_id == cast.operator.id


def test_one_transfer_pays_several_purchases(purchase: Purchase, cast: Cast) -> None:
    other = bought()
    transfer = came(purchase.total_vnd + other.total_vnd, "hai don")
    book(transfer, {purchase.code: purchase.total_vnd, other.code: other.total_vnd}, cast)
    assert in_books(purchase)[0] == in_books(other)[0] == PaymentState.PAID


def test_several_transfers_pay_one_purchase(purchase: Purchase, cast: Cast) -> None:
    for amount_vnd in (100_000, purchase.total_vnd - 100_000):
        book(came(amount_vnd, f"phan {amount_vnd}"), {purchase.code: amount_vnd}, cast)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda amount: amount - 1, DifferenceLeft),
        (lambda amount: amount + 1, DifferenceLeft),
        (lambda amount: 0, PartRefused),
        (lambda amount: -amount, PartRefused),
    ],
)
def test_the_parts_have_to_add_up(
    purchase: Purchase, cast: Cast, change: Callable[[int], int], error: type[Exception]
) -> None:
    transfer = came(purchase.total_vnd, "ck")
    with pytest.raises(error):
        book(transfer, {purchase.code: change(purchase.total_vnd)}, cast)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)


def test_nothing_and_an_unknown_code_are_refused_whole(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd, "ck")
    with pytest.raises(PartRefused):
        book(transfer, {}, cast)
    with pytest.raises(PurchaseUnknown):
        book(transfer, {purchase.code: 1_000, "2611-ZZZZZ": purchase.total_vnd - 1_000}, cast)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)
    assert reconciliation.get_transfer(transfer.ref).is_waiting


def test_too_much_places_the_orders_and_asks_the_rest_back(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd + 5_000, memo_of(purchase))
    book(transfer, {purchase.code: transfer.amount_vnd}, cast)
    assert in_books(purchase)[0] == PaymentState.PAID
    assert [refund.amount_vnd for refund in payments.refunds_of(purchase)] == [5_000]


def test_double_money_booked_to_its_purchase_is_asked_back_whole(purchase: Purchase, cast: Cast) -> None:
    came(purchase.total_vnd, memo_of(purchase))
    again = came(purchase.total_vnd, f"{memo_of(purchase)} lan 2")
    assert again.finding == Finding.DOUBLE
    book(again, {purchase.code: again.amount_vnd}, cast)
    assert [refund.amount_vnd for refund in payments.refunds_of(purchase)] == [purchase.total_vnd]
    assert in_books(purchase)[1] == 2 * purchase.total_vnd


def test_late_money_takes_the_goods_again(purchase: Purchase, cast: Cast) -> None:
    with transaction():
        payments.expire(payments.get_purchase(purchase.code))
    book(came(purchase.total_vnd, memo_of(purchase)), {purchase.code: purchase.total_vnd}, cast)
    assert in_books(purchase)[0] == PaymentState.PAID
    assert purchase.orders[0].state == OrderState.PLACED


def test_money_for_what_is_paid_at_the_door_goes_back(cast: Cast) -> None:
    at_door = bought(paying=PaymentMethod.COD)
    book(came(at_door.total_vnd, memo_of(at_door)), {at_door.code: at_door.total_vnd}, cast)
    assert in_books(at_door)[0] == PaymentState.DUE
    assert [refund.amount_vnd for refund in payments.refunds_of(at_door)] == [at_door.total_vnd]


def test_two_operators_cannot_book_one_transfer(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd, "ck")
    book(transfer, {purchase.code: purchase.total_vnd}, cast)
    with pytest.raises(TransferMoved):
        book(transfer, {bought().code: purchase.total_vnd}, cast)
    assert in_books(purchase)[1] == purchase.total_vnd


def test_money_taken_out_again_leaves_the_purchase_waiting(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd, memo_of(purchase))
    reopen(transfer, cast)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)
    assert purchase.orders[0].state == OrderState.AWAITING_PAYMENT
    reconciliation.look_again()
    assert reconciliation.get_transfer(transfer.ref).is_waiting  # what a person took out, the shop does not put back
    book(transfer, {purchase.code: transfer.amount_vnd}, cast)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
    assert purchase.orders[0].state == OrderState.PLACED


def test_a_part_taken_out_of_what_is_still_short_changes_the_sum_alone(purchase: Purchase, cast: Cast) -> None:
    reopen(came(50_000, memo_of(purchase)), cast)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)


def test_double_money_taken_out_calls_its_refund_off(purchase: Purchase, cast: Cast) -> None:
    came(purchase.total_vnd, memo_of(purchase))
    again = came(purchase.total_vnd, f"{memo_of(purchase)} lan 2")
    book(again, {purchase.code: again.amount_vnd}, cast)
    reopen(again, cast)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
    assert purchase.orders[0].state == OrderState.PLACED
    assert purchase.refunding_vnd == 0


def test_money_that_a_seller_works_for_stays(purchase: Purchase, cast: Cast) -> None:
    transfer = came(purchase.total_vnd, memo_of(purchase))
    with transaction():
        orders.confirm(orders.get_order(purchase.orders[0].number), by=None)
    with pytest.raises(MoneyInUse):
        reopen(transfer, cast)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
    assert reconciliation.get_transfer(transfer.ref).state == TransferState.MATCHED


def test_what_is_no_order_needs_a_word_on_what_it_is(cast: Cast) -> None:
    transfer = came(5_000_000, "lai tien gui")
    with pytest.raises(ReasonMissing), transaction():
        reconciliation.ignore(reconciliation.lock_transfer(transfer.ref), by=cast.operator, reason="  ")
    with transaction():
        reconciliation.ignore(reconciliation.lock_transfer(transfer.ref), by=cast.operator, reason="Lãi ngân hàng")
    found = reconciliation.get_transfer(transfer.ref)
    assert (found.state, found.events[-1].note) == (TransferState.IGNORED, "Lãi ngân hàng")
    reopen(transfer, cast)
    assert reconciliation.get_transfer(transfer.ref).is_waiting


def test_money_of_nobody_goes_back_to_its_sender(cast: Cast) -> None:
    transfer = came(120_000, "ck")
    with transaction():
        reconciliation.send_back(reconciliation.lock_transfer(transfer.ref), by=cast.operator)
    with pytest.raises(BankRefMissing), transaction():
        reconciliation.confirm_return(reconciliation.lock_transfer(transfer.ref), by=cast.operator, bank_ref="")
    with transaction():
        reconciliation.confirm_return(reconciliation.lock_transfer(transfer.ref), by=cast.operator, bank_ref="FT99")
    with pytest.raises(TransferMoved):
        reopen(transfer, cast)
    assert db.session.scalars(db.select(Refund)).all() == []
