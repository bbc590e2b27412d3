"""What is certified today."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from marketplace.catalogue.models import Product
from marketplace.certification.errors import CertificateNotFound
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.database import TODAY, db
from marketplace.gathering import Question


class EndingCertificate(NamedTuple):
    """A certificate that ends soon or has ended, with its product."""

    name_vi: str
    name_en: str
    stars: int | None
    expires_on: date


def valid_today() -> ColumnElement[bool]:
    """A condition on certificates: verified and within their dates on Vietnam's calendar."""
    not_over = or_(Certificate.expires_on.is_(None), Certificate.expires_on >= TODAY)
    in_time = (Certificate.issued_on <= TODAY) & not_over
    return (Certificate.state == CertificateState.VERIFIED) & in_time


def stars_today(product_id: InstrumentedAttribute[int] = Product.id) -> ColumnElement[int | None]:
    """A column for a statement about products: the OCOP stars valid today, none without a valid certificate."""
    stars = select(func.max(Certificate.stars)).where(
        Certificate.product_id == product_id, Certificate.kind == CertificateKind.OCOP, valid_today()
    )
    return stars.correlate(product_id.class_).scalar_subquery()


def has_today(kind: CertificateKind, product_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """A condition for a statement about products: there is a certificate of this kind that is valid today."""
    certificates = select(Certificate.id).where(
        Certificate.product_id == product_id, Certificate.kind == kind, valid_today()
    )
    return certificates.correlate(product_id.class_).exists()


def certificates_of(seller_id: int, *, limit: int) -> list[Certificate]:
    """The certificates valid today of the seller's goods on sale, with their products: most stars, then newest."""
    own = select(Certificate).join(Certificate.product).options(contains_eager(Certificate.product))
    valid = own.where(Product.seller_id == seller_id, Product.is_listed, valid_today())
    best_first = (func.coalesce(Certificate.stars, 0).desc(), Certificate.issued_on.desc(), Certificate.id.desc())
    return list(db.session.scalars(valid.order_by(*best_first).limit(limit)))


def get_certificate(ref: str) -> Certificate:
    """A certificate that was ever verified, with its product and seller. Raises CertificateNotFound."""
    seen = select(Certificate).where(Certificate.ref == ref, Certificate.state != CertificateState.SUBMITTED)
    certificate = db.session.scalar(seen.options(joinedload(Certificate.product).joinedload(Product.seller)))
    if certificate is None:
        raise CertificateNotFound()
    return certificate


def get_certificate_of(seller_id: int, ref: str) -> Certificate:
    """A certificate of the seller's own goods. Raises CertificateNotFound for anybody else's."""
    certificate = get_certificate(ref)
    if certificate.product.seller_id != seller_id:
        raise CertificateNotFound()
    return certificate


def certificates_of_product(product_id: int) -> list[Certificate]:
    """A product's certificates of every kind that were ever verified, the newest first."""
    seen = (Certificate.product_id == product_id) & (Certificate.state != CertificateState.SUBMITTED)
    newest = (Certificate.issued_on.desc(), Certificate.id.desc())
    return list(db.session.scalars(select(Certificate).where(seen).order_by(*newest)))


def stars_of(product_ids: Iterable[int]) -> dict[int, int]:
    """The OCOP stars valid today of each of these products; products without any are missing."""
    statement = select(Product.id, stars_today()).where(Product.id.in_(list(product_ids)))
    return {product: stars for product, stars in db.session.execute(statement) if stars}


def ending_by(seller_id: int, day: date, *, limit: int) -> Question[EndingCertificate]:
    """The seller's certificates that end by `day` or have ended; the first to end comes first.

    Only goods on sale count, and only the certificate that lasts longest of each kind: an older one is history.
    """
    longer = aliased(Certificate)
    replaced = select(longer.id).where(
        longer.product_id == Certificate.product_id,
        longer.kind == Certificate.kind,
        longer.state == CertificateState.VERIFIED,
        or_(longer.expires_on.is_(None), longer.expires_on > Certificate.expires_on),
    )
    own = select(Product.name_vi, Product.name_en, Certificate.stars, Certificate.expires_on)
    ending = own.join(Certificate.product).where(Product.seller_id == seller_id, Product.is_listed)
    ending = ending.where(Certificate.expires_on <= day)
    verified = ending.where(Certificate.state == CertificateState.VERIFIED, ~replaced.exists())
    return Question(verified.order_by(Certificate.expires_on, Certificate.id).limit(limit), EndingCertificate)


def certificates_held(seller_id: int, *, limit: int) -> list[Certificate]:
    """The certificates of the seller's goods, on sale or not, that were ever verified; the first to end comes first."""
    own = select(Certificate).join(Certificate.product).options(contains_eager(Certificate.product))
    seen = own.where(Product.seller_id == seller_id, Certificate.state != CertificateState.SUBMITTED)
    ending = (Certificate.expires_on.is_(None), Certificate.expires_on, Certificate.id)
    return list(db.session.scalars(seen.order_by(*ending).limit(limit)))


def goods_without(seller_id: int, *, limit: int) -> list[Product]:
    """The seller's goods on sale for which no certificate was ever verified, by name."""
    ever = select(Certificate.id).where(
        Certificate.product_id == Product.id, Certificate.state != CertificateState.SUBMITTED
    )
    bare = select(Product).where(Product.seller_id == seller_id, Product.is_listed, ~ever.exists())
    return list(db.session.scalars(bare.order_by(Product.name_vi, Product.id).limit(limit)))
