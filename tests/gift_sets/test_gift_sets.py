"""Sets of a shop's goods: how many there are follows from their parts, and what is bought are the parts."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import audit, cart, gift_sets, orders, stock
from marketplace.accounts.models import User
from marketplace.cart.models import Cart
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.gift_sets import NewPart, SetTexts
from marketplace.orders.errors import LinesUnavailable
from marketplace.orders.models import OrderLine, Purchase
from marketplace.orders.states import ActorRole
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot
from tests import factories
from tests.client import Client
from tests.crowd import together
from tests.people import Cast
from tests.web.storefront.shopping import checkout_form

SignIn = Callable[[User], Client]
EDITOR = "/ban-hang/them/bo-qua/moi"


@pytest.fixture
def honey(cast: Cast) -> Product:
    """Seven jars, with three stars."""
    product = factories.product(cast.seller_a, "Mật ong Green Life", left=7)
    factories.certificate(product, stars=3)
    return product


@pytest.fixture
def tea(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Chè Sông Bôi", left=10)


@pytest.fixture
def sold_as_set(honey: Product, tea: Product) -> str:
    """Two jars of honey and one of tea; its address."""
    return two_to_one(honey, tea, "Bộ quà Tết")


def two_to_one(honey: Product, tea: Product, name: str, *, turned: bool = False) -> str:
    parts = [NewPart(honey.variants[0].ref, 2, 1), NewPart(tea.variants[0].ref, 1, 2)]
    made = gift_sets.keep(honey.seller, SetTexts(name), parts[::-1] if turned else parts)
    db.session.commit()
    return made.slug


def left_of(product: Product) -> int:
    return stock.left_of([product.variants[0].id]).get(product.variants[0].id, 0)


def test_a_shop_puts_a_set_together_and_is_told_what_is_wrong_with_it(
    cast: Cast, client_for: SignIn, honey: Product, tea: Product
) -> None:
    owner, foreign = client_for(cast.owner_a), factories.product(cast.seller_b, "Cam Cao Phong").variants[0].ref
    rows = {"goi-1": honey.variants[0].ref, "so-1": "2", "goi-2": tea.variants[0].ref, "so-2": "1"}
    wrongs = {
        "Đặt tên cho bộ": {**rows, "name_vi": ""},
        "ít nhất hai món": {**rows, "goi-2": ""},
        "Dòng 2: chọn một cỡ gói": {**rows, "goi-2": foreign},
        "Dòng 1: chọn một cỡ gói": {**rows, "so-1": "0"},
        "Dòng 5: chọn một cỡ gói": {**rows, "goi-5": honey.variants[0].ref, "so-5": "0"},
        "đứng ở hai dòng": {**rows, "goi-2": honey.variants[0].ref},
        "không được hứa như thế": {**rows, "name_vi": "Bộ quà chữa bệnh tiểu đường"},
    }
    for sentence, form in wrongs.items():
        answer = owner.send(EDITOR, {"name_vi": "Bộ quà Tết", **form})
        assert answer.status_code in (400, 422)
        assert sentence in answer.text
    assert gift_sets.sets_of_seller(cast.seller_a.id) == []
    assert owner.send(EDITOR, {"name_vi": "Bộ quà Tết", **rows}).status_code == 303
    [made] = gift_sets.sets_of_seller(cast.seller_a.id)
    assert [(part.quantity, part.variant.product.name_vi) for part in made.parts] == [
        (2, honey.name_vi),
        (1, tea.name_vi),
    ]
    assert made.left == 3, "seven jars are three pairs"
    tea.is_listed = False
    db.session.commit()
    page = owner.get(f"/ban-hang/them/bo-qua/{made.gift_set.slug}/sua")
    assert f"{tea.name_vi}" in page.text
    assert "(đang ẩn)" in page.text
    assert owner.send(page.request.path, {"name_vi": "Bộ quà Tết", **rows}).status_code == 303
    [kept] = gift_sets.sets_of_seller(cast.seller_a.id)
    assert [part.quantity for part in kept.parts] == [2, 1], "what is hidden for a while stays in the set"
    assert kept.left == 0


def test_a_set_is_bought_as_its_parts_and_given_back_to_their_lots(
    client: Client, sold_as_set: str, honey: Product, tea: Product
) -> None:
    page = client.get(f"/bo-qua/{sold_as_set}").text
    assert "Còn 3 bộ" in page
    heading, parts = page.split("<h2", 1)
    assert "3 sao" not in heading, "the set bears no stars of a part"
    assert parts.count('class="ocop') == 1
    assert client.send(f"/bo-qua/{sold_as_set}/them", {"quantity": "3"}).status_code == 303
    assert client.post("/dat-hang", data=checkout_form(client)).status_code == 303
    lines = db.session.query(Purchase).one().orders[0].lines
    assert {(line.name_vi, line.quantity, line.ocop_stars) for line in lines} == {
        (honey.name_vi, 6, 3),
        (tea.name_vi, 3, None),
    }
    assert all(stock.lots_of_lines([line.id])[line.id] for line in lines), "each part knows its lots"
    assert (left_of(honey), left_of(tea)) == (1, 7)
    assert "Bộ này tạm hết" in client.get(f"/bo-qua/{sold_as_set}").text
    with transaction():
        order = orders.get_order(db.session.query(Purchase).one().orders[0].number, lock=True)
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")
    assert (left_of(honey), left_of(tea)) == (7, 10)
    assert audit.check(db.session()) == []


def test_more_sets_than_there_are_put_nothing_into_the_basket(client: Client, sold_as_set: str, honey: Product) -> None:
    answer = client.send(f"/bo-qua/{sold_as_set}/them", {"quantity": "4"})
    assert answer.status_code == 409
    assert "Chỉ còn đủ hàng cho 3 bộ, vì Mật ong Green Life còn 7" in answer.text
    assert client.send(f"/bo-qua/{sold_as_set}/them", {"quantity": "2"}).status_code == 303
    again = client.send(f"/bo-qua/{sold_as_set}/them", {"quantity": "2"})
    assert again.status_code == 409, "with the two in the basket that is more than there is"
    found = cart.find_cart(token=_token(client), user_id=None)
    assert found is not None
    assert [line.quantity for line in found.lines] == [4, 2]
    honey.is_listed = False
    db.session.commit()
    assert client.send(f"/bo-qua/{sold_as_set}/them", {"quantity": "1"}).status_code == 409


def _token(client: Client) -> str:
    with client.session_transaction() as session:
        return str(session["cart"])


CROWD, PAIRS = 12, 3


@pytest.fixture
def crowd(committed_app: Flask) -> list[tuple[str, str, int]]:
    """Baskets with one set each, of two that have the same parts in opposite order; honey is there for three."""
    with transaction():
        seller = factories.seller()
        honey, tea = (factories.product(seller, name, left=left) for name, left in (("Mật", 2 * PAIRS), ("Chè", 20)))
    slugs = [two_to_one(honey, tea, name, turned=turned) for name, turned in (("Bộ một", False), ("Bộ hai", True))]
    found = []
    for number in range(CROWD):
        with transaction():
            basket = gift_sets.put(gift_sets.get_set(slugs[number % 2]), 1, token=None, user_id=None)
            total_vnd = _total(basket)
            found.append((basket.token, basket.checkout_token, total_vnd))
    return found


def _total(basket: Cart) -> int:
    to = factories.BA_DINH
    parcels = cart.parcels_in(basket)
    return orders.quote(parcels, province_code=to.province_code, commune_code=to.commune_code).total_vnd


def rush(app: Flask, crowd: list[tuple[str, str, int]]) -> list[str]:
    def buy(cart_token: str, checkout_token: str, total_vnd: int) -> str:
        try:
            with transaction():
                orders.place(
                    checkout_token=checkout_token,
                    cart_token=cart_token,
                    buyer=None,
                    recipient=factories.BA_DINH,
                    shown_total_vnd=total_vnd,
                    locale="vi",
                )
        except (SoldOut, LinesUnavailable):
            return "refused"
        return "ordered"

    told = together(app, [partial(buy, *each) for each in crowd])
    db.session.rollback()
    return told


def honey_sold() -> int:
    return db.session.scalar(select(func.sum(OrderLine.quantity)).where(OrderLine.name_vi == "Mật")) or 0


def test_a_crowd_gets_as_many_sets_as_the_scarcest_part_lasts_for(
    committed_app: Flask, crowd: list[tuple[str, str, int]]
) -> None:
    assert sorted(rush(committed_app, crowd)) == ["ordered"] * PAIRS + ["refused"] * (CROWD - PAIRS)
    assert honey_sold() == 2 * PAIRS
    assert audit.check(db.session()) == []


def test_without_the_condition_on_the_lots_more_sets_are_sold_than_there_are(
    committed_app: Flask, crowd: list[tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everybody writes back what was there at first less their own."""
    seen = {lot.id: lot.on_hand for lot in db.session.scalars(select(Lot))}
    lots = {
        lot.variant_id: [stock.queries.LotInHand(lot.id, lot.on_hand, None)] for lot in db.session.scalars(select(Lot))
    }
    db.session.rollback()

    def unguarded(lot_id: int, quantity: int) -> bool:
        db.session.execute(update(Lot).where(Lot.id == lot_id).values(on_hand=seen[lot_id] - quantity))
        return True

    monkeypatch.setattr(stock.actions, "lots_to_sell", lambda variants: {key: lots[key] for key in variants})
    monkeypatch.setattr(stock.actions, "take_from_lot", unguarded)
    rush(committed_app, crowd)
    assert honey_sold() > 2 * PAIRS
