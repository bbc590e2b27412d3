"""Photos as files: addresses that never change their content, so that a browser keeps them for a year.

What was taken down is gone for everybody who comes later; operators still see what they have to judge, and a shop the
photos of its own goods that it is asked to mend.
"""

from flask import Blueprint, Response, current_app, request, url_for
from flask_login import current_user

from config_media import SIGNED
from marketplace import catalogue, pictures, reviews, sellers
from marketplace.accounts import OperatorPermission
from marketplace.assets import YEAR
from marketplace.catalogue.models import Product
from marketplace.pictures.errors import PictureNotFound
from marketplace.web.permissions import public

blueprint = Blueprint("media", __name__)

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
SECONDS_IN_NGINX = 600
FOR_EVERYBODY = {
    "Cache-Control": YEAR,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Accel-Expires": str(SECONDS_IN_NGINX),
}
"""Feed readers and other sites show what the shop shows. nginx gives a picture out by itself for some minutes and then
asks again, so that one that was taken down is gone by then; it keeps that header to itself.
"""
FOR_A_WHILE = FOR_EVERYBODY | {"Cache-Control": "public, max-age=21600"}
"""A bucket's address is good for three times as long."""
HARMLESS = "default-src 'none'; sandbox"


@blueprint.get('/anh/<ref>-<any("400", "800", "1600"):width>.<any(avif, webp, jpg):extension>')
@public
def picture(ref: str, width: str, extension: str) -> Response:
    is_shown = reviews.shows_photo(ref)
    if not (is_shown or current_user.may(OperatorPermission.VIEW_TRUST) or _is_of_own_goods(ref)):
        raise PictureNotFound()
    if is_shown and current_app.config["MEDIA_PUBLIC_URL"] == SIGNED:
        address = pictures.signed_address(ref, int(width), extension)
        return Response(status=302, headers=FOR_A_WHILE | {"Location": address})
    headers = FOR_EVERYBODY if is_shown else {"Cache-Control": "no-store"}
    answer = Response(pictures.read(ref, int(width), extension), content_type=KINDS[extension], headers=headers)
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


def _is_of_own_goods(ref: str) -> bool:
    shop = catalogue.seller_of_photo(ref) if current_user.is_authenticated else None
    return shop is not None and sellers.works_for(current_user.id, shop)


@blueprint.app_template_filter()
def photo_url(ref: str, width: int = 400, extension: str = "jpg") -> str:
    """The address of a photo: on the host that gives photos to everybody where there is one (MEDIA_PUBLIC_URL), else in
    the shop, put together by hand: a shelf needs a hundred of them. A test holds it to the route.
    """
    public = current_app.config["MEDIA_PUBLIC_URL"]
    if public and public != SIGNED:
        return f"{public}/{pictures.public_path(ref, width, extension)}"
    return f"{request.script_root}/anh/{ref}-{width}.{extension}"


@blueprint.app_template_global()
def saves_data() -> bool:
    """Whether the visitor asks for little data (the header Save-Data): drawings then stand for photos."""
    return wants_little(request.headers.get("Save-Data", ""))


def wants_little(save_data: str) -> bool:
    """Whether a header Save-Data with this value asks for little data."""
    return save_data.lower() == "on"


def thumbnail(product: Product) -> str:
    """The address of a small picture of the goods: their photo, or the drawing where it has none or data is saved."""
    if product.public_photo and not saves_data():
        return photo_url(product.public_photo["ref"], 400, "webp")
    return url_for("static", filename=f"art/{product.picture}.svg")
