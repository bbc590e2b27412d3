"""Filing a certificate: begun, photographed, typed, found again. How it is sent stands in approvals/certificates.py."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.certification.errors import (
    CertificateNotFound,
    FiledByAnother,
    FiledTwice,
    FilingSent,
    TooManyFilings,
    TooManyPages,
)
from marketplace.certification.filing_models import CertificateFiling, CertificatePage
from marketplace.certification.models import Certificate, CertificateState
from marketplace.certification.papers import Paper, key_of
from marketplace.clock import now
from marketplace.database import db
from marketplace.pictures import Picture, Received
from marketplace.sellers.models import Seller

MOST_UNSENT: Final = 20
MOST_PAGES: Final = 6


def start(seller: Seller, *, product: Product | None = None, extends: Certificate | None = None) -> CertificateFiling:
    """Begin to file a certificate, or the extension of one. Raises TooManyFilings."""
    db.session.refresh(seller, ["id"], with_for_update={"key_share": True})  # one after the other
    unsent = (CertificateFiling.seller_id == seller.id, CertificateFiling.sent_at.is_(None))
    if (db.session.scalar(select(func.count()).where(*unsent)) or 0) >= MOST_UNSENT:
        raise TooManyFilings()
    filing = CertificateFiling(seller=seller, product=product, extends=extends, said={"holder": seller.name_vi})
    db.session.add(filing)
    db.session.flush()
    return filing


def get_filing_of(seller_id: int, ref: str, *, lock: bool = False) -> CertificateFiling:
    """What the shop files. Raises CertificateNotFound, for anybody else's too."""
    return _get(CertificateFiling.ref == ref, CertificateFiling.seller_id == seller_id, lock=lock)


def get_filing(ref: str, *, lock: bool = False) -> CertificateFiling:
    """What anybody files, for operators. Raises CertificateNotFound."""
    return _get(CertificateFiling.ref == ref, lock=lock)


def find_filing(ref: str, *, lock: bool = False) -> CertificateFiling | None:
    """The same, or nothing: what was thrown away asks for nothing."""
    try:
        return get_filing(ref, lock=lock)
    except CertificateNotFound:
        return None


def unsettled_filings(seller_id: int, *, limit: int) -> Sequence[CertificateFiling]:
    """What the shop has begun or sent and nobody has verified, the newest first."""
    mine = _complete().where(CertificateFiling.seller_id == seller_id, CertificateFiling.certificate_id.is_(None))
    return db.session.scalars(mine.order_by(CertificateFiling.id.desc()).limit(limit)).all()


def save(filing: CertificateFiling, said: Mapping[str, str], *, product: Product | None) -> None:
    """Keep what was typed, as it was typed. Load it with its lock. Raises FilingSent."""
    refuse_sent(filing)
    filing.said, filing.product = dict(said), product
    db.session.flush()


def add_pages(filing: CertificateFiling, received: Sequence[Received], *, by: User) -> None:
    """Keep the photos of more pages. Raises FilingSent or TooManyPages."""
    refuse_sent(filing)
    if len(filing.pages) + len(received) > MOST_PAGES:
        raise TooManyPages(most=MOST_PAGES)
    for each in received:
        filing.pages.append(CertificatePage(picture=pictures.attach(each, by_id=by.id)))
    db.session.flush()


def remove_page(filing: CertificateFiling, picture_ref: str) -> None:
    """Take a page off again; nothing where it is gone already. Raises FilingSent."""
    refuse_sent(filing)
    for page in [each for each in filing.pages if each.picture.ref == picture_ref]:
        filing.pages.remove(page)
        pictures.remove(page.picture)
    db.session.flush()


def discard(filing: CertificateFiling) -> None:
    """Throw away what was not sent. Raises FilingSent."""
    refuse_sent(filing)
    for page in list(filing.pages):
        remove_page(filing, page.picture.ref)
    db.session.delete(filing)
    db.session.flush()


def note_sent(filing: CertificateFiling, *, paper: Paper | None = None) -> None:
    """It waits for an operator from now on; of an extension there is no paper that could be filed twice."""
    filing.sent_at = now()
    filing.paper_key = key_of(paper.number, paper.issued_on, paper.scope) if paper else None
    db.session.flush()


def reopen(filing: CertificateFiling) -> None:
    """It was taken back or sent back, and can be changed again."""
    filing.sent_at = None
    db.session.flush()


def refuse_sent(filing: CertificateFiling) -> None:
    """Raise FilingSent for what waits or was verified."""
    if filing.sent_at is not None or filing.certificate_id is not None:
        raise FilingSent()


def get_page(filing: CertificateFiling, picture_ref: str) -> Picture:
    """The photo of a page of this paper. Raises CertificateNotFound."""
    page = next((each for each in filing.pages if each.picture.ref == picture_ref), None)
    if page is None:
        raise CertificateNotFound()
    return page.picture


def pages_of_certificate(certificate_id: int) -> list[Picture]:
    """The photos of a verified certificate and of its extensions, those of the paper itself first."""
    pages = select(Picture).join(CertificatePage, CertificatePage.picture_id == Picture.id)
    of_it = pages.join(CertificatePage.filing).where(CertificateFiling.certificate_id == certificate_id)
    return [each for each in db.session.scalars(of_it.order_by(CertificatePage.id)) if each.is_ready]


def refuse_known(paper: Paper, *, seller_id: int, but: CertificateFiling) -> None:
    """Refuse a paper that is known already: one certificate has one holder, and counts once.

    Raises FiledTwice or FiledByAnother, of verified certificates and of what waits to be looked at.
    """
    key = key_of(paper.number, paper.issued_on, paper.scope)
    holders = set(db.session.scalars(select(Product.seller_id).join(Certificate).where(Certificate.paper_key == key)))
    counts = CertificateFiling.certificate_id.is_(None) | CertificateFiling.certificate.has(
        Certificate.paper_key.is_not(None)
    )
    sent = (CertificateFiling.paper_key == key, CertificateFiling.sent_at.is_not(None), CertificateFiling.id != but.id)
    holders |= set(db.session.scalars(select(CertificateFiling.seller_id).where(*sent, counts)))
    if holders - {seller_id}:
        raise FiledByAnother()
    if holders:
        raise FiledTwice()


def verified_stars(product_id: int) -> Certificate | None:
    """The certificate with stars that was verified last for a product, whether it still counts or not."""
    counted = (Certificate.product_id == product_id, Certificate.stars.is_not(None))
    verified = Certificate.state.in_((CertificateState.VERIFIED, CertificateState.SUPERSEDED))
    newest = (Certificate.issued_on.desc(), Certificate.id.desc())
    return db.session.scalars(select(Certificate).where(*counted, verified).order_by(*newest).limit(1)).first()


def _get(*wanted: ColumnElement[bool], lock: bool) -> CertificateFiling:
    if lock:  # by itself: what is joined to a row that had to be waited for may be as it was before
        db.session.execute(select(CertificateFiling.id).where(*wanted).with_for_update())
    found = _complete().where(*wanted).execution_options(populate_existing=lock)
    filing = db.session.scalars(found).first()
    if filing is None:
        raise CertificateNotFound()
    return filing


def _complete() -> Select[CertificateFiling]:
    whole = selectinload(CertificateFiling.pages).joinedload(CertificatePage.picture)
    joined = (CertificateFiling.product, CertificateFiling.seller, CertificateFiling.extends)
    return select(CertificateFiling).options(whole, *(joinedload(each) for each in joined))
