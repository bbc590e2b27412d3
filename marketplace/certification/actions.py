"""What happens to a paper after it was verified."""

from datetime import date

from marketplace.certification.errors import NotVerified
from marketplace.certification.models import Certificate, CertificateState
from marketplace.database import db


def withdraw(paper: Certificate, *, on: date, reason_vi: str, reason_en: str = "") -> None:
    """Note that the issuer took a paper back: from now on it proves nothing. Raises NotVerified."""
    if paper.state != CertificateState.VERIFIED:
        raise NotVerified()
    paper.state, paper.revoked_on = CertificateState.REVOKED, on
    paper.revoked_reason_vi, paper.revoked_reason_en = reason_vi, reason_en
    db.session.flush()
