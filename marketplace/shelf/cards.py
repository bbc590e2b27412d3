"""Reading cards: what is shown comes from the goods themselves, fresh with each page."""

from typing import Any, Final, TypeAlias

from sqlalchemy import Row, Text, cast, func, select
from sqlalchemy.sql.expression import CompoundSelect, Select

from marketplace import certification, stock
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.database_version import ShelfVersion
from marketplace.prices import asked
from marketplace.sellers.models import Seller
from marketplace.shelf import pack_prices

Statement: TypeAlias = Select[*tuple[Any, ...]]
Entries: TypeAlias = Statement | CompoundSelect[*tuple[Any, ...]]
Found: TypeAlias = Row[*tuple[Any, ...]]
Rising: TypeAlias = tuple[bool, bool]
OF_PRODUCT: Final = (
    *(Product.id, Product.slug, Product.name_vi, Product.name_en),
    *(cast(Product.photos, Text), Product.picture, Product.picture_alt_vi, Product.picture_alt_en),
    Product.is_ocop_applicant,
    *(Product.season_months, Product.sold_units, Product.review_count, Product.review_points),
)
OF_SELLER: Final = (Seller.slug, Seller.name_vi, Seller.name_en, Seller.printed_place_vi)
OF_PACK: Final = (
    *(Variant.ref, Variant.position, Variant.pack_vi, Variant.pack_en),
    *(Variant.content_amount, Variant.content_unit, asked(Variant), Variant.sale),
)

VERSION: Final = select(func.sum(ShelfVersion.version)).scalar_subquery().label("shelf_version")


def of(entries: Entries, *, rising: Rising) -> Statement:
    """A statement for the columns of `Card` of these entries, each followed by the version of the shelf, which they
    were all read from, and its place in the order.

    `entries` selects product_id and the two parts of the place, `first` and `second`; `rising` is their order.
    """
    page = entries.subquery()
    prices = pack_prices.highest_price(), pack_prices.lowest_unit_price()
    stars = func.coalesce(certification.stars_today(), 0)
    left, places = (stock.has_left(Variant), stock.next_harvest(Variant)), (page.c.first, page.c.second)
    columns = select(*OF_PRODUCT, *OF_SELLER, *OF_PACK, *prices, stars, *left, VERSION, *places)
    joined = columns.select_from(page).join(Product, Product.id == page.c.product_id)
    joined = joined.join(Variant, Variant.id == pack_prices.shown_pack())
    in_order = (place.asc() if up else place.desc() for place, up in zip(places, rising, strict=True))
    return joined.join(Seller, Seller.id == Product.seller_id).order_by(*in_order)


def read(statement: Statement, **values: object) -> list[Found]:
    """What it finds, with these values for its parameters.

    Plain columns need no objects, so the connection is asked without the session's detours.
    """
    return db.session.connection().execute(statement, values).all()  # type: ignore[return-value]
