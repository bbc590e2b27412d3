"""Sample money on the sample account: booked by itself, short, double, with a wrong letter, and of nobody."""

from datetime import datetime, timedelta
from typing import Final

from marketplace import reconciliation
from marketplace.banking.references import reference
from marketplace.clock import now, pretending
from marketplace.demo.content import Row, rows
from marketplace.demo.past import Past
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.orders.writing import CODE_LETTERS
from marketplace.reconciliation.states import Source
from marketplace.reconciliation.telling import Told

ACCOUNT: Final = "000000002026"
"""The sample account of a shop that is tried out (web/own_account.py)."""
CUT_TO: Final = 10


def add_transfers(past: Past) -> None:
    """Purchases that wait for a transfer, and what came on the account."""
    for row in rows("purchase", "transfers"):
        at = now() - timedelta(hours=row["hours_ago"])
        purchase = past.place(row["lines"], row["buyer"], at, payment_method=PaymentMethod.TRANSFER)
        for money in row["money"]:
            amount_vnd = purchase.total_vnd - money["less"]
            _tell(_memo(money["memo"], purchase), amount_vnd, at + timedelta(minutes=money["minutes"]), money)
    for other in rows("other", "transfers"):
        _tell(other["memo"], other["amount_vnd"], now() - timedelta(hours=other["hours_ago"]), other)


def _memo(text: str, purchase: Purchase) -> str:
    whole = reference(purchase.code)
    wrong = next(letter for letter in CODE_LETTERS if letter != whole[-2])
    return text.format(reference=whole, almost=whole[:-2] + wrong, cut=whole[:CUT_TO])


def _tell(memo: str, amount_vnd: int, at: datetime, of: Row) -> None:
    told = Told(
        source=Source.SEPAY,
        event_id=f"MAU-{memo}",
        account=ACCOUNT,
        amount_vnd=amount_vnd,
        booked_at=at,
        has_time=True,
        bank_ref=f"MAU{amount_vnd % 99_991:05}",
        memo=memo,
        counterparty=of.get("from", ""),
    )
    with pretending(at):
        taken = reconciliation.take(told, [ACCOUNT])
        if taken.transfer:
            reconciliation.look(reconciliation.lock_transfer(taken.transfer.ref))
