"""Everybody tries every door: what is not theirs is not there, and nothing changes by trying."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import User, UserSession
from marketplace.catalogue.models import Product
from marketplace.database import Base, db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.models import SellerMember, SellerState
from marketplace.web import access
from tests import belongings, factories, people
from tests.belongings import Belongings
from tests.client import Client
from tests.people import Cast

pytestmark = pytest.mark.smoke
FORM = {
    "price": "1000",
    "left": "0",
    "carrier": "GHN",
    "tracking_number": "VN1",
    "reason": "Không",
    "note": "Không",
    "step": "first",
    "name_vi": "Mật ong",
    "title_vi": "Quà Tết",
}
MEMBER = access.SIGNED_IN | access.SHOP_MEMBER
KEYS = {
    "buyer": access.SIGNED_IN,
    "neighbour": access.SIGNED_IN,
    "packer_a": MEMBER,
    "owner_a": MEMBER | access.SHOP_OWNER,
    "owner_b": MEMBER | access.SHOP_OWNER,
    "operator": access.SIGNED_IN | access.OPERATOR,
}
"""Which endpoints each person may use, with what is theirs."""
OWNERS = {
    "reference": {"buyer"},
    "slug": {"owner_a"},
    "ref": {"owner_a", "packer_a"},
    "number": {"owner_a", "packer_a"},
}
"""Whose the thing in an address is; operators see every order and seller, and questions are asked in public."""

Door = tuple[str, str, str, set[str]]


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def order(cast: Cast) -> Order:
    """The buyer's order of seller A's honey."""
    return factories.order(factories.product(cast.seller_a), buyer=cast.buyer)


@pytest.fixture
def things(cast: Cast, order: Order) -> Belongings:
    """What the addresses lead to: all of it belongs to the buyer, to seller A or to the operators."""
    return belongings.of_cast(cast, order)


def doors(app: Flask, things: Belongings) -> Iterator[Door]:
    """Endpoint, method, address and arguments of everything that is not open to all."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in access.PUBLIC | access.DEVELOPMENT:
            continue
        given = belongings.arguments(rule, things)
        for method in sorted({"GET", "HEAD", "POST"} & (rule.methods or set())):
            yield rule.endpoint, method, urls.build(rule.endpoint, given, method=method), set(rule.arguments)


def may_pass(person: str, door: Door) -> bool:
    endpoint, _, _, arguments = door
    for_all = endpoint in access.OPERATOR or endpoint.startswith("questions.")
    theirs = for_all or all(person in OWNERS[argument] for argument in arguments)
    return endpoint in KEYS[person] and theirs


def knock(visitor: Client, door: Door, token: str) -> int:
    _, method, path, _ = door
    data = {"csrf_token": token, **FORM} if method == "POST" else None
    return visitor.open(path, method=method, data=data).status_code


def state_of(order: Order) -> tuple[object, ...]:
    """Whatever a stranger could have changed."""
    db.session.expire_all()
    product = db.session.get_one(Product, order.lines[0].product_id)
    tables = [table for table in Base.metadata.sorted_tables if table.name != "user_sessions"]
    rows = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    session = db.session.scalar(select(UserSession.id).where(UserSession.token_digest == belongings.SESSION_DIGEST))
    names = db.session.scalars(select(User.name).order_by(User.id)).all()
    return order.state, product.is_listed, product.variants[0].price_vnd, session, names, rows


def test_a_guest_is_sent_to_the_sign_in_everywhere(
    app: Flask, client: Client, things: Belongings, order: Order
) -> None:
    before, token = state_of(order), client.token()
    closed = list(doors(app, things))
    assert len(closed) >= 40
    assert {door[2]: answer for door in closed if (answer := knock(client, door, token)) != 303} == {}
    assert state_of(order) == before


@pytest.mark.parametrize("person", KEYS)
def test_what_is_not_theirs_is_not_there(
    app: Flask, client: Client, cast: Cast, things: Belongings, order: Order, person: str
) -> None:
    people.signed_in(client, getattr(cast, person))
    before, token = state_of(order), client.token()
    closed = [door for door in doors(app, things) if not may_pass(person, door)]
    assert {door[:3]: answer for door in closed if (answer := knock(client, door, token)) != 404} == {}
    assert state_of(order) == before


@pytest.mark.parametrize("person", KEYS)
def test_what_is_theirs_opens(app: Flask, client: Client, cast: Cast, things: Belongings, person: str) -> None:
    """The control: the doors above are closed to others, not broken."""
    people.signed_in(client, getattr(cast, person))
    mine = [door for door in doors(app, things) if door[1] == "GET" and may_pass(person, door)]
    assert len(mine) >= 5
    assert {door[2]: answer for door in mine if (answer := knock(client, door, "")) != 200} == {}


def test_a_tracking_link_opens_only_its_own_parcels(client: Client, cast: Cast, order: Order) -> None:
    mine = factories.order(factories.product(cast.seller_b), buyer=cast.neighbour)
    for step in ("huy", "da-nhan"):
        form = {f"{order.number}-reason": "Không mua nữa"}
        assert client.send(f"/don/{mine.purchase.token}/{order.number}/{step}", form).status_code == 404
    db.session.expire_all()
    assert order.state == OrderState.PLACED


def test_who_is_removed_is_out_at_once(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.packer_a)
    assert client.get("/ban-hang").status_code == 200
    db.session.delete(db.session.get_one(SellerMember, (cast.seller_a.id, cast.packer_a.id)))
    assert client.get("/ban-hang").status_code == 404
    cast.packer_a.disabled_at = cast.packer_a.created_at
    assert client.get("/tai-khoan").location.startswith("/dang-nhap")


def test_an_operator_no_more_finds_no_desk(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.operator)
    assert client.get("/van-hanh/don").status_code == 200
    cast.operator.is_operator = False
    assert client.get("/van-hanh/don").status_code == 404


def test_the_people_of_a_suspended_shop_still_finish_their_orders(client: Client, cast: Cast, order: Order) -> None:
    people.signed_in(client, cast.packer_a)
    cast.seller_a.state = SellerState.SUSPENDED
    assert client.send(f"/ban-hang/don/{order.number}/confirmation", form_at="/ban-hang/them").status_code == 303


@pytest.mark.parametrize("endpoint", sorted(access.DEVELOPMENT))
def test_the_pages_of_development_are_for_this_machine_only(app: Flask, client: Client, endpoint: str) -> None:
    path = app.url_map.bind("localhost").build(endpoint, {"name": "x"} if endpoint == "dev.letter" else {})
    assert client.get(path, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
