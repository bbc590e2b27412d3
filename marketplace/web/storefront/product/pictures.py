"""A product's pictures on pages of their own, and the card that goes with a shared link."""

from hashlib import md5

from flask import Blueprint, Response, make_response, render_template, request

from marketplace import shelf
from marketplace.pictures.errors import PictureNotFound
from marketplace.web.permissions import public
from marketplace.web.storefront.product.gallery import pictures_of
from marketplace.web.storefront.product.packs import chosen_pack
from marketplace.web.storefront.product.share_image import card_of, png_of

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
    """Whoever keeps it asks each time whether it is still so: it shows a price and stars. Drawn only when it is not."""
    page = shelf.get_product_page(slug)
    facts = card_of(page, chosen_pack(page, request.args.get("co", "")))
    answer = make_response(b"")
    answer.set_etag(md5(repr(facts).encode(), usedforsecurity=False).hexdigest())
    answer.content_type = "image/png"
    answer.cache_control.public = True
    answer.cache_control.no_cache = True
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if answer.make_conditional(request).status_code != 304:
        answer.set_data(png_of(page, facts))
    return answer
