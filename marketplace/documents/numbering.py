"""Giving documents their numbers: without gaps, by kind and year, in the transaction that writes the document."""

from typing import Any

from sqlalchemy import select

from marketplace.clock import now, to_local
from marketplace.database import db, insert_or_conflict
from marketplace.documents.models import Document, DocumentCounter, DocumentKind


def issue(kind: DocumentKind, subject: str, content: dict[str, Any], *, reason: str = "", **of: Any) -> Document:
    """The document about `subject` with this content: the newest version when it says so already, else a new one.

    Another version keeps the number. `of` names the purchase, or the seller and the month.
    """
    counter = _locked(kind, to_local(now()).year)
    newest = _newest(kind, subject)
    if newest and newest.content == content:
        return newest
    if newest is None:
        counter.last_number += 1
    document = Document(
        kind=kind,
        year=newest.year if newest else counter.year,
        number=newest.number if newest else counter.last_number,
        version=newest.version + 1 if newest else 1,
        subject=subject,
        content=content,
        reason=reason,
        **of,
    )
    db.session.add(document)
    db.session.flush()
    return document


def _locked(kind: DocumentKind, year: int) -> DocumentCounter:
    first = insert_or_conflict(DocumentCounter).values(kind=kind, year=year, last_number=0)
    db.session.execute(first.on_conflict_do_nothing(index_elements=["kind", "year"]))
    wanted = select(DocumentCounter).where(DocumentCounter.kind == kind, DocumentCounter.year == year)
    return db.session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one()


def _newest(kind: DocumentKind, subject: str) -> Document | None:
    same = select(Document).where(Document.kind == kind, Document.subject == subject)
    return db.session.scalars(same.order_by(Document.version.desc()).limit(1)).first()
