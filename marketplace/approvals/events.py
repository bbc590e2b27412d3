"""What happens to requests that others have to hear of."""

from dataclasses import dataclass

from marketplace.approvals.models import Approval


@dataclass(frozen=True)
class Submitted:
    """Something waits to be looked at."""

    approval: Approval


@dataclass(frozen=True)
class Approved:
    """Everybody who must has agreed, and what was wanted is written in the same transaction."""

    approval: Approval


@dataclass(frozen=True)
class SentBack:
    """The seller is to mend something."""

    approval: Approval
