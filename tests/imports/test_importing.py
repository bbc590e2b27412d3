"""Tables become goods: what is good is done, what is bad is told with its remedy, and a day long all can be undone."""

import pytest
from flask import Flask

from marketplace import catalogue, imports, stock
from marketplace.approvals import ApprovalKind, find_waiting, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.imports import ImportState, RowState
from marketplace.imports.exporting import goods_as_csv
from tests import factories, people
from tests.imports.sending import accepted, csv_of, problems, rows, sent, undone
from tests.people import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong Green Life", left=38)


def drafts_of(cast: Cast) -> list[Draft]:
    return sorted(drafts.drafts_of(cast.seller_a.id, limit=50), key=lambda draft: draft.content["name_vi"])


def test_new_goods_become_drafts_with_all_their_pack_sizes(cast: Cast) -> None:
    table = csv_of(
        ("Măng khô", "Túi 300 g", "95k", 24),
        ("Mật ong hoa nhãn", "Chai 500 ml", 140_000, 30),
        ("Măng khô", "Túi 1 kg", "300.000", 5),
    )
    done = accepted(sent(table, cast.seller_a, cast.owner_a))
    assert done.state == ImportState.WRITTEN
    dried, honey = drafts_of(cast)
    assert [(pack["pack_vi"], pack["price_vnd"], pack["content_amount"]) for pack in dried.content["packs"]] == [
        ("Túi 300 g", 95_000, 300),
        ("Túi 1 kg", 300_000, 1_000),
    ]
    assert sorted(dried.content["left"].values()) == [5, 24]
    assert honey.content["name_vi"] == "Mật ong hoa nhãn"
    assert catalogue.count_products(cast.seller_a.id) == (0, 0)


def test_every_mistake_is_told_with_its_row_and_remedy_and_the_rest_is_taken(cast: Cast) -> None:
    table = csv_of(
        ("Mật ong hoa nhãn", "Chai 500", "140.000", 30),
        ("Măng khô", "Túi 300 g", "95", "mấy chục"),
        ("", "Túi 200 g", "0", 1),
        ("Hạt dổi", "Gói 50 g", "10000000000", 40),
        ("Chè xanh", "Gói 100 g", "125,000", 4),
        ("Chè xanh", "Gói 100 g", "130,000", 4),
    )
    checked = sent(table, cast.seller_a, cast.owner_a)
    assert checked.state == ImportState.CHECKED
    told = {row.number: problems(row) for row in rows(checked)}
    assert told[2] == {"pack_vi": "Cỡ gói thiếu đơn vị. Ví dụ: Hũ 500 ml"}
    assert told[3] == {
        "price_vnd": "95 ₫ quá thấp. Có phải 95.000 ₫ không?",
        "left": "Số còn lại phải là số từ 0 đến 100.000, ví dụ 38.",
    }
    assert told[4].keys() == {"name_vi", "price_vnd"}
    assert told[5] == {"price_vnd": "Giá phải từ 1.000 đến 100.000.000 đồng."}
    assert told[6] == {}
    assert told[7] == {"pack_vi": "Trùng tên và cỡ gói với dòng 6. Đổi cỡ gói, hoặc bỏ dòng này."}
    accepted(checked)
    assert [draft.content["packs"][0]["price_vnd"] for draft in drafts_of(cast)] == [125_000]


def test_a_row_that_was_mended_is_checked_again_and_taken_later(cast: Cast) -> None:
    table = accepted(
        sent(
            csv_of(("Chè xanh", "Gói 100 g", "125k", 4), ("Chè xanh", "Gói 200", "240k", 4)),
            cast.seller_a,
            cast.owner_a,
        )
    )
    with transaction():
        imports.mend(table, 3, {"pack_vi": "Gói 200 g"})
    assert rows(table)[1].state == RowState.GOOD
    accepted(table)
    (tea,) = drafts_of(cast)
    assert [pack["pack_vi"] for pack in tea.content["packs"]] == ["Gói 100 g", "Gói 200 g"]


def test_dropping_the_first_of_two_equal_rows_makes_the_other_good(cast: Cast) -> None:
    table = sent(csv_of(("Chè", "Gói 100 g", "125k", 4), ("Chè", "Gói 100 g", "99k", 4)), cast.seller_a, cast.owner_a)
    assert [row.state for row in rows(table)] == [RowState.GOOD, RowState.BAD]
    with transaction():
        imports.drop(table, 2)
    assert [row.state for row in rows(table)] == [RowState.DROPPED, RowState.GOOD]


def test_prices_and_stock_of_goods_on_sale_change_at_once_and_back_again(cast: Cast, honey: Product) -> None:
    variant = honey.variants[0]
    table = csv_of((variant.ref, "170k", 20), heading=("Mã cỡ gói", "Giá bán", "Số còn"))
    done = accepted(sent(table, cast.seller_a, cast.owner_a))
    db.session.refresh(variant)
    assert (variant.price_vnd, stock.left_of([variant.id])[variant.id]) == (170_000, 20)
    undone(done)
    db.session.refresh(variant)
    assert (variant.price_vnd, stock.left_of([variant.id])[variant.id]) == (165_000, 38)


def test_what_comes_back_from_an_export_changes_only_what_was_typed(cast: Cast, honey: Product) -> None:
    variant = honey.variants[0]
    data = goods_as_csv(cast.seller_a.id).decode("utf-8-sig").replace("165000", "170000").replace(",38,", ",20,")
    done = accepted(sent(data.encode("utf-8-sig"), cast.seller_a, cast.owner_a))
    db.session.refresh(variant)
    assert (variant.price_vnd, stock.left_of([variant.id])[variant.id]) == (170_000, 20)
    assert drafts_of(cast) == []
    undone(done)
    db.session.refresh(variant)
    assert (variant.price_vnd, stock.left_of([variant.id])[variant.id]) == (165_000, 38)
    assert rows(done)[0].state == RowState.UNDONE


def test_a_price_that_jumps_waits_for_an_operator(cast: Cast, honey: Product) -> None:
    variant = honey.variants[0]
    data = goods_as_csv(cast.seller_a.id).decode("utf-8-sig").replace("165000", "300000")
    done = accepted(sent(data.encode("utf-8-sig"), cast.seller_a, cast.owner_a))
    db.session.refresh(variant)
    assert variant.price_vnd == 165_000
    assert find_waiting(ApprovalKind.PRICE, variant.ref)
    undone(done)
    assert find_waiting(ApprovalKind.PRICE, variant.ref) is None


def test_texts_of_goods_on_sale_wait_in_a_draft(cast: Cast, honey: Product) -> None:
    data = goods_as_csv(cast.seller_a.id).decode("utf-8-sig").replace("Mật ong Green Life", "Mật ong rừng Kim Bôi")
    done = accepted(sent(data.encode("utf-8-sig"), cast.seller_a, cast.owner_a))
    db.session.refresh(honey)
    assert honey.name_vi == "Mật ong Green Life"
    assert [draft.content["name_vi"] for draft in drafts_of(cast)] == ["Mật ong rừng Kim Bôi"]
    undone(done)
    assert drafts_of(cast) == []


def test_undoing_takes_new_drafts_away_but_not_what_somebody_went_on_with(cast: Cast) -> None:
    done = accepted(
        sent(
            csv_of(("Chè xanh", "Gói 100 g", "125k", 4), ("Măng khô", "Túi 300 g", "95k", 4)),
            cast.seller_a,
            cast.owner_a,
        )
    )
    tea, _dried = drafts_of(cast)
    with transaction():
        drafts.save(tea, drafts_step(), {"summary_vi": "Chè đồi."}, by=cast.owner_a, seen=tea.version)
    undone(done)
    assert [draft.content["name_vi"] for draft in drafts_of(cast)] == ["Chè xanh"]
    assert [row.state for row in rows(done)] == [RowState.KEPT, RowState.UNDONE]


def drafts_step() -> "listings.drafts.content.Step":
    from marketplace.catalogue.drafts.content import Step

    return Step.TEXTS


def test_codes_of_another_shop_are_as_unknown_as_made_up_ones(cast: Cast) -> None:
    foreign = factories.product(cast.seller_b, "Cam Lạc Thủy")
    heading = ("Mã món", "Mã cỡ gói", "Tên món", "Cỡ gói", "Giá bán")
    table = csv_of(
        (foreign.slug, foreign.variants[0].ref, "Cam Lạc Thủy", "Túi 1 kg", "2000"),
        ("khong-co", "", "Cam", "Túi 1 kg", "2000"),
        ("", "123456789012", "Cam sành", "Túi 1 kg", "2000"),
        heading=heading,
    )
    checked = sent(table, cast.seller_a, cast.owner_a)
    sentence = "Gian hàng không có mã này. Để trống nếu là món mới."
    assert [problems(row) for row in rows(checked)] == [{"pack": sentence}, {"product": sentence}, {"pack": sentence}]
    assert foreign.variants[0].price_vnd == 165_000
