"""The sitemap (sitemaps.org 0.9): an index and parts, with pictures and with each page's twin in the other language."""

from collections.abc import Iterator
from itertools import count, islice
from typing import Final, NamedTuple

from sqlalchemy import select

from marketplace import catalogue, certification, collections, gift_sets, places, stock
from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate
from marketplace.database import db
from marketplace.feeds import files, goods
from marketplace.feeds.site import (
    CATEGORY_PATH,
    CERTIFICATE_PATH,
    COLLECTION_PATH,
    COMMUNE_PATH,
    GIFT_SET_PATH,
    PROVINCE_PATH,
    SELLER_PATH,
    in_language,
    site,
)
from marketplace.feeds.wording import HEAD, element
from marketplace.sellers.models import Seller, SellerState

INDEX: Final = "sitemap.xml"
PREFIX: Final = "sitemap-"
MOST_ADDRESSES: Final = 5_000
MOST_COLLECTIONS: Final = 1_000
MOST_GIFT_SETS: Final = 1_000
LOCALES: Final = ("vi", "en")
FIXED_PATHS: Final = (
    *("/", "/danh-muc", "/mua", "/tinh", "/htx", "/chon-loc", "/bo-qua", "/tim", "/tro-giup", "/sao-ocop", "/quet"),
)
NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
BEGIN: Final = (
    f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


class Page(NamedTuple):
    """A page of the shop and its picture, if any.

    When it last changed is written nowhere: prices, stock, reviews and the season change it as well as its texts. A
    date that is wrong once lets search engines believe none, so there is none.
    """

    address: str
    picture: str = ""


def write_sitemap() -> None:
    """Write all parts anew, then the index that names them."""
    kinds = {"trang": _fixed, "dia-danh": _places, "noi-lam": _sellers, "mon": _goods, "giay": _certificates}
    parts = [part for kind, pages in kinds.items() for part in _parts(kind, pages())]
    with files.written(INDEX) as file:
        file.write(f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n')
        file.writelines(f"<sitemap>{element('loc', site.at(f'/{part}'))}</sitemap>\n" for part in parts)
        file.write("</sitemapindex>\n")
    files.sweep(PREFIX, keep=set(parts))


def one_of_each_kind() -> Iterator[str]:
    """The path of one page of each kind whose address names something of the shop's."""
    some = (_fixed(), _places(), _sellers(), (Page(good.address) for good in goods.newest(limit=1)), _certificates())
    paths = (page.address.removeprefix(site.base_url) for pages in some for page in pages)
    kinds: dict[tuple[str, int], str] = {}
    for path in paths:
        kinds.setdefault((path.split("/")[1], path.count("/")), path)
    yield from (path for path in kinds.values() if path not in FIXED_PATHS)


def _parts(kind: str, pages: Iterator[Page]) -> Iterator[str]:
    """Write the pages, each with one entry for each language, in files that search engines are willing to read."""
    for number in count(1):
        part = list(islice(pages, MOST_ADDRESSES // len(LOCALES)))
        if not part:
            return
        name = f"{PREFIX}{kind}-{number}.xml"
        with files.written(name) as file:
            file.write(BEGIN)
            file.writelines(_entries(page) for page in part)
            file.write("</urlset>\n")
        yield name


def _entries(page: Page) -> str:
    """The page in every language; each entry names all its twins and itself."""
    addresses = {locale: in_language(page.address, locale) for locale in LOCALES}
    twins = "".join(_twin(locale, address) for locale, address in (*addresses.items(), ("x-default", page.address)))
    about = twins + (f"<image:image>{element('image:loc', page.picture)}</image:image>" if page.picture else "")
    return "".join(f"<url>{element('loc', address)}{about}</url>\n" for address in addresses.values())


def _twin(locale: str, address: str) -> str:
    return element("xhtml:link", rel="alternate", hreflang=locale, href=address)


def _fixed() -> Iterator[Page]:
    """Home, the categories, the collections and gift sets of today and what does not come and go."""
    yield from (Page(site.at(path)) for path in FIXED_PATHS)
    yield from (Page(site.at(CATEGORY_PATH, slug=category.slug)) for category in catalogue.CATEGORIES)
    shown = collections.on_show(limit=MOST_COLLECTIONS)
    yield from (Page(site.at(COLLECTION_PATH, slug=collection.slug)) for collection, _count in shown)
    sets = gift_sets.sets_on_show(limit=MOST_GIFT_SETS)
    yield from (Page(site.at(GIFT_SET_PATH, slug=each.gift_set.slug)) for each in sets)


def _places() -> Iterator[Page]:
    """The provinces and communes that open shops stand in."""
    standing = select(Seller.commune_code).where(Seller.state == SellerState.APPROVED).distinct()
    communes = [found for code in db.session.scalars(standing) if (found := places.find_commune(code))]
    for province in {commune.province.code: commune.province for commune in communes}.values():
        yield Page(site.at(PROVINCE_PATH, province=places.province_slug(province)))
    for commune in communes:
        parts = {"province": places.province_slug(commune.province), "commune": places.commune_slug(commune)}
        yield Page(site.at(COMMUNE_PATH, **parts))


def _sellers() -> Iterator[Page]:
    """The open shops."""
    columns = select(Seller.slug, Seller.picture).where(Seller.state == SellerState.APPROVED)
    for slug, picture in db.session.execute(columns.order_by(Seller.id)).all():
        yield Page(site.at(SELLER_PATH, slug=slug), goods.picture_at(picture))


def _goods() -> Iterator[Page]:
    """The goods on sale."""
    for batch in goods.batches():
        yield from (Page(good.address, good.picture) for good in batch)


def _certificates() -> Iterator[Page]:
    """The certificates valid today of goods on sale, a thousand at a time."""
    columns = select(Certificate.id, Certificate.ref).join(Certificate.product)
    on_sale = columns.join(Product.seller).where(stock.on_sale())
    valid = on_sale.where(certification.valid_today()).order_by(Certificate.id).limit(goods.BATCH)
    after = 0
    while rows := db.session.execute(valid.where(Certificate.id > after)).all():
        after = rows[-1].id
        db.session.rollback()  # nothing was changed; a reading transaction should not stay open
        yield from (Page(site.at(CERTIFICATE_PATH, ref=row.ref)) for row in rows)
