"""What search engines, feed readers and product catalogues fetch. Language by `?hl` alone, where it is a file."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, url_for

from marketplace import catalogue, feeds
from marketplace.art import raster
from marketplace.web.filters import say
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.storefront.canonical_urls import FACETS, FILTERS, REPEATING

blueprint = Blueprint("feeds", __name__)

CLOSED = (
    "/_components",
    "/ban-hang",
    "/bao/",
    "/da-xem",
    "/dang-",
    "/dat-",
    "/dev/",
    "/don",
    "/gio",
    "/mo-gian-hang/",
    "/mon-thich",
    "/nhac/",
    "/noi-ban-theo-doi",
    "/noi-nhan",
    "/p/*/nhan",
    "/gian-hang-tap",
    "/quen-mat-khau",
    "/T/",
    "/t/",
    "/tai-khoan",
    "/tim/goi-y",
    "/tin-bao",
    "/tin-nhan",
    "/van-hanh",
)
"""Where the addresses begin that are nobody's business but a visitor's, a seller's or an operator's."""
PART = re.compile("[a-z-]{1,20}[0-9]{1,6}")
RETRY_SECONDS = 60
PIECE = 64 * 1024
ONE_DAY = 86_400


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    closed = [*CLOSED, *(f"/*{mark}{name}=" for name in sorted(FILTERS | REPEATING) for mark in "?&")]
    closed += (f"/*{first}=*&{second}=" for first in sorted(FACETS) for second in sorted(FACETS))
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    sitemap = f"Sitemap: {current_app.config['PUBLIC_BASE_URL']}{url_for('.sitemap')}"
    return _kept(Response("\n".join([*lines, "", sitemap, ""]), content_type="text/plain; charset=utf-8"), ONE_DAY)


@blueprint.get("/sitemap.xml")
@public
def sitemap() -> Response:
    return _file("sitemap.xml", "application/xml")


@blueprint.get("/sitemap-<name>.xml")
@public
def sitemap_part(name: str) -> Response:
    if not PART.fullmatch(name) or not feeds.is_written(f"sitemap-{name}.xml"):
        abort(404)
    return _file(f"sitemap-{name}.xml", "application/xml")


@blueprint.get("/feeds/google.xml")
@public
def google() -> Response:
    return _file(f"google-{_locale()}.xml", "application/xml", younger_than=feeds.FRESH)


@blueprint.get("/feeds/facebook.csv")
@public
def facebook() -> Response:
    return _file(f"facebook-{_locale()}.csv", "text/csv", younger_than=feeds.FRESH)


@blueprint.get("/moi.xml")
@public
def news() -> Response:
    title = gettext("Hàng mới trên %(shop)s", shop=current_app.config["SHOP_NAME"])
    return _news(feeds.news(current(), title=title, path=url_for("catalogue.home"), own_path=url_for(".news")))


@blueprint.get("/c/<slug>/moi.xml")
@public
def news_of_category(slug: str) -> Response:
    category = catalogue.get_category(slug)
    shop = current_app.config["SHOP_NAME"]
    title = gettext("%(category)s mới trên %(shop)s", category=say(category, "name"), shop=shop)
    path, own_path = url_for("catalogue.category", slug=slug), url_for(".news_of_category", slug=slug)
    return _news(feeds.news(current(), title=title, path=path, own_path=own_path, category=slug))


@blueprint.get("/tranh/<name>.png")
@public
def drawing(name: str) -> Response:
    try:
        answer = Response(raster.png(name), content_type="image/png")
    except raster.NoSuchDrawing:
        abort(404)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers show it on their own pages
    return _kept(answer, ONE_DAY)


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    return _kept(Response(raster.favicon(), content_type="image/x-icon"), ONE_DAY)


@blueprint.get("/apple-touch-icon.png")
@public
def touch_icon() -> Response:
    return _kept(Response(raster.touch_icon(), content_type="image/png"), ONE_DAY)


def _locale() -> str:
    return "en" if request.args.get("hl") == "en" else "vi"


def _news(xml: str) -> Response:
    return _kept(Response(xml, content_type="application/rss+xml; charset=utf-8"), 0)


def _kept(answer: Response, seconds: int) -> Response:
    """The answer as one that anybody may keep, and that is not sent again as long as it is the same."""
    answer.cache_control.public, answer.cache_control.max_age = True, seconds
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _file(name: str, kind: str, *, younger_than: timedelta | None = None) -> Response:
    """A feed that is written in the background; for the minute before it is there, please wait."""
    if found := feeds.find(name, younger_than=younger_than):
        return _sent(found, kind)
    sentence = gettext("Tệp này đang được soạn. Một phút nữa tải lại.")
    return Response(sentence, 503, {"Retry-After": str(RETRY_SECONDS)}, content_type="text/plain; charset=utf-8")


def _sent(found: feeds.FeedCopy, kind: str) -> Response:
    """The file as it lies there, compressed, or unpacked for who cannot do that; neither is ever read as a whole.

    Others may keep it and ask each time whether it still counts: a shop may be suspended at any moment.
    """
    packed = request.accept_encodings.quality("gzip") > 0
    answer = Response(_pieces(found.path, packed), content_type=f"{kind}; charset=utf-8")
    if packed:
        answer.content_encoding = "gzip"
    answer.last_modified = found.began_at.replace(microsecond=0)
    answer.set_etag(found.path.name, weak=True)
    answer.vary.add("Accept-Encoding")
    answer.cache_control.public, answer.cache_control.max_age = True, 0
    answer.make_conditional(request)
    return answer


def _pieces(path: Path, packed: bool) -> Iterator[bytes]:
    with path.open("rb") if packed else gzip.GzipFile(path) as file:
        while piece := file.read(PIECE):
            yield piece
