"""A shop that packs gifts into a box, a set of its goods, and one gift with a card that waits to be packed."""

from datetime import timedelta
from typing import Final

from marketplace import gift_sets, orders, payments, stock
from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.catalogue.gift_boxes import BoxTerms, offer_box
from marketplace.clock import now, pretending
from marketplace.demo.past import Past
from marketplace.gift_sets import NewPart, SetTexts
from marketplace.orders import GiftWish
from marketplace.orders.states import PaymentMethod
from marketplace.sellers.models import Seller

BOX: Final = BoxTerms(
    price_vnd=25_000,
    note_vi="hộp giấy nâu, lót rơm, buộc dây gai",
    note_en="brown paper box, lined with straw, tied with hemp",
    gross_grams=350,
)
LEFT: Final = 12
RECEIVER: Final = "G"
CARD: Final = "Con biếu bố mẹ hũ mật mùa này.\nChúc bố mẹ luôn mạnh khỏe!"


SET: Final = SetTexts(
    name_vi="Quà mật ong một lớn hai nhỏ",
    name_en="Honey gift, one large and two small",
    note_vi="Hũ lớn biếu ông bà, hai hũ nhỏ cho các cháu mang đi.",
    note_en="The large jar for the grandparents, the small ones to carry along.",
)
PARTS: Final = (NewPart("GL-500", 1, 1), NewPart("GL-250", 2, 2))


def add_gifts(past: Past, shop: Seller, *, owner: User) -> None:
    """The gift was paid two hours ago and accepted an hour later."""
    at = now() - timedelta(hours=2)
    with pretending(now() - timedelta(days=20)):
        box = offer_box(shop, BOX)
        stock.count(box, left=LEFT, by_id=owner.id)
    gift_sets.keep(shop, SET, PARTS)
    wish = GiftWish(
        phone=parse_phone("0900 000 201"),
        sender_name="Hạnh và các cháu",
        card_text=CARD,
        boxes=frozenset({shop.slug}),
    )
    lines = [{"ref": "GL-500", "quantity": 1}, {"ref": "GL-250", "quantity": 1}]
    purchase = past.place(lines, RECEIVER, at, payment_method=PaymentMethod.TRANSFER, gift=wish)
    with pretending(at + timedelta(minutes=4)):
        payments.receive(purchase, purchase.due_vnd)
    with pretending(at + timedelta(hours=1)):
        orders.confirm(purchase.orders[0], by=owner)
