"""Money of the one shop that does not exist: paid, sent back by its bank, waiting for a second person, kept back."""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from marketplace import cash, payouts
from marketplace.accounts.models import User
from marketplace.cash.reading import Table
from marketplace.clock import now, pretending, start_of_day, today
from marketplace.database import db
from marketplace.demo.accounts import OPERATOR, TREASURER
from marketplace.demo.cash import line_of
from marketplace.demo.content import rows
from marketplace.demo.past import Past
from marketplace.orders.models import Order
from marketplace.payouts import PayoutRun
from marketplace.sellers import bank_accounts
from marketplace.sellers.models import Seller

BIRD: Final = "GM-CAN"
CARRIER: Final = "GHN"
TAX_CODE: Final = "9900000023"
BANK: Final = {"bank": "970436", "holder": "BA MAU GA DOI"}
FIRST_NUMBER: Final = "000000002611"
SECOND_NUMBER: Final = "000000002612"
FAILURE: Final = "Tài khoản người nhận đã đóng (mẫu)"
WHY: Final = "Khách báo một con bị dập, chờ ảnh của khách (mẫu)"
WEEK: Final = timedelta(days=7)
COUNTED: Final = timedelta(hours=9)
MOST: Final = 50


def run_days() -> tuple[date, date, date]:
    """The days of the last three weekly runs before today."""
    last = payouts.terms_of().next_run_on(today()) - WEEK
    return last - 2 * WEEK, last - WEEK, last


def add_bird_sales(past: Past, owner: User) -> None:
    """Parcels that arrived, so that there is something to pay."""
    until_last = (today() - run_days()[-1]).days
    for row in rows("sale", "payouts"):
        lines = [{"ref": BIRD, "quantity": len(row["grams"])}]
        weighed = {"grams": row["grams"], "weigher": owner}
        parcel = {"state": "delivered", "lines": lines, "carrier": CARRIER, **weighed}
        hours_ago = (row["days_before"] + until_last) * 24
        past.add_purchase({"buyer": row["buyer"], "hours_ago": hours_ago, "parcels": [parcel]})


def add_bird_cash() -> None:
    """The carrier sends what it took, before each of the runs."""
    for run_on in run_days():
        with pretending(start_of_day(run_on)):
            held = [custody for custody in cash.held(CARRIER, limit=MOST) if custody.since < now()]
            lines = [line_of(row, custody) for row, custody in enumerate(held, 2)]
            cash.take_in(Table("", tuple(lines)), carrier=CARRIER, filename=f"ghn-{run_on:%d-%m}.xlsx", by_id=None)


SAMPLE: Final = "MAU%"
"""What the numbers of parcels.py look like."""


def add_payouts() -> None:
    """Three weekly runs, and money that is kept back; call it once the cash has come and was committed."""
    treasurer, operator = _person(TREASURER), _person(OPERATOR)
    newest = (
        select(Order)
        .where(Order.carrier == CARRIER, Order.tracking_number.not_like(SAMPLE))
        .order_by(Order.id.desc())
        .limit(1)
    )
    order = db.session.scalars(newest).one()
    order.seller.tax_code = TAX_CODE
    first, second, third = run_days()
    _use_account(order.seller, FIRST_NUMBER, first - WEEK, by=operator)
    with _morning_of(first):
        payouts.confirm(_sent(treasurer, operator).payouts, by=treasurer)
    with _morning_of(second):
        run = _sent(treasurer, operator)
        payouts.confirm(run.payouts, by=treasurer)
    with _morning_of(second + timedelta(days=2)):
        payouts.fail(run.payouts[0], by=treasurer, failure=FAILURE)
    _use_account(order.seller, SECOND_NUMBER, third - timedelta(days=4), by=operator)
    with _morning_of(third):
        _close(treasurer)
    payouts.keep_back(order.seller, by=treasurer, note=WHY, order=order)


def _morning_of(day: date) -> AbstractContextManager[None]:
    return pretending(start_of_day(day) + COUNTED)


def _person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def _use_account(shop: Seller, number: str, day: date, *, by: User) -> None:
    with _morning_of(day):
        account = bank_accounts.propose_account(shop, number=number, by=by, **BANK)
        bank_accounts.confirm_account(shop, account.ref)


def _close(by: User) -> PayoutRun:
    run = payouts.open_run()
    payouts.close(run, by=by, typed_vnd=sum(payout.amount_vnd for payout in run.payouts))
    return run


def _sent(first: User, second: User) -> PayoutRun:
    run = _close(first)
    payouts.approve(run, by=second)
    payouts.send(run, by=first)
    return run
