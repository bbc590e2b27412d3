"""Whatever sellers and operators do, in whatever order: no listing is public that nobody approved."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import lists, sampled_from

from marketplace import approvals, catalogue, sellers, shelf
from marketplace.approvals import Approval, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.errors import DomainError
from tests import people
from tests.approvals.writing import save, whole
from tests.people import Cast

Seen = tuple[str, str, int]
"""What a listing says: its name, its summary and the price of its first pack."""


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


class Stall:
    """Seller A's shop with one listing that is written, sent, decided, changed and switched off and on."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.draft: Draft | None = None
        self.product: Product | None = None
        self.waiting: Approval | None = None
        self.approved: set[Seen] = set()
        self.written = 0

    def write(self) -> None:
        """Begin a listing, or write something new into it: words and a price that stand nowhere else."""
        if self.draft is None and self.product is None:
            self.draft = whole(self.cast)
        elif self.draft is None and self.product is not None:
            self.draft = drafts.change(self.product, by=self.cast.owner_a)
        draft, owner = self.draft, self.cast.owner_a
        assert draft is not None
        self.written += 1
        save(draft, Step.NAME, owner, name_vi=f"Mật ong lần {self.written}")
        save(draft, Step.TEXTS, owner, summary_vi=f"Lời kể lần {self.written}")
        pack = draft.content["packs"][0]["ref"]
        price_vnd = {"price_vnd": 150_000 + 1_000 * self.written}
        drafts.save_pack(draft, pack, price_vnd, by=owner, seen=draft.version)

    def send(self) -> None:
        if self.draft is not None:
            self.waiting = listings.send(self.draft, by=self.cast.owner_a)

    def ask_for_price(self) -> None:
        if self.product is not None and self.waiting is None:
            variant = self.product.variants[0]
            self.written += 1
            price_vnd = variant.price_vnd * 2 + self.written
            self.waiting = listings.ask_for_price(variant, price_vnd=price_vnd, by=self.cast.owner_a)

    def approve(self) -> None:
        if self.waiting is None:
            return
        asked, self.waiting = self.waiting, None
        approvals.approve(approvals.get_approval(asked.ref, lock=True), by=self.cast.operator)
        if "packs" in asked.after:
            says = asked.after["name_vi"], asked.after["summary_vi"], asked.after["packs"][0]["price_vnd"]
            if self.product is None:
                self.product = catalogue.get_product_of(self.cast.seller_a.id, _slug_of(asked))
            self.draft = drafts.find_change(self.product)
        else:
            assert self.product is not None
            says = self.product.name_vi, self.product.summary_vi, asked.after["price_vnd"]
        self.approved.add(says)

    def send_back(self) -> None:
        if self.waiting is not None:
            asked, self.waiting = self.waiting, None
            approvals.send_back(asked, by=self.cast.operator, to_mend=["name_vi"], note="Tên chưa rõ")

    def give_up(self) -> None:
        if self.draft is not None:
            asked = listings.last_asked(self.draft)
            listings.give_up(self.draft)
            self.waiting = None if asked is self.waiting else self.waiting
            self.draft = None

    def switch_off(self) -> None:
        if self.product is not None:
            catalogue.delist(self.product)

    def switch_on(self) -> None:
        if self.product is not None:
            catalogue.list_again(self.product)

    def suspend(self) -> None:
        sellers.suspend(self.cast.seller_a, by=self.cast.operator, note="Giấy hết hạn")

    def reopen(self) -> None:
        sellers.approve(self.cast.seller_a, by=self.cast.operator, goods=1)


STEPS: dict[str, Callable[[Stall], None]] = {
    name: step for name, step in vars(Stall).items() if callable(step) and not name.startswith("_")
}
USUAL = ["write", "send", "approve"]


def _slug_of(asked: Approval) -> str:
    return str(db.session.query(Product.slug).filter_by(name_vi=asked.after["name_vi"]).scalar())


def public() -> Iterator[Seen]:
    """What every visitor can read."""
    shelf.reindex_touched()
    for card in shelf.browse(shelf.Filters()).cards:
        page = shelf.get_product_page(card.slug)
        yield page.product.name_vi, page.product.summary_vi, page.packs[0].price_vnd


@pytest.mark.parametrize("begun", [[], USUAL], ids=["from nothing", "with goods on sale"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=lists(sampled_from(sorted(STEPS)), max_size=10))
def test_only_what_was_approved_is_public(cast: Cast, begun: list[str], steps: list[str]) -> None:
    with db.session.begin_nested() as everything:
        stall = Stall(cast)
        for step in [*begun, *steps]:
            try:
                STEPS[step](stall)
                db.session.flush()
            except DomainError:
                pass  # a refusal changes nothing
            assert set(public()) <= stall.approved, step
        everything.rollback()
        db.session.expire_all()


def test_what_was_approved_is_public(cast: Cast) -> None:
    """The control: the steps above do reach the shelf."""
    stall = Stall(cast)
    for step in [*USUAL, "write"]:
        STEPS[step](stall)
    assert set(public()) == stall.approved
    assert len(stall.approved) == 1
