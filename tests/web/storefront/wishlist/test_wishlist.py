import pytest
from flask import Flask

from marketplace.cart.models import CartLine
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.wishlist import guests
from marketplace.wishlist.models import Wish
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted


@pytest.fixture(params=["guest", "signed in"])
def shopper(request: pytest.FixtureRequest, client: Client, cast: Cast) -> Client:
    """A guest, whose wishes stay on the device, and a person, whose wishes are her own."""
    return client if request.param == "guest" else people.signed_in(client, cast.buyer)


def press(client: Client, product: Product, path: str = "/mon-thich", **more: str) -> int:
    return client.send(path, {"slug": product.slug, **more}).status_code


def test_the_heart_puts_the_goods_on_the_list_and_leads_back(shopper: Client, honey: Product) -> None:
    answer = shopper.send("/mon-thich", {"slug": honey.slug, "next": f"/p/{honey.slug}"})
    assert (answer.status_code, answer.location) == (303, f"/p/{honey.slug}")
    page = shopper.get("/mon-thich").text
    assert "Đã thêm vào món thích." in page
    assert "Mật ong Green Life" in page
    assert "165.000\u00a0₫" in page


def test_goods_with_a_photo_show_it_on_the_list_and_in_the_basket(client: Client, honey: Product) -> None:
    honey.photos = [{"ref": "ANH23456", "width": 1600, "height": 1600, "blur": "data:,", "alt_vi": "", "alt_en": ""}]
    press(client, honey)
    client.send("/gio/them", {"ref": honey.variants[0].ref, "quantity": "1"})
    for page in ("/mon-thich", "/gio"):
        assert "/anh/ANH23456-400.webp" in client.get(page).text
        assert "/anh/" not in client.get(page, headers={"Save-Data": "on"}).text


def test_the_list_tells_what_became_cheaper_and_dearer(shopper: Client, honey: Product, eggs: Product) -> None:
    press(shopper, honey)
    press(shopper, eggs)
    honey.variants[0].price_vnd, eggs.variants[0].price_vnd = 155_000, 40_000
    page = shopper.get("/mon-thich").text
    assert "Rẻ hơn 10.000\u00a0₫" in page
    assert "Đắt hơn 2.000\u00a0₫" in page


def test_sold_out_goods_offer_a_reminder_and_goods_that_are_gone_nothing(
    shopper: Client, honey: Product, eggs: Product
) -> None:
    noodles = factories.product(honey.seller, "Miến dong", left=0)
    for product in (honey, eggs, noodles):
        press(shopper, product)
    eggs.is_listed = False
    page = shopper.get("/mon-thich").text
    assert page.count(">Thêm vào giỏ</button>") == 1
    assert page.count("Món này hiện không bán.") == 1
    assert f"/p/{noodles.slug}/nhac" in page
    assert f"/p/{honey.slug}/nhac" not in page


def test_the_list_shows_the_pack_size_that_can_be_bought_as_cards_do(shopper: Client, honey: Product) -> None:
    small, large = factories.pack(2, price_vnd=90_000), factories.pack(3, price_vnd=300_000)
    honey.variants += [small, large]
    db.session.flush()
    factories.lot(large, 5)
    press(shopper, honey)
    assert "từ 165.000\u00a0₫" in shopper.get("/mon-thich").text
    factories.lot(small, 2)
    page = shopper.get("/mon-thich").text
    assert "từ 90.000\u00a0₫" in page
    assert f'href="/p/{honey.slug}?co={small.ref}"' in page
    assert f'name="ref" value="{small.ref}"' in page
    assert "Rẻ hơn" not in page, "another pack size is no lower price"


def test_goods_whose_first_pack_size_is_sold_out_are_sold_in_another(shopper: Client, cast: Cast) -> None:
    noodles = factories.product(cast.seller_a, "Miến dong", left=0)
    large = factories.pack(2, price_vnd=300_000)
    noodles.variants.append(large)
    db.session.flush()
    factories.lot(large, 1)
    press(shopper, noodles)
    page = shopper.get("/mon-thich").text
    assert "300.000\u00a0₫" in page
    assert "165.000" not in page
    assert "Đắt hơn" not in page
    assert "Thêm vào giỏ" in page
    assert "Hết hàng" not in page
    assert "Nhắc tôi" not in page


def test_a_wish_goes_into_the_basket_from_the_list(shopper: Client, honey: Product) -> None:
    press(shopper, honey)
    answer = shopper.send("/gio/them", {"ref": honey.variants[0].ref, "next": "/mon-thich"}, form_at="/mon-thich")
    assert answer.location == "/mon-thich"
    assert [line.quantity for line in db.session.query(CartLine)] == [1]


def test_what_is_taken_off_can_be_taken_back_at_its_old_price(shopper: Client, honey: Product) -> None:
    press(shopper, honey)
    honey.variants[0].price_vnd = 150_000
    press(shopper, honey, "/mon-thich/bo")
    page = shopper.get("/mon-thich").text
    assert "Đã bỏ Mật ong Green Life khỏi món thích." in page
    assert "Chưa có món nào" in page
    press(shopper, honey)
    assert "Rẻ hơn 15.000\u00a0₫" in shopper.get("/mon-thich").text


def test_taking_off_twice_is_taking_off_once(shopper: Client, honey: Product) -> None:
    press(shopper, honey)
    assert [press(shopper, honey, "/mon-thich/bo") for _ in range(2)] == [303, 303]


def test_a_script_hears_only_that_it_worked(shopper: Client, honey: Product) -> None:
    assert press(shopper, honey, quiet="1") == 204
    page = shopper.get("/mon-thich").text
    assert "Mật ong Green Life" in page
    assert "Đã thêm vào món thích." not in page
    assert press(shopper, honey, "/mon-thich/bo", quiet="1") == 204


@pytest.mark.parametrize(("order", "first"), [("", "Trứng"), ("moi", "Trứng"), ("giam", "Mật"), ("re", "Trứng")])
def test_the_list_is_sorted_as_wanted(shopper: Client, honey: Product, eggs: Product, order: str, first: str) -> None:
    press(shopper, honey)
    press(shopper, eggs)
    honey.variants[0].price_vnd = 100_000
    page = shopper.get(f"/mon-thich?xep={order}").text.split('class="name"', 1)[1]
    assert page.index(first) == min(page.index("Trứng"), page.index("Mật"))


@pytest.mark.parametrize("address", ["?xep=lung-tung", "?trang=abc", "?trang=-1", f"?trang={10**20}", "?xep=%00"])
def test_an_address_nobody_wrote_shows_the_list(shopper: Client, honey: Product, address: str) -> None:
    press(shopper, honey)
    assert "Mật ong Green Life" in shopper.get(f"/mon-thich{address}").text


def test_a_long_list_has_pages(shopper: Client, cast: Cast) -> None:
    for number in range(21):
        press(shopper, factories.product(cast.seller_a, f"Mật ong số {number}"))
    assert shopper.get("/mon-thich").text.count('class="name"') == 20
    assert shopper.get("/mon-thich?xep=giam&trang=2").text.count('class="name"') == 1


def test_a_list_of_any_length_asks_as_much_as_a_short_one(shopper: Client, cast: Cast) -> None:
    for number in range(5):
        press(shopper, factories.product(cast.seller_a, f"Mật ong số {number}"))
    with counted() as statements:
        shopper.get("/mon-thich")
    assert len(statements) <= 3


@pytest.mark.parametrize("slug", ["", "khong-co", "x" * 300, "\x00", "'--"])
def test_goods_that_do_not_exist_are_answered_with_a_sentence(shopper: Client, slug: str) -> None:
    for path in ("/mon-thich", "/mon-thich/bo"):
        answer = shopper.send(path, {"slug": slug})
        assert answer.status_code == 404
        assert "Món này không còn bán ở đây." in answer.text


def test_goods_delisted_meanwhile_can_still_be_taken_off(shopper: Client, honey: Product) -> None:
    press(shopper, honey)
    honey.is_listed = False
    assert press(shopper, honey) == 404
    assert press(shopper, honey, "/mon-thich/bo") == 303
    assert "Chưa có món nào" in shopper.get("/mon-thich").text


def test_a_full_list_says_so(client: Client, cast: Cast, honey: Product) -> None:
    with client.session_transaction() as session:
        session["wishes"] = [[honey.id + number, 1_000] for number in range(1, 1 + guests.MOST_KEPT)]
    answer = client.send("/mon-thich", {"slug": honey.slug})
    assert answer.status_code == 409
    assert "Danh sách giữ tối đa 40 món." in answer.text


def test_a_forged_cookie_holds_no_wishes(client: Client, honey: Product) -> None:
    client.set_cookie("gui", "eyJ3aXNoZXMiOltbMSwxXV19.forged.forged")
    assert "Chưa có món nào" in client.get("/mon-thich").text


def test_a_guests_wishes_become_the_persons_own_at_sign_in(
    client: Client, cast: Cast, honey: Product, eggs: Product
) -> None:
    press(client, honey)
    db.session.add(Wish(user_id=cast.buyer.id, product_id=eggs.id, price_vnd=40_000))
    people.signed_in(client, cast.buyer)
    page = client.get("/mon-thich").text
    assert "Mật ong Green Life" in page
    assert "Rẻ hơn 2.000\u00a0₫" in page
    client.send("/dang-xuat", form_at="/tai-khoan")
    assert "Chưa có món nào" in client.get("/mon-thich").text


def test_a_neighbour_sees_and_touches_nothing_of_it(app: Flask, client: Client, cast: Cast, honey: Product) -> None:
    press(people.signed_in(client, cast.buyer), honey)
    neighbour = people.signed_in(app.test_client(), cast.neighbour)
    assert "Chưa có món nào" in neighbour.get("/mon-thich").text
    press(neighbour, honey, "/mon-thich/bo")
    assert db.session.query(Wish).count() == 1


def test_the_list_speaks_english(client: Client, honey: Product) -> None:
    press(client, honey)
    page = client.get("/mon-thich", headers={"Accept-Language": "en"}).text
    assert "My wish list" in page
