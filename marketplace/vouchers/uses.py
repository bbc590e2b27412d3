"""The counters of vouchers. Each is changed by one conditional UPDATE, so that no race can use a voucher too often.

Call these late in a transaction: from the first voucher on, others who use the same one have to wait.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import or_, select, update

from marketplace.clock import now
from marketplace.database import db, insert_new
from marketplace.vouchers.errors import VoucherUsedBefore, VoucherUsedUp
from marketplace.vouchers.models import Voucher, VoucherState, VoucherUse

UsesBefore = Callable[[int], int]
"""How often the person who orders uses a voucher, by its id. It is asked under the voucher's lock."""


def take(amounts_vnd: Mapping[Voucher, int], *, purchase_id: int, uses_before: UsesBefore) -> None:
    """Use each voucher once for a purchase. Raises VoucherUsedUp or VoucherUsedBefore; then give the transaction up."""
    for voucher in sorted(amounts_vnd, key=lambda voucher: voucher.id):
        _count_one(voucher)
        if voucher.per_person is not None and uses_before(voucher.id) >= voucher.per_person:
            raise VoucherUsedBefore(voucher.code, voucher.per_person)
    uses = [
        VoucherUse(voucher_id=voucher.id, purchase_id=purchase_id, amount_vnd=amount_vnd, at=now())
        for voucher, amount_vnd in amounts_vnd.items()
    ]
    if uses:
        insert_new(uses, known_by="voucher_id")


def uses_of(purchase_id: int) -> Sequence[VoucherUse]:
    """The vouchers that a purchase uses or used, in the order of their ids, locked: its parcels are called off one by
    one, and the last of them gives the use back.
    """
    mine = select(VoucherUse).where(VoucherUse.purchase_id == purchase_id).order_by(VoucherUse.voucher_id)
    return db.session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()


def give_back(uses: Iterable[VoucherUse]) -> None:
    """These uses count no more: somebody else may have them. A use that was given back stays so."""
    for use in uses:
        mine = VoucherUse.id == use.id, VoucherUse.given_back_at.is_(None)
        given = update(VoucherUse).where(*mine).values(given_back_at=now()).returning(VoucherUse.id)
        if db.session.scalar(given, execution_options={"synchronize_session": False}) is not None:
            fewer = update(Voucher).where(Voucher.id == use.voucher_id).values(used=Voucher.used - 1)
            db.session.execute(fewer, execution_options={"synchronize_session": False})


def take_again(uses: Iterable[VoucherUse]) -> None:
    """What was given back is used after all, though the voucher may be over by now. Raises VoucherUsedUp."""
    for use in uses:
        mine = VoucherUse.id == use.id, VoucherUse.given_back_at.is_not(None)
        taken = update(VoucherUse).where(*mine).values(given_back_at=None).returning(VoucherUse.id)
        if db.session.scalar(taken, execution_options={"synchronize_session": False}) is not None:
            _count_one(use.voucher, anew=True)


def _count_one(voucher: Voucher, *, anew: bool = False) -> None:
    """Raises VoucherUsedUp where it may not be used now; `anew` asks for nothing but a use that is left."""
    at = now()
    in_time = (Voucher.state == VoucherState.ACTIVE) & (Voucher.starts_at <= at) & (Voucher.ends_at > at)
    has_left = or_(Voucher.most_uses.is_(None), Voucher.used < Voucher.most_uses)
    wanted = (Voucher.id == voucher.id, has_left, *(() if anew else (in_time,)))
    more = update(Voucher).where(*wanted).values(used=Voucher.used + 1).returning(Voucher.id)
    if db.session.scalar(more, execution_options={"synchronize_session": False}) is None:
        raise VoucherUsedUp(voucher.code)
