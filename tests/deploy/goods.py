"""What a shop on a machine sells in the tests: put there as the shop's own role of the database would."""

from dataclasses import dataclass

from flask import Flask

from marketplace.catalogue import drafts
from marketplace.database import db, transaction
from tests import factories, people


@dataclass(frozen=True)
class Goods:
    """Something on sale, and the draft that changes it, by the names that addresses use."""

    slug: str
    ref: str
    draft: str
    owner: str

    @property
    def wanted(self) -> tuple[str, str]:
        """What goes into a basket."""
        return self.slug, self.ref


def put_on_sale(app: Flask) -> Goods:
    """A seller with an owner who can sign in, and honey enough for every test."""
    with transaction():
        cast = people.gather()
        honey = factories.product(cast.seller_a, left=100_000)
        draft = drafts.change(honey, by=cast.owner_a)
        goods = Goods(honey.slug, honey.variants[0].ref, draft.ref, str(cast.owner_a.email))
    db.session.remove()
    return goods
