"""What a paper proves today, seen together with the other papers of its product."""

from collections.abc import Iterable
from enum import StrEnum

from marketplace.certification.models import Certificate, CertificateState
from marketplace.certification.terms import ENDS_SOON
from marketplace.clock import today


class Standing(StrEnum):
    """Valid, or why not."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def counts(self) -> bool:
        """Whether the paper may be shown as a proof, with its seal."""
        return self in (Standing.VALID, Standing.ENDS_SOON)


def standing_of(paper: Certificate, papers: Iterable[Certificate]) -> Standing:
    """What `paper` proves today; `papers` are all of its product."""
    day = today()
    if paper.state == CertificateState.REVOKED:
        return Standing.WITHDRAWN
    if successor_of(paper, papers):
        return Standing.REPLACED
    if not paper.is_valid_on(day):
        return Standing.NOT_YET if paper.issued_on > day else Standing.ENDED
    ends_soon = paper.expires_on is not None and paper.expires_on <= day + ENDS_SOON
    return Standing.ENDS_SOON if ends_soon else Standing.VALID


def successor_of(paper: Certificate, papers: Iterable[Certificate]) -> Certificate | None:
    """The paper of the same kind, issued later and valid today, that has taken the place of `paper`."""
    later = (other for other in papers if other.kind == paper.kind and other.issued_on > paper.issued_on)
    return next((other for other in later if other.is_valid_on(today())), None)
