"""A shop with an account, parcels that arrived, and the days until they are paid."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from marketplace import clock, ledger, payouts
from marketplace.accounts.models import User
from marketplace.database import transaction
from marketplace.ledger import BANK, Kind, Posting, accounts
from marketplace.ledger.sales import holder_of
from marketplace.orders.models import Order
from marketplace.payouts import Payout, PayoutRun
from marketplace.sellers import bank_accounts
from marketplace.sellers.models import Seller
from tests import factories


def shop_with_account(by: User) -> Seller:
    with transaction():
        seller = factories.seller()
        seller.tax_code = "9900000016"
        account = bank_accounts.propose_account(seller, bank="970436", number="0123456789", holder="HTX MAU", by=by)
        bank_accounts.confirm_account(seller, account.ref)
    return seller


def delivered(seller: Seller, quantity: int = 1) -> Order:
    """A parcel that arrived and was paid at the door, whose cash the carrier has handed over."""
    order = factories.delivered(factories.product(seller), quantity=quantity)
    hand_over(order)
    return order


def hand_over(order: Order) -> None:
    posting = Posting(BANK, accounts.cash(holder_of(order)), order.total_vnd)
    about = {"order_id": order.id, "seller_id": order.seller_id}
    with transaction():
        ledger.post(Kind.REMITTANCE, f"handed over:{order.id}", [posting], **about)


def approved(first: User, second: User, total_vnd: int) -> PayoutRun:
    with transaction():
        run = payouts.open_run()
        payouts.close(run, by=first, typed_vnd=total_vnd)
    with transaction():
        run = payouts.get_run(run.code, lock=True)
        payouts.approve(run, by=second)
    return run


def sent(first: User, second: User, total_vnd: int) -> PayoutRun:
    run = approved(first, second, total_vnd)
    with transaction():
        payouts.send(payouts.get_run(run.code, lock=True), by=first)
    return run


def paid(first: User, second: User, total_vnd: int) -> Payout:
    """The only payout of a run, which arrived."""
    run = sent(first, second, total_vnd)
    with transaction():
        [payout] = payouts.get_run(run.code, lock=True).payouts
        payouts.confirm([payout], by=first)
    return payout


@contextmanager
def days_later(days: float) -> Iterator[None]:
    with clock.pretending(clock.now() + timedelta(days=days)):
        yield
