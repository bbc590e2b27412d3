"""Asking for everything, and forgetting what was kept long enough."""

from functools import partial
from typing import Final

from sqlalchemy import select

from marketplace import jobs, orders
from marketplace.database import after_commit, db
from marketplace.exports import storage
from marketplace.exports.models import Export
from marketplace.exports.queries import find_export_of
from marketplace.made_files import delete_old
from marketplace.sellers.models import Seller

EXPORT: Final = "export"
"""The kind of job that makes the file."""


def start(seller: Seller) -> Export:
    """A new file in place of the last one; the one that is being made if there is one, so that two presses are one."""
    db.session.execute(select(Seller.id).where(Seller.id == seller.id).with_for_update())
    last = find_export_of(seller.id)
    if last is not None and last.is_being_made:
        return last
    if last is not None:
        after_commit(partial(storage.forget, last.ref))
        db.session.delete(last)
        db.session.flush()
    export = Export(seller_id=seller.id, total=orders.count_of_seller(seller.id))
    db.session.add(export)
    db.session.flush()
    jobs.enqueue(EXPORT, {"ref": export.ref}, key=f"{EXPORT}:{export.ref}")
    return export


def forget_old() -> int:
    """Forget some files that nobody can have any more; says how many."""
    return delete_old(Export, storage.forget)
