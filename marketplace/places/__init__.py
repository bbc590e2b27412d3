"""Where things are: 34 provinces and 3,321 communes since 1 July 2025, and the units they were made from."""

from marketplace.places.errors import UnknownPlace
from marketplace.places.models import Commune, Match, Province, Region
from marketplace.places.old_addresses import find_by_old_address
from marketplace.places.queries import (
    communes_in,
    find_commune,
    find_province,
    get_commune,
    get_province,
    provinces,
)
from marketplace.places.search import search

__all__ = [
    "Commune",
    "Match",
    "Province",
    "Region",
    "UnknownPlace",
    "communes_in",
    "find_by_old_address",
    "find_commune",
    "find_province",
    "get_commune",
    "get_province",
    "provinces",
    "search",
]
