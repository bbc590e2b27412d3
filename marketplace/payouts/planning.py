"""What a run pays: counted and written down, and looked at once more before it goes out.

Some hundred sellers at a time, so that the memory that it takes does not grow with them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, cast

from sqlalchemy import Table, delete, func, insert, select

from marketplace.database import db
from marketplace.payouts.due import Due, due_of
from marketplace.payouts.models import KeptBack, Payout, PayoutItem, PayoutRun
from marketplace.payouts.statements import Parts
from marketplace.payouts.states import HoldReason
from marketplace.sellers.models import Seller

AT_ONCE: Final = 500
PAYOUTS: Final = cast(Table, Payout.__table__)
ITEMS: Final = cast(Table, PayoutItem.__table__)
KEPT: Final = cast(Table, KeptBack.__table__)


def size() -> int:
    """How many sellers there are to look at."""
    return db.session.scalar(select(func.count(Seller.id))) or 0


def write_down(run: PayoutRun, progress: Callable[[int], object]) -> None:
    """Count what every seller is due now, in place of what was counted before; `progress` hears of each batch."""
    _forget(run)
    total = Parts()
    for seller_ids in _sellers():
        dues = due_of(seller_ids)
        _plan(run, [due for due in dues if due.payable_vnd > 0], total)
        _insert(KEPT, [row for due in dues for row in _kept(run, due)])
        progress(len(seller_ids))
    run.goods_vnd, run.fees_vnd, run.taxes_vnd = total.goods_vnd, total.fees_vnd, total.taxes_vnd
    run.returned_vnd, run.other_vnd = total.returned_vnd, total.other_vnd


def changed_since(run: PayoutRun) -> list[str]:
    """The names of sellers whose payout may not go out as it was planned, or not to the account that was looked at.

    What has become due since is no matter: it goes out with the next run.
    """
    return [name for payouts in some_of(run.payouts) for name in _changed(run, payouts)]


def some_of(payouts: Sequence[Payout]) -> Iterator[Sequence[Payout]]:
    """So many at a time as one statement may speak of."""
    return (payouts[start : start + AT_ONCE] for start in range(0, len(payouts), AT_ONCE))


def _sellers() -> Iterator[list[int]]:
    """The ids of all sellers, some at a time."""
    after_id = 0
    some = select(Seller.id).order_by(Seller.id).limit(AT_ONCE)
    while found := list(db.session.scalars(some.where(Seller.id > after_id))):
        yield found
        after_id = found[-1]


def _forget(run: PayoutRun) -> None:
    planned = select(Payout.id).where(Payout.run_id == run.id)
    db.session.execute(delete(PayoutItem).where(PayoutItem.payout_id.in_(planned)))
    db.session.execute(delete(Payout).where(Payout.run_id == run.id))
    db.session.execute(delete(KeptBack).where(KeptBack.run_id == run.id))


def _plan(run: PayoutRun, dues: Sequence[Due], total: Parts) -> None:
    if not dues:
        return
    new = insert(PAYOUTS).returning(PAYOUTS.c.seller_id, PAYOUTS.c.id)
    ids = {row.seller_id: row.id for row in db.session.execute(new, [_payout(run, due) for due in dues])}
    _insert(ITEMS, [row for due in dues for row in _items(ids[due.seller.id], due, total)])


def _insert(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(table), rows)


def _payout(run: PayoutRun, due: Due) -> dict[str, Any]:
    account = due.account
    assert account is not None
    return {
        "run_id": run.id,
        "seller_id": due.seller.id,
        "amount_vnd": due.payable_vnd,
        "bank": account.bank,
        "number_sealed": account.number_sealed,
        "number_end": account.number_end,
        "holder": account.holder,
    }


def _items(payout_id: int, due: Due, total: Parts) -> Iterator[dict[str, Any]]:
    """What a payout pays; counts it."""
    for booking in due.bookings:
        total.add_booking(booking.kind, booking.parts)
        yield {
            "payout_id": payout_id,
            "transaction_id": booking.transaction_id,
            "seller_id": booking.seller_id,
            "amount_vnd": booking.amount_vnd,
        }


def _kept(run: PayoutRun, due: Due) -> Iterator[dict[str, Any]]:
    """What is not paid: one row for each reason."""
    sums: Counter[HoldReason] = Counter()
    for held in due.held:
        sums[held.reason] += held.amount_vnd
    if due.reason:
        sums[due.reason] += due.free_vnd
    for reason, amount_vnd in sums.items():
        if amount_vnd:
            yield {"run_id": run.id, "seller_id": due.seller.id, "reason": reason, "amount_vnd": amount_vnd}


def _changed(run: PayoutRun, payouts: Iterable[Payout]) -> Iterator[str]:
    of_seller = {payout.seller_id: payout for payout in payouts}
    planned: defaultdict[int, dict[int, int]] = defaultdict(dict)
    items = select(PayoutItem.seller_id, PayoutItem.transaction_id, PayoutItem.amount_vnd)
    ids = [payout.id for payout in of_seller.values()]
    for seller_id, number, amount_vnd in db.session.execute(items.where(PayoutItem.payout_id.in_(ids))):
        planned[seller_id][number] = amount_vnd
    for due in due_of(list(of_seller), besides=run.id):
        if not _covers(due, of_seller[due.seller.id], planned[due.seller.id]):
            yield due.seller.name_vi


def _covers(due: Due, payout: Payout, planned: dict[int, int]) -> bool:
    free = {booking.transaction_id: booking.amount_vnd for booking in due.bookings}
    newer = sum(amount for number, amount in free.items() if number not in planned and amount < 0)
    account = due.account
    return (
        due.reason is None
        and all(free.get(number) == amount for number, amount in planned.items())
        and not newer
        and account is not None
        and (account.bank, account.number_sealed) == (payout.bank, payout.number_sealed)
    )
