"""Making vouchers, and pausing, resuming and ending them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import User
from marketplace.clock import end_of_day, now, start_of_day
from marketplace.database import db, savepoint
from marketplace.vouchers.errors import (
    AmountMissing,
    CodeTaken,
    CodeUnreadable,
    EndsTooEarly,
    LeastTooSmall,
    RateTooHigh,
    VoucherOver,
)
from marketplace.vouchers.models import Bearer, Voucher, VoucherEvent, VoucherKind, VoucherState, VoucherStep
from marketplace.vouchers.queries import clean_code, is_code

MOST_PERCENT: Final = 70


@dataclass(frozen=True)
class NewVoucher:
    """A voucher as somebody writes it. Money in dong, the rate in basis points; days in Vietnam, both included."""

    code: str
    kind: VoucherKind
    bearer: Bearer
    first_day: date
    last_day: date
    basis_points: int = 0
    amount_vnd: int = 0
    most_vnd: int | None = None
    least_vnd: int = 0
    per_person: int | None = 1
    most_uses: int | None = None
    seller_id: int | None = None
    product_ids: Sequence[int] = field(default_factory=list)
    families: Sequence[str] = field(default_factory=list)
    is_public: bool = False


def make(new: NewVoucher, *, by: User | None, note: str = "") -> Voucher:
    """Make a voucher. Raises CodeUnreadable, CodeTaken, AmountMissing, RateTooHigh, LeastTooSmall or EndsTooEarly."""
    check(new)
    code = clean_code(new.code)
    said = {name: value for name, value in vars(new).items() if name not in ("code", "first_day", "last_day")}
    lists = {"product_ids": list(new.product_ids), "families": list(new.families)}
    days = {"starts_at": start_of_day(new.first_day), "ends_at": end_of_day(new.last_day)}
    voucher = Voucher(code=code, **{**said, **lists, **days})
    voucher.events = [VoucherEvent(step=VoucherStep.MADE, note=note, by=by)]
    try:
        with savepoint():
            db.session.add(voucher)
            db.session.flush()
    except IntegrityError as error:
        raise CodeTaken(code) from error
    return voucher


def check(new: NewVoucher) -> None:
    """Raise what speaks against the voucher, as `make` does."""
    if not is_code(clean_code(new.code)):
        raise CodeUnreadable()
    gives = {VoucherKind.PERCENT: new.basis_points, VoucherKind.AMOUNT: new.amount_vnd, VoucherKind.DELIVERY: 1}
    if gives[new.kind] <= 0:
        raise AmountMissing()
    if new.basis_points > MOST_PERCENT * 100:
        raise RateTooHigh(most=MOST_PERCENT)
    if new.kind == VoucherKind.AMOUNT and new.least_vnd <= new.amount_vnd:
        raise LeastTooSmall()
    if new.last_day < new.first_day or end_of_day(new.last_day) <= now():
        raise EndsTooEarly()


def pause(voucher: Voucher, *, by: User, note: str = "") -> None:
    """Nobody can use it until it is resumed; orders that use it stay. Raises VoucherOver."""
    _step(voucher, VoucherState.PAUSED, VoucherStep.PAUSED, by=by, note=note)


def resume(voucher: Voucher, *, by: User, note: str = "") -> None:
    """It can be used again. Raises VoucherOver."""
    _step(voucher, VoucherState.ACTIVE, VoucherStep.RESUMED, by=by, note=note)


def end(voucher: Voucher, *, by: User, note: str = "") -> None:
    """Nobody can use it ever again; orders that use it stay. Raises VoucherOver."""
    _step(voucher, VoucherState.ENDED, VoucherStep.ENDED, by=by, note=note)


def _step(voucher: Voucher, state: VoucherState, step: VoucherStep, *, by: User, note: str) -> None:
    if voucher.is_over:
        raise VoucherOver()
    if voucher.state == state:
        return
    voucher.enter(state, step, by=by, note=note)
    db.session.flush()
