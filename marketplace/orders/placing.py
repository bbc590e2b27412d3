"""Placing an order: one transaction that freezes prices, takes stock and empties the basket, or does nothing."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from marketplace import cart, fees, stock
from marketplace.accounts.models import User
from marketplace.cart import BasketLine
from marketplace.cart.models import Cart
from marketplace.orders import discounting, promotion_sales
from marketplace.orders.basket_parts import chosen, packs_in, token_of
from marketplace.orders.buyer_limits import check_limits
from marketplace.orders.cash_limits import check_cash
from marketplace.orders.delivery_choices import frozen_delivery
from marketplace.orders.delivery_terms import frozen_fee
from marketplace.orders.errors import BasketChanged, EmptyBasket, HarvestMoved, LinesUnavailable, PlacedOtherwise
from marketplace.orders.gifting import GiftWish, with_boxes, wrap
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.pickup_terms import new_code
from marketplace.orders.queries import find_placed
from marketplace.orders.quotes import ParcelQuote, Quote, quote
from marketplace.orders.recipients import Recipient, assign, joined, receivers_in
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.orders.writing import write
from marketplace.sellers import DeliveryKind
from marketplace.sellers.models import Seller
from marketplace.text import fold
from marketplace.vouchers import Bearer, Counted


def place(
    *,
    checkout_token: str,
    cart_token: str | None,
    buyer: User | None,
    recipient: Recipient,
    shown_total_vnd: int,
    locale: str,
    payment_method: PaymentMethod = PaymentMethod.COD,
    is_alone: bool = False,
    only_from: Collection[str] = (),
    codes: Sequence[str] = (),
    gift: GiftWish | None = None,
    ways: Mapping[str, str] = MappingProxyType({}),
    receivers: Sequence[Recipient] = (),
) -> Purchase:
    """Order what lies in the basket, exactly once for each checkout token: a re-sent form gets the same purchase.

    With `is_alone` that is the basket behind `cart_token`, though the buyer has one of their own; with `only_from` what
    comes from the sellers with these slugs, and the rest stays in it. Where the money comes first, the orders are
    placed once it has come (`payments.receive`). `codes` and `ways` are those of `quote`, and `gift` makes it one. Each
    of `receivers`, for whom no codes are given, gets all of it in orders of their own, and `recipient` pays.

    Raises PlacedOtherwise when the re-sent form goes to somebody or somewhere else; EmptyBasket, LinesUnavailable,
    BasketChanged (the total is not the one shown), VoucherRefused, a delivery refusal, GiftBoxGone, CashRefused,
    SoldOut, BuyerLimitReached, PromotionUsedUp or HarvestMoved; give the transaction up then: nothing has changed.
    """
    basket = cart.find_cart(token=cart_token, user_id=buyer.id if buyer and not is_alone else None, lock=True)
    is_open = basket is not None and token_of(basket, only_from) == checkout_token  # one that was ordered is gone
    if not is_open and (placed := find_placed(checkout_token)):
        return _same(placed, recipient, receivers)
    contents = cart.contents_of(basket)
    parcels = chosen(contents.parcels, only_from)
    if basket is None or not parcels:
        raise EmptyBasket()
    quoted = _checked_quote(parcels, receivers or [recipient], payment_method, codes, gift, ways)
    agreed = _agreed(quoted, shown_total_vnd if is_open else None)
    purchase = _purchase(checkout_token, buyer, recipient, agreed, locale, payment_method)
    _write(purchase, parcels, quoted, gift, receivers)
    return _clear(basket, contents, parcels, purchase)


def _clear(basket: Cart, contents: cart.Contents, parcels: list[cart.Parcel], purchase: Purchase) -> Purchase:
    """Take out of the basket what was ordered; the purchase tells whether something of it is left."""
    purchase.leaves_some = bool(contents.saved) or len(parcels) < len(contents.parcels)
    cart.close(basket, packs_in(parcels), is_all=not purchase.leaves_some)
    return purchase


def _agreed(quoted: Quote, shown_vnd: int | None) -> Quote:
    """The same, if the total is still the one that was agreed to; a voucher that counts no more says so itself."""
    if quoted.total_vnd != shown_vnd:
        raise next(iter(quoted.vouchers.refused), BasketChanged())
    return quoted


def _write(
    purchase: Purchase,
    parcels: list[cart.Parcel],
    quoted: Quote,
    gift: GiftWish | None,
    receivers: Sequence[Recipient],
) -> None:
    """Write what is bought, and take what is scarce: stock first, then what one buyer gets, then promotions and
    vouchers."""
    assign(purchase, receivers)
    if gift:
        wrap(purchase, gift, quoted)
    if purchase.payment_method == PaymentMethod.COD:
        check_cash(purchase, purchase.orders)
    write(purchase)
    _take_stock(purchase)
    check_limits(purchase, packs_in(parcels))
    promotion_sales.take(purchase, parcels)
    discounting.freeze(purchase, quoted.vouchers, [each.parcel.key for each in quoted.parcels])
    purchase.spent_codes = discounting.spent(quoted.vouchers)


def _same(placed: Purchase, recipient: Recipient, receivers: Sequence[Recipient]) -> Purchase:
    placed.is_repeat = True
    before = [(each.recipient_name, each.phone, each.commune_code, each.street) for each in receivers_in(placed)]
    wanted = [(each.name, each.phone, each.commune_code, each.street) for each in receivers]
    if _recipient_of(placed) != recipient or before != wanted:
        raise PlacedOtherwise(placed.code, placed.token)
    return placed


def _recipient_of(placed: Purchase) -> Recipient:
    return Recipient(
        name=placed.recipient_name,
        phone=placed.phone,
        email=placed.email,
        province_code=placed.province_code,
        commune_code=placed.commune_code,
        street=placed.street,
        old_address=placed.old_address,
        note=placed.note,
    )


def _checked_quote(
    parcels: list[cart.Parcel],
    to: Sequence[Recipient],
    method: PaymentMethod,
    codes: Sequence[str],
    gift: GiftWish | None,
    ways: Mapping[str, str],
) -> Quote:
    if any(not line.can_be_ordered for parcel in parcels for line in parcel.lines):
        raise LinesUnavailable()
    boxed = with_boxes(parcels, gift.boxes) if gift else parcels
    agreed = partial(quote, boxed, pays_cash=method == PaymentMethod.COD, codes=codes, ways=ways)
    wished_on = gift.wished_on if gift else None
    quoted = joined(
        [agreed(province_code=each.province_code, commune_code=each.commune_code, wished_on=wished_on) for each in to]
    )
    for parcel in quoted.parcels:
        if parcel.problem:
            raise parcel.problem
    return quoted


def _purchase(
    token: str, buyer: User | None, recipient: Recipient, quoted: Quote, locale: str, method: PaymentMethod
) -> Purchase:
    purchase = Purchase(
        token=secrets.token_urlsafe(24),
        checkout_token=token,
        user_id=buyer.id if buyer else None,
        recipient_name=recipient.name,
        recipient_folded=fold(recipient.name)[:120],
        phone=recipient.phone,
        email=recipient.email,
        province_code=recipient.province_code,
        commune_code=recipient.commune_code,
        street=recipient.street,
        old_address=recipient.old_address,
        note=recipient.note,
        payment_method=method,
        payment_state=method.opening_state,
        goods_vnd=quoted.goods_vnd - quoted.seller_discount_vnd,
        shipping_vnd=quoted.shipping_vnd,
        discount_vnd=quoted.market_discount_vnd,
        seller_discount_vnd=quoted.seller_discount_vnd,
        total_vnd=quoted.total_vnd,
        locale=locale,
    )
    awaits_money = purchase.payment_state == PaymentState.AWAITING
    first = OrderState.AWAITING_PAYMENT if awaits_money else OrderState.PLACED
    purchase.orders = [_order(parcel, first, buyer, method, quoted.vouchers) for parcel in quoted.parcels]
    return purchase


def _order(
    quoted: ParcelQuote, state: OrderState, buyer: User | None, method: PaymentMethod, counted: Counted
) -> Order:
    parcel, prepaid = quoted.parcel, state != OrderState.PLACED
    order = Order(
        seller=parcel.seller,
        seller_id=parcel.seller.id,
        goods_vnd=parcel.goods_vnd - quoted.seller_discount_vnd,
        shipping_vnd=quoted.shipping_vnd,
        discount_vnd=quoted.market_discount_vnd,
        seller_discount_vnd=quoted.seller_discount_vnd,
        delivery_discount_vnd=quoted.delivery_discount_vnd,
        total_vnd=quoted.total_vnd,
        weight_grams=parcel.weight_grams,
        arrives_from_on=quoted.arrives_from_on,
        arrives_to_on=quoted.arrives_to_on,
        **frozen_fee(quoted.fee),
        **frozen_delivery(quoted.chosen or quoted.options[0]),
        pickup_code=new_code() if quoted.chosen and quoted.chosen.kind == DeliveryKind.PICKUP else None,
        **_awaited(quoted),
        lines=[_line(line, parcel.seller, method, counted, prepaid=prepaid) for line in parcel.lines],
    )
    order.enter(state, by=buyer, role=ActorRole.BUYER)
    return order


def _awaited(quoted: ParcelQuote) -> dict[str, Any]:
    """What the buyer agreed to of a harvest to come; all of it is named, because orders are written together."""
    harvest = quoted.parcel.harvest
    return {
        "harvest_on": harvest.expected_on if harvest else None,
        "ships_from_on": quoted.sent_on if harvest else None,
        "shortfall_rule": harvest.shortfall_rule if harvest else None,
    }


def _line(line: BasketLine, seller: Seller, method: PaymentMethod, counted: Counted, *, prepaid: bool) -> OrderLine:
    """The line as it is agreed to. Where the money comes first, what is weighed becomes no dearer than the estimate."""
    variant, product = line.variant, line.variant.product
    weighing, off = variant.asked_by_weight, {bearer: counted.of_line(variant.id, bearer) for bearer in Bearer}
    total_vnd = line.total_vnd - off[Bearer.SELLER]
    terms = fees.terms_for(seller, category=product.category, product_id=product.id, method=method)
    return OrderLine(
        product_id=product.id,
        variant_id=variant.id,
        product_slug=product.slug,
        picture=product.picture,
        name_vi=product.name_vi,
        name_en=product.name_en,
        pack_vi=variant.pack_vi,
        pack_en=variant.pack_en,
        unit_price_vnd=line.unit_price_vnd,
        quantity=line.quantity,
        total_vnd=total_vnd,
        seller_discount_vnd=off[Bearer.SELLER],
        market_discount_vnd=off[Bearer.MARKET],
        commission_bp=terms.commission_bp,
        commission_vnd=terms.commission_of(total_vnd, line.quantity),
        fee_parts=terms.stored,
        tax_class=fees.class_of(product.category),
        ocop_stars=line.stars,
        kg_price_vnd=weighing.kg_price_vnd if weighing else None,
        lightest_grams=weighing.lightest_grams if weighing else None,
        heaviest_grams=weighing.heaviest_grams if weighing else None,
        increase_bp=weighing.increase_bp if weighing and not prepaid else 0,
    )


def _take_stock(purchase: Purchase) -> None:
    """Late: from the first lot on, others who want the same goods have to wait.

    Raises HarvestMoved where the units that were left come from another harvest than the one that the buyer saw.
    """
    lines = [line for order in purchase.orders for line in order.lines]
    sales = (stock.Sale(line.variant_id, line.quantity, line.id, line.title(purchase.locale)) for line in lines)
    awaited = stock.take(sales)
    for order in purchase.orders:
        for line in order.lines:
            if awaited.get(line.id) != order.harvest_on:
                raise HarvestMoved(line.title(purchase.locale), awaited.get(line.id))
