"""The link of the shop or of one of its goods, with ready words and a picture, for Zalo, Facebook or paper."""

from dataclasses import replace

from flask import Response, make_response, render_template, request, url_for

from marketplace import catalogue, listings, sellers, shelf
from marketplace.art.share_card import ShareCard
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.listings import ListingFilter, View
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.shelf.product_models import ProductPage
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages
from marketplace.web.share_image import card_of, card_of_shop, png_of, png_of_shop
from marketplace.web.sharing import Sharing, ShopSharing, sharing_of, sharing_of_shop

blueprint = shop_pages("shop_link_card", __name__, "/ban-hang/lien-ket")

MOST_GOODS = 200


@blueprint.get("")
@requires(ShopPermission.VIEW_SHOP)
def show() -> str:
    seller = current_membership().seller
    product = _product(seller)
    page = _page_of(product) if product else None
    sharing = sharing_of(page) if page else sharing_of_shop(seller)
    return render_template(
        "seller/link_card/show.html",
        goods=[row.product for row in listings.listings_of(ListingFilter(seller.id, View.ON_SALE), limit=MOST_GOODS)],
        chosen=product,
        title=say(product, "name") if product else say(seller, "name"),
        link=sharing.shared_url,
        facebook=sharing.facebook,
        words=_words(seller, page, sharing),
        stars=page.stars if page else 0,
        is_open=seller.is_open,
        picture_url=url_for(".picture", mon=product.slug if product else None),
    )


@blueprint.get("/the.png")
@requires(ShopPermission.VIEW_SHOP)
def picture() -> Response:
    """The card with the link as a QR code, drawn for the stars and the price of this moment."""
    seller = sellers.get_seller(current_membership().seller.slug)
    product = _product(seller)
    answer = make_response(_drawn(seller, product))
    answer.content_type = "image/png"
    answer.cache_control.no_store = True
    if request.args.get("tai"):
        answer.headers.set("Content-Disposition", "attachment", filename=f"{(product or seller).slug}.png")
    return answer


def _drawn(seller: Seller, product: Product | None) -> bytes:
    if product is None:
        card = card_of_shop(seller, goods=catalogue.count_products(seller.id)[0])
        return png_of_shop(seller, _linked(card, sharing_of_shop(seller).shared_url))
    page = _page_of(product)
    return png_of(page, _linked(card_of(page, page.chosen_pack()), sharing_of(page).shared_url))


def _linked(card: ShareCard, link: str) -> ShareCard:
    return replace(card, link=link)


def _product(seller: Seller) -> Product | None:
    """The product that the address asks for. Raises ProductNotFound for anybody else's, and for one not on sale."""
    slug = request.args.get("mon", "")
    if not slug:
        return None
    product = catalogue.get_product_of(seller.id, slug)
    if not (product.is_listed and seller.is_open):
        raise ProductNotFound()
    return product


def _page_of(product: Product) -> ProductPage:
    return shelf.get_product_page(product.slug)


def _words(seller: Seller, page: ProductPage | None, sharing: Sharing | ShopSharing) -> list[tuple[str, str]]:
    """Ready words, each with what it is for; they end with the link."""
    named = {"shop": say(seller, "name"), "link": sharing.shared_url}
    if page is None:
        friends = gettext("Cô bác ơi, %(shop)s đã có gian hàng trên chợ. Xem và đặt ở đây: %(link)s", **named)
    else:
        named["goods"] = say(page.product, "name")
        friends = gettext("%(goods)s của %(shop)s đang có hàng. Đặt ở đây, giao tận nhà: %(link)s", **named)
    return [(gettext("Ngắn, gửi người quen"), friends), (gettext("Đầy đủ, đăng lên trang"), sharing.message)]
