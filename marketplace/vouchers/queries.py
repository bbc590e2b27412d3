"""Questions about vouchers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.clock import now
from marketplace.database import db
from marketplace.text import clean_line
from marketplace.vouchers.errors import (
    VoucherEnded,
    VoucherNotFound,
    VoucherNotYet,
    VoucherPaused,
    VoucherRefused,
    VoucherUnknown,
    VoucherUsedUp,
)
from marketplace.vouchers.models import Voucher, VoucherEvent, VoucherState, VoucherUse

MOST_CODES: Final = 5
"""More codes than this are never counted for one basket."""
PROPOSED: Final = 20
_CODE: Final = re.compile(r"[A-Z0-9]{4,20}", re.ASCII)


@dataclass(frozen=True)
class Found:
    """The vouchers behind some codes that may be used now, in the order of the codes, and why others may not."""

    vouchers: tuple[Voucher, ...] = ()
    refused: tuple[VoucherRefused, ...] = ()


def clean_code(text: str) -> str:
    """A code as it is stored, whatever case and gaps it was typed with."""
    return re.sub(r"[\s\-_.]+", "", clean_line(text)).upper()[:24]


def is_code(text: str) -> bool:
    """Whether a cleaned text can be the code of a voucher; what cannot is never asked for in the database."""
    return _CODE.fullmatch(text) is not None


def find(codes: Iterable[str]) -> Found:
    """The vouchers with these codes: one statement, none without a code."""
    wanted = list(dict.fromkeys(clean_code(code) for code in codes if clean_code(code)))[:MOST_CODES]
    if not wanted:
        return Found()
    known = _named([code for code in wanted if is_code(code)])
    vouchers, refused = [], []
    for code in wanted:
        try:
            vouchers.append(usable(known.get(code), code))
        except VoucherRefused as error:
            refused.append(error)
    return Found(tuple(vouchers), tuple(refused))


def _named(codes: Sequence[str]) -> dict[str, Voucher]:
    if not codes:
        return {}
    named = _complete().where(Voucher.code.in_(codes)).execution_options(populate_existing=True)
    return {voucher.code: voucher for voucher in db.session.scalars(named)}


def usable(voucher: Voucher | None, code: str) -> Voucher:
    """The voucher if it may be used now. Raises VoucherRefused with the reason."""
    if voucher is None:
        raise VoucherUnknown(code)
    if voucher.is_over:
        raise VoucherEnded(code)
    if voucher.is_to_come:
        raise VoucherNotYet(code, voucher.starts_at)
    if voucher.is_paused:
        raise VoucherPaused(code)
    if voucher.is_used_up:
        raise VoucherUsedUp(code)
    return voucher


def proposable(seller_ids: Iterable[int]) -> Sequence[Voucher]:
    """The vouchers that are for everybody, may be used now, and hold for goods of one of these sellers."""
    for_them = or_(Voucher.seller_id.is_(None), Voucher.seller_id.in_(list(seller_ids)))
    running = Voucher.is_public, Voucher.state == VoucherState.ACTIVE, *_running(), for_them
    return db.session.scalars(_complete().where(*running).order_by(Voucher.id.desc()).limit(PROPOSED)).all()


def get(ref: str, *, seller_id: int | None = None, lock: bool = False) -> Voucher:
    """The voucher with its history; with a seller, one that this seller bears. Raises VoucherNotFound."""
    found = select(Voucher).where(Voucher.ref == ref)
    if seller_id is not None:
        found = found.where(_borne_by(seller_id))
    if lock:
        found = found.with_for_update(of=Voucher).execution_options(populate_existing=True)
    history = selectinload(Voucher.events).joinedload(VoucherEvent.by)
    voucher = db.session.scalar(found.options(history, joinedload(Voucher.seller)))
    if voucher is None:
        raise VoucherNotFound()
    return voucher


def all_vouchers(*, seller_id: int | None = None, limit: int = 200) -> Sequence[Voucher]:
    """The newest vouchers first; with a seller those that this seller bears."""
    found = _complete().order_by(Voucher.id.desc()).limit(limit)
    return db.session.scalars(found if seller_id is None else found.where(_borne_by(seller_id))).all()


def given_by(voucher_ids: Iterable[int]) -> dict[int, int]:
    """What vouchers gave so far, in dong, without what was called off; those never used are missing."""
    given = select(VoucherUse.voucher_id, func.sum(VoucherUse.amount_vnd)).group_by(VoucherUse.voucher_id)
    kept = given.where(VoucherUse.voucher_id.in_(list(voucher_ids)), VoucherUse.given_back_at.is_(None))
    return {voucher_id: int(vnd) for voucher_id, vnd in db.session.execute(kept)}


def _complete() -> Select[Voucher]:
    return select(Voucher).options(joinedload(Voucher.seller))


def _borne_by(seller_id: int) -> ColumnElement[bool]:
    return (Voucher.bearer == "seller") & (Voucher.seller_id == seller_id)


def _running() -> tuple[ColumnElement[bool], ...]:
    at = now()
    return (
        Voucher.starts_at <= at,
        Voucher.ends_at > at,
        or_(Voucher.most_uses.is_(None), Voucher.used < Voucher.most_uses),
    )
