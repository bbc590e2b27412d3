"""The addresses by which lots, places and events are known to other programs; each can be opened.

A lot of goods with a trade item number is known by that and its own number (GS1 Digital Link, which any host may
serve), any other by an address that looks like no such number.
"""

from dataclasses import dataclass
from typing import Final

from marketplace.stock.models import Lot
from marketplace.traceability.digital_link import lot_path

CONTEXT_PATH: Final = "/epcis/context.jsonld"
LOT_PATH: Final = "/epcis/lots/{ref}"
EVENT_PATH: Final = "/epcis/events/{name}"
SELLER_PATH: Final = "/htx/{slug}"


@dataclass(frozen=True)
class Addresses:
    """What stands before the path of each address: where the market is, without a slash at the end."""

    base: str

    def lot(self, lot: Lot) -> str:
        """The lot: a class of units that are alike."""
        numbered = lot.variant.gtin and lot_path(lot.variant.gtin, lot.code)
        return self.base + (numbered or LOT_PATH.format(ref=lot.ref))

    def event(self, name: str) -> str:
        """The event with this name."""
        return self.base + EVENT_PATH.format(name=name)

    def place(self, slug: str) -> str:
        """Where a seller works."""
        return self.base + SELLER_PATH.format(slug=slug)

    @property
    def own_words(self) -> str:
        """What stands before each word of our own."""
        return f"{self.base}{CONTEXT_PATH}#"
