"""Secret addresses at which somebody who was handed a document sees that it is genuine."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.documents.errors import DocumentNotFound, LinkWithdrawn
from marketplace.documents.models import Document, DocumentLink


def open_link(document: Document, *, by: User) -> DocumentLink:
    """The document's open link; made when there is none."""
    link = find_link(document)
    if link is None:
        link = DocumentLink(document=document, by_id=by.id)
        db.session.add(link)
        db.session.flush()
    return link


def withdraw_link(document: Document) -> None:
    """From now on the address says that it was withdrawn. Without an open link nothing happens."""
    if link := find_link(document, lock=True):
        link.withdrawn_at = now()
        db.session.flush()


def find_link(document: Document, *, lock: bool = False) -> DocumentLink | None:
    """The document's open link."""
    mine = select(DocumentLink).where(DocumentLink.document_id == document.id, DocumentLink.withdrawn_at.is_(None))
    return db.session.scalar(mine.with_for_update() if lock else mine)


def get_linked(token: str) -> Document:
    """What this link leads to. Raises DocumentNotFound, or LinkWithdrawn."""
    found = select(DocumentLink).where(DocumentLink.token == token).options(joinedload(DocumentLink.document))
    link = db.session.scalar(found)
    if link is None:
        raise DocumentNotFound()
    if link.withdrawn_at:
        raise LinkWithdrawn()
    return link.document
