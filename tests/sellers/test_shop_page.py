"""A shop's page in blocks: written as a draft, shown once approved, and a quote that leaves at once."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import approvals, sellers
from marketplace.accounts.models import User
from marketplace.approvals import Approval, stories
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers import shop_page
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page import MOST_BLOCKS, BlockKind, Consent, Said
from marketplace.sellers.shop_page.drafts import digest
from marketplace.sellers.shop_page.errors import ConsentAhead, PageUnfinished, SavedByAnother, TooManyBlocks
from marketplace.sellers.shop_page.models import ConsentWay, Quote
from tests import people
from tests.people import Cast

WORDS = "Nghe ong bay là biết mùa."


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def shop(cast: Cast) -> Seller:
    cast.seller_a.story_vi = "Nhà nuôi ong từ đời ông."
    db.session.flush()
    return cast.seller_a


def write(shop: Seller, kind: BlockKind, body: str, *, by: User) -> str:
    ref = shop_page.add_block(shop, kind, by=by)
    block = shop_page.block_of(shop_page.page_of(shop).content, ref)
    shop_page.save_block(shop, ref, {"body_vi": body}, by=by, seen=digest(block))
    return ref


def quote(shop: Seller, *, by: User) -> Quote:
    said = shop_page.add_quote(shop, Said("Bà Mẫu", WORDS), Consent(today(), ConsentWay.SPOKEN), by=by)
    shop_page.add_block(shop, BlockKind.QUOTE, by=by, quote=said.ref)
    return said


def send(shop: Seller, *, by: User) -> Approval:
    return stories.send(shop_page.page_of(shop), by=by)


def agree(asked: Approval, cast: Cast) -> None:
    approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)


def shown(shop: Seller) -> list[str]:
    return [block["said"]["words_vi"] if block["quote"] else block["body_vi"] for block in shop.blocks]


def test_buyers_see_what_was_approved_while_a_change_waits(shop: Seller, cast: Cast) -> None:
    ref = write(shop, BlockKind.MAKING, "Quay mật khi đã vít nắp.", by=cast.owner_a)
    agree(send(shop, by=cast.owner_a), cast)
    assert shown(shop) == ["Quay mật khi đã vít nắp."]
    block = shop_page.block_of(shop_page.page_of(shop).content, ref)
    shop_page.save_block(shop, ref, {"body_vi": "Quay hai lần."}, by=cast.owner_a, seen=digest(block))
    asked = send(shop, by=cast.owner_a)
    assert shown(shop) == ["Quay mật khi đã vít nắp."]
    agree(asked, cast)
    assert shown(shop) == ["Quay hai lần."]
    assert shop_page.page_of(shop).is_as_shown


def test_blocks_are_shown_in_the_order_of_the_draft(shop: Seller, cast: Cast) -> None:
    write(shop, BlockKind.MAKING, "Một.", by=cast.owner_a)
    last = write(shop, BlockKind.PLACE, "Hai.", by=cast.owner_a)
    shop_page.move_block(shop, last, up=True, by=cast.owner_a)
    shop_page.move_block(shop, last, up=True, by=cast.owner_a)  # it is the first already
    agree(send(shop, by=cast.owner_a), cast)
    assert shown(shop) == ["Hai.", "Một."]


def test_a_withdrawn_quote_leaves_the_page_the_draft_and_what_waits(shop: Seller, cast: Cast) -> None:
    said = quote(shop, by=cast.owner_a)
    agree(send(shop, by=cast.owner_a), cast)
    assert shown(shop) == [WORDS]
    write(shop, BlockKind.PLACE, "Núi đất.", by=cast.owner_a)
    waiting = send(shop, by=cast.owner_a)
    shop_page.withdraw(sellers.get_seller(shop.slug, lock=True), said.ref, by=cast.owner_a)
    assert shown(shop) == []
    agree(waiting, cast)
    assert shown(shop) == ["Núi đất."]
    db.session.refresh(said)
    assert (said.words_vi, said.name, said.withdrawn_by_id) == ("", "Bà Mẫu", cast.owner_a.id)
    assert [block["quote"] for block in shop_page.page_of(shop).content["blocks"]] == [""]


def test_the_words_of_a_quote_are_nowhere_in_the_request(shop: Seller, cast: Cast) -> None:
    """Else they would stay in the history after they were withdrawn."""
    quote(shop, by=cast.owner_a)
    assert WORDS not in str(send(shop, by=cast.owner_a).after)


def test_nobody_agrees_tomorrow(shop: Seller, cast: Cast) -> None:
    tomorrow = Consent(today() + timedelta(days=1), ConsentWay.PHONE)
    with pytest.raises(ConsentAhead):
        shop_page.add_quote(shop, Said("Bà Mẫu", WORDS), tomorrow, by=cast.owner_a)


def test_two_people_who_write_one_block_are_told(shop: Seller, cast: Cast) -> None:
    ref = shop_page.add_block(shop, BlockKind.MAKING, by=cast.owner_a)
    seen = digest(shop_page.block_of(shop_page.page_of(shop).content, ref))
    shop_page.save_block(shop, ref, {"body_vi": "Người trước."}, by=cast.owner_a, seen=seen)
    with pytest.raises(SavedByAnother):
        shop_page.save_block(shop, ref, {"body_vi": "Người sau."}, by=cast.packer_a, seen=seen)


@pytest.mark.parametrize("body", ["", "Mật này chữa ho."])
def test_an_empty_block_and_a_claim_keep_the_page_from_being_sent(shop: Seller, cast: Cast, body: str) -> None:
    write(shop, BlockKind.MAKING, body, by=cast.owner_a)
    with pytest.raises(PageUnfinished):
        send(shop, by=cast.owner_a)


def test_a_page_has_an_end(shop: Seller, cast: Cast) -> None:
    for _ in range(MOST_BLOCKS):
        shop_page.add_block(shop, BlockKind.FREE, by=cast.owner_a)
    with pytest.raises(TooManyBlocks):
        shop_page.add_block(shop, BlockKind.FREE, by=cast.owner_a)
