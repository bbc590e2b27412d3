"""What was sent, written down: by a key before a gateway is called, so that nobody calls it twice for one message."""

from typing import Any, Final

from sqlalchemy import case, or_, select, update

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.dispatches.errors import DispatchNotFound
from marketplace.dispatches.models import Dispatch, DispatchState
from marketplace.dispatches.news import DeliveryStep, News
from marketplace.notices import Channel
from marketplace.refs import new_ref
from marketplace.retention import period
from marketplace.text import clean_line

KEPT: Final = period("notice_dispatches")
DIED: Final = "the sender ended before the answer came"


def reserve(label: dict[str, Any], channel: Channel) -> bool:
    """Write down that a message is being sent now; False where it must not be: it was, or nobody knows whether it was.

    One that surely did not go out before may be sent again. One whose sender died over it becomes unclear, unless the
    gateway has told that it arrived.
    """
    new = insert_or_conflict(Dispatch).values(**_columns(label, channel), state=DispatchState.SENDING)
    if db.session.execute(new.on_conflict_do_nothing(index_elements=["key"]).returning(Dispatch.id)).first():
        return True
    same = update(Dispatch).where(Dispatch.key == label["key"]).execution_options(synchronize_session=False)
    came = same.where(Dispatch.delivered_at.is_not(None)).values(state=DispatchState.SENT)
    if db.session.execute(came.returning(Dispatch.id)).first():
        return False
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
    """Write down what came of a message, whatever stood there before; one that is known to have arrived has."""
    said = {"state": state, "reason": clean_line(reason, 120), "message_id": message_id, "at": now()}
    new = insert_or_conflict(Dispatch).values(**(_columns(label, channel) | said))
    came = Dispatch.__table__.c.delivered_at.is_not(None)
    known = said | {"state": case((came, DispatchState.SENT), else_=new.excluded.state)}
    db.session.execute(new.on_conflict_do_update(index_elements=["key"], set_=known))


def hear(news: News) -> list[Dispatch]:
    """Write down what a gateway tells of messages: the earliest time of each step counts, in whatever order they come.

    Who has read a message has got it, and one that arrived is unclear no more. Nothing of messages that are not ours.
    """
    of_ours = or_(Dispatch.key == news.key, (Dispatch.message_id != "") & Dispatch.message_id.in_(news.numbers))
    found = db.session.scalars(
        select(Dispatch).where(of_ours, Dispatch.channel == news.channel).order_by(Dispatch.id).with_for_update()
    ).all()
    for each in found:
        _note_news(each, news)
    db.session.flush()
    return list(found)


def _note_news(dispatch: Dispatch, news: News) -> None:
    if news.step is None:
        dispatch.told = news.event
        return
    dispatch.delivered_at = min(dispatch.delivered_at or news.at, news.at)
    if news.step == DeliveryStep.READ:
        dispatch.read_at = min(dispatch.read_at or news.at, news.at)
    if dispatch.state != DispatchState.SENDING:
        dispatch.state = DispatchState.SENT


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
