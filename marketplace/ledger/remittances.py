"""What carriers and sellers hand over of the cash that they took at doors, and what of it is missing."""

from collections.abc import Iterable
from typing import Final

from marketplace.cash.models import CashMove, MoveKind
from marketplace.database import db
from marketplace.ledger.accounts import BANK, SUSPENSE, Account, cash, costs, seller
from marketplace.ledger.models import Kind
from marketplace.ledger.posting import Draft, Posting, post_all
from marketplace.ledger.sales import holder_of
from marketplace.orders.models import Order

CASH: Final = "cash:"
"""The key of a step of somebody's cash is this and its id."""


def book(moves: Iterable[CashMove]) -> None:
    """Book these steps; that cash was collected is booked with the sale."""
    wanted = [move for move in moves if move.kind != MoveKind.COLLECTED]
    if wanted:
        db.session.flush()  # they are known by their ids
        post_all(draft_of(move, db.session.get_one(Order, move.order_id) if move.order_id else None) for move in wanted)


def draft_of(move: CashMove, order: Order | None) -> Draft:
    """How a step of the cash of an order is booked; without an order nobody knows what it was for."""
    source, destination = _way(move, order)
    back = move.amount_vnd < 0  # a decision that was taken back
    posting = Posting(*((destination, source) if back else (source, destination)), abs(move.amount_vnd))
    return Draft(
        kind=Kind.REMITTANCE,
        key=f"{CASH}{move.id}",
        postings=[posting],
        at=move.at,
        note=move.note,
        by_id=move.by_id,
        purchase_id=order.purchase_id if order else None,
        order_id=move.order_id,
        seller_id=order.seller_id if order else None,
    )


def _way(move: CashMove, order: Order | None) -> tuple[Account, Account]:
    """From where it goes to where. Without a custody a carrier takes it off what it sends."""
    if move.kind == MoveKind.SURPLUS or order is None:
        return BANK, SUSPENSE
    held = cash(holder_of(order)) if move.custody_id else BANK
    return _instead(move, order), held


def _instead(move: CashMove, order: Order) -> Account:
    """What the shop has instead of the cash: money in the bank, a cost, or a seller who owes it."""
    if move.kind == MoveKind.REMITTED:
        return BANK
    return seller(order.seller_id) if move.kind == MoveKind.ON_SELLER else costs(f"cash {move.kind}")
