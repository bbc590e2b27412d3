"""What belongs to the buyer of the cast, for tests that walk all addresses."""

from dataclasses import replace

from marketplace import addresses
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.gateways import files
from marketplace.gift_sets import GiftSet, SetPart
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Order
from marketplace.own_data import DataFile
from tests import factories
from tests.people import Cast


def of_buyer(cast: Cast) -> dict[str, dict[str, str]]:
    """An address of the buyer's book, and what she ordered before she had an account."""
    told = addresses.Told("Mẹ Mẫu", "+84900000777", "01", "00004", "Số 8, ngõ 12")
    kept = {"address": addresses.keep(cast.buyer.id, told).ref}
    cast.buyer.email_confirmed_at = now()
    guest = replace(factories.BA_DINH, email=cast.buyer.email)
    before = factories.purchase((factories.product(cast.seller_b).variants[0], 1), recipient=guest)
    file = DataFile(user_id=cast.buyer.id, ready_at=now())
    db.session.add(file)
    db.session.flush()
    files.put(f"personal-data/{file.ref}.zip", b"PK")
    return {
        "account_data": {"data_file": file.ref},
        "account_addresses": kept,
        "checkout_addresses": kept,
        "account.claim": {"code": before.code},
    }


def given_away(order: Order) -> str:
    """Let the order be a gift of its buyer; the secret of the receiver's page."""
    order.purchase.is_gift = True
    told = {"phone": "+84900000888", "sender_name": "Chị Mẫu", "card_text": "Chúc mừng!", "hides_prices": True}
    db.session.add(Gift(purchase=order.purchase, token="gift-of-the-buyer", **told))
    db.session.flush()
    return "gift-of-the-buyer"


def set_of(product: Product) -> str:
    """A gift set of the product's shop; its address."""
    parts = [SetPart(variant_id=product.variants[0].id, quantity=1, position=1)]
    db.session.add(GiftSet(seller_id=product.seller_id, slug="bo-qua-mau", name_vi="Bộ quà mẫu", parts=parts))
    db.session.flush()
    return "bo-qua-mau"


def of_gifts(order: Order, product: Product) -> dict[str, dict[str, str]]:
    """What there is of gifts: the order is one, and the product stands in a set."""
    of_set = {"slug": set_of(product)}
    return {"gifts": {"token": given_away(order)}, "shop_gift_sets": of_set, "gift_sets": of_set}
