"""What is certified today."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_, select

from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import today
from marketplace.database import db


def valid_today() -> ColumnElement[bool]:
    """A condition on certificates: verified and within their dates on Vietnam's calendar."""
    day = today()
    in_time = (Certificate.issued_on <= day) & or_(Certificate.expires_on.is_(None), Certificate.expires_on >= day)
    return (Certificate.state == CertificateState.VERIFIED) & in_time


def stars_today() -> ColumnElement[int | None]:
    """A column for a statement about products: the OCOP stars valid today, none without a valid certificate."""
    stars = select(func.max(Certificate.stars)).where(
        Certificate.product_id == Product.id, Certificate.kind == CertificateKind.OCOP, valid_today()
    )
    return stars.correlate(Product).scalar_subquery()


def find_certificates(product_id: int) -> list[Certificate]:
    """A product's papers that were ever verified, newest first; ask each one whether it is valid."""
    seen = (Certificate.product_id == product_id) & (Certificate.state != CertificateState.SUBMITTED)
    return list(db.session.scalars(select(Certificate).where(seen).order_by(Certificate.issued_on.desc(), Certificate.id.desc())))


def stars_of(product_ids: Iterable[int]) -> dict[int, int]:
    """The OCOP stars valid today of each of these products; products without any are missing."""
    statement = select(Product.id, stars_today()).where(Product.id.in_(list(product_ids)))
    return {product: stars for product, stars in db.session.execute(statement) if stars}
