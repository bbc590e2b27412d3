"""Reading what a shopper narrows a list by from the address. Nothing can fail there: what makes no sense is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from marketplace import money, places, sellers
from marketplace.shelf import Filters
from marketplace.text import clean_line
from marketplace.web.current_visitor import delivery_place
from marketplace.web.filters import place, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.storefront.catalogue.filter_args import CHOICES, FLAGS, MY_COMMUNE, NAMES, PRICES, RANGES

MOST_VALUES: Final = 20
LONGEST_VALUE: Final = 120


@dataclass
class Reading:
    """What an address says: the filters, those the shopper chose among them, and what could not be used.

    `notes` are sentences; `problems` are the sentences beside the price fields, by parameter, and `typed` what stands
    in those fields.
    """

    filters: Filters = field(default_factory=Filters)
    chosen: Filters = field(default_factory=Filters)
    notes: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def read(args: MultiDict[str, str], fixed: Filters) -> Reading:
    """The filters of an address, on a page whose own filters are `fixed`: those cannot be chosen again."""
    if NAMES.isdisjoint(args):
        return Reading(filters=fixed)
    reading, own = Reading(), _in_use(fixed)
    found = {name: values for name, values in _fields(args, reading).items() if values and name not in own}
    reading.chosen = Filters(**found)
    reading.filters = replace(reading.chosen, **own)
    return reading


def _in_use(filters: Filters) -> dict[str, Any]:
    """The fields that narrow, with their values."""
    return {each.name: value for each in fields(filters) if (value := getattr(filters, each.name)) != each.default}


def _fields(args: MultiDict[str, str], reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, (target, codes) in CHOICES.items():
        found[target] = _known(_values(args, name), codes.get, reading)
    found["provinces"] = _known(_values(args, "tinh"), _province, reading)
    found["communes"] = _communes(_values(args, "xa"), found["provinces"], reading)
    slugs = _values(args, "noi-lam")
    open_slugs = {seller.slug: seller.slug for seller in sellers.open_sellers_of(slugs)} if slugs else {}
    found["sellers"] = _known(slugs, open_slugs.get, reading)
    for name, target in FLAGS.items():
        found[target] = "1" in _known(_values(args, name), {"1": "1"}.get, reading)
    found["reach"] = _reach(_values(args, "giao-den"), reading)
    return found | _prices(args, reading)


def _values(args: MultiDict[str, str], name: str) -> list[str]:
    cleaned = (clean_line(value, LONGEST_VALUE) for value in args.getlist(name)[:MOST_VALUES])
    return list(dict.fromkeys(value for value in cleaned if value))


def _known(typed: Iterable[str], find: Callable[[str], Any], reading: Reading) -> tuple[Any, ...]:
    """What these values mean, each once; what means nothing is noted."""
    found = {value: find(value) for value in typed}
    reading.notes += [_ignored(value) for value, meaning in found.items() if meaning is None]
    return tuple(sorted({meaning for meaning in found.values() if meaning is not None}))


def _ignored(value: str) -> str:
    return gettext("Không hiểu “%(value)s” trong địa chỉ trang nên đã bỏ qua.", value=value)


def _province(typed: str) -> str | None:
    """The code of a province, given by code or by a present or former name."""
    known = next((each for each in places.provinces() if each.code == typed), None) or places.find_province(typed)
    return known.code if known else None


def _communes(typed: list[str], provinces: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Codes of communes; one that is in none of the chosen provinces is left out and said."""
    found = {places.get_commune(code) for code in _known(typed, _commune_in(provinces), reading)}
    outside = {commune for commune in found if provinces and commune.province.code not in provinces}
    reading.notes += [
        gettext("%(place)s không thuộc tỉnh đã chọn nên đã bỏ qua.", place=place(commune)) for commune in outside
    ]
    return tuple(sorted(commune.code for commune in found - outside))


def _commune_in(provinces: tuple[str, ...]) -> Callable[[str], str | None]:
    """Finds a commune by code or by a present or former name, rather in these provinces than elsewhere."""

    def find(typed: str) -> str | None:
        if typed.isdigit():
            return typed if places.find_commune(typed) else None
        matches = places.search(typed)
        near = [match for match in matches if match.commune.province.code in provinces]
        best = next(iter(near or matches), None)
        return best.commune.code if best else None

    return find


def _reach(typed: list[str], reading: Reading) -> str:
    """The code of the commune that goods must reach; "toi" is the one this browser chose."""
    wanted = typed[:1]
    if wanted == [MY_COMMUNE]:
        here = delivery_place()
        reading.notes += [] if here else [gettext("Chưa biết bạn nhận hàng ở đâu nên chưa lọc theo nơi giao.")]
        return here.code if here else ""
    return next(iter(_known(wanted, _commune_in(()), reading)), "")


def _prices(args: MultiDict[str, str], reading: Reading) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in PRICES:
        reading.typed[name] = typed = clean_line(args.get(name, ""), LONGEST_VALUE)
        if typed:
            try:
                found[name] = money.parse_vnd(typed)
            except money.UnreadableAmount as error:
                reading.problems[name] = sentence_of(error)
    for lowest, highest in RANGES:
        if lowest in found and highest in found and found[lowest] > found[highest]:
            reading.problems[lowest] = gettext("Giá từ đang cao hơn giá đến. Đổi lại một trong hai.")
            del found[lowest], found[highest]
    return {PRICES[name]: amount for name, amount in found.items()}
