"""Telling everybody who has goods of a lot that was taken back: by letter, else by a text message."""

from functools import partial
from typing import Final

from sqlalchemy import select

from marketplace import jobs, recalls
from marketplace.database import db, transaction
from marketplace.jobs import TakenJob
from marketplace.notifications.mails import TRACKING_PATH
from marketplace.notifications.queueing import Kind, queue
from marketplace.notifications.texts import queue_text
from marketplace.recalls import Recall, RecallNotice

AT_ONCE: Final = 100


def tell_buyers(job: TakenJob) -> None:
    """Look for orders once more, then write the letters, some in each transaction; none is written twice."""
    with transaction():
        recalls.find_missed(job.payload["recall"])
    while _tell_some(job.payload["recall"]):
        pass
    with jobs.finish(job):
        recalls.look_again(db.session.get_one(Recall, job.payload["recall"]))


def _tell_some(recall_id: int) -> bool:
    with transaction():
        recall = db.session.scalars(select(Recall).where(Recall.id == recall_id)).one()
        found = recalls.take_untold(recall_id, limit=AT_ONCE)
        for notice in found:
            _tell(recall, notice)
        return len(found) == AT_ONCE


def _tell(recall: Recall, notice: RecallNotice) -> None:
    purchase = notice.order.purchase
    if purchase.forgotten_at is not None:
        return
    path = TRACKING_PATH.format(token=purchase.token)
    facts = {"order": notice.order, "lot": recall.lot, "is_discard": recall.is_discard}
    queue("lot_recalled", purchase.email, purchase.locale, Kind.ORDER, to=purchase, path=path, **facts)
    if not purchase.email:
        sending = partial(queue_text, "lot_recalled_text", purchase.contact_phone, purchase.locale, path=path)
        sending(to=purchase, order=notice.order, number=notice.order.number, lot=recall.lot)
