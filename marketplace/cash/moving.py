"""The only writer of moves, and so of what a collector still has."""

from datetime import datetime

from marketplace.cash.models import LOWERS, CashMove, Custody, MoveKind, RemittanceLine
from marketplace.clock import now
from marketplace.database import announce, db


def move(
    kind: MoveKind,
    amount_vnd: int,
    *,
    carrier: str,
    custody: Custody | None = None,
    line: RemittanceLine | None = None,
    by_id: int | None = None,
    note: str = "",
    at: datetime | None = None,
    is_decision: bool = False,
) -> None:
    """Write down that so much cash moved, if any did, and announce it. The custody must be locked."""
    if not amount_vnd:
        return
    order_id = custody.order_id if custody else line.order_id if line else None
    _write(
        CashMove(
            custody=custody,
            order_id=order_id,
            line_id=line.id if line else None,
            carrier=carrier,
            kind=kind,
            amount_vnd=amount_vnd,
            is_decision=is_decision,
            by_id=by_id,
            note=note,
            at=at or now(),
        )
    )


def undo(mistake: CashMove, *, by_id: int | None) -> None:
    """Take a move back: one more row, the mistake stays."""
    _write(
        CashMove(
            custody=mistake.custody,
            order_id=mistake.order_id,
            line_id=mistake.line_id,
            carrier=mistake.carrier,
            kind=mistake.kind,
            amount_vnd=-mistake.amount_vnd,
            is_decision=True,
            undoes_id=mistake.id,
            by_id=by_id,
            at=now(),
        )
    )


def _write(moved: CashMove) -> None:
    if moved.custody and moved.kind in LOWERS:
        moved.custody.open_vnd -= moved.amount_vnd
    db.session.add(moved)
    announce(moved)
