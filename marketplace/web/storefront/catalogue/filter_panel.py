"""The column of filters beside a list: every choice with the number of goods it leaves.

Drawing it costs as much as half a page of cards, so that one that was drawn from the same numbers is used again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from flask import current_app, request
from jinja2.environment import TemplateModule

from marketplace import places
from marketplace.shelf import Facets, Filters
from marketplace.web.current_visitor import delivery_place
from marketplace.web.filters import place, say
from marketplace.web.locale import current, gettext
from marketplace.web.storefront.catalogue import filter_names as names
from marketplace.web.storefront.catalogue.filter_args import CHOICES, FLAGS, MY_COMMUNE, RANGES, kept
from marketplace.web.storefront.catalogue.filter_parsing import Reading

MOST_PROVINCES: Final = 5
MOST_SELLERS: Final = 5
MOST_COMMUNES: Final = 40
_kept: LRUCache[Any, TemplateModule] = LRUCache(maxsize=300)
_lock = Lock()


@dataclass(frozen=True)
class Option:
    """One value of the parameter `name`, with how many goods it leaves."""

    name: str
    value: str
    text: str
    count: int | None
    is_chosen: bool

    @property
    def is_empty(self) -> bool:
        """Whether choosing it would leave nothing."""
        return self.count == 0 and not self.is_chosen


@dataclass(frozen=True)
class Bound:
    """One end of a price range: what was typed, and what is wrong with it."""

    name: str
    typed: str
    problem: str


def draw(facets: Facets, reading: Reading, fixed: Filters) -> TemplateModule:
    """The panel for the numbers and the choices, without those that the page itself has made; templates print it."""
    here = delivery_place()
    said = (*reading.typed.values(), *reading.problems.values())
    args = tuple((name, value) for name, values in kept().items() for value in values)
    key = (facets, reading.chosen, fixed, said, args, request.path, current(), here)
    with _lock:
        known = _kept.get(key)
    if known is None:
        template = current_app.jinja_env.get_template("storefront/catalogue/_filters.html")
        known = template.make_module(_panel(facets, reading, fixed) | {"hidden": args, "action": request.path})
        with _lock:
            _kept[key] = known
    return known


def _panel(facets: Facets, reading: Reading, fixed: Filters) -> dict[str, Any]:
    """What the template is given; `shows_sellers` is off in a shop, `shows_months` on the page of a month."""
    chosen = reading.chosen
    certificates = [*_choices("giay", facets.certificates, chosen), *_choices("nhan", facets.marks, chosen)]
    provinces = _provinces(facets, chosen)
    return {
        "total": facets.total,
        "stars": _choices("sao", facets.stars, chosen),
        "months": _choices("mua", facets.months, chosen),
        "certificates": [*certificates, _flag("co-tem", facets.is_traceable, chosen)],
        "storage": _choices("bao-quan", facets.storage, chosen),
        "delivery": [_flag("con-hang", facets.in_stock, chosen), *_reach(chosen)],
        "provinces": provinces[:MOST_PROVINCES],
        "more_provinces": _more_provinces(provinces[MOST_PROVINCES:]),
        "communes": _communes(facets, chosen),
        "more_communes": _communes_there(facets, chosen),
        "sellers": _sellers(facets, chosen),
        "prices": [[_bound(name, reading) for name in names] for names in RANGES],
        "shows_sellers": not fixed.sellers,
        "shows_months": not fixed.months,
    }


def _choices(name: str, counts: Mapping[Any, int], chosen: Filters) -> list[Option]:
    target, codes = CHOICES[name]
    known = getattr(chosen, target)
    return [
        Option(name, code, names.of(target, value), counts.get(value, 0), value in known)
        for code, value in codes.items()
    ]


def _flag(name: str, count: int, chosen: Filters) -> Option:
    target = FLAGS[name]
    return Option(name, "1", names.of(target, True), count, getattr(chosen, target))


def _reach(chosen: Filters) -> list[Option]:
    """Goods that come to the commune this browser has chosen, or to the one in the address."""
    here = places.find_commune(chosen.reach) or delivery_place()
    if here is None:
        return []
    value = chosen.reach or MY_COMMUNE
    return [Option("giao-den", value, gettext("Giao đến %(place)s", place=place(here)), None, bool(chosen.reach))]


def _provinces(facets: Facets, chosen: Filters) -> list[Option]:
    """The chosen ones, then those with the most goods; those without any are left out."""
    counts = facets.provinces
    options = [
        Option(
            "tinh", each.code, names.of("provinces", each.code), counts.get(each.code, 0), each.code in chosen.provinces
        )
        for each in places.provinces()
    ]
    there = [option for option in options if not option.is_empty]
    return sorted(there, key=lambda option: (not option.is_chosen, -(option.count or 0)))


def _more_provinces(options: list[Option]) -> list[Option]:
    """Those that leave goods, in Vietnamese order; the others are too many to be listed."""
    there = (option for option in options if option.count or option.is_chosen)
    return sorted(there, key=lambda option: _rank(option.value))


def _rank(province_code: str) -> int:
    return [each.code for each in places.provinces()].index(province_code)


def _communes(facets: Facets, chosen: Filters) -> list[Option]:
    """The chosen ones."""
    return [_commune(code, facets, is_chosen=True) for code in chosen.communes]


def _communes_there(facets: Facets, chosen: Filters) -> list[Option]:
    """Those of the chosen provinces with the most goods, in Vietnamese order."""
    there = (each.code for code in chosen.provinces for each in places.communes_in(code))
    options = [_commune(code, facets) for code in there if facets.communes.get(code) and code not in chosen.communes]
    most = set(sorted(options, key=lambda option: -(option.count or 0))[:MOST_COMMUNES])
    return [option for option in options if option in most]


def _commune(code: str, facets: Facets, *, is_chosen: bool = False) -> Option:
    return Option("xa", code, places.get_commune(code).name_in(current()), facets.communes.get(code, 0), is_chosen)


def _sellers(facets: Facets, chosen: Filters) -> list[Option]:
    options = [
        Option("noi-lam", each.slug, say(each, "name"), each.number, each.slug in chosen.sellers)
        for each in facets.sellers
    ]
    return sorted(options, key=lambda option: not option.is_chosen)[: max(MOST_SELLERS, len(chosen.sellers))]


def _bound(name: str, reading: Reading) -> Bound:
    return Bound(name, reading.typed.get(name, ""), reading.problems.get(name, ""))
