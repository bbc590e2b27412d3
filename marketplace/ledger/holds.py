"""Money set aside: it leaves what is available at once, and the account only when it is posted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, select

from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.ledger.accounts import parse
from marketplace.ledger.balances import balances_of, is_open, lock, lock_all_accounts, require
from marketplace.ledger.errors import HoldExceeded, HoldOver, KeyTaken, NotCovered
from marketplace.ledger.models import Kind, LedgerHold, LedgerHoldEnd, Outcome
from marketplace.ledger.posting import Draft, Posting, post, post_all

HOLDS: Final = cast(Table, LedgerHold.__table__)
ENDS: Final = cast(Table, LedgerHoldEnd.__table__)


@dataclass(frozen=True, kw_only=True)
class HoldDraft:
    """Money of a payout to set aside."""

    key: str
    posting: Posting
    payout_ref: str


def hold(
    key: str,
    posting: Posting,
    reason: str,
    *,
    expires_at: datetime | None = None,
    is_covered: bool = False,
    note: str = "",
    by_id: int | None = None,
    purchase_id: int | None = None,
    order_id: int | None = None,
    payout_ref: str | None = None,
) -> LedgerHold:
    """Set money aside for a posting to come; the hold that is there when the same was held under this key.

    With `is_covered` only what the source can dispose of. Raises NotCovered, or KeyTaken when something else was held.
    """
    lock(key)
    if known := find_hold(key):
        if (known.source, known.destination, known.amount_vnd) != _moved(posting):
            raise KeyTaken(key=key)
        return known
    if is_covered:
        require(posting.source, posting.amount_vnd)
    source, destination, amount_vnd = _moved(posting)
    held = LedgerHold(key=key, source=source, destination=destination, amount_vnd=amount_vnd, reason=reason)
    held.expires_at, held.note, held.by_id = expires_at, note, by_id
    held.purchase_id, held.order_id, held.payout_ref = purchase_id, order_id, payout_ref
    db.session.add(held)
    db.session.flush()
    return held


def hold_all(drafts: Sequence[HoldDraft], reason: str, *, by_id: int | None = None) -> None:
    """Set the money of some hundred payouts aside, each from another account, which can dispose of it.

    Nobody else disposes of any account until the transaction ends. Raises NotCovered, or KeyTaken for a key that is
    known.
    """
    lock_all_accounts()
    found = balances_of([draft.posting.source for draft in drafts])
    if any(found[draft.posting.source].available_vnd < draft.posting.amount_vnd for draft in drafts):
        raise NotCovered()
    new = insert_or_conflict(HOLDS).on_conflict_do_nothing(index_elements=["key"]).returning(HOLDS.c.key)
    held = set(db.session.scalars(new, [_row(draft, reason, by_id) for draft in drafts]))
    for draft in drafts:
        if draft.key not in held:
            raise KeyTaken(key=draft.key)


def find_holds(keys: Collection[str]) -> list[LedgerHold]:
    """What is or was held under these keys."""
    return list(db.session.scalars(select(LedgerHold).where(LedgerHold.key.in_(keys)).order_by(LedgerHold.id)))


def find_hold(key: str) -> LedgerHold | None:
    """What is or was held under this key."""
    return db.session.scalar(select(LedgerHold).where(LedgerHold.key == key))


def holds_on(code: str) -> list[LedgerHold]:
    """What is held now to leave the account that is written so, the oldest first."""
    found = select(LedgerHold).outerjoin(LedgerHoldEnd, LedgerHoldEnd.hold_id == LedgerHold.id)
    return list(db.session.scalars(found.where(LedgerHold.source == code, is_open(now())).order_by(LedgerHold.id)))


def post_hold(
    held: LedgerHold,
    kind: Kind,
    key: str,
    *,
    amount_vnd: int | None = None,
    at: datetime | None = None,
    note: str = "",
    by_id: int | None = None,
    seller_id: int | None = None,
) -> int:
    """Book what was held, or less of it, and give the id of the transaction; the rest is free again.

    Raises HoldExceeded, or HoldOver when the hold was posted, voided, or its time ran out.
    """
    amount_vnd = held.amount_vnd if amount_vnd is None else amount_vnd
    if amount_vnd > held.amount_vnd:
        raise HoldExceeded()
    _end_all({held: amount_vnd}, Outcome.POSTED, by_id)
    return post(
        kind,
        key,
        [Posting(parse(held.source), parse(held.destination), amount_vnd)],
        at=at,
        note=note,
        by_id=by_id,
        purchase_id=held.purchase_id,
        order_id=held.order_id,
        seller_id=seller_id,
        payout_ref=held.payout_ref,
    )


def post_holds(held: Sequence[LedgerHold], kind: Kind, *, by_id: int | None = None) -> None:
    """Book what was held, all of it, each under the key of its hold and for the owner of the account that it leaves.

    Raises HoldOver.
    """
    _end_all({one: one.amount_vnd for one in held}, Outcome.POSTED, by_id)
    post_all(
        Draft(
            kind=kind,
            key=one.key,
            postings=[Posting(parse(one.source), parse(one.destination), one.amount_vnd)],
            by_id=by_id,
            seller_id=int(parse(one.source).owner),
            payout_ref=one.payout_ref,
        )
        for one in held
    )


def void_holds(held: Sequence[LedgerHold], *, by_id: int | None = None) -> None:
    """Let go of all of this. Raises HoldOver."""
    _end_all(dict.fromkeys(held, 0), Outcome.VOIDED, by_id)


def void_hold(held: LedgerHold, *, by_id: int | None = None) -> None:
    """Let go of what was held. Raises HoldOver."""
    void_holds([held], by_id=by_id)


def _end_all(amounts: Mapping[LedgerHold, int], outcome: Outcome, by_id: int | None) -> None:
    """One end for each hold: the row's key lets one of two in, the other waits for it and then sees it."""
    moment = now()
    if any(held.expires_at is not None and held.expires_at <= moment for held in amounts):
        raise HoldOver()
    rows = [
        {"hold_id": held.id, "outcome": outcome, "amount_vnd": amount_vnd, "at": moment, "by_id": by_id}
        for held, amount_vnd in amounts.items()
    ]
    new = insert_or_conflict(ENDS).on_conflict_do_nothing(index_elements=["hold_id"])
    if rows and len(db.session.scalars(new.returning(ENDS.c.hold_id), rows).all()) < len(rows):
        raise HoldOver()


def _row(draft: HoldDraft, reason: str, by_id: int | None) -> dict[str, Any]:
    source, destination, amount_vnd = _moved(draft.posting)
    return {
        "key": draft.key,
        "source": source,
        "destination": destination,
        "amount_vnd": amount_vnd,
        "reason": reason,
        "by_id": by_id,
        "payout_ref": draft.payout_ref,
    }


def _moved(posting: Posting) -> tuple[str, str, int]:
    return posting.source.code, posting.destination.code, posting.amount_vnd
