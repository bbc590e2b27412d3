"""A product's pictures on pages of their own, and the card that goes with a shared link."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from marketplace import shelf
from marketplace.pictures.errors import PictureNotFound
from marketplace.web.permissions import public
from marketplace.web.share_image import answer_with, card_of, png_of
from marketplace.web.storefront.product.gallery import pictures_of

blueprint = Blueprint("product_pictures", __name__, url_prefix="/p/<slug>")


@blueprint.get("/hinh/<int:number>")
@public
def show(slug: str, number: int) -> str:
    """One picture as large as the screen: what zooming is without scripts."""
    page = shelf.get_product_page(slug)
    pictures = pictures_of(page.product)
    if not 1 <= number <= len(pictures):
        raise PictureNotFound()
    return render_template(
        "storefront/product/picture.html", product=page.product, picture=pictures[number - 1], pictures=pictures
    )


@blueprint.get("/the.png")
@public
def card(slug: str) -> Response:
    page = shelf.get_product_page(slug)
    facts = card_of(page, page.chosen_pack(request.args.get("co", "")))
    return answer_with(facts, partial(png_of, page, facts))
