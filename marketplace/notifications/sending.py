"""One message through a gateway: its intention is committed, the gateway called, what came of it committed.

What can wait waits for the morning at each try: a first try by day may have failed until night.

Whatever happens in between, a message of which nobody knows whether it arrived is not sent again: it becomes unclear,
and operators look. What surely never arrived is tried again, for two days or until it says nothing true any more.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from marketplace import dispatches, jobs
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.dispatches import DispatchState
from marketplace.jobs import NotDone, TakenJob
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.notifications import quiet_hours
from marketplace.notifications.table import line_of

EARLIER: Final = {
    "name": "",
    "kind": NoticeKind.ACCOUNT,
    "party": Party.PERSON,
    "reached": "",
    "purchase_id": None,
    "order_id": None,
    "user_id": None,
    "seller_id": None,
}
"""What is said of a message that an earlier release has queued."""

log = logging.getLogger(__name__)


def label_in(job: TakenJob) -> dict[str, Any]:
    """What the job says of its message; it may come from an earlier release."""
    label: dict[str, Any] | None = job.payload.get("label")
    return EARLIER | (label or {"key": f"job:{job.id}"})


def send_once(job: TakenJob, channel: Channel, call: Callable[[], None]) -> None:
    """Do the job by this call, which raises what `outcomes` notes; nothing where it was begun before.

    Nor is anything sent in the quiet hours that can wait: the job is done in the morning.
    """
    label, until = label_in(job), job.payload.get("until")
    if until and datetime.fromisoformat(until) <= now():
        log.warning("a message by %s came too late and was not sent", channel)
        over(job, channel, DispatchState.LATE)
        return
    morning = quiet_hours.next_time(now())
    if line_of(label["name"]).can_wait and morning > now():
        jobs.postpone(job, morning)
        return
    with transaction():
        may_send = dispatches.reserve(label, channel)
    if may_send:
        call()


def over(job: TakenJob, channel: Channel, state: DispatchState, *, reason: str = "", message_id: str = "") -> None:
    """The job is over with this outcome, in one transaction."""
    with ending(job, channel, state, reason=reason, message_id=message_id):
        pass


@contextmanager
def ending(
    job: TakenJob, channel: Channel, state: DispatchState, *, reason: str = "", message_id: str = ""
) -> Iterator[None]:
    """The same with something more to do in that transaction, such as the next way to reach somebody."""
    with jobs.finish(job):
        dispatches.note(label_in(job), channel, state, reason=reason, message_id=message_id)
        yield


def try_again(job: TakenJob, channel: Channel, reason: str) -> NotDone:
    """What to raise for a message that surely did not go out: it is tried again, until the last time."""
    state = DispatchState.FAILED if job.attempt >= MOST_ATTEMPTS else DispatchState.TRYING
    with transaction():
        dispatches.note(label_in(job), channel, state, reason=reason)
    return NotDone(reason)
