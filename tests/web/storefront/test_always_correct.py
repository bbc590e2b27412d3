"""Pages are drawn once for the same facts, and yet tell every change at once, to each visitor their own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, update

from marketplace import catalogue, sellers
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate, CertificateState
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from marketplace.stock.models import Lot
from marketplace.web import own_parts
from tests import factories, people
from tests.client import Client, visitor_of
from tests.elsewhere import elsewhere
from tests.people import Cast
from tests.web.storefront.shopping import card_in

pytestmark = pytest.mark.smoke
PRICE, SEAL = "165.000\u00a0₫", 'class="ocop'


def pages_of(honey: Product) -> list[str]:
    """Every page on which shoppers see the product as a card or in full."""
    searches = ["/tim", "/tim?q=mat+ong", "/tim?sao=4", "/c/mat-ong", f"/c/mat-ong?thang={today().month}"]
    own = [f"/p/{honey.slug}", f"/p/{honey.slug}?hl=en", f"/p/{honey.slug}?hl=vi", f"/htx/{honey.seller.slug}"]
    return ["/", *searches, *own, "/tinh/phu-tho", "/tinh/phu-tho/muong-dong"]


@pytest.fixture
def seen(client: Client, cast: Cast, honey: Product) -> Callable[[], dict[str, str]]:
    """What all these pages tell, each already drawn for this visitor and these facts."""
    factories.certificate(honey, stars=4).expires_on = today()
    eggs = factories.product(cast.seller_b, "Trứng gà", price_vnd=38_000, category="ga-trung")
    factories.certificate(eggs, stars=4)

    def look() -> dict[str, str]:
        return {path: client.get(path).text for path in pages_of(honey)}

    for _time in range(2):
        look()
    return look


def test_a_new_price_is_told_everywhere_at_once(seen: Callable[[], dict[str, str]], honey: Product) -> None:
    catalogue.reprice(honey.variants[0], price_vnd=171_000)
    for path, page in seen().items():
        amount = "171,000" if "hl=en" in path else "171.000"
        assert amount in card_in(page, honey), path
        assert "165.000" not in card_in(page, honey), path


def test_the_last_jar_is_gone_everywhere_at_once_and_so_is_its_return(
    seen: Callable[[], dict[str, str]], honey: Product
) -> None:
    [lot] = db.session.scalars(db.select(Lot).where(Lot.variant_id == honey.variants[0].id))
    lot.on_hand = 0
    sold_out = {path: card_in(page, honey) for path, page in seen().items()}
    assert all("Tạm hết" in card or "Sold out" in card for path, card in sold_out.items() if "hl=en" not in path)
    lot.on_hand = 3
    assert all("Tạm hết" not in card_in(page, honey) for page in seen().values())


def test_at_midnight_in_vietnam_no_page_shows_the_ended_star(
    seen: Callable[[], dict[str, str]], honey: Product
) -> None:
    last_second = end_of_day(today()) - timedelta(seconds=1)
    with pretending(last_second):
        assert [path for path, page in seen().items() if SEAL not in card_in(page, honey)] == []
    with pretending(last_second + timedelta(seconds=1)):
        assert [path for path, page in seen().items() if SEAL in card_in(page, honey)] == []
        assert "OCOP 4" not in seen()[f"/p/{honey.slug}"].split("<body", 1)[0]


def test_a_certificate_that_is_taken_back_takes_its_star_along(
    seen: Callable[[], dict[str, str]], honey: Product
) -> None:
    certificate = db.session.scalars(db.select(Certificate).where(Certificate.product_id == honey.id)).one()
    certificate.state = CertificateState.REVOKED
    assert all(SEAL not in card_in(page, honey) for page in seen().values())
    certificate.state = CertificateState.VERIFIED
    assert all(SEAL in card_in(page, honey) for path, page in seen().items())


def test_a_certificate_counts_from_its_first_minute_on(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=5, issued_days_ago=-1)
    paths = ["/", "/c/mat-ong", f"/p/{honey.slug}"]
    assert all(SEAL not in card_in(client.get(path).text, honey) for path in paths)
    with pretending(end_of_day(today())):
        assert all(SEAL in card_in(client.get(path).text, honey) for path in paths)


def test_a_suspended_shop_is_gone_from_every_page(
    seen: Callable[[], dict[str, str]], cast: Cast, honey: Product
) -> None:
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy tờ hết hạn.")
    assert not any(card_in(page, honey) for page in seen().values())


def test_another_process_needs_to_tell_nobody_what_it_changed(committed_app: Flask) -> None:
    honey = factories.product()
    certificate = factories.certificate(honey, stars=4)
    variant, certificate, slug = honey.variants[0].id, certificate.id, honey.slug
    client = committed_app.test_client()
    paths = ["/", "/c/mat-ong", "/tim?q=mat+ong", f"/p/{slug}"]
    assert all(PRICE in client.get(path).text for path in paths * 2)
    with elsewhere() as connection:
        connection.execute(update(Variant).where(Variant.id == variant).values(price_vnd=171_000))
        connection.execute(
            update(Certificate).where(Certificate.id == certificate).values(state=CertificateState.REVOKED)
        )
        connection.commit()
    for path in paths:
        page = client.get(path).text
        assert "171.000\u00a0₫" in page
        assert PRICE not in page
        assert f"/p/{slug}" in page
        assert SEAL not in card_in(page, honey)


def test_visitors_never_see_each_other_in_a_page_drawn_before(
    client: Client, client_for: Callable[[User], Client], cast: Cast, honey: Product
) -> None:
    hers, his, guest = client_for(cast.buyer), client_for(cast.neighbour), client
    hers.send("/gio/them", {"ref": honey.variants[0].ref, "quantity": "3"}, form_at=f"/p/{honey.slug}")
    hers.post("/noi-nhan/tinh", data={"province_code": "25", "csrf_token": hers.token(f"/p/{honey.slug}")})
    hers.get("/gio")
    for path in (f"/p/{honey.slug}", "/c/mat-ong", "/tim?q=mat+ong"):
        for _ in range(2):
            own, neighbours, strangers = (one.get(path).text for one in (hers, his, guest))
            assert cast.buyer.name in own
            assert cast.buyer.name not in neighbours + strangers
            assert cast.neighbour.name not in own + strangers
            assert "số món: 3" in own
            assert "số món: 0" in neighbours
            assert "số món: 0" in strangers


def test_the_same_page_carries_each_visitors_own_form_token(app: Flask, honey: Product) -> None:
    guests = [visitor_of(app) for _ in range(3)]
    assert len({guest.token(f"/p/{honey.slug}") for guest in guests}) == 3


def test_a_new_mail_address_stands_in_the_reminder_at_once(client: Client, cast: Cast) -> None:
    asking = f"/p/{factories.product(cast.seller_a, left=0).slug}/nhac"
    buyer = people.signed_in(client, cast.buyer)
    assert f'value="{cast.buyer.email}"' in buyer.get(asking).text
    cast.buyer.email = "moi@example.test"
    assert 'value="moi@example.test"' in buyer.get(asking).text


def test_nothing_is_asked_of_the_database_while_a_page_is_drawn(
    seen: Callable[[], dict[str, str]], honey: Product
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_further: object) -> None:
        if own_parts.is_marking():
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    catalogue.reprice(honey.variants[0], price_vnd=171_000)
    seen()
    event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []
