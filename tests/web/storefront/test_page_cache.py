"""A guest's page goes out again as it is while nothing changes that it shows, and never longer."""

import gzip
from collections.abc import Callable
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text, update

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from marketplace.database_version import DatabaseVersion
from tests import factories, people
from tests.client import Client, visitor_of
from tests.elsewhere import elsewhere
from tests.people import Cast
from tests.statements import counted
from tests.web.storefront.shopping import card_in, put

pytestmark = pytest.mark.smoke
OLD, NEW, SEAL = "165.000\u00a0₫", "171.000\u00a0₫", 'class="ocop'


@pytest.fixture
def cast(committed_app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Product:
    honey = factories.product(cast.seller_a, "Mật ong Green Life", season_months=1 << (today().month - 1))
    factories.certificate(honey, stars=4).expires_on = today()
    db.session.commit()
    return honey


@pytest.fixture
def visitors(committed_app: Flask) -> Callable[[], Client]:
    return lambda: visitor_of(committed_app)


@pytest.fixture(
    params=[
        "/",
        "/c/mat-ong",
        "/htx/{seller}",
        "/mua?thang={month}",
        "/p/{slug}",
        "/tim?q=mat+ong",
        "/tinh/phu-tho",
        "/tinh/phu-tho/muong-dong",
    ]
)
def path(request: pytest.FixtureRequest, honey: Product) -> str:
    """A page that shows the honey."""
    return str(request.param).format(slug=honey.slug, seller=honey.seller.slug, month=today().month)


@pytest.fixture(params=["/c/mat-ong", "/p/{slug}"])
def either(request: pytest.FixtureRequest, honey: Product) -> str:
    """A page that all see alike, and one with forms."""
    return str(request.param).format(slug=honey.slug)


@pytest.fixture(params=["/chon-loc", "/danh-muc", "/tinh"])
def overview(request: pytest.FixtureRequest, honey: Product) -> str:
    """A page that shows no goods."""
    return str(request.param)


def asked_by(visitor: Client, path: str, **more: object) -> int:
    with counted() as statements:
        assert visitor.get(path, **more).status_code == 200
    return len(statements)


def reprice_elsewhere(honey: Product) -> None:
    """What another program does at the database's own prompt."""
    with elsewhere() as connection:
        connection.execute(update(Variant).where(Variant.product_id == honey.id).values(price_vnd=171_000))
        connection.commit()


def test_the_second_guest_costs_one_question(visitors: Callable[[], Client], path: str) -> None:
    first = visitors().get(path).text
    assert min(asked_by(visitors(), path) for _ in range(20)) == 1  # tests beside this one write to the same server
    assert "csrf_token" in first or visitors().get(path).text == first


def test_an_overview_costs_the_second_guest_one_question(visitors: Callable[[], Client], overview: str) -> None:
    first = visitors().get(overview).text
    assert min(asked_by(visitors(), overview) for _ in range(20)) == 1
    assert visitors().get(overview).text == first


def test_home_reminds_each_guest_of_what_they_looked_at(visitors: Callable[[], Client], honey: Product) -> None:
    looked = visitors()
    visitors().get("/")
    looked.get(f"/p/{honey.slug}")
    assert 'id="seen"' in looked.get("/").text
    assert 'id="seen"' not in visitors().get("/").text


def test_a_price_that_another_program_wrote_is_shown_at_once(visitors: Callable[[], Client], honey: Product) -> None:
    path = f"/p/{honey.slug}"
    assert all(OLD in visitors().get(path).text for _ in range(3))
    reprice_elsewhere(honey)
    page = visitors().get(path).text
    assert NEW in page
    assert OLD not in page


def test_a_change_while_a_page_is_made_is_in_the_next_one(
    visitors: Callable[[], Client], honey: Product, path: str
) -> None:
    read: list[str] = []

    def overtake(*executed: object) -> None:
        if "price_vnd" in str(executed[2]) and not read:
            read.append(OLD)
            reprice_elsewhere(honey)

    event.listen(db.engine, "after_cursor_execute", overtake)
    page = visitors().get(path).text
    event.remove(db.engine, "after_cursor_execute", overtake)
    assert read == [OLD]
    assert OLD in page
    assert NEW in visitors().get(path).text


def test_at_midnight_the_star_is_gone_though_nothing_was_written(
    visitors: Callable[[], Client], honey: Product, path: str
) -> None:
    assert all(SEAL in card_in(visitors().get(path).text, honey) for _ in range(2))
    with pretending(end_of_day(today())):
        card = card_in(visitors().get(path).text, honey)
    assert card
    assert SEAL not in card


def test_every_guest_gets_their_own_form_token(visitors: Callable[[], Client], honey: Product) -> None:
    guests = [visitors() for _ in range(3)]
    assert len({guest.token(f"/p/{honey.slug}") for guest in guests}) == 3
    assert all(put(guest, honey).status_code == 303 for guest in guests)


def test_a_page_that_goes_out_again_is_remembered_as_seen(visitors: Callable[[], Client], honey: Product) -> None:
    for _ in range(2):
        guest = visitors()
        guest.get(f"/p/{honey.slug}")
        cookie = guest.get_cookie("seen")
        assert cookie is not None
        assert cookie.value == str(honey.id)


def test_guests_with_a_basket_a_language_or_a_place_see_their_own(
    visitors: Callable[[], Client], honey: Product, path: str
) -> None:
    plain, buyer, english, sender = (visitors() for _ in range(4))
    put(buyer, honey, 3)
    english.post("/ngon-ngu", data={"locale": "en"})
    sender.send("/noi-nhan/tinh", {"province_code": "25"})
    for _ in range(2):
        assert "số món: 0" in plain.get(path).text
        assert "số món: 3" in buyer.get(path).text
        assert '<html lang="en"' in english.get(path).text
        assert '<html lang="en"' in visitors().get(path, headers={"Accept-Language": "en"}).text
        assert '<html lang="vi"' in plain.get(path).text
        fees = ["Phí khoảng" in guest.get(path).text for guest in (plain, sender)]
        assert fees == [False, path.startswith("/p/")]


def test_what_is_told_once_is_told_once(visitors: Callable[[], Client], path: str) -> None:
    guest, said = visitors(), "Đã xóa những món vừa xem."
    for _ in range(2):
        assert guest.send("/da-xem/xoa").status_code == 303
        assert said in guest.get(path).text
        assert said not in guest.get(path).text
        assert said not in visitors().get(path).text


def test_signed_in_people_are_asked_for_each_time(visitors: Callable[[], Client], cast: Cast, path: str) -> None:
    buyer = people.signed_in(visitors(), cast.buyer)
    visitors().get(path)
    for _ in range(2):
        assert cast.buyer.name in buyer.get(path).text
        assert cast.buyer.name not in visitors().get(path).text
    assert asked_by(buyer, path) > 1


def test_an_ended_session_shows_no_name_any_longer(visitors: Callable[[], Client], cast: Cast, path: str) -> None:
    buyer = people.signed_in(visitors(), cast.buyer)
    assert cast.buyer.name in buyer.get(path).text
    buyer.send("/dang-xuat", form_at="/tai-khoan")
    assert cast.buyer.name not in buyer.get(path).text


def test_a_page_goes_out_again_for_a_minute_at_most(
    visitors: Callable[[], Client], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors().get(path)
    monkeypatch.setattr("marketplace.web.page_front.monotonic", lambda: monotonic() + 61)
    assert asked_by(visitors(), path) > 1


def test_asking_for_the_head_alone_neither_keeps_nor_takes_a_page(visitors: Callable[[], Client], path: str) -> None:
    assert visitors().head(path).get_data() == b""
    assert len(visitors().get(path).text) > 1000
    assert visitors().head(path).get_data() == b""


def test_a_page_that_is_not_there_stays_so_until_it_is(visitors: Callable[[], Client], honey: Product) -> None:
    for _ in range(2):
        assert visitors().get("/p/mat-ong-moi").status_code == 404
    honey.slug = "mat-ong-moi"
    db.session.commit()
    assert visitors().get("/p/mat-ong-moi").status_code == 200


@pytest.mark.parametrize(
    "change",
    ["UPDATE users SET name = 'An'", "DELETE FROM user_sessions", "UPDATE cart_lines SET quantity = 4"],
)
def test_a_change_elsewhere_in_the_shop_leaves_pages_as_they_are(
    visitors: Callable[[], Client], honey: Product, either: str, change: str
) -> None:
    put(visitors(), honey)
    visitors().get(either)
    with elsewhere() as connection:
        connection.execute(text(change))
        connection.commit()
    assert min(asked_by(visitors(), either) for _ in range(3)) == 1


def test_a_guest_with_a_basket_costs_one_question_and_sees_it_change_at_once(
    visitors: Callable[[], Client], honey: Product, either: str
) -> None:
    buyer = visitors()
    put(buyer, honey, 3)
    buyer.get("/gio")  # which tells once that it was added
    for _ in range(2):
        assert "số món: 3" in buyer.get(either).text
    assert asked_by(buyer, either) == 1
    with elsewhere() as connection:
        connection.execute(text("UPDATE cart_lines SET quantity = 7"))
        connection.commit()
    assert asked_by(buyer, either) == 1
    assert "số món: 7" in buyer.get(either).text
    assert "số món: 0" in visitors().get(either).text


def test_a_page_that_goes_out_again_has_the_headers_of_the_first_and_its_own_reference(
    visitors: Callable[[], Client], either: str
) -> None:
    own = {"X-Request-ID", "Set-Cookie", "Content-Length"}
    first, again = (visitors().get(either) for _ in range(2))
    assert {name: value for name, value in first.headers if name not in own} == {
        name: value for name, value in again.headers if name not in own
    }
    assert set(first.headers.keys()) == set(again.headers.keys())
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]
    assert "Cookie" in again.headers["Vary"]
    assert again.headers["Cache-Control"] == "private, no-cache"
    cookies = [[name.split("=")[0] for name in page.headers.getlist("Set-Cookie")] for page in (first, again)]
    assert cookies[0] == cookies[1]


def test_a_browser_that_unpacks_gets_the_same_page_compressed(
    committed_app: Flask, visitors: Callable[[], Client], either: str
) -> None:
    plain = [visitors().get(either).text for _ in range(2)][1]
    browser = FlaskClient(committed_app)
    packed = [browser.get(either, headers={"Accept-Encoding": "gzip, br"}) for _ in range(2)]
    for page in packed:
        assert page.headers["Content-Encoding"] == "gzip"
        assert int(page.headers["Content-Length"]) == len(page.data) < len(plain) * 2 / 3
        assert len(gzip.decompress(page.data)) in range(len(plain.encode()) - 20, len(plain.encode()) + 20)


def test_pages_are_made_as_for_the_first_guest_while_the_version_is_not_told(
    visitors: Callable[[], Client], honey: Product, either: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors().get(either)
    monkeypatch.setattr(DatabaseVersion, "ask", lambda *_asked, **_values: None)
    assert OLD in visitors().get(either).text
    reprice_elsewhere(honey)
    assert NEW in visitors().get(either).text


def test_a_foreign_host_gets_no_kept_page(committed_app: Flask, visitors: Callable[[], Client], either: str) -> None:
    visitors().get(either)
    committed_app.config["TRUSTED_HOSTS"] = ["localhost"]
    assert visitors().get(either, base_url="http://elsewhere.example").status_code == 400
    assert visitors().get(either).status_code == 200
