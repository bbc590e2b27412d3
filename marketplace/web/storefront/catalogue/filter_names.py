"""What the values of filters are called, on the panel and on the pills."""

from typing import Any, Final

from flask_babel import lazy_gettext as _

from marketplace import places
from marketplace.catalogue.models import StorageClass
from marketplace.shelf import Facets
from marketplace.text import N_
from marketplace.web.certificates import KINDS
from marketplace.web.filters import month, say, vnd
from marketplace.web.filters import place as commune_name
from marketplace.web.locale import current, gettext

STORAGE: Final = {
    StorageClass.AMBIENT: _("Để nơi khô mát"),
    StorageClass.COOL: _("Giữ mát"),
    StorageClass.CHILLED: _("Giữ lạnh"),
    StorageClass.FROZEN: _("Cấp đông"),
}
SENTENCES: Final = {
    "months": N_("Mùa tháng %(value)s"),
    "reach": N_("Giao đến %(value)s"),
    "price_from_vnd": N_("Từ %(value)s"),
    "price_to_vnd": N_("Đến %(value)s"),
    "unit_price_from_vnd": N_("Từ %(value)s mỗi kg, lít"),
    "unit_price_to_vnd": N_("Đến %(value)s mỗi kg, lít"),
}
GROUPS: Final = {
    "provinces": _("tỉnh"),
    "communes": _("xã, phường"),
    "sellers": _("nơi làm"),
    "stars": _("sao OCOP"),
    "certificates": _("chứng nhận"),
    "marks": _("nhãn hiệu"),
    "months": _("mùa"),
    "storage": _("cách giữ"),
    "price": _("giá"),
    "unit_price": _("giá mỗi kg, lít"),
    "reach": _("nơi giao"),
    "is_traceable": _("truy xuất"),
    "in_stock": _("còn hàng"),
}


def of(field: str, value: Any) -> str:
    """A value beside its fellows, under a heading that says what it is."""
    match field:
        case "certificates" | "marks":
            return gettext(KINDS[value].name)
        case "storage":
            return str(STORAGE[value])
        case "stars":
            return gettext("OCOP %(stars)s sao", stars=value)
        case "months":
            return gettext("T%(month)s", month=value)
        case "provinces":
            return places.get_province(value).short_name
        case "is_traceable":
            return gettext("Truy được từng lô")
        case _:
            return gettext("Còn hàng")


def alone(field: str, value: Any, facets: Facets) -> str:
    """A value on a pill, where no heading says what it is."""
    if field == "communes":
        return places.get_commune(value).name_in(current())
    if field == "sellers":
        return next((str(say(each, "name")) for each in facets.sellers if each.slug == value), str(value))
    if field in SENTENCES:
        return gettext(SENTENCES[field], value=_said(field, value))
    return of(field, value)


def _said(field: str, value: Any) -> str:
    if field == "reach":
        return commune_name(places.get_commune(value))
    return vnd(value) if field.endswith("_vnd") else month(value)
