"""The collections of the demo shop."""

from collections.abc import Mapping

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.collections import Cover
from marketplace.demo.content import Row, rows


def add_collections(products: Mapping[str, Product]) -> None:
    """Put together and publish every collection, of the products at these addresses."""
    for row in rows("collection"):
        _add(row, products)


def _add(row: Row, products: Mapping[str, Product]) -> None:
    collection = collections.create(Cover(**{field: value for field, value in row.items() if field != "goods"}))
    for chosen in row["goods"]:
        notes = {name: chosen.get(name, "") for name in ("note_vi", "note_en")}
        collections.add(collection, products[chosen["slug"]], **notes)
    collections.publish(collection)
