"""What happens to stock that somebody has to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Restocked:
    """Something came into a lot that was empty."""

    lot_id: int
