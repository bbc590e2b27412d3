"""Questions about documents."""

from sqlalchemy import Select, func, select

from marketplace.database import db
from marketplace.documents.errors import DocumentNotFound
from marketplace.documents.models import Document, DocumentKind


def documents_of_purchase(purchase_id: int) -> list[Document]:
    """The newest version of each document of a purchase, oldest document first."""
    return list(db.session.scalars(_newest().where(Document.purchase_id == purchase_id).order_by(Document.id)))


def get_document_of_purchase(purchase_id: int, ref: str) -> Document:
    """A version of a document of this purchase. Raises DocumentNotFound."""
    return _one(select(Document).where(Document.purchase_id == purchase_id, Document.ref == ref))


def statements_of(seller_id: int, *, limit: int = 36) -> list[Document]:
    """The newest versions of the seller's statements, newest month first."""
    mine = Document.seller_id == seller_id, Document.kind == DocumentKind.FEE_STATEMENT
    return list(db.session.scalars(_newest().where(*mine).order_by(Document.month.desc()).limit(limit)))


def get_statement(seller_id: int, ref: str) -> Document:
    """A statement of fees of this seller. Raises DocumentNotFound."""
    return _of_seller(DocumentKind.FEE_STATEMENT, seller_id, ref)


def income_statements_of(seller_id: int, *, limit: int = 20) -> list[Document]:
    """The newest versions of the seller's statements of income, newest year first."""
    mine = Document.seller_id == seller_id, Document.kind == DocumentKind.INCOME
    return list(db.session.scalars(_newest().where(*mine).order_by(Document.subject.desc()).limit(limit)))


def get_income_statement(seller_id: int, ref: str) -> Document:
    """A version of a statement of income of this seller. Raises DocumentNotFound."""
    return _of_seller(DocumentKind.INCOME, seller_id, ref)


def is_newest(document: Document) -> bool:
    """Whether there is no later version of it."""
    return db.session.scalar(_newest().where(Document.id == document.id)) is not None


def _of_seller(kind: DocumentKind, seller_id: int, ref: str) -> Document:
    mine = Document.seller_id == seller_id, Document.kind == kind, Document.ref == ref
    return _one(select(Document).where(*mine))


def _newest() -> Select[Document]:
    newest = select(func.max(Document.id)).group_by(Document.kind, Document.subject)
    return select(Document).where(Document.id.in_(newest))


def _one(wanted: Select[Document]) -> Document:
    found = db.session.scalar(wanted)
    if found is None:
        raise DocumentNotFound()
    return found
