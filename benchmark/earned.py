"""What sellers are owed: the sample orders stand in the books, and every seller has an account to be paid to.

The rows are those that the shop books, written by the database itself.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, insert, select, text, update

from benchmark.trade import OPERATOR
from marketplace import payouts
from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.ledger.models import LedgerTransaction
from marketplace.payouts import RunState
from marketplace.sealing import seal
from marketplace.sellers.application_models import BankAccount
from marketplace.sellers.models import Seller

TAX_CODE: Final = "9900000016"
SALES: Final = text("""
    INSERT INTO ledger_transactions (kind, key, at, month, note, purchase_id, order_id, seller_id)
    SELECT 'sale', 'sale:' || id, placed_at, substr(CAST(placed_at AS VARCHAR(40)), 1, 7), '', purchase_id, id,
        seller_id
    FROM orders WHERE state = 'delivered' AND NOT EXISTS (
        SELECT 1 FROM ledger_transactions AS booked WHERE booked.order_id = orders.id AND booked.kind = 'sale'
    )
""")
PAID: Final = """
    SELECT booked.id,
        CASE WHEN purchases.payment_method = 'cod' THEN 'cash:seller ' || booked.seller_id ELSE 'bank' END,
        'buyer:' || booked.purchase_id, purchases.total_vnd
    FROM ledger_transactions AS booked JOIN purchases ON purchases.id = booked.purchase_id
"""
EARNED: Final = """
    SELECT booked.id, 'buyer:' || booked.purchase_id, 'seller:' || booked.seller_id, orders.goods_vnd
    FROM ledger_transactions AS booked JOIN orders ON orders.id = booked.order_id
"""
KEPT: Final = """
    SELECT booked.id, 'seller:' || booked.seller_id, 'fees', sold.commission_vnd
    FROM ledger_transactions AS booked JOIN (
        SELECT order_id, sum(commission_vnd) AS commission_vnd FROM order_lines GROUP BY order_id
    ) AS sold ON sold.order_id = booked.order_id
"""
LEGS: Final = "INSERT INTO ledger_postings (transaction_id, source, destination, amount_vnd) {} WHERE booked.id > :last"


def book() -> None:
    """Book every delivered order that is not booked, and open an account for every seller."""
    last = db.session.scalar(select(func.max(LedgerTransaction.id))) or 0
    db.session.execute(SALES)
    for legs in (PAID, EARNED, KEPT):
        db.session.execute(text(LEGS.format(legs)), {"last": last})
    _open_accounts()


def propose() -> None:
    """Count a payout run under the code of this day; the one that the demo shop has open is counted anew."""
    run = payouts.open_run()
    if run.state == RunState.CLOSED:
        payouts.reopen(run)
    run.code = f"{today():%y%m%d}"


def _open_accounts() -> None:
    sample = Seller.tax_code.is_(None) & Seller.slug.startswith("mau-")
    db.session.execute(update(Seller).where(sample).values(tax_code=TAX_CODE))
    by_id = db.session.scalars(select(User.id).where(User.phone == parse_phone(OPERATOR))).one()
    without = select(Seller.id).where(~select(BankAccount.id).where(BankAccount.seller_id == Seller.id).exists())
    account = {"bank": "970436", "number_sealed": seal("0123456789"), "number_end": "6789", "holder": "HTX MAU"}
    since = {"created_at": now() - timedelta(days=40), "confirmed_at": now() - timedelta(days=30)}
    rows = [{"seller_id": one, "by_id": by_id, **account, **since} for one in db.session.scalars(without)]
    if rows:
        db.session.execute(insert(BankAccount), rows)
