"""The folded part of the checkout for what goes to somebody else as a gift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import g, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from marketplace import cart, orders
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.orders import GiftWish
from marketplace.orders.gift_models import LONGEST_CARD, LONGEST_SENDER
from marketplace.web.filters import say
from marketplace.web.forms import DATES, Reads, ShopForm
from marketplace.web.media import thumbnail
from marketplace.web.storefront.checkout import draft

SAID: Final = ("gift", "card_text", "wished_on", "box")
"""Whoever fills in one of these wants a gift; a browser fills in names and numbers by itself."""
ASKED: Final = "gift_asked"
"""Sent by a page that showed the part as a gift: from then on the tick alone says whether it is one."""
TOO_LONG: Final = _("Dài nhất %(max)d ký tự.")


@dataclass(frozen=True)
class OfferedBox:
    """A shop's box as the checkout offers it."""

    slug: str
    shop: str
    note: str
    price_vnd: int
    picture: Any
    is_left: bool
    is_chosen: bool


class GiftForm(ShopForm):
    """Who gives, what the card says, and what is to be done with the parcel."""

    gift = BooleanField(_("Đây là quà gửi người khác"))
    sender_name = StringField(
        _("Tên người tặng"),
        [
            DataRequired(_("Ghi tên người tặng, để người nhận biết quà của ai.")),
            Length(max=LONGEST_SENDER, message=TOO_LONG),
        ],
    )
    buyer_phone = TelField(_("Điện thoại của bạn"), [Reads(parse_phone)])
    card_text = TextAreaField(_("Lời trên thiệp"), [Length(max=LONGEST_CARD, message=TOO_LONG)])
    hides_prices = BooleanField(_("Giấu giá: trong thùng không có giấy nào ghi tiền"), default=True)
    wished_on = DateField(_("Muốn đến ngày"), [Optional()], format=DATES)

    @property
    def card(self) -> str:
        """What the card says as far as it was typed."""
        return self.card_text.data or ""

    def wish(self) -> GiftWish:
        """The valid form as the order keeps it."""
        return GiftWish(
            phone=parse_phone(str(self.buyer_phone.data)),
            sender_name=str(self.sender_name.data),
            card_text=self.card,
            hides_prices=bool(self.hides_prices.data),
            wished_on=self.wished_on.data,
            boxes=wanted_boxes(),
        )


def gift_form() -> GiftForm | None:
    """The part as it was sent, or as the browser kept it on a walk away from the page; None where it is no gift."""
    if "gift_form" not in g:
        g.gift_form = GiftForm(formdata=_told()) if _is_wanted(_told()) else None
    found: GiftForm | None = g.gift_form
    return found


def _told() -> MultiDict[str, str]:
    """What the part was filled in with, in the form that was sent or before."""
    if request.form:
        return request.form
    kept = draft.typed_before()
    said = {name: text for name, text in kept.items() if name in draft.GIFT and name != "box"}
    return MultiDict([*said.items(), *(("box", slug) for slug in kept.get("box", "").split())])


def _is_wanted(told: MultiDict[str, str]) -> bool:
    names = ("gift",) if told.get(ASKED) else SAID
    return any(text.strip() for name in names for text in told.getlist(name))


def wanted_boxes() -> frozenset[str]:
    """The shops, by their slugs, whose box was chosen."""
    return frozenset(_told().getlist("box"))


def packed(parcels: Sequence[cart.Parcel]) -> list[cart.Parcel]:
    """The parcels with the boxes that were chosen, as far as they are there."""
    return orders.with_boxes(parcels, wanted_boxes(), strict=False) if gift_form() else list(parcels)


def wished_on() -> date | None:
    """The day that was wished for, as far as it can be read."""
    form = gift_form()
    day: date | None = form.wished_on.data if form else None
    return day


def wish() -> GiftWish | None:
    """What the valid part says; None for what is no gift."""
    form = gift_form()
    return form.wish() if form else None


def shown(parcels: Sequence[cart.Parcel]) -> dict[str, Any]:
    """What the page says of gifts."""
    is_asked = bool(gift_form() or _told().get(ASKED))
    return {"gift": shown_form(), "wants_gift": bool(gift_form()), "gift_asked": is_asked, "boxes": offered(parcels)}


def shown_form() -> GiftForm:
    """The part as the page shows it: as it was filled in, be it a gift or not any more, or empty."""
    if sent := gift_form():
        return sent
    if _told().get("sender_name") or _told().get("card_text"):
        return GiftForm(formdata=_told())
    user = current_user.user if current_user.is_authenticated else None
    phone = show_phone(user.phone) if user and user.phone else None
    return GiftForm(formdata=None, buyer_phone=phone, sender_name=user.name if user else None)


def offered(parcels: Sequence[cart.Parcel]) -> list[OfferedBox]:
    """The boxes that the shops in the basket offer: one statement, none where no shop has one."""
    chosen, boxes = wanted_boxes(), orders.boxes_for(parcels)
    shops = {parcel.seller.slug: parcel.seller for parcel in parcels}
    return [
        OfferedBox(
            slug=slug,
            shop=say(shops[slug], "name"),
            note=say(box.variant, "pack"),
            price_vnd=box.variant.price_vnd,
            picture=thumbnail(box.variant.product),
            is_left=box.left > 0,
            is_chosen=slug in chosen,
        )
        for slug, box in boxes.items()
    ]
