"""Photos as files: addresses that never change their content, so that a browser keeps them for a year.

What was taken down is gone for everybody who comes later; operators still see what they have to judge.
"""

from flask import Blueprint, Response, request, url_for
from flask_login import current_user

from marketplace import pictures, reviews
from marketplace.accounts import OperatorPermission
from marketplace.assets import YEAR
from marketplace.catalogue.models import Product
from marketplace.pictures.errors import PictureNotFound
from marketplace.web.permissions import public

blueprint = Blueprint("media", __name__)

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FOR_EVERYBODY = {"Cache-Control": YEAR, "Cross-Origin-Resource-Policy": "cross-origin"}
"""Feed readers and other sites show what the shop shows."""
HARMLESS = "default-src 'none'; sandbox"


@blueprint.get('/anh/<ref>-<any("400", "800", "1600"):width>.<any(avif, webp, jpg):extension>')
@public
def picture(ref: str, width: str, extension: str) -> Response:
    is_shown = reviews.shows_photo(ref)
    if not (is_shown or current_user.may(OperatorPermission.VIEW_TRUST)):
        raise PictureNotFound()
    headers = FOR_EVERYBODY if is_shown else {"Cache-Control": "no-store"}
    answer = Response(pictures.read(ref, int(width), extension), content_type=KINDS[extension], headers=headers)
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


@blueprint.app_template_filter()
def photo_url(ref: str, width: int = 400, extension: str = "jpg") -> str:
    """The address of a photo, put together by hand: a shelf needs a hundred of them. A test holds it to the route."""
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
    if product.photo and not saves_data():
        return photo_url(product.photo["ref"], 400, "webp")
    return url_for("static", filename=f"art/{product.picture}.svg")
