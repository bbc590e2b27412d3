from datetime import timedelta

from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.traceability.models import LotStep
from tests import factories
from tests.client import Client


def test_every_pack_size_shows_its_price_without_scripts(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", content_amount=1000, price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    page = client.get(f"/p/{honey.slug}").text
    assert "<b>Hũ 500 ml</b>165.000\u00a0₫" in page
    assert "<b>Hũ 1 lít</b>310.000\u00a0₫" in page
    assert "330.000\u00a0₫/lít" in page


def test_a_pack_size_can_be_chosen_by_its_address(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    page = client.get(f"/p/{honey.slug}?co={honey.variants[1].ref}").text
    assert page.index('<p data-price>') < page.index("310.000\u00a0₫")


def test_small_amounts_are_told_exactly_and_large_ones_are_not(client: Client, honey: Product) -> None:
    assert "Còn 10, lô " in client.get(f"/p/{honey.slug}").text
    factories.lot(honey.variants[0], 500)
    page = client.get(f"/p/{honey.slug}").text
    assert "Còn hàng, lô " in page
    assert "510" not in page


def test_a_sold_out_product_says_when_the_next_season_begins(client: Client, cast: object) -> None:
    month_after_next = (today().month + 1) % 12 + 1
    gone = factories.product(left=0, season_months=1 << (month_after_next - 1))
    page = client.get(f"/p/{gone.slug}").text
    assert f"Hết, vụ sau từ tháng {month_after_next}" in page
    assert "Thêm vào giỏ" not in page


def test_a_valid_certificate_shows_stars_and_its_last_day(client: Client, honey: Product) -> None:
    paper = factories.certificate(honey, stars=4)
    page = client.get(f"/p/{honey.slug}").text
    assert "OCOP 4 sao, cấp tỉnh" in page
    assert f"{paper.expires_on:%d/%m/%Y}" in page


def test_an_ended_certificate_shows_no_seal_and_says_why(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=3, issued_days_ago=1_200)
    page = client.get(f"/p/{honey.slug}").text
    assert 'class="ocop' not in page
    assert "Giấy OCOP 3 sao hết hạn ngày" in page


def test_an_applicant_is_marked_as_not_graded_yet(client: Client, honey: Product) -> None:
    honey.is_ocop_applicant = True
    page = client.get(f"/p/{honey.slug}").text
    assert "Đang làm hồ sơ OCOP" in page
    assert 'class="ocop' not in page


def test_the_way_of_the_lot_is_told_in_order(client: Client, honey: Product) -> None:
    lot = factories.lot(honey.variants[0], 3, code="GL-1125", best_before_in_days=30)
    for days_ago, title in ((3, "Đóng hũ"), (9, "Quay mật")):
        db.session.add(LotStep(lot_id=lot.id, happened_on=today() - timedelta(days=days_ago), title_vi=title))
    page = client.get(f"/p/{honey.slug}").text
    assert "Lô GL-1125" in page
    assert page.index("Quay mật") < page.index("Đóng hũ")


def test_the_average_appears_from_five_reviews_on(client: Client, honey: Product) -> None:
    honey.review_count, honey.review_points = 4, 20
    assert "5,0" not in client.get(f"/p/{honey.slug}").text
    honey.review_count, honey.review_points = 5, 24
    assert "4,8" in client.get(f"/p/{honey.slug}").text


def test_fee_and_day_are_shown_for_the_chosen_place(client: Client, honey: Product) -> None:
    assert "Chọn nơi nhận" in client.get(f"/p/{honey.slug}").text
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get(f"/p/{honey.slug}").text
    assert "tại Phường Ba Đình, Hà Nội." in page
    assert "Phí 30.000\u00a0₫." in page


def test_goods_that_do_not_travel_that_far_say_so(client: Client, honey: Product) -> None:
    honey.ship_scope = "province"
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    assert "Món này chỉ gửi trong Phú Thọ" in client.get(f"/p/{honey.slug}").text


def test_a_product_that_does_not_exist_is_not_found(client: Client, cast: object) -> None:
    answer = client.get("/p/khong-co")
    assert answer.status_code == 404
    assert "Món này không còn bán ở đây." in answer.text
