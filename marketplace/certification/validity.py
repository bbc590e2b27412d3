"""What a certificate proves today, seen together with the other certificates of its product."""

from collections.abc import Iterable
from enum import StrEnum

from marketplace.certification.models import Certificate, CertificateState
from marketplace.certification.validity_periods import ENDS_SOON
from marketplace.clock import today


class Validity(StrEnum):
    """Valid, or why not."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def counts(self) -> bool:
        """Whether the certificate may be shown as a proof, with its seal."""
        return self in (Validity.VALID, Validity.ENDS_SOON)


def validity_of(certificate: Certificate, certificates: Iterable[Certificate]) -> Validity:
    """What `certificate` proves today; `certificates` are all of its product."""
    day = today()
    if certificate.state == CertificateState.REVOKED:
        return Validity.WITHDRAWN
    if successor_of(certificate, certificates):
        return Validity.REPLACED
    if not certificate.is_valid_on(day):
        return Validity.NOT_YET if certificate.issued_on > day else Validity.ENDED
    ends_soon = certificate.expires_on is not None and certificate.expires_on <= day + ENDS_SOON
    return Validity.ENDS_SOON if ends_soon else Validity.VALID


def successor_of(certificate: Certificate, certificates: Iterable[Certificate]) -> Certificate | None:
    """The certificate of the same kind, issued later and valid today, that has taken the place of `certificate`."""
    later = (
        other for other in certificates if other.kind == certificate.kind and other.issued_on > certificate.issued_on
    )
    return next((other for other in later if other.is_valid_on(today())), None)
