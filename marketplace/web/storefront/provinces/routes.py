"""Where goods come from: all provinces, a province, a commune. Former names lead to the units of today."""

from flask import Blueprint, Response, redirect, request, url_for

from marketplace import places, sellers, shelf
from marketplace.places import Commune, Province, Region
from marketplace.sellers.models import Seller
from marketplace.shelf import Filters
from marketplace.shelf.category_counts import count_by_commune_and_stars, count_by_province
from marketplace.text import N_
from marketplace.web import page_cache
from marketplace.web.locale import LOCALES
from marketplace.web.permissions import public
from marketplace.web.product_cards import views_of
from marketplace.web.storefront.provinces.facts import communes_of, grades_of

blueprint = Blueprint("provinces", __name__, url_prefix="/tinh")

STRIP, SELLERS = 10, 12
REGIONS = {Region.NORTH: N_("Miền Bắc"), Region.CENTRAL: N_("Miền Trung"), Region.SOUTH: N_("Miền Nam")}


@blueprint.get("", endpoint="list")
@public
@page_cache.kept()
def all_provinces() -> bytes:
    goods, shops = count_by_province(), sellers.count_open_by_province()
    regions = [
        (name, [(each, goods.get(each.code, 0), shops.get(each.code, 0)) for each in _of_region(region)])
        for region, name in REGIONS.items()
    ]
    return page_cache.page("storefront/provinces/list.html", regions=regions)


@blueprint.get("/<name>")
@public
@page_cache.kept()
def show(name: str) -> bytes | Response:
    province = places.province_at(name)
    if name != (own := places.province_slug(province)):
        return _moved(".show", name=own, tu=name)
    counts = count_by_commune_and_stars(province.code)
    return page_cache.page(
        "storefront/provinces/province.html",
        province=province,
        formerly=places.former_province(province, request.args.get("tu", "")),
        grades=grades_of(counts.values(), tinh=province.code),
        goods=sum(sum(stars.values()) for stars in counts.values()),
        communes=communes_of(province, counts),
        sellers=_sellers(province_code=province.code),
        seller_count=sellers.count_open_by_province().get(province.code, 0),
        cards=views_of(shelf.strip(Filters(provinces=(province.code,)), size=STRIP)),
    )


@blueprint.get("/<province>/<name>")
@public
@page_cache.kept()
def commune(province: str, name: str) -> bytes | Response:
    found = places.communes_at(province, name)
    if len(found) > 1:
        home = places.province_at(province)
        return page_cache.page("storefront/provinces/choice.html", matches=found, province=home)
    here = found[0].commune
    own = {"province": places.province_slug(here.province), "name": places.commune_slug(here)}
    if own != {"province": province, "name": name}:
        return _moved(".commune", **own, tu=name)
    return _commune_page(here)


def _commune_page(commune: Commune) -> bytes:
    counts = count_by_commune_and_stars(commune.province.code).get(commune.code, {})
    return page_cache.page(
        "storefront/provinces/commune.html",
        commune=commune,
        province=commune.province,
        formerly=places.former_name(commune, request.args.get("tu", "")),
        parts=places.former_communes(commune),
        grades=grades_of([counts], tinh=commune.province.code, xa=commune.code),
        goods=sum(counts.values()),
        sellers=_sellers(commune_code=commune.code),
        cards=views_of(shelf.strip(Filters(communes=(commune.code,)), size=STRIP)),
    )


@blueprint.context_processor
def _names() -> dict[str, object]:
    return {
        "province_slug": places.province_slug,
        "commune_slug": places.commune_slug,
    }


def _of_region(region: Region) -> list[Province]:
    return [province for province in places.provinces() if province.region == region]


def _sellers(**there: str) -> list[Seller]:
    groups = sellers.open_by_province(**there, limit=SELLERS)  # type: ignore[arg-type]
    return [seller for _, sellers in groups for seller in sellers]


def _moved(endpoint: str, **names: str) -> Response:
    language = request.args.get("hl") if request.args.get("hl") in LOCALES else None
    return redirect(url_for(endpoint, hl=language, **names), 301)  # type: ignore[arg-type,return-value]
