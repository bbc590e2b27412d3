"""What was sent, written down: by a key before a gateway is called, so that nobody calls it twice for one message."""

from typing import Any, Final

from sqlalchemy import select, update

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.dispatches.errors import DispatchNotFound
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.notices import Channel
from marketplace.refs import new_ref
from marketplace.retention import period
from marketplace.text import clean_line

KEPT: Final = period("notice_dispatches")
DIED: Final = "the sender ended before the answer came"


def reserve(label: dict[str, Any], channel: Channel) -> bool:
    """Write down that a message is being sent now; False where it must not be: it was, or nobody knows whether it was.

    One that surely did not go out before may be sent again. One whose sender died over it becomes unclear.
    """
    new = insert_or_conflict(Dispatch).values(**_columns(label, channel), state=DispatchState.SENDING)
    if db.session.execute(new.on_conflict_do_nothing(index_elements=["key"]).returning(Dispatch.id)).first():
        return True
    same = update(Dispatch).where(Dispatch.key == label["key"]).execution_options(synchronize_session=False)
    again = same.where(Dispatch.state.in_((DispatchState.TRYING, DispatchState.FAILED))).values(
        state=DispatchState.SENDING, at=now()
    )
    if db.session.execute(again.returning(Dispatch.id)).first():
        return True
    died = same.where(Dispatch.state == DispatchState.SENDING)
    db.session.execute(died.values(state=DispatchState.UNKNOWN, reason=DIED, at=now()))
    return False


def note(
    label: dict[str, Any], channel: Channel, state: DispatchState, *, reason: str = "", message_id: str = ""
) -> None:
    """Write down what came of a message, whatever stood there before."""
    said = {"state": state, "reason": clean_line(reason, 120), "message_id": message_id, "at": now()}
    new = insert_or_conflict(Dispatch).values(**(_columns(label, channel) | said))
    db.session.execute(new.on_conflict_do_update(index_elements=["key"], set_=said))


def look(ref: str, *, arrived: bool, by: User) -> Dispatch:
    """Note that somebody has looked, and what was found; the first finding stays. Raises DispatchNotFound."""
    found = db.session.scalars(
        select(Dispatch).where(Dispatch.ref == ref, Dispatch.state == DispatchState.UNKNOWN).with_for_update()
    ).first()
    if found is None:
        raise DispatchNotFound()
    if found.looked_at is None:
        found.looked_at, found.looked_by_id, found.arrived = now(), by.id, arrived
        db.session.flush()
    return found


def forget_old() -> int:
    """Delete some of those of long ago; returns how many."""
    return jobs.delete_some(Dispatch, Dispatch.at < now() - KEPT)


def _columns(label: dict[str, Any], channel: Channel) -> dict[str, Any]:
    return {**label, "ref": new_ref(), "channel": channel, "at": now(), "reason": "", "message_id": ""}
