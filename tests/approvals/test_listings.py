"""Listings of sellers: nothing is public that nobody approved, and what is on sale stays as it was approved."""

from typing import Any

import pytest
from flask import Flask

from marketplace import approvals, catalogue, pictures, shelf, stock
from marketplace.approvals import Approval, ApprovalKind, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step, blocked_in, missing_in
from marketplace.catalogue.drafts.errors import DraftNotFound, NotReady, SavedMeanwhile
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.pictures import Picture, Received
from marketplace.pictures.models import PictureState
from tests import factories, people
from tests.approvals.writing import BOTTLE, WHOLE, save, whole
from tests.people import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong Green Life", left=38)


def approve(asked: Approval, cast: Cast) -> None:
    assert approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)
    shelf.reindex_touched()


def public() -> list[str]:
    shelf.reindex_touched()
    return sorted(card.name_vi for card in shelf.browse(shelf.Filters()).cards)


def test_a_new_product_is_public_only_once_it_was_approved(cast: Cast) -> None:
    draft = whole(cast)
    assert public() == []
    asked = listings.send(draft, by=cast.owner_a)
    assert (asked.kind, public()) == (ApprovalKind.PRODUCT, [])
    approve(asked, cast)
    assert public() == ["Mật ong hoa vải"]
    page = shelf.get_product_page("mat-ong-hoa-vai")
    assert (page.packs[0].price_vnd, page.packs[0].left, page.packs[0].ref) == (
        150_000,
        60,
        asked.after["packs"][0]["ref"],
    )
    with pytest.raises(DraftNotFound):
        drafts.get_draft_of(cast.seller_a.id, draft.ref)


def test_what_is_sent_back_stays_a_draft_and_says_what_to_mend(cast: Cast) -> None:
    draft = whole(cast)
    asked = listings.send(draft, by=cast.owner_a)
    approvals.send_back(asked, by=cast.operator, to_mend=["summary_vi"], note="Kể cách làm")
    last = listings.last_asked(draft)
    assert last is not None
    assert (last.to_mend, last.note, public()) == (["summary_vi"], "Kể cách làm", [])
    save(draft, Step.TEXTS, cast.owner_a, summary_vi="Quay tay khi bánh mật đã vít nắp.")
    approve(listings.send(draft, by=cast.owner_a), cast)
    assert public() == ["Mật ong hoa vải"]


def test_the_old_version_sells_while_its_change_waits(cast: Cast, honey: Product) -> None:
    draft = drafts.change(honey, by=cast.owner_a)
    assert drafts.change(honey, by=cast.owner_a) is draft
    for step, values in WHOLE.items():
        save(draft, step, cast.owner_a, **values)
    save(draft, Step.STOCK, cast.owner_a, shelf_life_days=720)
    asked = listings.send(draft, by=cast.owner_a)
    assert (asked.kind, public()) == (ApprovalKind.PRODUCT_CHANGE, ["Mật ong Green Life"])
    approve(asked, cast)
    assert public() == ["Mật ong hoa vải"]
    assert stock.left_of([honey.variants[0].id]) == {honey.variants[0].id: 38}
    assert honey.category == "mat-ong"


def photograph(draft: Draft, cast: Cast, number: int) -> Picture:
    db.session.commit()
    with transaction():
        return drafts.add_photo(draft, Received(f"photo{number}", str(number) * 64), by=cast.owner_a)


def changed(honey: Product, cast: Cast, **pack: Any) -> Draft:
    draft = drafts.change(honey, by=cast.owner_a)
    for step, values in WHOLE.items():
        save(draft, step, cast.owner_a, **values)
    save(draft, Step.STOCK, cast.owner_a, shelf_life_days=720)
    drafts.save_pack(draft, honey.variants[0].ref, pack, by=cast.owner_a, seen=draft.version)
    return draft


@pytest.mark.parametrize(("price_vnd", "kind"), [(214_500, ApprovalKind.PRODUCT_CHANGE), (215_000, ApprovalKind.PRICE)])
def test_a_raise_of_more_than_30_percent_is_looked_at_as_a_price(
    cast: Cast, honey: Product, price_vnd: int, kind: ApprovalKind
) -> None:
    asked = listings.send(changed(honey, cast, price_vnd=price_vnd), by=cast.owner_a)
    assert asked.kind == kind
    approve(asked, cast)
    db.session.refresh(honey.variants[0])
    assert honey.variants[0].price_vnd == price_vnd


def test_a_price_set_meanwhile_is_not_undone_by_a_change_of_words(cast: Cast, honey: Product) -> None:
    draft = changed(honey, cast, pack_vi="Chai nửa lít")
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    asked = listings.send(draft, by=cast.owner_a)
    catalogue.reprice(honey.variants[0], price_vnd=175_000)
    approve(asked, cast)
    assert (honey.variants[0].price_vnd, honey.variants[0].pack_vi) == (175_000, "Chai nửa lít")


def test_a_new_pack_size_joins_those_on_sale(cast: Cast, honey: Product) -> None:
    draft = changed(honey, cast)
    ref = drafts.add_pack(draft, by=cast.owner_a)
    drafts.save_pack(draft, ref, {**BOTTLE, "price_vnd": 285_000}, by=cast.owner_a, seen=draft.version)
    with pytest.raises(NotReady):
        listings.send(draft, by=cast.owner_a)
    save(draft, Step.STOCK, cast.owner_a, left={ref: 4})
    approve(listings.send(draft, by=cast.owner_a), cast)
    db.session.refresh(honey, ["variants"])
    assert [variant.price_vnd for variant in honey.variants] == [165_000, 285_000]
    assert stock.left_of([honey.variants[1].id]) == {honey.variants[1].id: 4}


def test_sending_again_replaces_what_waits_whatever_its_kind(cast: Cast, honey: Product) -> None:
    first = listings.send(changed(honey, cast, price_vnd=300_000), by=cast.owner_a)
    second = listings.send(changed(honey, cast, price_vnd=166_000), by=cast.owner_a)
    db.session.refresh(first)
    assert (first.state, second.state) == ("withdrawn", "waiting")


def test_what_is_written_on_after_sending_is_kept_for_the_next_time(cast: Cast) -> None:
    draft = whole(cast)
    asked = listings.send(draft, by=cast.owner_a)
    save(draft, Step.TEXTS, cast.owner_a, summary_vi="Bản viết thêm")
    approve(asked, cast)
    kept = drafts.get_draft_of(cast.seller_a.id, draft.ref)
    assert kept.product is not None
    assert (kept.product.summary_vi, kept.content["summary_vi"]) == ("Mật vàng nhạt, thơm hoa vải.", "Bản viết thêm")


def test_a_draft_that_lacks_something_or_claims_a_cure_is_not_sent(cast: Cast) -> None:
    draft = whole(cast, summary_vi="Pha nước ấm, trị ho cho bé")
    (blocked,) = blocked_in(draft.content)
    assert (blocked.field, blocked.flag.text) == ("summary_vi", "trị ho")
    with pytest.raises(NotReady):
        listings.send(draft, by=cast.owner_a)
    save(draft, Step.TEXTS, cast.owner_a, summary_vi="")
    assert [each.field for each in missing_in(draft.content)] == ["summary_vi"]
    with pytest.raises(NotReady):
        listings.send(draft, by=cast.owner_a)


def test_crafts_have_to_tell_material_size_and_care(cast: Cast) -> None:
    draft = whole(cast, ingredients_vi="", storage_vi="", warning_vi="")
    save(draft, Step.NAME, cast.owner_a, category="thu-cong", ocop_set="household-craft")
    assert [each.field for each in missing_in(draft.content)] == ["ingredients_vi", "size_vi", "usage_vi"]


def test_the_second_of_two_people_is_told_and_nothing_is_lost(cast: Cast) -> None:
    draft = drafts.start(cast.seller_a, by=cast.owner_a)
    drafts.save(draft, Step.NAME, {"name_vi": "Mật ong A"}, by=cast.owner_a, seen=0)
    with pytest.raises(SavedMeanwhile, match=cast.owner_a.name):
        drafts.save(draft, Step.NAME, {"name_vi": "Mật ong B"}, by=cast.packer_a, seen=0)
    assert draft.content["name_vi"] == "Mật ong A"
    drafts.save(draft, Step.ORIGIN, {"origin_vi": "Kim Bôi"}, by=cast.packer_a, seen=0)
    drafts.save(draft, Step.NAME, {"name_vi": "Mật ong B"}, by=cast.packer_a, seen=draft.version)
    assert (draft.content["name_vi"], draft.content["origin_vi"]) == ("Mật ong B", "Kim Bôi")


def test_photos_go_with_the_listing_and_not_before_it(cast: Cast, honey: Product) -> None:
    draft = changed(honey, cast)
    first, second = photograph(draft, cast, 0), photograph(draft, cast, 1)
    drafts.move_photo(draft, second.ref, pictures.Step.FIRST, by=cast.owner_a)
    drafts.describe_photo(draft, second.ref, alt_vi="Hũ mật", alt_en="", by=cast.owner_a)
    assert pictures.pictures_of(honey.id) == []
    approve(listings.send(draft, by=cast.owner_a), cast)
    shown = pictures.pictures_of(honey.id)
    assert [(picture.ref, picture.alt_vi) for picture in shown] == [(second.ref, "Hũ mật"), (first.ref, "")]


def test_a_photo_taken_out_of_a_change_stays_on_sale_until_it_is_approved(cast: Cast, honey: Product) -> None:
    draft = changed(honey, cast)
    photo = photograph(draft, cast, 0)
    approve(listings.send(draft, by=cast.owner_a), cast)
    photo.state = PictureState.READY
    catalogue.show_photos(honey)
    again = changed(honey, cast)
    drafts.remove_photo(again, photo.ref, by=cast.owner_a)
    asked = listings.send(again, by=cast.owner_a)
    assert [each["ref"] for each in honey.photos] == [photo.ref]
    approve(asked, cast)
    assert honey.photos == []


def test_a_copy_is_a_new_product_with_pack_sizes_of_its_own(cast: Cast, honey: Product) -> None:
    copy = drafts.duplicate(honey, by=cast.owner_a)
    assert copy.is_new
    assert copy.content["name_vi"] == honey.name_vi
    assert copy.content["packs"][0]["price_vnd"] == 165_000
    assert copy.content["packs"][0]["ref"] != honey.variants[0].ref


def test_a_draft_given_up_takes_back_what_it_asked_for(cast: Cast) -> None:
    draft = whole(cast)
    asked = listings.send(draft, by=cast.owner_a)
    listings.give_up(draft)
    db.session.refresh(asked)
    assert asked.state == "withdrawn"


def test_another_shops_draft_is_not_found(cast: Cast) -> None:
    draft = drafts.start(cast.seller_a, by=cast.owner_a)
    with pytest.raises(DraftNotFound):
        drafts.get_draft_of(cast.seller_b.id, draft.ref)
    with pytest.raises(ProductNotFound):
        catalogue.get_product_of(cast.seller_b.id, "khong-co")
