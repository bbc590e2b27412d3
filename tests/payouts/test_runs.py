import pytest
from flask import Flask

from marketplace import ledger, payments, payouts
from marketplace.accounts.models import User
from marketplace.database import transaction
from marketplace.ledger import BANK, accounts
from marketplace.orders.models import Order
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.payouts import HoldReason, PayoutState, RunState
from marketplace.payouts.errors import PayoutMoveRefused, RunChanged, RunMoveRefused, SamePerson, SumDiffers
from tests import factories
from tests.payouts.steps import approved, days_later, delivered, hand_over, paid, sent, shop_with_account


def test_money_waits_until_the_buyer_had_time_to_complain(app: Flask) -> None:
    seller = shop_with_account(factories.user())
    order = delivered(seller)
    [due] = payouts.due_of([seller.id])
    assert due.payable_vnd == 0
    assert [(held.order_id, held.amount_vnd, held.reason) for held in due.held] == [
        (order.id, order.net_vnd, HoldReason.INSPECTION)
    ]


def test_a_run_pays_what_is_due_once_two_people_agreed_and_the_bank_confirmed(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    owed = accounts.seller(seller.id)
    with days_later(4):
        run = sent(first, second, order.net_vnd)
        assert ledger.balances(owed) == ledger.Balances(order.net_vnd, 0, 0)
        with transaction():
            run = payouts.get_run(run.code, lock=True)
            payouts.confirm(run.payouts, by=first, bank_ref="FT1")
        assert [payout.state for payout in run.payouts] == [PayoutState.PAID]
        assert run.state == RunState.DONE
        assert ledger.balances(owed) == ledger.Balances()
        assert ledger.balances(BANK).posted_vnd == order.total_vnd - order.net_vnd
        assert payouts.due_of([seller.id])[0].owed_vnd == 0


def test_whoever_closed_a_run_does_not_approve_it(app: Flask) -> None:
    first = factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4), pytest.raises(SamePerson):
        approved(first, first, order.net_vnd)


def test_a_sum_that_was_typed_wrong_closes_nothing(app: Flask) -> None:
    first = factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        with pytest.raises(SumDiffers), transaction():
            payouts.close(payouts.open_run(), by=first, typed_vnd=order.net_vnd + 1)
        with transaction():
            assert payouts.open_run().state == RunState.DRAFT


def test_money_that_the_bank_returns_after_all_is_the_sellers_again_and_goes_out_once_more(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    with days_later(4):
        run = sent(first, second, order.net_vnd)
        with transaction():
            payouts.confirm(payouts.get_run(run.code, lock=True).payouts, by=first)
        with transaction():
            [payout] = payouts.get_run(run.code, lock=True).payouts
            payouts.fail(payout, by=first, failure="Tài khoản đã đóng")
        assert payout.state == PayoutState.RETURNED
        assert ledger.balances(accounts.seller(seller.id)).available_vnd == order.net_vnd
        again = approved(first, second, order.net_vnd)
        assert again.code != run.code


def test_what_the_bank_has_got_cannot_be_called_off(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        run = sent(first, second, order.net_vnd)
        with pytest.raises(RunMoveRefused), transaction():
            payouts.call_off(payouts.get_run(run.code, lock=True), by=first, note="Nhầm")


def test_what_an_operator_keeps_back_waits_until_it_is_let_go(app: Flask) -> None:
    first = factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    with days_later(4):
        with transaction():
            hold = payouts.keep_back(seller, by=first, note="Khách báo vỡ", order=order)
        [due] = payouts.due_of([seller.id])
        assert [(held.reason, held.note) for held in due.held] == [(HoldReason.BY_HAND, "Khách báo vỡ")]
        with transaction():
            payouts.let_go(hold.ref, by=first)
        assert payouts.due_of([seller.id])[0].payable_vnd == order.net_vnd


def test_cash_that_a_carrier_or_the_seller_still_has_is_paid_to_nobody_until_it_is_handed_over(app: Flask) -> None:
    seller = shop_with_account(factories.user())
    order = factories.delivered(factories.product(seller))
    with days_later(4):
        [due] = payouts.due_of([seller.id])
        assert [(held.amount_vnd, held.reason) for held in due.held] == [(order.net_vnd, HoldReason.CASH)]
        assert due.payable_vnd == 0
        hand_over(order)
        assert payouts.due_of([seller.id])[0].payable_vnd == order.net_vnd


def test_a_refund_that_is_under_way_keeps_its_order_back_and_what_it_took_is_never_paid(app: Flask) -> None:
    first = factories.user()
    seller = shop_with_account(first)
    order = delivered(seller, quantity=2)
    [line] = order.lines
    with days_later(4):
        refund = asked_back(order, {line.id: 1}, first)
        [due] = payouts.due_of([seller.id])
        assert [held.reason for held in due.held] == [HoldReason.COMPLAINT]
        settle(refund.ref, first)
        assert payouts.due_of([seller.id])[0].payable_vnd == ledger.balances(accounts.seller(seller.id)).posted_vnd
        assert 0 < payouts.due_of([seller.id])[0].payable_vnd < order.net_vnd


def test_a_refund_of_a_paid_out_order_is_carried_to_the_next_run_and_nobody_is_asked_to_pay(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    [line] = order.lines
    with days_later(4):
        paid(first, second, order.net_vnd)
        refund = asked_back(order, {line.id: 1}, first)
        settle(refund.ref, first)
        [due] = payouts.due_of([seller.id])
        assert (due.free_vnd, due.payable_vnd, due.reason) == (-order.net_vnd, 0, HoldReason.TOO_LITTLE)
        later = delivered(seller, quantity=3)
    with days_later(8):
        assert payouts.due_of([seller.id])[0].payable_vnd == later.net_vnd - order.net_vnd
        run = approved(first, second, later.net_vnd - order.net_vnd)
        items = payouts.get_run(run.code).payouts[0].items
        assert len(items) == 3  # the later sale, the refund, and what had been kept of it


def test_a_refund_between_closing_and_approving_stops_the_run(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        with transaction():
            run = payouts.open_run()
            payouts.close(run, by=first, typed_vnd=order.net_vnd)
        asked_back(order, {order.lines[0].id: 1}, first)
        with pytest.raises(RunChanged), transaction():
            payouts.approve(payouts.get_run(run.code, lock=True), by=second)


def test_confirming_twice_books_once(app: Flask) -> None:
    first, second = factories.user(), factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    with days_later(4):
        payout = paid(first, second, order.net_vnd)
        with pytest.raises(PayoutMoveRefused), transaction():
            payouts.confirm(payouts.get_run(payout.run.code, lock=True).payouts, by=first)
        assert ledger.balances(accounts.seller(seller.id)).posted_vnd == 0


def test_a_new_bank_account_waits_before_it_gets_money(app: Flask) -> None:
    seller = shop_with_account(factories.user())
    order = delivered(seller)
    with days_later(2.5):
        [due] = payouts.due_of([seller.id])
        assert (due.reason, due.free_vnd, due.payable_vnd) == (HoldReason.NEW_ACCOUNT, order.net_vnd, 0)


def test_the_parts_of_a_run_come_to_what_it_pays(app: Flask) -> None:
    first = factories.user()
    order = delivered(shop_with_account(first), quantity=2)
    with days_later(4), transaction():
        run = payouts.open_run()
        [(_payout, parts)] = payouts.payouts_of_run(run.id, limit=10)
        assert parts.net_vnd == order.net_vnd
        assert (parts.goods_vnd, parts.fees_vnd) == (order.goods_vnd, -order.commission_vnd)
        assert (run.goods_vnd, run.fees_vnd, run.taxes_vnd) == (parts.goods_vnd, parts.fees_vnd, parts.taxes_vnd)


def test_a_proposal_is_counted_again_and_again(app: Flask) -> None:
    first = factories.user()
    seller = shop_with_account(first)
    order = delivered(seller)
    with days_later(4):
        with transaction():
            run = payouts.open_run()
        later = delivered(seller)
    with days_later(8), transaction():
        assert payouts.open_run() is run
        assert [payout.amount_vnd for payout in run.payouts] == [order.net_vnd + later.net_vnd]


def asked_back(order: Order, units: dict[int, int], by: User) -> Refund:
    with transaction():
        payments.get_purchase(order.purchase.code)
        return payments.request_refund(
            order, quantities=units, reason=RefundReason.DAMAGED, bearer=RefundBearer.SELLER, by=by
        )


def settle(ref: str, by: User) -> None:
    with transaction():
        refund = payments.get_refund(ref)
        payments.mark_sent(refund, by=by)
        payments.confirm_refund(refund)
