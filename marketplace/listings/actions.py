"""Changing many listings at once, and taking that back."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace import catalogue
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind, find_last, withdraw
from marketplace.approvals.listings import hold_requests, set_price
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.listings.errors import (
    AlreadyUndone,
    BulkChangeNotFound,
    ChangedMeanwhile,
    ChangedSince,
    DecidedSince,
    NothingChosen,
    TooManyChosen,
    UndoTooLate,
)
from marketplace.listings.models import UNDO_WITHIN, BulkChange, BulkLine, Change, ChangeKind, Outcome, Values
from marketplace.listings.preview import MOST_LINES, Line, price_line, product_line, state_of
from marketplace.sellers.models import Seller

MOST_SHOWN: Final = 10


def apply(seller: Seller, change: Change, keys: Sequence[str], *, ref: str, by: User) -> BulkChange:
    """Do a change to the lines that were seen (see `Line.key`), each as far as it can be, and keep what became of it.

    A line that somebody changed since it was seen stays as it is. The same `ref` again gives what was done the first
    time. Raises NothingChosen or TooManyChosen.
    """
    hold_requests(seller, [])
    if done := _find(seller.id, ref):
        return done
    seen = dict(key.rsplit(":", 1) for key in keys if ":" in key)
    if not seen:
        raise NothingChosen()
    if len(seen) > MOST_LINES:
        raise TooManyChosen(most=MOST_LINES, count=len(seen))
    bulk = BulkChange(
        ref=ref, seller_id=seller.id, kind=change.kind, amount=change.amount, step_vnd=change.step_vnd, by=by
    )
    lines = _fresh_lines(seller, change, list(seen))
    bulk.lines = [_done(line, seen, change, by) for line in lines]
    if not bulk.lines:
        raise NothingChosen()
    db.session.add(bulk)
    db.session.flush()
    return bulk


def _fresh_lines(seller: Seller, change: Change, names: Sequence[str]) -> list[Line]:
    if change.is_of_prices:
        return [price_line(variant, change) for variant in _variants(seller, names)]
    return [product_line(product, change) for product in _products(Product.slug.in_(names), seller)]


def _variants(seller: Seller, refs: Sequence[str]) -> list[Variant]:
    """The seller's pack sizes, held until the end; the requests about their prices first, as an approval does."""
    hold_requests(seller, refs)
    own = select(Variant).join(Variant.product).options(contains_eager(Variant.product))
    mine = own.where(Variant.ref.in_(refs), Product.seller_id == seller.id).order_by(Variant.id)
    held = mine.with_for_update(of=Variant, key_share=True)
    return list(db.session.scalars(held, execution_options={"populate_existing": True}))


def _products(wanted: object, seller: Seller) -> list[Product]:
    """The seller's goods, held until the end."""
    mine = select(Product).where(wanted, Product.seller_id == seller.id).order_by(Product.id)  # type: ignore[arg-type]
    held = mine.with_for_update(key_share=True)
    return list(db.session.scalars(held, execution_options={"populate_existing": True}))


def _done(line: Line, seen: Mapping[str, str], change: Change, by: User) -> BulkLine:
    name, now_is = line.key.rsplit(":", 1)
    outcome, problem, after = line.outcome, line.problem, line.after
    if problem is None and seen[name] != now_is:
        outcome, problem, after = Outcome.REFUSED, ChangedMeanwhile(), line.before
    if problem is None:
        try:
            _do(line, change, by)
        except DomainError as refused:
            outcome, problem, after = Outcome.REFUSED, refused, line.before
    return BulkLine(
        product=line.product,
        variant=line.variant,
        before=line.before,
        after=after,
        outcome=outcome,
        reason=_told(problem),
    )


def _do(line: Line, change: Change, by: User) -> None:
    """Whatever is refused here is refused before anything was written."""
    if line.variant:
        set_price(line.variant, price_vnd=line.after["price_vnd"], by=by)
    else:
        _WAYS[change.kind](line.product)


_WAYS: Final = {
    ChangeKind.LIST: catalogue.list_again,
    ChangeKind.DELIST: catalogue.delist,
    ChangeKind.ARCHIVE: catalogue.archive,
    ChangeKind.RESTORE: catalogue.restore,
}


def _told(problem: DomainError | None) -> Values:
    if problem is None:
        return {}
    return {"sentence": problem.message, "params": {name: str(value) for name, value in problem.params.items()}}


def undo(bulk: BulkChange, *, by: User) -> None:
    """Take a change back line by line: what somebody changed since stays, and the line says so.

    Raises AlreadyUndone or UndoTooLate. The change was loaded by `get_bulk_change` with its lock.
    """
    if bulk.undone_at is not None:
        raise AlreadyUndone()
    if not bulk.can_be_undone:
        raise UndoTooLate()
    bulk.undone_at, bulk.undone_by = now(), by
    seller = db.session.get_one(Seller, bulk.seller_id)
    if bulk.change.is_of_prices:
        _variants(seller, [line.variant.ref for line in bulk.lines if line.variant])
    else:
        _products(Product.id.in_([line.product_id for line in bulk.lines]), seller)
    for line in bulk.lines:
        if line.outcome != Outcome.REFUSED:
            _undo_line(line)
    db.session.flush()


def _undo_line(line: BulkLine) -> None:
    try:
        if line.outcome == Outcome.ASKED:
            _take_request_back(line)
        elif line.variant:
            _undo_price(line, line.variant)
        else:
            _undo_state(line)
    except DomainError as problem:
        line.undo_outcome, line.undo_reason = Outcome.REFUSED, _told(problem)
    else:
        line.undo_outcome = Outcome.DONE


def _take_request_back(line: BulkLine) -> None:
    """The price that was asked for is asked for no more, unless it was answered or another one is asked for now."""
    subject = line.variant.ref if line.variant else ""
    asked = find_last(ApprovalKind.PRICE, subject)
    if asked is None or not asked.is_waiting:
        raise DecidedSince()
    if asked.after["price_vnd"] != line.after["price_vnd"]:
        raise ChangedSince()
    withdraw(ApprovalKind.PRICE, subject)


def _undo_price(line: BulkLine, variant: Variant) -> None:
    """A price that buyers saw before needs no second look."""
    if variant.price_vnd != line.after["price_vnd"]:
        raise ChangedSince()
    catalogue.reprice(variant, price_vnd=line.before["price_vnd"])


def _undo_state(line: BulkLine) -> None:
    product, was = line.product, line.before
    if state_of(product) != line.after:
        raise ChangedSince()
    if was["is_archived"]:
        catalogue.archive(product)
    else:
        catalogue.restore(product)
        (catalogue.list_again if was["is_listed"] else catalogue.delist)(product)


def get_bulk_change(seller_id: int, ref: str, *, lock: bool = False) -> BulkChange:
    """One of the shop's own changes with its lines. Raises BulkChangeNotFound for anybody else's."""
    if lock:
        own = BulkChange.ref == ref, BulkChange.seller_id == seller_id
        db.session.execute(select(BulkChange.id).where(*own).with_for_update())
    found = _find(seller_id, ref)
    if found is None:
        raise BulkChangeNotFound()
    return found


def recent_changes(seller_id: int) -> list[BulkChange]:
    """What can still be undone, or was, the newest first."""
    mine = select(BulkChange).where(BulkChange.seller_id == seller_id, BulkChange.made_at > now() - UNDO_WITHIN)
    ordered = mine.options(joinedload(BulkChange.by)).order_by(BulkChange.made_at.desc(), BulkChange.id.desc())
    return list(db.session.scalars(ordered.limit(MOST_SHOWN)))


def _find(seller_id: int, ref: str) -> BulkChange | None:
    people = joinedload(BulkChange.by), joinedload(BulkChange.undone_by)
    goods = (
        joinedload(BulkChange.lines).joinedload(BulkLine.product),
        joinedload(BulkChange.lines).joinedload(BulkLine.variant),
    )
    own = select(BulkChange).where(BulkChange.ref == ref, BulkChange.seller_id == seller_id)
    found = own.options(*people, *goods).execution_options(populate_existing=True)
    return db.session.scalars(found).unique().first()
