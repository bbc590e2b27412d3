"""Certificates on their way in the demo shop; their numbers say that they are samples and claim nothing of anybody."""

from datetime import date, timedelta
from io import BytesIO
from typing import Final

from sqlalchemy import select

from marketplace import catalogue, pictures
from marketplace.accounts.models import User
from marketplace.approvals import certificates
from marketplace.art import raster
from marketplace.catalogue.models import Product
from marketplace.certification import filings
from marketplace.certification.filing_models import CertificateFiling
from marketplace.certification.ocop_rules import ocop_ends_on
from marketplace.certification.papers import Paper
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import SellerMember

DRAFT: Final = "MẪU-03/QĐ"
WAITING: Final = "MẪU-02/QĐ"
BEGUN_FOR, WAITING_FOR = "mat-ong-green-life", "mang-chua-suoi-trong-mau"


def add_filings(owner: User) -> None:
    """One that an owner has begun, and one that waits for an operator."""
    issued_on, honey = today() - timedelta(days=16), catalogue.get_any_product(BEGUN_FOR)
    said = {"stars": "3", "number": DRAFT, "issued_on": f"{issued_on:%d/%m/%Y}", "holder": honey.seller.name_vi}
    filings.save(_begin(honey, owner), said, product=honey)
    product = catalogue.get_any_product(WAITING_FOR)
    members = select(User).join(SellerMember, SellerMember.user_id == User.id)
    seller = db.session.scalars(members.where(SellerMember.seller_id == product.seller_id)).first()
    if seller is not None:
        _send(_begin(product, seller), product, issued_on, seller)


def _begin(product: Product, by: User) -> CertificateFiling:
    filing = filings.start(product.seller, product=product)
    filings.add_pages(filing, [pictures.receive(BytesIO(raster.sample_certificate()))], by=by)
    return filing


def _send(filing: CertificateFiling, product: Product, issued_on: date, by: User) -> None:
    paper = Paper(
        stars=4,
        number=WAITING,
        issued_on=issued_on,
        expires_on=ocop_ends_on(issued_on),
        holder=product.seller.name_vi,
        scope=product.name_vi,
        score_hundredths=7_850,
    )
    said = {"stars": "4", "number": WAITING, "issued_on": f"{issued_on:%d/%m/%Y}", "holder": paper.holder}
    filings.save(filing, said, product=product)
    certificates.send(filing, paper, product=product, by=by)
