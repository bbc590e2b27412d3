"""The page of the demo shop's seller: somebody who never lived is quoted on it, and one part is being written.

Nobody real is quoted: who speaks here is made up, and the words say so.
"""

from datetime import timedelta
from typing import Final

from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.sellers import shop_page
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page import BlockKind, Consent, Said
from marketplace.sellers.shop_page.models import ConsentWay

INVENTED: Final = Said(
    name="Cô Mẫu",
    words_vi="Lời này là lời mẫu. Người thật nói câu của họ, đồng ý rồi mới lên trang.",
    words_en="These words are a sample. A real person says their own, and agrees before they are shown.",
    role_vi="người trong dữ liệu minh họa",
    role_en="somebody in the sample data",
)
ASKED_DAYS_AGO: Final = timedelta(days=20)


def add_shop_page(seller: Seller, *, owner: User) -> None:
    """A quote that buyers see, and a draft in which a part is still empty."""
    quote = shop_page.add_quote(seller, INVENTED, Consent(today() - ASKED_DAYS_AGO, ConsentWay.SPOKEN), by=owner)
    shop_page.add_block(seller, BlockKind.QUOTE, by=owner, quote=quote.ref)
    shop_page.publish(seller, shop_page.page_of(seller).content["blocks"])
    shop_page.add_block(seller, BlockKind.PEOPLE, by=owner)
