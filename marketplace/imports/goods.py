"""The goods of a shop as a table sees them: on sale or still drafts, found by their codes and names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from marketplace import stock
from marketplace.catalogue.drafts import Draft, Values
from marketplace.catalogue.drafts.content import of_product
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.imports.errors import CodeBecameNumber, CodesDisagree, CodeUnknown, NameAmbiguous
from marketplace.text import fold

SCIENTIFIC: Final = re.compile(r"\d[.,]?\d*e\+?\d+")
"""How spreadsheets write a long number; some codes look so by themselves."""
PRODUCT, DRAFT, NEW = "p:", "d:", "n:"
AT_ONCE: Final = 500
AMBIGUOUS: Final = ""


@dataclass(frozen=True)
class Known:
    """Goods that are there already; `code` is how tables call them, `left` counts the units of each pack size."""

    key: str
    code: str
    content: Values
    left: dict[str, int]

    @property
    def packs(self) -> list[Values]:
        """Their pack sizes."""
        found: list[Values] = self.content["packs"]
        return found

    def find_pack(self, ref: str, name: str) -> Values | None:
        """The pack size with this code, or of this name."""
        named = fold(name)
        by_ref = (pack for pack in self.packs if ref and pack["ref"].lower() == ref.lower())
        by_name = (pack for pack in self.packs if not ref and named and fold(pack["pack_vi"]) == named)
        return next(by_ref, None) or next(by_name, None)


@dataclass
class Names:
    """Which goods have a code or a name; what is not in it is new, or somebody else's. Codes are in small letters."""

    by_code: dict[str, str] = field(default_factory=dict)
    by_pack: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, code: str, name: str, packs: Iterable[str]) -> None:
        """Goods with all that they are called."""
        self.by_code[code.lower()] = key
        self.by_pack.update(dict.fromkeys((pack.lower() for pack in packs), key))
        folded = fold(name)
        if self.by_name.get(folded, "").startswith(key[:2]):
            self.by_name[folded] = AMBIGUOUS
        else:
            self.by_name.setdefault(folded, key)

    def find(self, values: Values) -> str:
        """The goods that a row speaks of. Raises CodeUnknown, CodeBecameNumber, CodesDisagree or NameAmbiguous."""
        code, pack = values.get("product", ""), values.get("pack", "")
        unknown = [each for each, known in ((code, self.by_code), (pack, self.by_pack)) if each and each not in known]
        if unknown:
            raise CodeBecameNumber() if any(map(SCIENTIFIC.fullmatch, unknown)) else CodeUnknown()
        found = {self.by_code[code]} if code else set()
        found |= {self.by_pack[pack]} if pack else set()
        if len(found) > 1:
            raise CodesDisagree()
        if found:
            return found.pop()
        folded = fold(values.get("name_vi", ""))
        key = self.by_name.get(folded, NEW + folded)
        if key == AMBIGUOUS:
            raise NameAmbiguous()
        return key if folded else ""


def names_of(seller_id: int) -> Names:
    """All goods of the shop: three statements, and little memory however many there are."""
    names = Names()
    packs: dict[int, list[str]] = {}
    own = select(Variant.product_id, Variant.ref).join(Variant.product).where(Product.seller_id == seller_id)
    for product_id, ref in db.session.execute(own):
        packs.setdefault(product_id, []).append(ref)
    goods = select(Product.id, Product.slug, Product.name_vi).where(Product.seller_id == seller_id)
    for product_id, slug, name in db.session.execute(goods):
        names.add(f"{PRODUCT}{product_id}", slug, name, packs.get(product_id, ()))
    begun = select(Draft.ref, Draft.content).where(Draft.seller_id == seller_id, Draft.product_id.is_(None))
    for ref, content in db.session.execute(begun.execution_options(yield_per=AT_ONCE)):
        names.add(f"{DRAFT}{ref}", ref, content["name_vi"], [pack["ref"] for pack in content["packs"]])
    return names


def load(seller_id: int, keys: Iterable[str]) -> dict[str, Known]:
    """These goods of the shop as they are now: at most four statements."""
    wanted = set(keys)
    ids = [int(key.removeprefix(PRODUCT)) for key in wanted if key.startswith(PRODUCT)]
    refs = [key.removeprefix(DRAFT) for key in wanted if key.startswith(DRAFT)]
    found = _on_sale(select(Product).where(Product.seller_id == seller_id, Product.id.in_(ids))) if ids else []
    if refs:
        begun = select(Draft).where(Draft.seller_id == seller_id, Draft.ref.in_(refs), Draft.product_id.is_(None))
        found += [of_draft(draft) for draft in db.session.scalars(begun.execution_options(populate_existing=True))]
    return {known.key: known for known in found}


def of_draft(draft: Draft) -> Known:
    """Goods that are being written."""
    return Known(f"{DRAFT}{draft.ref}", draft.ref, dict(draft.content), dict(draft.content["left"]))


def _on_sale(wanted: Any) -> list[Known]:
    whole = wanted.options(selectinload(Product.variants)).execution_options(populate_existing=True)
    products = list(db.session.scalars(whole))
    levels = stock.left_of([variant.id for product in products for variant in product.variants])
    return [
        Known(
            f"{PRODUCT}{product.id}",
            product.slug,
            of_product(product),
            {variant.ref: levels.get(variant.id, 0) for variant in product.variants},
        )
        for product in products
    ]


def all_of(seller_id: int) -> Iterable[Known]:
    """All goods of the shop, those on sale first, some at a time."""
    last = 0
    own = select(Product).where(Product.seller_id == seller_id).order_by(Product.id).limit(AT_ONCE)
    while found := _on_sale(own.where(Product.id > last)):
        yield from found
        last = int(found[-1].key.removeprefix(PRODUCT))
    last = 0
    begun = select(Draft).where(Draft.seller_id == seller_id, Draft.product_id.is_(None)).order_by(Draft.id)
    while several := list(db.session.scalars(begun.where(Draft.id > last).limit(AT_ONCE))):
        yield from map(of_draft, several)
        last = several[-1].id
