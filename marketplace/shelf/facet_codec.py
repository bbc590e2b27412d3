"""The numbers beside the filters as text, for the memory that all processes share."""

import json
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, Final

from marketplace.catalogue.models import StorageClass
from marketplace.certification.models import CertificateKind
from marketplace.shelf.filters import Facets, SellerCount

KEYS: Final[dict[str, Callable[[str], Any]]] = {
    "stars": int,
    "certificates": CertificateKind,
    "marks": CertificateKind,
    "months": int,
    "storage": StorageClass,
}
"""What the keys of these numbers are; those of the others are text, as all keys of JSON."""


def write(facets: Facets) -> str:
    """The numbers as JSON."""
    sellers = [astuple(seller) for seller in facets.sellers]
    return json.dumps(vars(facets) | {"sellers": sellers}, separators=(",", ":"))


def read(text: str) -> Facets:
    """What `write` wrote."""
    told = json.loads(text)
    keyed = {field: {key(value): number for value, number in told[field].items()} for field, key in KEYS.items()}
    return Facets(**(told | keyed | {"sellers": tuple(SellerCount(*seller) for seller in told["sellers"])}))
