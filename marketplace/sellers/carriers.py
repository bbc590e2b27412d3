"""Which of the market's carriers a shop lets its buyers choose, each for its own price. Stored in the seller's row, so
that a basket asks nothing more for it.
"""

from collections.abc import Iterable

from marketplace.gateways.carriers import Carrier
from marketplace.sellers.errors import PlaceOfShopMissing
from marketplace.sellers.models import Seller


def offer_carriers(seller: Seller, chosen: Iterable[Carrier]) -> None:
    """Offer these and no others, for orders to come. Load the seller with its lock.

    Raises PlaceOfShopMissing where nobody could say from where its parcels are sent.
    """
    wanted = set(chosen)
    if wanted and not seller.commune_code:
        raise PlaceOfShopMissing()
    seller.carriers = [carrier.value for carrier in Carrier if carrier in wanted]
