"""The product page: everything one wants to know before putting a jar into the basket."""

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext

from marketplace import orders, reviews, shelf
from marketplace.cart import BasketLine, Parcel
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import months_in
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.money import allocate
from marketplace.orders import ParcelQuote
from marketplace.shelf.models import Pack, ProductPage
from marketplace.web.filters import day, say, sentence_of, unit_price
from marketplace.web.storefront.cards import sold_out_note, views_of
from marketplace.web.storefront.papers import marks_of, ocop_paper
from marketplace.web.visitor import delivery_place

NEWEST = 4
MOST_COUNTED = 50
"""A shopper reads an exact number only when it is small enough to matter."""


@dataclass(frozen=True)
class PackChoice:
    """One pack size as a radio button."""

    value: str
    text: str
    price_vnd: int
    unit_price: str
    stock: str
    in_stock: bool


@dataclass(frozen=True)
class Step:
    """One stage on the way of a lot."""

    title: str
    detail: str
    todo: bool = False


def render(slug: str, *, ref: str = "", quantity: str = "1", problem: DomainError | None = None) -> str:
    """The page of a product, with `ref` as the chosen pack size and what went wrong with putting it into the basket."""
    page = shelf.get_product_page(slug)
    product, pack = page.product, _chosen(page, ref)
    opinions = reviews.opinions_on(product.id, limit=NEWEST) if product.review_count else reviews.Opinions()
    return render_template(
        "storefront/catalogue/product.html",
        page=page,
        product=product,
        seller=product.seller,
        category=get_category(product.category),
        pack=pack,
        packs=[_choice(pack) for pack in page.packs],
        quantity=quantity,
        problem=sentence_of(problem) if problem else "",
        stock=_stock(pack),
        sold_out_note=sold_out_note(product),
        delivery=_delivery(product, pack),
        place=delivery_place(),
        paper=ocop_paper(page.certificates),
        marks=marks_of(page.certificates),
        lot=_told_lot(page, pack),
        journey=_journey(page, pack),
        proofs=_proofs(page),
        facts=_facts(page),
        season=months_in(product.season_months),
        this_month=today().month,
        opinions=opinions,
        shares=_shares(opinions) if page.rating else [],
        related=views_of(shelf.related(product)),
    )


def _chosen(page: ProductPage, ref: str) -> Pack:
    """The pack size asked for if it can be bought, else the first that can, else the first."""
    buyable = [pack for pack in page.packs if pack.left]
    asked = [pack for pack in buyable if pack.variant.ref == ref]
    return next(iter([*asked, *buyable]), page.packs[0])


def _choice(pack: Pack) -> PackChoice:
    variant = pack.variant
    return PackChoice(
        value=variant.ref,
        text=say(variant, "pack"),
        price_vnd=variant.price_vnd,
        unit_price=unit_price(variant),
        stock=_stock(pack),
        in_stock=pack.left > 0,
    )


def _stock(pack: Pack) -> str:
    """What is left, with the lot that is sold first."""
    if not pack.left:
        return ""
    left = gettext("Còn %(left)s", left=pack.left) if pack.left <= MOST_COUNTED else gettext("Còn hàng")
    return gettext("%(left)s, lô %(code)s", left=left, code=pack.lots[0].code)


def _delivery(product: Product, pack: Pack) -> ParcelQuote | None:
    """One unit sent to the place that the visitor chose, if both exist."""
    place = delivery_place()
    if place is None or not pack.left:
        return None
    parcel = Parcel(product.seller, (BasketLine(pack.variant, 1, pack.left),))
    return orders.quote([parcel], province_code=place.province.code, commune_code=place.code).parcels[0]


def _told_lot(page: ProductPage, pack: Pack) -> str:
    """The code of the lot whose way is told: the chosen pack's own, else one that has a way to tell."""
    told = {step.lot_id for step in page.steps}
    lots = [*pack.lots, *(lot for other in page.packs for lot in other.lots)]
    return next((lot.code for lot in lots if lot.id in told), "")


def _journey(page: ProductPage, pack: Pack) -> list[Step]:
    codes = {lot.id: lot.code for one in page.packs for lot in one.lots}
    told = _told_lot(page, pack)
    steps = [step for step in page.steps if codes[step.lot_id] == told]
    return [Step(say(step, "title"), _when_and_where(day(step.happened_on), say(step, "place"))) for step in steps]


def _when_and_where(when: str, where: str) -> str:
    return f"{when} · {where}" if where else when


def _proofs(page: ProductPage) -> list[tuple[str, str, str]]:
    """Where on the page the proofs stand: icon, word and address for the row below the picture."""
    proofs = (
        ("cert", gettext("OCOP"), "#chung-nhan", page.stars > 0),
        ("pin", gettext("Lô hàng"), "#nguon-goc", bool(page.steps)),
        ("chat", gettext("Đánh giá"), "#danh-gia", page.product.review_count > 0),
    )
    return [(icon, word, url) for icon, word, url, exists in proofs if exists]


def _shares(opinions: reviews.Opinions) -> list[tuple[int, int]]:
    """How many of a hundred buyers gave each score."""
    percent = allocate(100, opinions.counts) if any(opinions.counts) else []
    return list(zip(reviews.SCORES, percent, strict=False))


def _facts(page: ProductPage) -> list[tuple[str, str]]:
    product = page.product
    facts = (
        (gettext("Thành phần"), say(product, "ingredients")),
        (gettext("Cỡ gói"), " · ".join(say(pack.variant, "pack") for pack in page.packs)),
        (gettext("Hạn dùng"), _shelf_life(product.shelf_life_days)),
        (gettext("Bảo quản"), say(product, "storage")),
        (gettext("Cách dùng"), say(product, "usage")),
        (gettext("Lưu ý"), say(product, "warning")),
    )
    return [(label, value) for label, value in facts if value]


def _shelf_life(days: int | None) -> str:
    if not days:
        return ""
    if days < 60:
        return gettext("%(days)s ngày từ ngày đóng gói", days=days)
    return gettext("%(months)s tháng từ ngày đóng gói", months=round(days * 12 / 365))
