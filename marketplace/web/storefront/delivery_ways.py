"""How each seller's part reaches the buyer: what was chosen in this browser, and the choices as the page shows them.

Whoever chooses nothing gets the market's carriers. A choice is a field `giao-<slug>` of the checkout's form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request, session

from marketplace import cart, orders, shipments
from marketplace.cart.models import Cart
from marketplace.database import transaction
from marketplace.gateways.carriers import connected
from marketplace.orders import DeliveryOption, ParcelQuote, Quote
from marketplace.orders.delivery_choices import HOUSE
from marketplace.orders.delivery_errors import DeliveryGone
from marketplace.sellers import DeliveryKind
from marketplace.web.delivery_words import way_title, where_of
from marketplace.web.filters import day, day_range, say, sentence_of, vnd
from marketplace.web.locale import gettext

KEY: Final = "ways"
PREFIX: Final = "giao-"
MOST: Final = 30
LONGEST: Final = 16


@dataclass(frozen=True)
class WayRow:
    """One way as it is offered: what it costs, when it arrives, where one goes; or why it cannot be had."""

    ref: str
    title: str
    fee: str
    days: str
    details: tuple[str, ...]
    is_chosen: bool
    problem: str = ""


@dataclass(frozen=True)
class WayChoice:
    """The ways of one seller; `is_asked` where the usual one cannot be had, so that one of the others is needed."""

    name: str
    field: str
    rows: tuple[WayRow, ...]

    @property
    def chosen(self) -> WayRow:
        """The one that counts now."""
        return next(row for row in self.rows if row.is_chosen)

    @property
    def is_asked(self) -> bool:
        """Whether somebody has to choose."""
        return bool(self.chosen.problem) and any(not row.problem for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether it stands there unfolded."""
        return self.is_asked or self.chosen.ref != HOUSE


def kept() -> Mapping[str, str]:
    """What was chosen, by the sellers' slugs: in the form that was sent, else in this browser before."""
    sent = {name.removeprefix(PREFIX): ref for name, ref in request.form.items() if name.startswith(PREFIX)}
    known: dict[str, str] = session.get(KEY, {})
    return {slug: ref for slug, ref in (known | sent).items() if ref and len(ref) <= LONGEST and ref.isalnum()}


def remember() -> None:
    """Keep what the form says for the next page."""
    chosen = dict(list(kept().items())[-MOST:])
    if chosen:
        session[KEY] = chosen
    else:
        forget()


def forget() -> None:
    """It is ordered: the next basket begins with the market's carriers."""
    session.pop(KEY, None)


def _forget_gone(quote: Quote) -> None:
    """Forget what cannot be chosen any more, and nothing else."""
    gone = {each.parcel.seller.slug for each in quote.parcels if isinstance(each.problem, DeliveryGone)}
    known: dict[str, str] = session.get(KEY, {})
    if not gone.isdisjoint(known):
        session[KEY] = {slug: ref for slug, ref in known.items() if slug not in gone}


def choices_of(quote: Quote | None) -> list[WayChoice]:
    """What each seller offers beside the market's carriers; nothing of who offers nothing, or without a place.

    A way that is gone is told once: where nothing else can be chosen, it would stand in the way for ever.
    """
    if quote:
        _forget_gone(quote)
    by_seller: dict[str, list[ParcelQuote]] = {}
    for each in quote.parcels if quote else ():
        if len(each.options) > 1:
            by_seller.setdefault(each.parcel.seller.slug, []).append(each)
    return [_choice(slug, quoted) for slug, quoted in by_seller.items()]


def all_fetched(quote: Quote | None) -> bool:
    """Whether every part of it is picked up where it lies, so that nobody needs a street."""
    chosen = [each.chosen for each in quote.parcels] if quote else []
    return bool(chosen) and all(way is not None and way.kind == DeliveryKind.PICKUP for way in chosen)


def warm_up(find_basket: Callable[[], Cart | None], commune_code: str) -> None:
    """Have the carriers that the sellers of a basket offer asked for their prices to that commune, where none is kept
    or it is old: by a job, so that nobody waits for them.
    """
    if not commune_code or not connected():
        return
    basket = find_basket()
    if wanted := orders.rates_to_ask(cart.parcels_in(basket), commune_code) if basket else []:
        with transaction():
            shipments.want_rates(wanted)


def arrival_of(option: DeliveryOption) -> str:
    """When it arrives, or from when on it lies there."""
    if option.kind == DeliveryKind.PICKUP:
        return gettext("Lấy từ %(day)s", day=day(option.arrives_from_on))
    return gettext("Nhận %(days)s", days=day_range(option.arrives_from_on, option.arrives_to_on))


def _choice(slug: str, quoted: Sequence[ParcelQuote]) -> WayChoice:
    first = quoted[0]
    name = say(first.parcel.seller, "name")
    rows = tuple(_row(number, option, quoted, name) for number, option in enumerate(first.options))
    return WayChoice(name, f"{PREFIX}{slug}", rows)


def _row(number: int, option: DeliveryOption, quoted: Sequence[ParcelQuote], seller: str) -> WayRow:
    """A way of all parcels of a seller: their fees together, the days of the first."""
    same = [each.options[number] for each in quoted]
    fee_vnd = sum(each.fee.charged_vnd for each in same)
    problem = next((each.problem for each in same if each.problem), None)
    chosen = quoted[0].chosen
    return WayRow(
        ref=option.ref,
        title=way_title(option.kind, option.own, seller, option.carrier),
        fee=vnd(fee_vnd) if fee_vnd else gettext("Miễn phí"),
        days=arrival_of(option),
        details=(*where_of(option.own), *_free_from(option), *_kept_for(option)),
        is_chosen=chosen is not None and chosen.ref == option.ref,
        problem=sentence_of(problem) if problem else "",
    )


def _free_from(option: DeliveryOption) -> tuple[str, ...]:
    own = option.own
    if own is None or own.free_from_vnd is None or not option.fee.charged_vnd:
        return ()
    return (gettext("Miễn phí từ %(sum)s tiền hàng", sum=vnd(own.free_from_vnd)),)


def _kept_for(option: DeliveryOption) -> tuple[str, ...]:
    if option.kind != DeliveryKind.PICKUP:
        return ()
    return (gettext("Có mã 6 số để lấy hàng. Nơi bán giữ hàng %(days)s ngày.", days=orders.kept_days()),)
