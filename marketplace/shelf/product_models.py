"""What the product page tells, as it was read: frozen, so that what is made of it can be kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from marketplace.catalogue.models import ContentUnit, ShipScope, StorageClass
from marketplace.catalogue.price_breaks import Breaks
from marketplace.catalogue.weighing import Weighing
from marketplace.certification.models import CertificateKind, CertificateState
from marketplace.prices import Sale, asked_vnd
from marketplace.sellers import DaysOff
from marketplace.sellers.models import SellerState
from marketplace.shelf.models import Card, average
from marketplace.stock import ShortfallRule


class Photo(NamedTuple):
    """A photo of the seller's that is ready to be shown."""

    ref: str
    alt_vi: str
    alt_en: str
    blur: str
    width: int
    height: int


class Goods(NamedTuple):
    """The product itself. Each field is the column of its name."""

    id: int
    slug: str
    category: str
    name_vi: str
    name_en: str
    summary_vi: str
    summary_en: str
    description_vi: str
    description_en: str
    ingredients_vi: str
    ingredients_en: str
    storage_vi: str
    storage_en: str
    usage_vi: str
    usage_en: str
    origin_vi: str
    origin_en: str
    size_vi: str
    size_en: str
    warning_vi: str
    warning_en: str
    storage_class: StorageClass
    ship_scope: ShipScope
    shelf_life_days: int | None
    season_months: int
    is_ocop_applicant: bool
    is_listed: bool
    archived_at: datetime | None
    picture: str
    picture_alt_vi: str
    picture_alt_en: str
    sold_units: int
    review_count: int
    review_points: int
    photos: tuple[Photo, ...]


class Fact(NamedTuple):
    """One thing a seller says of itself."""

    label_vi: str
    value_vi: str
    label_en: str = ""
    value_en: str = ""


class ProductSeller(NamedTuple):
    """Who makes and sends it. Each field is the seller's column of its name."""

    id: int
    slug: str
    state: SellerState
    name_vi: str
    name_en: str
    tagline_vi: str
    tagline_en: str
    printed_place_vi: str
    province_code: str
    picture: str
    lead_days: int
    days_off: tuple[DaysOff, ...]
    facts: tuple[Fact, ...]


class Lot(NamedTuple):
    """A batch that can be sold now, be it still to be harvested."""

    id: int
    code: str
    packed_on: date
    best_before_on: date | None
    on_hand: int
    expected_on: date | None
    orders_until: date | None
    shortfall_rule: ShortfallRule | None
    capacity: int | None
    is_daily: bool

    @property
    def is_expected(self) -> bool:
        """Whether it is still in the field."""
        return bool(self.expected_on)


class Step(NamedTuple):
    """One stage on the way of the lot `lot_id`."""

    id: int
    lot_id: int
    happened_on: date
    title_vi: str
    title_en: str
    place_vi: str
    place_en: str


class Pack(NamedTuple):
    """A pack size with its lots that can be sold, first expiring first. Money in dong, weight in grams.

    `price_vnd` is what is asked for one now, that of the promotion `sale` where one runs; of `price_breaks` only those
    that are lower are told.
    """

    id: int
    ref: str
    pack_vi: str
    pack_en: str
    content_amount: int
    content_unit: ContentUnit
    gross_grams: int
    price_vnd: int
    sale: Sale | None
    most_per_buyer: int | None
    price_breaks: Breaks
    weighing: Weighing | None
    box_cm: tuple[int, ...] | None
    lots: tuple[Lot, ...]
    promised: int = 0
    """Units that are kept for people who had waited."""

    @property
    def left(self) -> int:
        """How many units can be sold now."""
        return max(0, sum(lot.on_hand for lot in self.lots) - self.promised)

    @property
    def in_hand(self) -> int:
        """How many of them lie in the shed."""
        return sum(lot.on_hand for lot in self.lots if not lot.is_expected)

    @property
    def harvest(self) -> Lot | None:
        """The harvest that the next unit comes from; None while something lies in the shed."""
        first = self.lots[0] if self.lots else None
        return first if first and first.is_expected else None

    def price_for(self, quantity: int) -> int:
        """The price of one unit when so many are bought."""
        usual_vnd = self.sale.usual_vnd if self.sale else self.price_vnd
        return asked_vnd(usual_vnd, self.price_breaks, self.sale, quantity)


class ProductCertificate(NamedTuple):
    """A certificate or mark that was ever verified, and whether it counts today."""

    ref: str
    kind: CertificateKind
    stars: int | None
    level: str
    decision_number: str
    issuer_vi: str
    issuer_en: str
    issued_on: date
    expires_on: date | None
    state: CertificateState
    revoked_on: date | None
    has_demo_dates: bool
    is_valid: bool

    @property
    def is_revoked(self) -> bool:
        """Whether its issuer took it back."""
        return self.state == CertificateState.REVOKED


@dataclass(frozen=True, eq=False)
class ProductPage:
    """Everything the product page tells; `extras` are the answers to the columns that the caller added.

    A page equals only itself, which is quick to compare: the same answers are read into the same page.
    """

    product: Goods
    seller: ProductSeller
    packs: tuple[Pack, ...]
    steps: tuple[Step, ...]
    certificates: tuple[ProductCertificate, ...]
    extras: tuple[object, ...] = ()

    @property
    def rating(self) -> float | None:
        """The buyers' average, once there are enough reviews for one."""
        return average(self.product.review_count, self.product.review_points)

    @property
    def stars(self) -> int:
        """The OCOP stars valid today, 0 without a valid certificate."""
        return max((certificate.stars or 0 for certificate in self.certificates if certificate.is_valid), default=0)

    @property
    def is_sold_out(self) -> bool:
        """Whether no pack size can be bought."""
        return not any(pack.left for pack in self.packs)

    def asked_pack(self, ref: str) -> Pack | None:
        """The pack size asked for, be it sold out."""
        return next((pack for pack in self.packs if pack.ref == ref), None)

    def chosen_pack(self, ref: str = "") -> Pack:
        """The pack size asked for, else the first that can be bought, else the first."""
        buyable = (pack for pack in self.packs if pack.left)
        return self.asked_pack(ref) or next(buyable, self.packs[0])


class Related(NamedTuple):
    """What else a shopper may like."""

    same_seller: tuple[Card, ...]
    elsewhere: tuple[Card, ...]
