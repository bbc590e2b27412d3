"""What happens to certificates: verified from what was filed, extended, superseded by a newer one, withdrawn."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.models import User
from marketplace.certification.errors import ExtensionTooShort, FiledTwice, GroundMissing, NotExtendable, NotVerified
from marketplace.certification.filing_models import CertificateFiling
from marketplace.certification.models import (
    Certificate,
    CertificateEvent,
    CertificateKind,
    CertificateState,
    CertificateStep,
    Ground,
)
from marketplace.certification.ocop_rules import latest_extension
from marketplace.certification.papers import Paper, check_paper, key_of
from marketplace.clock import now, today
from marketplace.database import db, violates
from marketplace.text import clean_line


def verify(filing: CertificateFiling, paper: Paper, *, product_id: int, by: User) -> Certificate:
    """Let a filed paper count; older ones of the same goods are superseded. Raises what `check_paper` raises, and
    FiledTwice when another request with the same paper was verified first.
    """
    check_paper(paper)
    certificate = Certificate(
        product_id=product_id,
        kind=CertificateKind.OCOP,
        state=CertificateState.VERIFIED,
        stars=paper.stars,
        level=paper.level,
        decision_number=paper.number,
        issuer_vi=paper.issuer,
        issued_on=paper.issued_on,
        expires_on=paper.expires_on,
        holder_vi=paper.holder,
        scope_vi=paper.scope,
        score_hundredths=paper.score_hundredths,
        paper_key=key_of(paper.number, paper.issued_on, paper.scope),
        verified_at=now(),
    )
    db.session.add(certificate)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_certificates_paper_key", "certificates.paper_key"):
            raise FiledTwice() from error
        raise
    filing.certificate = certificate
    _note(certificate, CertificateStep.VERIFIED, by)
    _supersede(certificate, by)
    return certificate


def extend(certificate: Certificate, until: date, *, by: User, note: str = "") -> None:
    """Let a certificate count until a later day, as its issuer extended it. Raises NotVerified, ExtensionTooShort or
    NotExtendable.
    """
    check_extension(certificate, until)
    certificate.extended_from = certificate.extended_from or certificate.expires_on
    certificate.expires_on = until
    _note(certificate, CertificateStep.EXTENDED, by, note)


def check_extension(certificate: Certificate, until: date) -> None:
    """Raise NotVerified, ExtensionTooShort or NotExtendable for what the rules do not give."""
    ends_on = certificate.expires_on
    is_ocop = certificate.kind == CertificateKind.OCOP
    if not is_ocop or certificate.state != CertificateState.VERIFIED or ends_on is None:
        raise NotVerified()
    if until <= ends_on:
        raise ExtensionTooShort(day=f"{ends_on:%d/%m/%Y}")
    latest = latest_extension(certificate.extended_from or ends_on, today())
    if latest is None or until > latest:
        raise NotExtendable(day=f"{latest or ends_on:%d/%m/%Y}")


def withdraw(
    certificate: Certificate,
    *,
    on: date,
    reason_vi: str,
    reason_en: str = "",
    ground: Ground = Ground.ISSUER,
    by: User | None = None,
) -> None:
    """Note that a certificate counts no more: from now on it proves nothing. Raises NotVerified or GroundMissing."""
    if certificate.state != CertificateState.VERIFIED:
        raise NotVerified()
    if not reason_vi.strip():
        raise GroundMissing()
    certificate.state, certificate.revoked_on, certificate.revoked_ground = CertificateState.REVOKED, on, ground
    certificate.revoked_reason_vi = clean_line(reason_vi, 300)
    certificate.revoked_reason_en = clean_line(reason_en, 300)
    _note(certificate, CertificateStep.WITHDRAWN, by, certificate.revoked_reason_vi)
    if not ground.is_of_issuer:
        _undo(certificate, by)


def _undo(certificate: Certificate, by: User | None) -> None:
    """What was no true paper, or our mistake, keeps nobody from filing the true one, and superseded none."""
    certificate.paper_key = None
    same = (Certificate.product_id == certificate.product_id, Certificate.kind == certificate.kind)
    former = select(Certificate).where(*same, Certificate.state == CertificateState.SUPERSEDED)
    former = former.order_by(Certificate.issued_on.desc(), Certificate.id.desc()).limit(1)
    counting = db.session.scalar(select(Certificate.id).where(*same, Certificate.state == CertificateState.VERIFIED))
    last = None if counting else db.session.scalars(former.with_for_update()).first()
    if last is not None:
        last.state = CertificateState.VERIFIED
        _note(last, CertificateStep.VERIFIED, by, certificate.decision_number)


def _supersede(certificate: Certificate, by: User) -> None:
    """Of all that was ever verified for the goods the one decided last counts, also when it was filed before others."""
    same = (Certificate.product_id == certificate.product_id, Certificate.kind == certificate.kind)
    verified = select(Certificate).where(*same, Certificate.state == CertificateState.VERIFIED)
    in_order = (Certificate.issued_on, Certificate.id)
    *former, last = db.session.scalars(verified.order_by(*in_order).with_for_update()).all()
    for each in former:
        each.state = CertificateState.SUPERSEDED
        _note(each, CertificateStep.SUPERSEDED, by, last.decision_number)


def _note(certificate: Certificate, step: CertificateStep, by: User | None, note: str = "") -> None:
    event = CertificateEvent(certificate_id=certificate.id, step=step, by=by, note=clean_line(note, 300))
    db.session.add(event)
    db.session.flush()
