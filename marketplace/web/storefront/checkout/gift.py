"""The folded part of the checkout for what goes to somebody else as a gift."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask import g, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import BooleanField, DateField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from marketplace import cart, orders
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.orders import GiftWish
from marketplace.orders.gift_models import LONGEST_CARD, LONGEST_SENDER
from marketplace.web.filters import say
from marketplace.web.forms import DATES, Reads, ShopForm
from marketplace.web.media import thumbnail

TYPED: Final = ("gift", "hides_prices", "sender_name", "buyer_phone", "card_text", "wished_on")
"""The fields whose text stays with the browser until the order is placed."""
SAID: Final = ("gift", "card_text", "wished_on")
"""Whoever fills in one of these wants a gift; a browser fills in names and numbers by itself."""
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
    buyer_phone = TelField(_("Điện thoại của anh chị"), [Reads(parse_phone)])
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
    """The part as it was sent; None where nothing of it was filled in."""
    if "gift_form" not in g:
        is_wanted = any(request.form.get(name, "").strip() for name in SAID) or bool(wanted_boxes())
        g.gift_form = GiftForm() if is_wanted else None
    found: GiftForm | None = g.gift_form
    return found


def wanted_boxes() -> frozenset[str]:
    """The shops, by their slugs, whose box was chosen."""
    return frozenset(request.form.getlist("box"))


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


def shown(parcels: Sequence[cart.Parcel], typed: dict[str, str]) -> dict[str, Any]:
    """What the page says of gifts; `typed` is what the browser kept."""
    form = shown_form(typed)
    return {"gift": form, "wants_gift": bool(gift_form() or form.gift.data), "boxes": offered(parcels)}


def shown_form(typed: dict[str, str]) -> GiftForm:
    """The part as the page shows it: as it was sent, as it was typed before, or empty."""
    if sent := gift_form():
        return sent
    if typed.get("gift") or typed.get("card_text"):
        return GiftForm(formdata=None, **_read(typed))
    user = current_user.user if current_user.is_authenticated else None
    phone = show_phone(user.phone) if user and user.phone else None
    return GiftForm(formdata=None, buyer_phone=phone, sender_name=user.name if user else None)


def typed() -> dict[str, str]:
    """What of the part has to be kept with the rest that was typed."""
    return {name: request.form[name] for name in TYPED if request.form.get(name)} if gift_form() else {}


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


def _read(typed: dict[str, str]) -> dict[str, Any]:
    """Kept texts as the fields take them; a day that nobody can read is left out."""
    days = (_day(typed.get("wished_on", ""), each) for each in DATES)
    texts = {name: typed.get(name, "") for name in ("sender_name", "buyer_phone", "card_text")}
    texts_and_day = {**texts, "wished_on": next(filter(None, days), None)}
    return {**texts_and_day, "gift": bool(typed.get("gift")), "hides_prices": bool(typed.get("hides_prices"))}


def _day(text: str, written: str) -> date | None:
    try:
        return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day, wherever it is read
    except ValueError:
        return None
