"""The parameters of an address by which lists are narrowed, and the filters they stand for."""

from typing import Any, Final

from flask import g, request, url_for

from marketplace.catalogue.models import StorageClass
from marketplace.certification.models import CertificateKind
from marketplace.shelf import Filters
from marketplace.text import clean_line

Args = dict[str, tuple[str, ...]]
"""Values by parameter; an address that is built of these can be kept, of lists it could not."""

MY_COMMUNE: Final = "toi"
CHOICES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "sao": ("stars", {"5": 5, "4": 4, "3": 3}),
    "giay": (
        "certificates",
        {
            "vietgap": CertificateKind.VIETGAP,
            "globalgap": CertificateKind.GLOBALGAP,
            "huu-co": CertificateKind.ORGANIC,
        },
    ),
    "nhan": (
        "marks",
        {
            "tap-the": CertificateKind.COLLECTIVE_MARK,
            "chung-nhan": CertificateKind.CERTIFICATION_MARK,
            "chi-dan-dia-ly": CertificateKind.GEOGRAPHICAL_INDICATION,
        },
    ),
    "mua": ("months", {str(month): month for month in range(1, 13)}),
    "bao-quan": (
        "storage",
        {
            "thuong": StorageClass.AMBIENT,
            "mat": StorageClass.COOL,
            "lanh": StorageClass.CHILLED,
            "dong": StorageClass.FROZEN,
        },
    ),
}
PLACES: Final = {"tinh": "provinces", "xa": "communes"}
FLAGS: Final = {"co-tem": "is_traceable", "con-hang": "in_stock"}
PRICES: Final = {
    "gia-tu": "price_from_vnd",
    "gia-den": "price_to_vnd",
    "don-gia-tu": "unit_price_from_vnd",
    "don-gia-den": "unit_price_to_vnd",
}
RANGES: Final = (("gia-tu", "gia-den"), ("don-gia-tu", "don-gia-den"))
NAMES: Final = frozenset({*CHOICES, *PLACES, *FLAGS, *PRICES, "noi-lam", "giao-den"})
EVERYTHING: Final = Filters()
KEPT: Final = ("q", "xep", "thang", "nhom")
"""What else tells which list it is."""
LONGEST_QUERY: Final = 120


def to_args(filters: Filters) -> Args:
    """The filters as they stand in an address: reading them again gives the same ones."""
    if filters == EVERYTHING:
        return {}
    args = {
        name: tuple(code for code, value in codes.items() if value in getattr(filters, target))
        for name, (target, codes) in CHOICES.items()
    }
    args |= {name: getattr(filters, target) for name, target in PLACES.items()}
    args |= {name: ("1",) * getattr(filters, target) for name, target in FLAGS.items()}
    bounds = {name: getattr(filters, target) for name, target in PRICES.items()}
    args |= {name: (str(bound),) for name, bound in bounds.items() if bound is not None}
    args |= {"noi-lam": filters.sellers, "giao-den": (filters.reach,) if filters.reach else ()}
    return {name: values for name, values in args.items() if values}


def kept() -> Args:
    """What else tells which list this is: the words of the search, the order, month and category of the calendar."""
    if "kept_args" not in g:
        values = {name: clean_line(request.args[name], LONGEST_QUERY) for name in KEPT if name in request.args}
        g.kept_args = {name: (value,) for name, value in values.items() if value}
    found: Args = g.kept_args
    return found


def address(chosen: Filters, **changes: object) -> str:
    """The address of this list from its beginning, narrowed by these filters, with other parameters changed."""
    values: dict[str, object] = {**(request.view_args or {}), **kept(), **to_args(chosen), **changes}
    return url_for(str(request.endpoint), **values)  # type: ignore[arg-type]
