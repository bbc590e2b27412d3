"""Who works for several shops says for which one, and everything follows from it."""

from collections.abc import Callable

import pytest

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.client import Client
from tests.people import PASSWORD, Cast

CHOOSER = "/ban-hang/chon"
OrderIn = Callable[..., Order]


@pytest.fixture
def both(cast: Cast, client_for: Callable[[User], Client]) -> Client:
    """Somebody who owns seller A and packs for seller B."""
    factories.member(cast.seller_b, cast.owner_a, SellerRole.PACKER)
    return client_for(cast.owner_a)


def choose(browser: Client, slug: str, wanted: str = "") -> tuple[int, str]:
    answer = browser.send(CHOOSER, {"shop": slug, "next": wanted}, form_at=CHOOSER)
    return answer.status_code, answer.location


def test_who_works_for_one_shop_is_never_asked(owner: Client) -> None:
    page = owner.get("/ban-hang")
    assert page.status_code == 200
    assert CHOOSER not in page.text


def test_signing_in_with_several_shops_asks_and_leads_on(cast: Cast, client: Client) -> None:
    factories.member(cast.seller_b, cast.owner_a, SellerRole.PACKER)
    form = {"identifier": str(cast.owner_a.email), "password": PASSWORD}
    assert client.send("/dang-nhap", form, form_at="/dang-nhap").location == "/ban-hang"
    asked = client.get("/ban-hang/don?xem=xong")
    assert (asked.status_code, asked.location) == (303, f"{CHOOSER}?next=/ban-hang/don?xem%3Dxong")
    page = client.get(asked.location).text
    assert all(words in page for words in ("HTX Green Life", "HTX Sơn Nam", "Chủ gian hàng", "Đóng gói"))
    assert choose(client, cast.seller_b.slug, "/ban-hang/don?xem=xong") == (303, "/ban-hang/don?xem=xong")
    assert client.get("/ban-hang/don?xem=xong").status_code == 200


def test_a_shop_is_shown_with_the_role_that_one_has_there(cast: Cast, both: Client, honey: Product) -> None:
    factories.product(cast.seller_b, "Cam Sơn Nam")
    choose(both, cast.seller_a.slug)
    page = both.get("/ban-hang/mon").text
    assert "Mật ong Green Life" in page
    assert "Cam Sơn Nam" not in page
    assert "165.000" in page
    choose(both, cast.seller_b.slug)
    page = both.get("/ban-hang/mon").text
    assert "Cam Sơn Nam" in page
    assert "165.000" not in page, "there the owner of seller A is a packer"
    assert both.get("/ban-hang/don.csv").status_code == 403


def test_every_page_leads_to_the_other_shop(cast: Cast, both: Client) -> None:
    choose(both, cast.seller_a.slug)
    assert f'href="{CHOOSER}"' in both.get("/ban-hang/them").text


def test_the_choice_is_one_browsers_own_and_ends_with_the_session(
    cast: Cast, both: Client, client_for: Callable[[User], Client]
) -> None:
    choose(both, cast.seller_a.slug)
    assert client_for(cast.owner_a).get("/ban-hang").location.startswith(CHOOSER)
    both.send("/dang-xuat", form_at="/ban-hang/them")
    both.send("/dang-nhap", {"identifier": str(cast.owner_a.email), "password": PASSWORD}, form_at="/dang-nhap")
    assert both.get("/ban-hang").location.startswith(CHOOSER)


def test_who_is_removed_from_the_chosen_shop_loses_it_at_once(cast: Cast, both: Client, order_in: OrderIn) -> None:
    order = order_in()
    choose(both, cast.seller_a.slug)
    assert both.get(f"/ban-hang/don/{order.number}").status_code == 200
    db.session.delete(db.session.get_one(SellerMember, (cast.seller_a.id, cast.owner_a.id)))
    assert "HTX Sơn Nam" in both.get("/ban-hang").text
    assert both.get(f"/ban-hang/don/{order.number}").status_code == 404


def test_only_ones_own_shops_can_be_chosen(cast: Cast, both: Client, stranger: Client) -> None:
    other = factories.seller("HTX Khác")
    assert choose(both, other.slug)[0] == choose(stranger, cast.seller_a.slug)[0] == 404
    assert choose(both, "")[0] == 404


def test_who_has_no_shop_finds_no_choice(cast: Cast, client_for: Callable[[User], Client]) -> None:
    assert client_for(cast.neighbour).get(CHOOSER).status_code == 404


def test_no_other_site_is_led_to(cast: Cast, both: Client) -> None:
    assert choose(both, cast.seller_a.slug, "https://elsewhere.example/") == (303, "/ban-hang")


def test_the_number_of_an_order_of_the_other_shop_leads_there(cast: Cast, both: Client, order_in: OrderIn) -> None:
    path = f"/ban-hang/don/{order_in().number}"
    choose(both, cast.seller_b.slug)
    page = both.get(path)
    assert page.status_code == 404
    assert "Đơn này là của HTX Green Life" in page.text
    assert "Mật ong" not in page.text
    assert choose(both, cast.seller_a.slug, path) == (303, path)
    assert both.get(path).status_code == 200


def test_a_step_pressed_for_the_other_shop_is_not_taken(cast: Cast, both: Client, order_in: OrderIn) -> None:
    order = order_in()
    choose(both, cast.seller_b.slug)
    answer = both.send(f"/ban-hang/don/{order.number}/confirmation", form_at="/ban-hang/them")
    assert answer.status_code == 404
    assert "Chuyển sang HTX Green Life" in answer.text
    db.session.refresh(order)
    assert order.state == OrderState.PLACED


def test_the_order_of_a_shop_of_others_stays_unknown(cast: Cast, both: Client) -> None:
    foreign = factories.order(factories.product(factories.seller("HTX Khác")))
    choose(both, cast.seller_a.slug)
    answer = both.get(f"/ban-hang/don/{foreign.number}")
    assert answer.status_code == 404
    assert "HTX Khác" not in answer.text
    assert "Không thấy đơn này." in answer.text
