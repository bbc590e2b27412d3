"""Certificates on their way to an operator: sent, taken back, and what came back."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select

from marketplace import certification
from marketplace.accounts.models import User
from marketplace.approvals.actions import submit, withdraw
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState, Values
from marketplace.catalogue.models import Product
from marketplace.certification import filings
from marketplace.certification.errors import FilingUnfinished
from marketplace.certification.filing_models import CertificateFiling
from marketplace.certification.models import Certificate
from marketplace.certification.papers import Paper, check_paper
from marketplace.database import db
from marketplace.text import clean_line

EXTENSION: Final = "until"
"""The field that only a request to extend a certificate has."""


def send(filing: CertificateFiling, paper: Paper, *, product: Product, by: User) -> Approval:
    """Ask for a paper to be verified. Load the filing with its lock.

    Raises FilingSent, FilingUnfinished without a photo, what `check_paper` raises, FiledTwice and FiledByAnother.
    """
    filings.refuse_sent(filing)
    if not filing.pages:
        raise FilingUnfinished()
    check_paper(paper)
    db.session.refresh(filing.seller, ["id"], with_for_update={"key_share": True})
    filings.refuse_known(paper, seller_id=filing.seller_id, but=filing)
    filings.note_sent(filing, paper=paper)
    former = filings.verified_stars(product.id)
    return submit(
        ApprovalKind.CERTIFICATE,
        seller=filing.seller,
        subject=filing.ref,
        title=clean_line(f"OCOP {paper.stars} sao, {product.name_vi}"),
        before=told(former, product) if former else {},
        after={"product": product.slug, **paper.kept()},
        by=by,
        product_id=product.id,
    )


def send_extension(filing: CertificateFiling, until: date, number: str, *, by: User) -> Approval:
    """Ask for a certificate to count longer, with the issuer's document as evidence.

    Raises FilingSent, FilingUnfinished, and what `certification.check_extension` raises.
    """
    filings.refuse_sent(filing)
    certificate = filing.extends
    if certificate is None or not filing.pages:
        raise FilingUnfinished()
    certification.check_extension(certificate, until)
    filings.note_sent(filing)
    product = certificate.product
    ends_on = certificate.expires_on.isoformat() if certificate.expires_on else ""
    return submit(
        ApprovalKind.CERTIFICATE,
        seller=filing.seller,
        subject=filing.ref,
        title=clean_line(f"OCOP {certificate.stars} sao, {product.name_vi}"),
        before={"product": product.slug, EXTENSION: ends_on, "extension_number": ""},
        after={"product": product.slug, EXTENSION: until.isoformat(), "extension_number": number},
        by=by,
        product_id=product.id,
    )


def take_back(seller_id: int, ref: str) -> None:
    """Let what waits be a draft again; nothing where it was decided meanwhile. Raises CertificateNotFound.

    The request is locked before the paper, as an operator's answer does.
    """
    filings.get_filing_of(seller_id, ref)
    withdraw(ApprovalKind.CERTIFICATE, ref)
    filing = filings.get_filing_of(seller_id, ref, lock=True)
    if filing.certificate_id is None:
        filings.reopen(filing)


def asked_for(several: Iterable[CertificateFiling]) -> dict[str, Approval]:
    """What each of these asked for last and was not taken back, by its reference: one statement."""
    refs = [filing.ref for filing in several]
    of_these = (Approval.kind == ApprovalKind.CERTIFICATE, Approval.subject.in_(refs))
    wanted = select(Approval).where(*of_these, Approval.state != ApprovalState.WITHDRAWN).order_by(Approval.id)
    return {approval.subject: approval for approval in db.session.scalars(wanted)} if refs else {}


def told(certificate: Certificate, product: Product) -> Values:
    """A verified certificate as a request would tell it, so that both can be compared."""
    return {
        "product": product.slug,
        "scope": certificate.scope_vi,
        "holder": certificate.holder_vi,
        "stars": certificate.stars,
        "score_hundredths": certificate.score_hundredths,
        "number": certificate.decision_number,
        "issued_on": certificate.issued_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat() if certificate.expires_on else "",
        "issuer": certificate.issuer_vi,
        "level": certificate.level,
    }
