"""Tellings of money for the tests of reconciliation."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from marketplace import reconciliation
from marketplace.banking.references import reference
from marketplace.catalogue.models import Variant
from marketplace.database import transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.reconciliation import BankTransfer
from marketplace.reconciliation.states import Source
from marketplace.reconciliation.telling import Told
from tests import factories
from tests.bank_senders import ACCOUNT

NUMBERS = count(1)
EVENING = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)


def told(amount_vnd: int, memo: str, *, source: Source = Source.SEPAY, **more: Any) -> Told:
    """One telling, with a number of its own unless told otherwise."""
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "event_id": f"event {number}",
        "account": ACCOUNT,
        "booked_at": EVENING,
        "has_time": True,
        "bank_ref": f"FT{number}",
        "counterparty": "",
    }
    return Told(source=source, amount_vnd=amount_vnd, memo=memo, **(values | more))


def tell(one: Told) -> BankTransfer | None:
    """Take it and look at it, as the shop does with a notice."""
    with transaction():
        taken = reconciliation.take(one, [ACCOUNT])
        if taken.transfer and taken.result == reconciliation.Result.NEW:
            reconciliation.look(reconciliation.lock_transfer(taken.transfer.ref))
    return taken.transfer


def came(amount_vnd: int, memo: str, **more: Any) -> BankTransfer:
    """Money that came in and was looked at."""
    transfer = tell(told(amount_vnd, memo, **more))
    assert transfer is not None
    return transfer


def bought(variant: Variant | None = None, units: int = 2, paying: PaymentMethod = PaymentMethod.TRANSFER) -> Purchase:
    """A purchase that waits for its money."""
    pack = variant or factories.product(left=100).variants[0]
    return factories.purchase((pack, units), paying=paying)


def memo_of(purchase: Purchase) -> str:
    """What the buyer is asked to write."""
    return reference(purchase.code)
