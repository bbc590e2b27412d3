"""Questions about present provinces and communes, by their codes."""

from collections.abc import Iterable
from functools import cache

from marketplace.places.errors import UnknownPlace
from marketplace.places.models import Commune, Province
from marketplace.places.registry import registry
from marketplace.text import fold


def provinces() -> Iterable[Province]:
    """All 34 in Vietnamese order."""
    return registry().provinces.values()


def get_province(code: str) -> Province:
    """The province with this two-digit code. Raises UnknownPlace."""
    try:
        return registry().provinces[code]
    except KeyError:
        raise UnknownPlace from None


def find_province(name: str) -> Province | None:
    """The province that bears this name or was merged from one that did: "hoa binh" finds Phú Thọ."""
    return _by_name().get(fold(name).removeprefix("tinh ").removeprefix("thanh pho "))


def communes_in(province_code: str) -> tuple[Commune, ...]:
    """All communes of a province in Vietnamese order. Raises UnknownPlace."""
    return registry().communes_of[get_province(province_code).code]


def get_commune(code: str, *, province_code: str = "") -> Commune:
    """The commune with this five-digit code. Raises UnknownPlace, also when it is not in the given province."""
    commune = find_commune(code)
    if commune is None or province_code not in ("", commune.province.code):
        raise UnknownPlace
    return commune


def find_commune(code: str) -> Commune | None:
    """The commune with this code, if there is one."""
    return registry().communes.get(code)


@cache
def _by_name() -> dict[str, Province]:
    return {fold(name): province for province in provinces() for name in (*province.former_names, province.short_name)}
