"""Who makes the goods: the directory of sellers, and what a seller's page tells beside its goods."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from marketplace import catalogue, certification, places, reviews, sellers
from marketplace.cache_tags import of_goods_of, of_sellers
from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import months_in
from marketplace.clock import today
from marketplace.sellers.models import Seller, SellerKind
from marketplace.shelf import Filters
from marketplace.shelf.category_counts import assortments
from marketplace.text import clean_line
from marketplace.web import page_cache
from marketplace.web.certificates import title_of
from marketplace.web.filters import number
from marketplace.web.labels import SELLER_KINDS
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import public
from marketplace.web.share_image import answer_with, card_of_shop, png_of_shop
from marketplace.web.sharing import sharing_of_shop
from marketplace.web.storefront.catalogue.listing import Choice, listing
from marketplace.web.storefront.wishlist import following

blueprint = Blueprint("sellers", __name__, url_prefix="/htx")

PAGE_SIZE = 24
LONGEST_WORDS = 100
CERTIFICATES, SEASONS, OPINIONS = 12, 6, 4


@dataclass(frozen=True)
class Wanted:
    """How the directory is narrowed; what the address says wrongly counts as not said."""

    words: str
    province: str
    kind: SellerKind | None

    def url(self, **changes: object) -> str:
        """The directory narrowed like this but for `changes`."""
        said = {"q": self.words, "tinh": self.province, "loai": self.kind and self.kind.value} | changes
        return url_for("sellers.list", **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]

    def fits(self, province: str, kind: SellerKind) -> bool:
        """Whether sellers of this kind in this province are wanted."""
        return self.province in ("", province) and self.kind in (None, kind)


@blueprint.get("", endpoint="list")
@public
def directory() -> str:
    """The page of all sellers, narrowed by words, province and kind."""
    wanted = _read()
    counts = sellers.count_open(words=wanted.words)
    total = sum(count for (province, kind), count in counts.items() if wanted.fits(province, kind))
    page = min(max(request.args.get("trang", 1, int), 1), max(1, ceil(total / PAGE_SIZE)))
    last = min(page * PAGE_SIZE, total)
    return render_template(
        "storefront/sellers/list.html",
        wanted=wanted,
        province_slug=places.province_slug,
        provinces=sellers.open_by_province(
            province_code=wanted.province,
            kind=wanted.kind,
            words=wanted.words,
            limit=PAGE_SIZE,
            offset=(page - 1) * PAGE_SIZE,
        ),
        assortments=assortments(),
        province_choices=list(_provinces(wanted, counts)),
        kind_choices=list(_kinds(wanted, counts)),
        previous_url=wanted.url(trang=page - 1) if page > 1 else "",
        next_url=wanted.url(trang=page + 1) if last < total else "",
        seen=gettext("Đã xem %(last)s trên %(total)s nơi", last=number(last), total=number(total)),
    )


@blueprint.get("/<slug>")
@public
@page_cache.kept()
def show(slug: str) -> bytes:
    seller = sellers.get_open_seller(slug)
    tags = {of_goods_of(seller.id), *of_sellers([seller.slug])}
    return listing("sellers/show", Filters(sellers=(seller.slug,)), tags=tags, seller=seller, **told(seller))


@blueprint.get("/<slug>/the.png")
@public
def card(slug: str) -> Response:
    seller = sellers.get_open_seller(slug)
    facts = card_of_shop(seller)
    return answer_with(facts, partial(png_of_shop, seller, facts))


def told(seller: Seller) -> dict[str, Any]:
    """What the page of a seller tells beside its goods: place, certificates valid today, seasons, what buyers say."""
    certificates = certification.certificates_of(seller.id, limit=CERTIFICATES)
    commune = places.find_commune(seller.commune_code)
    return {
        "kind": SELLER_KINDS[SellerKind(seller.kind)],
        "commune": commune,
        "place_url": _place_url(commune or places.get_province(seller.province_code)),
        "grades": sorted({certificate.stars for certificate in certificates if certificate.stars}, reverse=True),
        "certificates": [(certificate, title_of(certificate)) for certificate in certificates],
        "seasons": [(each, months_in(each.season_months)) for each in _seasonal(seller)],
        "this_month": today().month,
        "opinions": reviews.newest_about(seller.id, limit=OPINIONS),
        "following": following.of(seller),
        "blocks": seller.blocks,
        "share_image": sharing_of_shop(seller).image,
    }


def _read() -> Wanted:
    said, kinds = request.args, {kind.value for kind in SellerKind}
    code = said.get("tinh", "")
    province = code if any(found.code == code for found in places.provinces()) else ""
    kind = SellerKind(said["loai"]) if said.get("loai") in kinds else None
    return Wanted(clean_line(said.get("q", ""), LONGEST_WORDS), province, kind)


def _provinces(wanted: Wanted, counts: dict[tuple[str, SellerKind], int]) -> Iterator[Choice]:
    """Every province with sellers that fit, and all of them together."""
    yield Choice(gettext("Mọi tỉnh, thành phố"), wanted.url(tinh=None), not wanted.province)
    for province in places.provinces():
        count = sum(counts.get((province.code, kind), 0) for kind in SellerKind if wanted.kind in (None, kind))
        if count or province.code == wanted.province:
            name = province.name_in(current())
            yield Choice(f"{name} ({number(count)})", wanted.url(tinh=province.code), province.code == wanted.province)


def _kinds(wanted: Wanted, counts: dict[tuple[str, SellerKind], int]) -> Iterator[Choice]:
    """Every kind of seller that there is, and all of them together."""
    yield Choice(gettext("Mọi loại"), wanted.url(loai=None), wanted.kind is None)
    for kind in SellerKind:
        count = sum(n for (code, of), n in counts.items() if of == kind and wanted.province in ("", code))
        if count or kind == wanted.kind:
            text = f"{SELLER_KINDS[kind]} ({number(count)})"
            yield Choice(text, wanted.url(loai=kind.value), kind == wanted.kind)


def _place_url(place: places.Commune | places.Province) -> str:
    if isinstance(place, places.Province):
        return url_for("provinces.show", name=places.province_slug(place))
    names = {"province": places.province_slug(place.province), "name": places.commune_slug(place)}
    return url_for("provinces.commune", **names)  # type: ignore[arg-type]


def _seasonal(seller: Seller) -> list[Product]:
    return catalogue.seasonal_goods_of(seller.id, limit=SEASONS)
