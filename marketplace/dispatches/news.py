"""What a gateway tells of messages after it took them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from marketplace.notices import Channel


class DeliveryStep(StrEnum):
    """How far a message came at its reader's."""

    DELIVERED = "delivered"
    READ = "read"


@dataclass(frozen=True)
class News:
    """One notice: of the message that was sent under `key`, or of those with the gateway's own `numbers`.

    `step` is None for an `event` that the shop has no word for.
    """

    channel: Channel
    event: str
    step: DeliveryStep | None
    at: datetime
    key: str = ""
    numbers: Sequence[str] = ()
