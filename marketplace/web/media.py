"""Photos as files: addresses that never change their content, so that a browser keeps them for a year."""

from flask import Blueprint, Response, request

from marketplace import pictures
from marketplace.assets import YEAR

blueprint = Blueprint("media", __name__)

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
HEADERS = {"Cache-Control": YEAR, "Content-Security-Policy": "default-src 'none'; sandbox"}


@blueprint.get('/anh/<ref>-<any("400", "800", "1600"):width>.<any(avif, webp, jpg):extension>')
def picture(ref: str, width: str, extension: str) -> Response:
    content = pictures.read(ref, int(width), extension)
    return Response(content, content_type=KINDS[extension], headers=HEADERS)


@blueprint.app_template_filter()
def photo_url(ref: str, width: int = 400, extension: str = "jpg") -> str:
    """The address of a photo, put together by hand: a shelf needs a hundred of them. A test holds it to the route."""
    return f"{request.script_root}/anh/{ref}-{width}.{extension}"


@blueprint.app_template_global()
def saves_data() -> bool:
    """Whether the visitor asks for little data (the header Save-Data): drawings then stand for photos."""
    return request.headers.get("Save-Data", "").lower() == "on"
