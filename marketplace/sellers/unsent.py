"""Applications that were begun and left: their papers are somebody's, so they do not stay for ever.

60 days after the last answer an application that was never sent is deleted with its photos; 14 days before, whoever
began it is told. An answer in between begins the time anew.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace import pictures
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.retention import period
from marketplace.sellers.application_models import ApplicationPaper, SellerApplication

KEPT: Final = period("unsent_applications")
TOLD_BEFORE: Final = timedelta(days=14)
AT_ONCE: Final = 50


@dataclass(frozen=True)
class ApplicationFading:
    """An application that nobody goes on with will be deleted in two weeks."""

    application: SellerApplication


def clear_unsent() -> int:
    """Tell of some that were left for long, and delete some of which was told; how many, 0 when none is left."""
    return _tell() + _delete()


def _tell() -> int:
    left = _left().where(
        SellerApplication.reminded_at.is_(None), SellerApplication.changed_at < now() - (KEPT - TOLD_BEFORE)
    )
    found = db.session.scalars(left).all()
    for application in found:
        application.reminded_at = now()
        announce(ApplicationFading(application))
    db.session.flush()
    return len(found)


def _delete() -> int:
    """Two weeks after it was told, so that nobody loses anything by a worker that did not run."""
    gone = _left().where(
        SellerApplication.reminded_at < now() - TOLD_BEFORE, SellerApplication.changed_at < now() - KEPT
    )
    found = db.session.scalars(gone).all()
    for application in found:
        for paper in application.papers:
            pictures.remove(paper.picture)
        if application.photo is not None and application.photo.product_id is None:
            pictures.remove(application.photo)
        db.session.delete(application)
    db.session.flush()
    return len(found)


def _left() -> Select[SellerApplication]:
    """Never sent, so that no shop, request or product came of it."""
    papers = selectinload(SellerApplication.papers).joinedload(ApplicationPaper.picture)
    complete = (papers, joinedload(SellerApplication.photo), joinedload(SellerApplication.user))
    unsent = select(SellerApplication).where(SellerApplication.seller_id.is_(None)).options(*complete)
    return unsent.with_for_update(of=SellerApplication).order_by(SellerApplication.id).limit(AT_ONCE)
