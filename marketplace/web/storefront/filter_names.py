"""What the values of filters are called, on the panel and on the pills."""

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from marketplace import places
from marketplace.catalogue.models import StorageClass
from marketplace.certification.models import CertificateKind
from marketplace.shelf import Facets
from marketplace.text import unaccented
from marketplace.web.filters import say, vnd
from marketplace.web.filters import place as commune_name
from marketplace.web.locale import current

PAPERS: Final = {
    CertificateKind.VIETGAP: _("VietGAP"),
    CertificateKind.GLOBALGAP: _("GlobalGAP"),
    CertificateKind.ORGANIC: _("Hữu cơ"),
}
MARKS: Final = {
    CertificateKind.COLLECTIVE_MARK: _("Nhãn hiệu tập thể"),
    CertificateKind.CERTIFICATION_MARK: _("Nhãn hiệu chứng nhận"),
    CertificateKind.GEOGRAPHICAL_INDICATION: _("Chỉ dẫn địa lý"),
}
STORAGE: Final = {
    StorageClass.AMBIENT: _("Để nơi khô mát"),
    StorageClass.COOL: _("Giữ mát"),
    StorageClass.CHILLED: _("Giữ lạnh"),
    StorageClass.FROZEN: _("Cấp đông"),
}
TABLES: Final[dict[str, dict[Any, Any]]] = {"papers": PAPERS, "marks": MARKS, "storage": STORAGE}
GROUPS: Final = {
    "provinces": _("tỉnh"),
    "communes": _("xã, phường"),
    "sellers": _("nơi làm"),
    "stars": _("sao OCOP"),
    "papers": _("chứng nhận"),
    "marks": _("nhãn hiệu"),
    "months": _("mùa"),
    "storage": _("cách giữ"),
    "price": _("giá"),
    "unit_price": _("giá mỗi kg, lít"),
    "reach": _("nơi giao"),
    "is_traceable": _("tem truy xuất"),
    "in_stock": _("còn hàng"),
}


def of(field: str, value: Any) -> str:
    """A value beside its fellows, under a heading that says what it is."""
    if field in TABLES:
        return str(TABLES[field][value])
    match field:
        case "stars":
            return gettext("OCOP %(stars)s sao", stars=value)
        case "months":
            return gettext("T%(month)s", month=value)
        case "provinces":
            name = places.get_province(value).short_name
            return unaccented(name) if current() == "en" else name
        case "is_traceable":
            return gettext("Có tem truy xuất")
        case _:
            return gettext("Còn hàng")


def alone(field: str, value: Any, facets: Facets) -> str:
    """A value on a pill, where no heading says what it is."""
    match field:
        case "months":
            return gettext("Mùa tháng %(month)s", month=value)
        case "communes":
            return places.get_commune(value).name_in(current())
        case "sellers":
            return next((str(say(each, "name")) for each in facets.sellers if each.slug == value), value)
        case "reach":
            return gettext("Giao đến %(place)s", place=commune_name(places.get_commune(value)))
        case "price_from_vnd":
            return gettext("Từ %(price)s", price=vnd(value))
        case "price_to_vnd":
            return gettext("Đến %(price)s", price=vnd(value))
        case "unit_price_from_vnd":
            return gettext("Từ %(price)s mỗi kg, lít", price=vnd(value))
        case "unit_price_to_vnd":
            return gettext("Đến %(price)s mỗi kg, lít", price=vnd(value))
        case _:
            return of(field, value)
