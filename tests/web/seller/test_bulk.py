"""One change of many listings: seen before, done once, and taken back."""

import re

import pytest

from marketplace import approvals, catalogue, listings
from marketplace.approvals import ApprovalKind
from marketplace.approvals.listings import set_price
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.listings.models import UNDO_WITHIN
from tests import factories
from tests.client import Client
from tests.people import Cast

AT = "/ban-hang/doi-nhieu"


@pytest.fixture
def tea(honey: Product) -> Product:
    """Another of seller A's goods, at 99,500 dong."""
    return factories.product(honey.seller, "Chè Shan", left=5, price_vnd=99_500)


def price_of(product: Product) -> int:
    db.session.refresh(product.variants[0])
    return product.variants[0].price_vnd


def seen(page: str) -> dict[str, list[str]]:
    """What the form of a preview sends."""
    form = page.split('method="post"', 1)[1]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


def preview(client: Client, *products: Product, **asked: str) -> str:
    chosen = "&".join(f"mon={product.slug}" for product in products)
    said = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"{AT}/xem?{chosen}&{said}").text


def confirm(client: Client, page: str) -> str:
    answer = client.send(AT, seen(page), form_at="/ban-hang/them")
    assert answer.status_code == 303, answer.text
    return answer.location


def test_each_line_is_shown_before_and_after_with_what_the_seller_receives(
    owner: Client, honey: Product, tea: Product
) -> None:
    page = preview(owner, honey, tea, viec="phan-tram", huong="tang", muc="10", tron="1000")
    assert "Giá tăng 10\xa0%, làm tròn đến 1.000\xa0₫" in page
    for told in ("165.000\xa0₫", "182.000\xa0₫", "156.750\xa0₫", "172.900\xa0₫", "99.500\xa0₫", "109.000\xa0₫"):
        assert told in page
    assert "Đổi 2 dòng" in page
    assert (price_of(honey), price_of(tea)) == (165_000, 99_500)


def test_one_confirm_changes_all_lines_and_one_undo_takes_back(owner: Client, honey: Product, tea: Product) -> None:
    at = confirm(owner, preview(owner, honey, tea, viec="so-tien", huong="giam", muc="5k", tron="1000"))
    assert (price_of(honey), price_of(tea)) == (160_000, 95_000)
    page = owner.get(at).text
    assert "Hoàn tác được đến" in page
    assert owner.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them").status_code == 303
    assert (price_of(honey), price_of(tea)) == (165_000, 99_500)
    assert "Đã hoàn tác 2 dòng." in owner.get(at).text


def test_a_form_that_is_sent_twice_counts_once(owner: Client, honey: Product) -> None:
    page = preview(owner, honey, viec="phan-tram", huong="tang", muc="10", tron="1")
    assert confirm(owner, page) == confirm(owner, page)
    assert price_of(honey) == 181_500


def test_a_line_that_cannot_be_changed_says_why(owner: Client, honey: Product, tea: Product) -> None:
    catalogue.set_price_breaks(honey.variants[0], ((5, 150_000),))
    page = preview(owner, honey, tea, viec="phan-tram", huong="giam", muc="20", tron="1000")
    assert "Giá bán phải cao hơn giá mua nhiều." in page
    assert "Đổi 1 dòng" in page
    confirm(owner, page)
    assert (price_of(honey), price_of(tea)) == (165_000, 80_000)


def test_a_change_that_rounding_takes_back_is_told(owner: Client, honey: Product) -> None:
    assert "Làm tròn xong vẫn là giá cũ." in preview(owner, honey, viec="so-tien", huong="tang", muc="1k", tron="5000")


def test_a_price_that_rises_too_far_waits_and_the_undo_takes_the_request_back(owner: Client, honey: Product) -> None:
    page = preview(owner, honey, viec="phan-tram", huong="tang", muc="40", tron="1000")
    assert "Chờ duyệt trước" in page
    at = confirm(owner, page)
    assert price_of(honey) == 165_000
    ref = honey.variants[0].ref
    asked = approvals.find_waiting(ApprovalKind.PRICE, ref)
    assert asked is not None
    assert asked.after == {"price_vnd": 231_000}
    assert "Chờ duyệt" in owner.get("/ban-hang/mon?xem=cho-duyet").text
    owner.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them")
    assert approvals.find_waiting(ApprovalKind.PRICE, ref) is None


def test_what_somebody_changed_since_the_preview_stays(owner: Client, honey: Product, tea: Product) -> None:
    page = preview(owner, honey, tea, viec="phan-tram", huong="tang", muc="10", tron="1000")
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    db.session.commit()
    at = confirm(owner, page)
    assert (price_of(honey), price_of(tea)) == (170_000, 109_000)
    assert "Có người vừa đổi món này, nên chưa đổi gì." in owner.get(at).text


def test_the_undo_leaves_what_somebody_changed_since_and_says_so(owner: Client, honey: Product, tea: Product) -> None:
    at = confirm(owner, preview(owner, honey, tea, viec="phan-tram", huong="tang", muc="10", tron="1000"))
    catalogue.reprice(honey.variants[0], price_vnd=190_000)
    db.session.commit()
    owner.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them")
    assert (price_of(honey), price_of(tea)) == (190_000, 99_500)
    page = owner.get(at).text
    assert "Có người đã đổi món này sau đó, nên giữ nguyên như bây giờ." in page
    assert "1 dòng giữ nguyên." in page


def test_an_undo_that_comes_too_late_or_twice_is_refused(owner: Client, cast: Cast, honey: Product) -> None:
    at = confirm(owner, preview(owner, honey, viec="ngung"))
    bulk = listings.get_bulk_change(cast.seller_a.id, at.rsplit("/", 1)[1])
    bulk.made_at = now() - UNDO_WITHIN
    db.session.commit()
    answer = owner.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them")
    assert answer.status_code == 409
    assert "Đã quá 24 giờ" in answer.text
    assert not honey.is_listed


@pytest.mark.parametrize(("word", "listed", "archived"), [("ngung", False, False), ("cat", False, True)])
def test_goods_are_switched_off_or_put_away_and_come_back(
    owner: Client, honey: Product, tea: Product, word: str, listed: bool, archived: bool
) -> None:
    at = confirm(owner, preview(owner, honey, tea, viec=word))
    db.session.refresh(honey)
    assert (honey.is_listed, honey.is_archived) == (listed, archived)
    owner.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them")
    db.session.refresh(honey)
    assert (honey.is_listed, honey.is_archived) == (True, False)


def test_all_that_the_list_finds_is_changed_at_once(owner: Client, honey: Product, tea: Product) -> None:
    page = owner.get(f"{AT}/xem?ca=1&q=che&viec=phan-tram&huong=tang&muc=5&tron=500").text
    assert "Chè Shan" in page
    assert "Mật ong Green Life" not in page
    confirm(owner, page)
    assert (price_of(honey), price_of(tea)) == (165_000, 104_500)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Chưa chọn món nào"),
        ("mon=khong-co&viec=ngung", "Chưa chọn món nào"),
        ("{honey}", "Chọn việc cần làm."),
        ("{honey}&viec=xyz", "Chọn một trong các mục có sẵn."),
        ("{honey}&viec=phan-tram&huong=tang&muc=&tron=1000", "Phần trăm phải là số"),
        ("{honey}&viec=phan-tram&huong=tang&muc=-5&tron=1000", "Phần trăm phải là số"),
        ("{honey}&viec=phan-tram&huong=tang&muc=501&tron=1000", "Phần trăm phải là số"),
        ("{honey}&viec=so-tien&huong=tang&muc=1.0,5&tron=1000", "Không đọc được số tiền"),
        ("{honey}&viec=so-tien&huong=giam&muc=200.000&tron=1000", "Giá phải từ 1.000"),
        ("{honey}&viec=phan-tram&huong=tang&muc=5&tron=7", "Chọn một trong các mục có sẵn."),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_sentence(owner: Client, honey: Product, query: str, sentence: str) -> None:
    answer = owner.get(f"{AT}/xem?{query.replace('{honey}', f'mon={honey.slug}')}")
    assert answer.status_code == 200
    assert sentence in answer.text


def test_the_goods_of_another_shop_are_neither_seen_nor_changed(
    stranger: Client, owner: Client, honey: Product
) -> None:
    assert "Mật ong" not in preview(stranger, honey, viec="ngung")
    form = seen(preview(owner, honey, viec="ngung"))
    del form["csrf_token"]
    assert stranger.send(AT, form, form_at="/ban-hang/them").status_code == 400
    db.session.refresh(honey)
    assert honey.is_listed
    at = confirm(owner, preview(owner, honey, viec="ngung"))
    assert stranger.get(at).status_code == 404
    assert stranger.send(f"{at}/hoan-tac", {}, form_at="/ban-hang/them").status_code == 404


def test_a_packer_changes_no_prices(packer: Client, honey: Product) -> None:
    assert packer.get(AT).status_code == 403
    assert "Đổi các món đã tích" not in packer.get("/ban-hang/mon").text


def test_many_small_rises_count_as_one_large_one(cast: Cast, honey: Product) -> None:
    variant = honey.variants[0]
    assert set_price(variant, price_vnd=190_000, by=cast.owner_a) is None
    assert set_price(variant, price_vnd=214_500, by=cast.owner_a) is None, "30 percent are no jump"
    asked = set_price(variant, price_vnd=215_000, by=cast.owner_a)
    assert asked is not None
    assert variant.price_vnd == 214_500
    approvals.approve(asked, by=cast.operator)
    assert variant.price_vnd == 215_000
    assert set_price(variant, price_vnd=270_000, by=cast.owner_a) is None, "it was looked at, and counts anew"


def test_a_price_set_at_once_ends_the_wait_for_another(cast: Cast, honey: Product) -> None:
    variant = honey.variants[0]
    assert set_price(variant, price_vnd=400_000, by=cast.owner_a) is not None
    assert set_price(variant, price_vnd=170_000, by=cast.owner_a) is None
    assert approvals.find_waiting(ApprovalKind.PRICE, variant.ref) is None


def test_recent_changes_can_be_found_again(owner: Client, honey: Product) -> None:
    at = confirm(owner, preview(owner, honey, viec="ngung"))
    assert at in owner.get(AT).text
    with pretending(now() + UNDO_WITHIN):
        assert listings.recent_changes(honey.seller_id) == []
