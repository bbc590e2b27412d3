"""All goods of a table are sent to be looked at in one go; what of each is missing is told, and nothing asked twice."""

import pytest
from flask import Flask

from marketplace import approvals, imports
from marketplace.approvals import Approval, ApprovalState
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.imports import Import, ImportState
from marketplace.imports.errors import NothingToSend, NotNow
from marketplace.imports.exporting import goods_as_csv
from tests import factories, people
from tests.imports.sending import accepted, csv_of, problems, rows, sent, undone
from tests.people import Cast
from tests.work import work

HEADING = (
    *("Tên món", "Cỡ gói", "Giá bán", "Số còn", "Nhóm hàng", "Bộ sản phẩm OCOP", "Nơi làm, nguyên liệu"),
    *("Một câu về món này", "Thành phần hoặc chất liệu", "Bảo quản", "Lưu ý", "Hạn dùng (ngày)", "Cân cả vỏ"),
)
HONEY = (
    "Mật ong",
    "Mật ong, mật khác và nông sản thực phẩm khác",
    "Kim Bôi, Phú Thọ",
    "Mật vàng nhạt.",
    "Mật ong 100 %",
)
LACKS = ["category", "ocop_set", "packs", "origin_vi", "summary_vi"]
CARE = ("Nơi khô mát", "Không dùng cho trẻ dưới 1 tuổi", 720, 900)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


def whole(name: str, pack: str = "Chai 500 ml") -> tuple[str | int, ...]:
    """A row in which nothing is missing."""
    return (name, pack, "150.000", 40, *HONEY, *CARE)


def asked_at_once(table: Import, cast: Cast) -> Import:
    """The table once a worker has asked for its goods."""
    with transaction():
        imports.send_all(imports.get_import_of(table.seller_id, table.ref, lock=True), by=cast.packer_a)
    work(imports.IMPORT)
    return imports.get_import_of(table.seller_id, table.ref)


def waiting(table: Import) -> list[Approval]:
    return approvals.waiting_of_batch(table.ref, limit=50)


def drafts_of(cast: Cast) -> list[Draft]:
    return sorted(drafts.drafts_of(cast.seller_a.id, limit=50), key=lambda draft: draft.content["name_vi"])


def test_what_lacks_nothing_waits_as_one_batch_and_the_rest_is_told_what_it_lacks(cast: Cast) -> None:
    data = csv_of(whole("Mật hoa nhãn"), whole("Mật hoa vải"), ("Mật thiếu", "Chai 1 lít", "200k", 3), heading=HEADING)
    table = accepted(sent(data, cast.seller_a, cast.owner_a))
    assert [list(problems(row)) for row in rows(table)] == [[], [], LACKS]
    done = asked_at_once(table, cast)
    assert done.state == ImportState.WRITTEN
    assert [(each.title, each.batch, each.submitted_by_id) for each in waiting(done)] == [
        ("Mật hoa nhãn", done.ref, cast.packer_a.id),
        ("Mật hoa vải", done.ref, cast.packer_a.id),
    ]
    assert [list(problems(row)) for row in rows(done)] == [[], [], LACKS]
    assert (imports.count_unsent(done), imports.count_lacking(done)) == (1, 1)


def test_goods_of_several_rows_are_asked_for_once(cast: Cast) -> None:
    data = csv_of(whole("Mật hoa nhãn"), whole("Mật hoa nhãn", "Chai 1 lít"), heading=HEADING)
    done = asked_at_once(accepted(sent(data, cast.seller_a, cast.owner_a)), cast)
    assert [len(each.after["packs"]) for each in waiting(done)] == [2]


def test_what_was_filled_in_later_is_sent_the_next_time(cast: Cast) -> None:
    row = whole("Mật hoa nhãn")
    data = csv_of((*row[:6], "", *row[7:]), whole("Mật hoa vải"), heading=HEADING)
    table = asked_at_once(accepted(sent(data, cast.seller_a, cast.owner_a)), cast)
    assert [each.title for each in waiting(table)] == ["Mật hoa vải"]
    (first,) = (draft for draft in drafts_of(cast) if draft.content["name_vi"] == "Mật hoa nhãn")
    with transaction():
        drafts.save(first, Step.ORIGIN, {"origin_vi": "Kim Bôi"}, by=cast.owner_a, seen=first.version)
    done = asked_at_once(table, cast)
    assert [each.title for each in waiting(done)] == ["Mật hoa vải", "Mật hoa nhãn"]
    assert [problems(row) for row in rows(done)] == [{}, {}]
    with pytest.raises(NothingToSend), transaction():
        imports.send_all(done, by=cast.owner_a)


def test_what_came_back_is_not_asked_for_again_as_it_is(cast: Cast) -> None:
    table = asked_at_once(accepted(sent(csv_of(whole("Mật"), heading=HEADING), cast.seller_a, cast.owner_a)), cast)
    (asked,) = waiting(table)
    with transaction():
        approvals.send_back(asked, by=cast.operator, to_mend=["origin_vi"], note="Ghi rõ xã.")
    again = asked_at_once(table, cast)
    assert waiting(again) == []
    (draft,) = drafts_of(cast)
    with transaction():
        drafts.save(draft, Step.ORIGIN, {"origin_vi": "Xã Kim Bôi"}, by=cast.owner_a, seen=draft.version)
    asked_at_once(again, cast)
    mended = approvals.find_waiting(approvals.ApprovalKind.PRODUCT, draft.ref)
    assert mended is not None
    assert (mended.round, mended.batch) == (2, "")


def test_a_price_that_jumps_is_looked_at_by_itself(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, "Mật ong Green Life")
    data = goods_as_csv(cast.seller_a.id).decode("utf-8-sig").replace("Mật ong Green Life", "Mật ong rừng")
    table = accepted(sent(data.encode("utf-8-sig"), cast.seller_a, cast.owner_a))
    (draft,) = drafts_of(cast)
    pack = draft.content["packs"][0]["ref"]
    with transaction():
        drafts.save_pack(draft, pack, {"price_vnd": 990_000}, by=cast.owner_a, seen=draft.version)
        for step, values in {
            Step.NAME: {"category": "mat-ong", "ocop_set": "honey"},
            Step.ORIGIN: {"origin_vi": "Kim Bôi"},
            Step.STOCK: {"shelf_life_days": 700},
            Step.TEXTS: {
                "summary_vi": "Mật.", "ingredients_vi": "Mật", "storage_vi": "Mát", "warning_vi": "Trẻ dưới 1 tuổi"
            },
        }.items():  # fmt: skip
            drafts.save(draft, step, values, by=cast.owner_a, seen=draft.version)
    done = asked_at_once(table, cast)
    assert waiting(done) == []
    asked = approvals.find_waiting(approvals.ApprovalKind.PRICE, draft.ref)
    assert asked is not None
    assert asked.product_id == honey.id


def test_taking_the_table_back_takes_back_what_it_asked_for(cast: Cast) -> None:
    data = csv_of(whole("Mật hoa nhãn"), whole("Mật hoa vải"), heading=HEADING)
    table = asked_at_once(accepted(sent(data, cast.seller_a, cast.owner_a)), cast)
    first, second = waiting(table)
    with transaction():
        approvals.approve(first, by=cast.operator)
    undone(table)
    assert (first.state, second.state) == (ApprovalState.APPROVED, ApprovalState.WITHDRAWN)
    assert drafts_of(cast) == []
    assert [row.state for row in rows(table)] == ["kept", "undone"]


def test_only_a_table_that_is_done_can_be_sent(cast: Cast) -> None:
    table = sent(csv_of(whole("Mật hoa nhãn"), heading=HEADING), cast.seller_a, cast.owner_a)
    with pytest.raises(NotNow), transaction():
        imports.send_all(table, by=cast.owner_a)


def test_nothing_is_on_sale_before_somebody_looked(cast: Cast) -> None:
    asked_at_once(accepted(sent(csv_of(whole("Mật"), heading=HEADING), cast.seller_a, cast.owner_a)), cast)
    assert db.session.query(Product).filter(Product.name_vi == "Mật").count() == 0
