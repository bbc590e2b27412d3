"""Where the pages of places stand: "phu-tho" and "phu-tho/muong-dong", and where former names lead today."""

from collections import defaultdict
from functools import cache

from marketplace.places.errors import PlaceNotFound
from marketplace.places.models import Commune, Match, Province
from marketplace.places.queries import find_province
from marketplace.places.registry import FormerUnit, folded_name, former_units, registry
from marketplace.text import slug


def province_slug(province: Province) -> str:
    """The province in an address: "phu-tho"."""
    return _slug(province.short_name)


def commune_slug(commune: Commune) -> str:
    """The commune in an address, below its province: "muong-dong".

    Where names of one province differ only in accents the code follows: "van-lang-05665".
    """
    short = _slug(commune.short_name)
    return short if len(_present()[commune.province.code, short]) == 1 else _with_code(commune)


def province_at(name: str) -> Province:
    """The province of this present or former name: "hoa-binh" gives Phú Thọ. Raises PlaceNotFound."""
    if (province := find_province(name)) is None:
        raise PlaceNotFound()
    return province


def communes_at(province: str, commune: str) -> list[Match]:
    """The communes that an address may mean, by the present or former names of both units. Raises PlaceNotFound.

    Below a present province a present commune comes first and alone; below a former one the former communes and
    districts do, because whoever uses the old name of the province means those.
    """
    home, own = province_at(province), slug(commune)
    present = [Match(found) for found in _present().get((home.code, own), ())]
    former = _made_of(_former().get((slug(province), own), ()))
    is_present = slug(province) == province_slug(home)
    found = (present or former) if is_present else (former or present)
    if not found:
        raise PlaceNotFound()
    return found


def former_communes(commune: Commune) -> list[str]:
    """The former communes that went into it, each as old certificates print it."""
    return [unit.label for unit in _parts()[commune.code] if unit.ward]


def former_name(commune: Commune, name: str) -> str:
    """How old certificates print the former unit of this name that went into the commune; empty when none did."""
    return next((unit.label for unit in _parts()[commune.code] if _own(unit) == slug(name)), "")


def former_province(province: Province, name: str) -> str:
    """The former province of this name that went into the province; empty when none did."""
    return next((old for old in province.former_names if slug(old) == slug(name)), "")


def _made_of(units: tuple[FormerUnit, ...]) -> list[Match]:
    found: dict[str, Match] = {}
    for unit in units:
        for commune in unit.communes:
            found.setdefault(commune.code, Match(commune, unit.label))
    return list(found.values())


def _slug(name: str) -> str:
    return folded_name(name).replace(" ", "-")


def _with_code(commune: Commune) -> str:
    return f"{_slug(commune.short_name)}-{commune.code}"


def _own(unit: FormerUnit) -> str:
    return (unit.ward_key or unit.district_key).replace(" ", "-")


@cache
def _present() -> dict[tuple[str, str], tuple[Commune, ...]]:
    """Communes by province and name, with and without their code."""
    found: dict[tuple[str, str], list[Commune]] = defaultdict(list)
    for commune in registry().communes.values():
        for own in (_slug(commune.short_name), _with_code(commune)):
            found[commune.province.code, own].append(commune)
    return {at: tuple(communes) for at, communes in found.items()}


@cache
def _former() -> dict[tuple[str, str], tuple[FormerUnit, ...]]:
    """Former units by each province they are looked for in, and their name without its kind."""
    found: dict[tuple[str, str], list[FormerUnit]] = defaultdict(list)
    for unit in former_units():
        for province in unit.province_keys:
            found[province.replace(" ", "-"), _own(unit)].append(unit)
    return {at: tuple(units) for at, units in found.items()}


@cache
def _parts() -> dict[str, tuple[FormerUnit, ...]]:
    """The former units that went into each present commune, by its code; communes before districts."""
    found: dict[str, list[FormerUnit]] = defaultdict(list)
    for unit in sorted(former_units(), key=lambda unit: not unit.ward):
        for commune in unit.communes:
            found[commune.code].append(unit)
    return defaultdict(tuple, {code: tuple(units) for code, units in found.items()})
