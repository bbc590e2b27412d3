"""Where things are: 34 provinces and 3,321 communes since 1 July 2025, and the units they were made from."""

from marketplace.places.errors import PlaceNotFound, UnknownPlace
from marketplace.places.models import Commune, Match, Province, Region
from marketplace.places.old_addresses import find_by_old_address
from marketplace.places.queries import communes_in, find_commune, find_province, get_commune, get_province, provinces
from marketplace.places.search import search
from marketplace.places.slugs import (
    commune_slug,
    communes_at,
    former_communes,
    former_name,
    former_province,
    province_at,
    province_slug,
)

__all__ = [
    "Commune",
    "Match",
    "PlaceNotFound",
    "Province",
    "Region",
    "UnknownPlace",
    "commune_slug",
    "communes_at",
    "communes_in",
    "find_by_old_address",
    "find_commune",
    "find_province",
    "former_communes",
    "former_name",
    "former_province",
    "get_commune",
    "get_province",
    "province_at",
    "province_slug",
    "provinces",
    "search",
]
