from flask import Flask

from marketplace import wishlist
from marketplace.catalogue.models import Product
from marketplace.sellers.models import SellerState
from tests import factories, people
from tests.client import Client
from tests.people import Cast


def press(client: Client, slug: str, path: str = "/noi-ban-theo-doi") -> int:
    return client.send(path, {"slug": slug, "next": "/don"}).status_code


def test_followed_shops_show_their_new_goods(buyer: Client, cast: Cast, honey: Product, eggs: Product) -> None:
    assert press(buyer, cast.seller_a.slug) == 303
    page = buyer.get("/noi-ban-theo-doi").text
    assert "Đã theo dõi HTX Green Life." in page
    assert "Mật ong Green Life" in page
    assert "Trứng gà Ngọc Hân" not in page


def test_who_follows_nobody_is_told_how(buyer: Client) -> None:
    assert "Chưa theo dõi nơi bán nào" in buyer.get("/noi-ban-theo-doi").text


def test_unfollowing_can_be_taken_back(buyer: Client, cast: Cast) -> None:
    press(buyer, cast.seller_a.slug)
    assert press(buyer, cast.seller_a.slug, "/noi-ban-theo-doi/bo") == 303
    page = buyer.get("/noi-ban-theo-doi").text
    assert "Lấy lại" in page
    assert "Chưa theo dõi nơi bán nào" in page


def test_a_shop_that_closed_is_still_shown_and_can_be_left(buyer: Client, cast: Cast) -> None:
    press(buyer, cast.seller_a.slug)
    cast.seller_a.state = SellerState.SUSPENDED
    page = buyer.get("/noi-ban-theo-doi").text
    assert "Đang tạm nghỉ bán" in page
    assert f"/htx/{cast.seller_a.slug}" not in page
    assert press(buyer, cast.seller_a.slug) == 404
    assert press(buyer, cast.seller_a.slug, "/noi-ban-theo-doi/bo") == 303


def test_a_shop_that_does_not_exist_is_answered_with_a_sentence(buyer: Client) -> None:
    for slug in ("", "khong-co", "\x00", "x" * 500):
        for path in ("/noi-ban-theo-doi", "/noi-ban-theo-doi/bo"):
            assert press(buyer, slug, path) == 404


def test_a_guest_signs_in_first(client: Client, cast: Cast) -> None:
    assert client.get("/noi-ban-theo-doi").location == "/dang-nhap?next=/noi-ban-theo-doi"
    press(client, cast.seller_a.slug)
    assert wishlist.following(cast.seller_a.id).followers == 0


def test_a_neighbour_leaves_only_for_himself(app: Flask, buyer: Client, cast: Cast) -> None:
    press(buyer, cast.seller_a.slug)
    press(people.signed_in(app.test_client(), cast.neighbour), cast.seller_a.slug, "/noi-ban-theo-doi/bo")
    assert wishlist.following(cast.seller_a.id).followers == 1


def test_a_shop_page_shows_its_followers_and_the_button(client: Client, cast: Cast, honey: Product) -> None:
    for follower in (cast.neighbour, cast.operator):
        wishlist.follow(follower.id, seller_id=cast.seller_a.id)
    path = f"/htx/{cast.seller_a.slug}"
    page = client.get(path).text
    assert "2 người theo dõi" in page
    assert f"/dang-nhap?next={path}" in page
    people.signed_in(client, cast.neighbour)
    assert 'aria-pressed="true"' in client.get(path).text


def test_the_shop_reads_how_many_follow_it(client: Client, cast: Cast) -> None:
    wishlist.follow(cast.buyer.id, seller_id=cast.seller_a.id)
    wishlist.follow(cast.neighbour.id, seller_id=cast.seller_b.id)
    page = people.signed_in(client, cast.packer_a).get("/ban-hang/them").text
    assert "<dt>Người theo dõi</dt><dd>1</dd>" in page


def test_many_followed_shops_have_pages(buyer: Client, cast: Cast) -> None:
    for number in range(21):
        wishlist.follow(cast.buyer.id, seller_id=factories.seller(f"HTX số {number}").id)
    page = buyer.get("/noi-ban-theo-doi").text
    assert "HTX số 20" in page
    assert "HTX số 0" not in page
    assert "HTX số 0" in buyer.get("/noi-ban-theo-doi?trang=2").text
