"""What a shopper narrows a shelf by."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from marketplace.catalogue.models import StorageClass
from marketplace.certification.models import CertificateKind

CERTIFICATES = (CertificateKind.VIETGAP, CertificateKind.GLOBALGAP, CertificateKind.ORGANIC)
MARKS = (
    CertificateKind.COLLECTIVE_MARK,
    CertificateKind.CERTIFICATION_MARK,
    CertificateKind.GEOGRAPHICAL_INDICATION,
)


ANY = "*"


class Sort(StrEnum):
    """How a shelf is sorted. `FIT` is how well goods answer a search; without words it is `POPULAR`."""

    FIT = "fit"
    POPULAR = "popular"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    UNIT_CHEAPEST = "unit_cheapest"
    RATING = "rating"


@dataclass(frozen=True)
class Filters:
    """All that narrows a shelf. Values of one field are alternatives, fields narrow together; empty does not narrow.

    Prices are dong of any pack size that can be bought; unit prices dong per kilogram, litre or piece. `reach` is the
    code of the commune the goods must be deliverable to, `months` are those of the harvest (1 to 12), `stars` and
    `certificates` count only while they are valid.
    """

    category: str = ""
    provinces: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    certificates: tuple[CertificateKind, ...] = ()
    marks: tuple[CertificateKind, ...] = ()
    months: tuple[int, ...] = ()
    storage: tuple[StorageClass, ...] = ()
    price_from_vnd: int | None = None
    price_to_vnd: int | None = None
    unit_price_from_vnd: int | None = None
    unit_price_to_vnd: int | None = None
    reach: str = ""
    is_traceable: bool = False
    in_stock: bool = False

    def without(self, field: str) -> "Filters":
        """The same filters with this one cleared."""
        default: Any = next(each.default for each in fields(self) if each.name == field)
        return replace(self, **{field: default})

    def in_any_category(self) -> "Filters":
        """The same filters with some category in place of the one that is chosen, if any: what asks for them alike."""
        return replace(self, category=ANY) if self.category else self


@dataclass(frozen=True)
class SellerCount:
    """A seller as a choice, with the number of its goods."""

    slug: str
    name_vi: str
    name_en: str
    number: int


@dataclass(frozen=True, eq=False)
class Facets:
    """How many goods each value would leave, given all other filters: what a shopper sees beside each choice.

    `without` tells for each filter in use, by the name of its field ("price" and "unit_price" for pairs), how many
    goods there would be without it. Sellers are those with the most goods and those that are chosen. `is_capped` says
    that not all goods were looked at: each number is then "at least". Equality is identity, so that pages made from
    the same numbers can be kept.
    """

    total: int
    provinces: dict[str, int]
    communes: dict[str, int]
    sellers: tuple[SellerCount, ...]
    stars: dict[int, int]
    certificates: dict[CertificateKind, int]
    marks: dict[CertificateKind, int]
    months: dict[int, int]
    storage: dict[StorageClass, int]
    is_traceable: int
    in_stock: int
    without: dict[str, int]
    is_capped: bool = False
