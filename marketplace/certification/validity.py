"""How long certificates count, and what one proves today, seen together with the others of its product."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Final

from marketplace.certification.models import Certificate, CertificateState
from marketplace.clock import today

ENDS_SOON: Final = timedelta(days=90)
"""How long before its last day a certificate's holder and readers are told that it ends."""
URGENT: Final = timedelta(days=30)
"""How long before its last day its holder is told that there is hardly time left to renew it."""


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
    if certificate.state == CertificateState.SUPERSEDED or successor_of(certificate, certificates):
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


class Light(StrEnum):
    """How much time a holder has, as a traffic light; what it says always stands beside it in words."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def light_of(certificate: Certificate, validity: Validity) -> Light:
    """Green for a certificate that counts, or will, for longer than ENDS_SOON; red when it is over or URGENT."""
    if validity in (Validity.ENDED, Validity.WITHDRAWN):
        return Light.RED
    ends_on = certificate.expires_on
    if ends_on is None or ends_on > today() + ENDS_SOON:
        return Light.GREEN
    return Light.RED if ends_on <= today() + URGENT else Light.AMBER
