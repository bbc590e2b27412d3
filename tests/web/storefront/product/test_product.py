from datetime import timedelta

import pytest

from marketplace.catalogue.models import Product, ShipScope
from marketplace.clock import today
from marketplace.database import db
from marketplace.sellers.models import SellerState
from marketplace.traceability.models import LotStep
from tests import factories, people
from tests.client import Client
from tests.people import Cast


def test_every_pack_size_shows_its_price_without_scripts(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", content_amount=1000, price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    page = client.get(f"/p/{honey.slug}").text
    assert "<b>Hũ 500\u00a0ml</b> 165.000\u00a0₫" in page
    assert "<b>Hũ 1\u00a0lít</b> 310.000\u00a0₫" in page
    assert "330.000\u00a0₫/lít" in page


def test_a_pack_size_can_be_chosen_by_its_address(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    page = client.get(f"/p/{honey.slug}?co={honey.variants[1].ref}").text
    assert "310.000\u00a0₫" in page.split("<p data-price>", 1)[1].split("</p>", 1)[0]


def test_the_page_answers_in_the_order_in_which_a_buyer_asks(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=4)
    lot = factories.lot(honey.variants[0], 3)
    db.session.flush()
    db.session.add(LotStep(lot_id=lot.id, happened_on=today(), title_vi="Quay mật"))
    page = client.get(f"/p/{honey.slug}").text
    asked = (
        "cấp tỉnh, đến ",
        "data-price",
        "Cỡ gói",
        "Gửi đến đâu?",
        'name="quantity"',
        "Thêm vào giỏ",
        'id="danh-gia"',
        "Quay mật",
    )
    places = [page.index(words) for words in asked]
    assert places == sorted(places)
    buttons = page.split('<div class="buy">', 1)[1].split("</div>", 1)[0]
    assert buttons.index("Thích món này") < buttons.index("Mua ngay")


def test_the_page_of_a_pack_tells_of_that_pack(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", price_vnd=310_000))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    address = f"/p/{honey.slug}?co={honey.variants[1].ref}"
    assert told(client, address) == ("310000", "in stock", f"http://127.0.0.1:5000{address}")
    page = client.get(address).text
    assert 'content="310.000\u00a0₫, hũ 1\u00a0lít.' in page
    assert f"/the.png?hl=vi&amp;co={honey.variants[1].ref}&amp;v=" in page
    plain = f"http://127.0.0.1:5000/p/{honey.slug}"
    assert told(client, f"/p/{honey.slug}?co=none") == told(client, f"/p/{honey.slug}") == ("165000", "in stock", plain)


def test_the_page_of_a_pack_that_is_sold_out_says_so(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, pack_vi="Hũ 1 lít", price_vnd=310_000))
    db.session.flush()
    address = f"/p/{honey.slug}?co={honey.variants[1].ref}"
    assert told(client, address)[:2] == ("310000", "out of stock")
    page = client.get(address).text
    assert "310.000\u00a0₫" in page.split("<p data-price>", 1)[1].split("</p>", 1)[0]
    assert '<span class="small" data-stock>Hết hàng</span>' in page
    assert 'content="310.000\u00a0₫, hũ 1\u00a0lít. Hết hàng.' in page
    answer = client.send("/gio/them", {"ref": honey.variants[1].ref, "quantity": "1"})
    assert (answer.status_code, "Món này vừa hết hàng." in answer.text) == (409, True)


def told(client: Client, address: str) -> tuple[str, str, str]:
    """Price, stock and address as those who show a link read them."""
    page = client.get(address).text
    names = ("product:price:amount", "product:availability", "og:url")
    price, stock, url = (page.split(f'<meta property="{name}" content="', 1)[1].split('"', 1)[0] for name in names)
    return price, stock, url


def test_no_more_can_be_chosen_than_are_left(client: Client, honey: Product) -> None:
    assert 'data-max="10"' in client.get(f"/p/{honey.slug}").text
    factories.lot(honey.variants[0], 500)
    assert 'data-max="99"' in client.get(f"/p/{honey.slug}").text


def test_what_is_not_sent_to_the_chosen_place_cannot_be_bought(client: Client, honey: Product) -> None:
    honey.ship_scope = ShipScope.PROVINCE
    assert "Thêm vào giỏ" in client.get(f"/p/{honey.slug}").text
    client.send("/noi-nhan", {"pick": "27259"}, form_at="/noi-nhan")
    page = client.get(f"/p/{honey.slug}").text
    assert "Đổi nơi nhận" in page.split('<div class="buy">', 1)[1].split("</div>", 1)[0]
    assert "Thêm vào giỏ" not in page
    assert "Mua ngay" not in page


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
    certificate = factories.certificate(honey, stars=4)
    page = client.get(f"/p/{honey.slug}").text
    assert "OCOP 4 sao, cấp tỉnh" in page
    assert f"{certificate.expires_on:%d/%m/%Y}" in page


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


def test_each_pack_size_has_its_own_fee(client: Client, honey: Product) -> None:
    sizes = {"pack_vi": "Thùng 12 hũ", "content_amount": 6_000}
    honey.variants.append(factories.pack(2, gross_grams=10_800, price_vnd=480_000, **sizes))
    db.session.flush()
    factories.lot(honey.variants[1], 5)
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    told = client.get(f"/p/{honey.slug}").text.split("<span data-fee>", 1)[1]
    assert told.startswith("Phí 30.000\u00a0₫ cho hũ 500\u00a0ml.")
    large = client.get(f"/p/{honey.slug}?co={honey.variants[1].ref}").text
    assert "<span data-fee>Phí 93.000\u00a0₫ cho thùng 12\u00a0hũ." in large
    assert large.count('data-fee="Phí 30.000\u00a0₫ cho hũ 500\u00a0ml."') == 1


def test_a_pack_with_a_box_tells_its_fee(client: Client, honey: Product) -> None:
    honey.variants[0].box_cm = [30, 20, 10]
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    assert "Phí 30.000\u00a0₫" in client.get(f"/p/{honey.slug}").text


def test_goods_that_do_not_travel_that_far_say_so(client: Client, honey: Product) -> None:
    honey.ship_scope = "province"
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    assert "Món này chỉ gửi trong Phú Thọ" in client.get(f"/p/{honey.slug}").text


def test_a_product_that_does_not_exist_is_not_found(client: Client, cast: object) -> None:
    answer = client.get("/p/khong-co")
    assert answer.status_code == 404
    assert "Món này không còn bán ở đây." in answer.text


def test_a_province_alone_is_enough_for_an_estimate(client: Client, honey: Product) -> None:
    page = f"/p/{honey.slug}"
    assert 'name="province_code" form="where"' in client.get(page).text
    answer = client.send("/noi-nhan/tinh", {"province_code": "01", "next": page}, form_at=page)
    assert (answer.status_code, answer.location) == (303, page)
    told = client.get(page).text
    assert "tại Hà Nội." in told
    assert "Phí khoảng 30.000\u00a0₫." in told
    assert "Chọn phường, xã" in told
    assert '<option selected value="01">' in client.get("/noi-nhan").text


@pytest.mark.parametrize("code", ["", "98", "00004", "\x00", "x" * 500])
def test_a_province_that_does_not_exist_is_refused_with_a_sentence(client: Client, honey: Product, code: str) -> None:
    answer = client.send("/noi-nhan/tinh", {"province_code": code}, form_at=f"/p/{honey.slug}")
    assert answer.status_code == 400
    assert "Chọn tỉnh" in answer.text
    assert 'form="where"' in client.get(f"/p/{honey.slug}").text


def test_the_lot_sold_first_is_told_with_its_last_day(client: Client, cast: object) -> None:
    honey = factories.product(left=0)
    lot = factories.lot(honey.variants[0], 3, code="GL-1125", best_before_in_days=30)
    assert f"Còn 3, lô GL-1125, hạn dùng {lot.best_before_on:%d/%m/%Y}" in client.get(f"/p/{honey.slug}").text


def test_lower_prices_for_larger_quantities_stand_beside_the_pack(client: Client, honey: Product) -> None:
    honey.variants[0].price_breaks = [[5, 150_000], [10, 140_000]]
    page = client.get(f"/p/{honey.slug}").text
    assert "<b>Hũ 500\u00a0ml</b> từ 5 hũ: 150.000\u00a0₫ · từ 10 hũ: 140.000\u00a0₫" in page


def test_a_drawing_can_be_seen_large_without_scripts(client: Client, honey: Product) -> None:
    assert f'href="/p/{honey.slug}/hinh/1"' in client.get(f"/p/{honey.slug}").text
    page = client.get(f"/p/{honey.slug}/hinh/1").text
    assert '<img class="large" src="/static/art/mat-ong-green-life' in page
    assert f'href="/p/{honey.slug}"' in page
    assert client.get(f"/p/{honey.slug}/hinh/2").status_code == 404


def test_photos_come_in_their_order_with_a_way_from_each_to_the_next(client: Client, honey: Product) -> None:
    refs = ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"]
    said = {"alt_vi": "Hũ mật trên bàn", "alt_en": "", "blur": "data:,", "width": 1600, "height": 900}
    honey.photos = [{"ref": ref, **said} for ref in refs]
    page = client.get(f"/p/{honey.slug}").text
    assert page.index(refs[0]) < page.index(refs[1])
    first, second = (client.get(f"/p/{honey.slug}/hinh/{number}").text for number in (1, 2))
    assert f'src="/anh/{refs[0]}-1600.jpg" width="1600" height="900" alt="Hũ mật trên bàn"' in first
    assert "Ảnh 1 trên 2" in first
    assert f'href="/p/{honey.slug}/hinh/2"' in first
    assert f'href="/p/{honey.slug}/hinh/1"' in second


def test_a_product_off_the_shelf_offers_similar_ones(client: Client, cast: object) -> None:
    gone = factories.product(name="Mật ong Cũ", is_listed=False)
    factories.product(name="Mật ong Mới")
    answer = client.get(f"/p/{gone.slug}")
    assert answer.status_code == 404
    assert "<h1>Mật ong Cũ</h1>" in answer.text
    assert "Món này đang ngừng bán." in answer.text
    assert "Mật ong Mới" in answer.text
    assert client.get(f"/p/{gone.slug}/hinh/1").status_code == 404


def test_a_shop_that_is_closed_keeps_its_goods_off_the_shelf(client: Client, cast: Cast, honey: Product) -> None:
    cast.seller_a.state = SellerState.SUSPENDED
    answer = client.get(f"/p/{honey.slug}")
    assert answer.status_code == 404
    assert "Món này đang ngừng bán." in answer.text


def test_the_heart_knows_what_this_person_wishes_for(client: Client, cast: Cast, honey: Product) -> None:
    people.signed_in(client, cast.buyer)
    assert 'aria-pressed="false"' in client.get(f"/p/{honey.slug}").text
    client.send("/mon-thich", {"slug": honey.slug}, form_at=f"/p/{honey.slug}")
    assert 'aria-pressed="true"' in client.get(f"/p/{honey.slug}").text


def test_other_goods_of_the_seller_and_of_others_stand_apart(client: Client, cast: Cast, honey: Product) -> None:
    factories.product(cast.seller_a, "Trứng gà", category="ga-trung")
    factories.product(cast.seller_b, "Mật ong Sơn Nam")
    page = client.get(f"/p/{honey.slug}").text
    same_seller = page.split('id="same-seller"', 1)[1].split("</section>", 1)[0]
    elsewhere = page.split('id="elsewhere"', 1)[1].split("</section>", 1)[0]
    assert "Trứng gà" in same_seller
    assert "Sơn Nam" not in same_seller
    assert "Mật ong Sơn Nam" in elsewhere
    assert "Trứng gà" not in elsewhere
