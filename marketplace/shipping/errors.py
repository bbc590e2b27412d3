"""What can go wrong with a delivery."""

from marketplace.errors import Conflict


class OutOfReach(Conflict):
    """These goods are not sent that far; the sentence says how far they are."""
