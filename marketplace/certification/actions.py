"""What happens to a certificate after it was verified."""

from datetime import date

from marketplace.certification.errors import NotVerified
from marketplace.certification.models import Certificate, CertificateState
from marketplace.database import db


def withdraw(certificate: Certificate, *, on: date, reason_vi: str, reason_en: str = "") -> None:
    """Note that the issuer took a certificate back: from now on it proves nothing. Raises NotVerified."""
    if certificate.state != CertificateState.VERIFIED:
        raise NotVerified()
    certificate.state, certificate.revoked_on = CertificateState.REVOKED, on
    certificate.revoked_reason_vi, certificate.revoked_reason_en = reason_vi, reason_en
    db.session.flush()
