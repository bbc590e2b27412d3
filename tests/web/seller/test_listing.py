"""The editor of listings: short screens, saved at every step, seen by buyers only once an operator agreed."""

import re
from collections.abc import Callable

import pytest

from marketplace import approvals, catalogue, shelf
from marketplace.accounts.models import User
from marketplace.approvals import ApprovalKind, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.errors import BreaksByWeight
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.sellers.models import SellerKind
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.seller.writing import PACK, START, TEXTS, add_pack, begin, draft_at, send, write


def test_a_product_is_written_sent_approved_and_then_seen(owner: Client, cast: Cast, client: Client) -> None:
    at = begin(owner)
    assert "Xong 3 trên 7 việc" in owner.get(at).text
    write(owner, at)
    shown = owner.get(f"{at}/xem-truoc").text
    assert '<li class="pc"><img' in shown
    assert "Mật ong hoa vải, chai 500\xa0ml" in shown
    assert "300.000\xa0₫/lít" in shown
    assert "nhận được 142.500\xa0₫" in shown
    assert "Gửi duyệt" in shown
    sent = send(owner, f"{at}/gui-duyet")
    assert sent.location == at
    assert "Đang chờ duyệt." in owner.get(at).text
    assert client.get("/p/mat-ong-hoa-vai").status_code == 404
    (asked,) = approvals.waiting(limit=5)
    with transaction():
        approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)
    page = client.get("/p/mat-ong-hoa-vai").text
    assert "Thanh Hà, Hải Dương" in page
    assert "Còn hàng" in page
    assert owner.get(at).status_code == 404
    assert "Mật ong hoa vải" in owner.get("/ban-hang/mon").text


def test_what_is_sent_back_shows_only_what_to_mend_in_the_operators_words(owner: Client, cast: Cast) -> None:
    at = begin(owner)
    write(owner, at)
    send(owner, f"{at}/gui-duyet")
    (asked,) = approvals.waiting(limit=5)
    with transaction():
        found = approvals.get_approval(asked.ref, lock=True)
        approvals.send_back(found, by=cast.operator, to_mend=["origin_vi"], note="Ghi rõ xã nơi quay mật.")
    page = owner.get(at).text
    assert "Ghi rõ xã nơi quay mật." in page
    assert "Người duyệt nhờ sửa: Nơi làm, nguyên liệu." in page
    assert page.count('<a class="task"') == 1
    assert send(owner, f"{at}/goc-gac", origin_vi="Xã Thanh Quang, Thanh Hà").location == f"{at}/xem-truoc"
    assert send(owner, f"{at}/gui-duyet").status_code == 303


def test_each_step_is_saved_and_found_again_by_a_colleague(
    owner: Client, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    factories.member(cast.seller_a, cast.neighbour, SellerRole.MANAGER)
    at = begin(owner)
    assert send(owner, f"{at}/ten", name_vi="Mật ong rừng", then="later").location == at
    other = client_for(cast.neighbour)
    assert "Mật ong rừng" in other.get(START).text
    assert 'value="Mật ong rừng"' in other.get(f"{at}/ten").text


def test_the_second_of_two_people_is_told_keeps_what_was_typed_and_may_save_again(
    owner: Client, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    factories.member(cast.seller_a, cast.neighbour, SellerRole.MANAGER)
    at = begin(owner)
    send(client_for(cast.neighbour), f"{at}/ten", name_vi="Mật ong A", seen="0")
    answer = send(owner, f"{at}/ten", name_vi="Mật ong B", seen="0")
    assert answer.status_code == 409
    assert "Anh Mẫu Xóm vừa lưu bước này" in answer.text
    assert 'value="Mật ong B"' in answer.text
    assert draft_at(cast, at).content["name_vi"] == "Mật ong A"
    seen = re.search(r'name="seen" type="hidden" value="(\d+)"', answer.text)
    assert seen
    assert send(owner, f"{at}/ten", name_vi="Mật ong B", seen=seen[1]).status_code == 303
    assert draft_at(cast, at).content["name_vi"] == "Mật ong B"


def test_each_price_says_what_it_leaves_without_scripts_too(owner: Client, cast: Cast) -> None:
    at = begin(owner)
    answer = add_pack(owner, at, price="150k", start_1="6", price_1="142k", then="compute")
    page = owner.get(answer.location).text
    assert '<b class="num" data-part="net">142.500\xa0₫</b>' in page
    assert "Nơi bán tự khai thuế, chợ không khấu trừ" in page
    assert '<b class="num" data-lower-net="1">134.900\xa0₫</b>' in page
    assert 'data-fees="[[500,0,null,null]]"' in page
    assert 'data-taxes=""' in page
    assert "300.000\xa0₫/lít" in page


def test_a_household_sees_the_tax_that_is_held_back(owner: Client, cast: Cast) -> None:
    cast.seller_a.kind = SellerKind.HOUSEHOLD_BUSINESS
    db.session.commit()
    page = owner.get(add_pack(owner, begin(owner), then="compute").location).text
    assert '<b class="num" data-part="net">140.250\xa0₫</b>' in page
    assert 'data-taxes="100,50"' in page
    assert "252/2026/NĐ-CP" in page
    assert "Thuế khấu trừ 1,5\xa0%" in page


def test_words_that_claim_cures_are_flagged_in_place_and_keep_the_listing_from_being_sent(
    owner: Client, cast: Cast
) -> None:
    at = begin(owner)
    write(owner, at, summary_vi="Pha nước ấm, trị ho cho bé")
    page = owner.get(f"{at}/loi").text
    assert "Bỏ chữ “trị ho”." in page
    assert "không được quảng cáo chữa bệnh" in page
    shown = owner.get(f"{at}/xem-truoc").text
    assert "<mark>trị ho</mark>" in shown
    assert "Còn 1 chỗ cần sửa" in shown
    assert send(owner, f"{at}/gui-duyet").status_code == 400
    assert approvals.waiting(limit=5) == []


def test_a_draft_that_lacks_something_says_what_and_is_not_sent(owner: Client) -> None:
    at = begin(owner)
    page = owner.get(f"{at}/xem-truoc").text
    assert "Món này tên gì?" in page
    assert send(owner, f"{at}/gui-duyet").status_code == 400


def test_crafts_are_asked_for_material_size_and_care(owner: Client) -> None:
    at = begin(owner)
    send(owner, f"{at}/ten", name_vi="Khăn thêu", kind="thu-cong textiles")
    page = owner.get(f"{at}/loi").text
    told = [label for label in ("Chất liệu", "Kích thước", "Cách giữ gìn", "Thành phần") if label in page]
    assert told == ["Chất liệu", "Kích thước", "Cách giữ gìn"]


def test_words_of_goods_on_sale_change_only_when_they_are_approved(owner: Client, cast: Cast, honey: Product) -> None:
    old = honey.slug
    at = send(owner, f"/ban-hang/mon/{old}/sua").location
    assert send(owner, f"/ban-hang/mon/{old}/sua").location == at
    send(owner, f"{at}/ten", name_vi="Mật ong hoa nhãn", kind="mat-ong honey")
    send(owner, f"{at}/loi", **TEXTS)
    send(owner, f"{at}/kho", shelf_life_days="720")
    send(owner, f"{at}/goc-gac", origin_vi="Kim Bôi")
    assert "Anh chị sửa dở món này." in owner.get(f"/ban-hang/mon/{honey.slug}").text
    assert send(owner, f"{at}/gui-duyet").status_code == 303
    assert "Bản sửa đang chờ duyệt." in owner.get(f"/ban-hang/mon/{honey.slug}").text
    assert "Mật ong Green Life" in owner.get(f"/p/{honey.slug}").text
    (asked,) = approvals.waiting([ApprovalKind.PRODUCT_CHANGE], limit=5)
    with transaction():
        approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)
    shelf.reindex_touched()
    assert owner.get(f"/p/{old}").location == "/p/mat-ong-hoa-nhan"


def test_a_price_that_jumps_waits_and_the_present_one_stays(owner: Client, cast: Cast, honey: Product) -> None:
    ref = honey.variants[0].ref
    send(owner, f"/ban-hang/mon/{ref}/price", price="215k")
    assert "chờ duyệt. Khách còn thấy 165.000\xa0₫" in owner.get("/ban-hang/mon").text
    (asked,) = approvals.waiting([ApprovalKind.PRICE], limit=5)
    assert (asked.before, asked.after) == ({"price_vnd": 165_000}, {"price_vnd": 215_000})
    with transaction():
        approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)
    db.session.refresh(honey.variants[0])
    assert honey.variants[0].price_vnd == 215_000


def test_a_product_is_copied_as_a_new_draft(owner: Client, cast: Cast, honey: Product) -> None:
    at = send(owner, f"/ban-hang/mon/{honey.slug}/ban-sao").location
    copied = draft_at(cast, at)
    assert (copied.is_new, copied.content["name_vi"]) == (True, "Mật ong Green Life")
    assert "165.000" in owner.get(f"{at}/gia").text


def test_a_pack_size_on_sale_stays_and_a_new_one_can_be_removed(owner: Client, cast: Cast, honey: Product) -> None:
    at = send(owner, f"/ban-hang/mon/{honey.slug}/sua").location
    new = send(owner, f"{at}/gia/them").location.rpartition("co=")[2]
    send(owner, f"{at}/gia/{honey.variants[0].ref}/bo")
    assert "đang bán nên không bỏ được" in owner.get(f"{at}/gia").text
    send(owner, f"{at}/gia/{new}/bo")
    assert len(draft_at(cast, at).content["packs"]) == 1
    assert send(owner, f"{at}/gia/khong-co/bo").status_code == 404


def test_a_product_has_at_most_six_pack_sizes(owner: Client) -> None:
    at = begin(owner)
    for _number in range(7):
        send(owner, f"{at}/gia/them")
    page = owner.get(f"{at}/gia").text
    assert "tối đa 6 cỡ gói" in page
    assert "Thêm cỡ gói" not in page


def test_a_draft_is_given_up_after_asking(owner: Client, cast: Cast) -> None:
    at = begin(owner)
    write(owner, at)
    send(owner, f"{at}/gui-duyet")
    assert "Bỏ bản nháp “Mật ong hoa vải”?" in owner.get(f"{at}/bo").text
    assert send(owner, f"{at}/bo").location == START
    assert owner.get(at).status_code == 404
    assert approvals.waiting(limit=5) == []
    assert "Chưa có bản nháp nào." in owner.get(START).text


def test_another_shops_draft_is_not_there(owner: Client, stranger: Client) -> None:
    at = begin(owner)
    for page in ("", "/ten", "/gia", "/anh", "/xem-truoc", "/bo"):
        assert stranger.get(f"{at}{page}").status_code == 404
    for sent in ("/ten", "/gia/them", "/gui-duyet", "/bo"):
        assert send(stranger, f"{at}{sent}").status_code == 404


def test_the_english_pages_speak_english(owner: Client) -> None:
    at = begin(owner)
    write(owner, at)
    page = owner.get(f"{at}/xem-truoc", headers={"Accept-Language": "en"}).text
    assert "Lychee honey, chai 500\xa0ml" in page
    assert "What buyers will see" in page


def test_everything_asked_for_can_be_read_by_its_draft(owner: Client, cast: Cast) -> None:
    at = begin(owner)
    write(owner, at)
    send(owner, f"{at}/gui-duyet")
    draft = draft_at(cast, at)
    assert list(listings.asked_for([draft])) == [draft.ref]


BY_WEIGHT = {"is_weighed": "y", "kg_price": "160k", "lightest": "1,4 kg", "heaviest": "1,6 kg", "increase": "10"}


def test_goods_that_are_weighed_tell_price_weights_and_ceiling_until_buyers_read_them(
    owner: Client, cast: Cast, client: Client
) -> None:
    at = begin(owner)
    write(owner, at)
    pack = draft_at(cast, at).content["packs"][0]["ref"]
    assert send(owner, f"{at}/gia?co={pack}", **PACK, **BY_WEIGHT, price="", seen="99").status_code == 303
    page = owner.get(f"{at}/gia").text
    assert 'value="160.000\xa0₫"' in page
    assert 'value="240.000\xa0₫"' in page, "the price is that of a piece of middle weight"
    send(owner, f"{at}/gui-duyet")
    (asked,) = approvals.waiting(limit=5)
    assert asked.after["packs"][0]["weighing"]["increase_bp"] == 1_000
    with transaction():
        approvals.approve(approvals.get_approval(asked.ref, lock=True), by=cast.operator)
    assert "160.000\xa0₫/kg, mỗi con, mỗi quả 1,4–1,6\xa0kg." in client.get("/p/mat-ong-hoa-vai").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kg_price": ""}, "cần giá mỗi kg"),
        ({"lightest": "", "heaviest": ""}, "cần giá mỗi kg"),
        ({"heaviest": "1,2 kg"}, "số sau không quá 3 lần số trước"),
        ({"heaviest": "5 kg"}, "số sau không quá 3 lần số trước"),
        ({"increase": "31"}, "từ 0 đến 30"),
        ({"increase": "mười"}, "từ 0 đến 30"),
        ({"kg_price": "125,00"}, "Không đọc được số tiền"),
        ({"start_1": "5", "price_1": "200k"}, "chỉ có một giá mỗi kg"),
    ],
)
def test_a_weighing_that_nobody_can_mean_is_refused_and_stays_typed(
    owner: Client, wrong: dict[str, str], sentence: str
) -> None:
    at = begin(owner)
    answer = add_pack(owner, at, **(BY_WEIGHT | {"price": ""} | wrong))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'name="is_weighed"' in answer.text


def test_a_new_price_of_weighed_goods_changes_the_one_per_kilogram(owner: Client, cast: Cast) -> None:
    bird = factories.chicken(cast.seller_a).variants[0]
    catalogue.reprice(bird, price_vnd=270_000)
    assert (bird.weighing or {})["kg_price_vnd"] == 180_000
    assert bird.price_vnd == 270_000
    with pytest.raises(BreaksByWeight):
        catalogue.set_price_breaks(bird, ((3, 200_000),))


def test_a_draft_of_before_still_says_what_is_on_sale(owner: Client, honey: Product, cast: Cast) -> None:
    with transaction():
        draft = drafts.change(honey, by=cast.owner_a)
        for pack in (*draft.content["packs"], *draft.base["packs"]):
            del pack["weighing"]
        draft.content["name_vi"] = "Mật ong mới"
    assert owner.get(f"/ban-hang/dang-mon/{draft.ref}/gia").status_code == 200
    assert owner.get(f"/ban-hang/dang-mon/{draft.ref}/xem-truoc").status_code == 200
