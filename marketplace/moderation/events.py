"""What happens to cases that the seller has to hear of."""

from dataclasses import dataclass

from marketplace.moderation.models import ProductCase


@dataclass(frozen=True)
class CaseOpened:
    """Goods were taken down, or something is to be changed."""

    case: ProductCase


@dataclass(frozen=True)
class CaseEnded:
    """Goods may be sold again, or what was asked for is done."""

    case: ProductCase
