"""Everybody tries every door: what is not theirs is not there, and nothing changes by trying."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import accounts
from marketplace.accounts import OperatorPermission, OperatorRole
from marketplace.accounts.models import User, UserSession
from marketplace.accounts.permissions import permissions_of
from marketplace.catalogue.models import Product
from marketplace.database import Base, db
from marketplace.extensions import csrf
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.models import SellerMember, SellerState
from marketplace.sellers.permissions import GRANTS, SellerRole, ShopPermission
from marketplace.web import rate_limits
from marketplace.web.permissions import Audience, Permission, required_for, signed_in
from tests import belongings, factories, people
from tests.belongings import Belongings
from tests.client import Client
from tests.people import Cast

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
    "quyen": "people",
    "vai": "owner",
}
PEOPLE = ("buyer", "neighbour", "packer_a", "owner_a", "owner_b", "operator")
ROLES: dict[str, SellerRole | OperatorRole] = {
    **{f"shop {role}": role for role in SellerRole},
    **{f"operator {role}": role for role in OperatorRole},
}
OWNERS = {
    "reference": {"buyer"},
    "secret": set(),
    "address": {"buyer"},
    "data_file": {"buyer"},
    "code": {"buyer"},
    "slug": {"owner_a"},
    "name": {"owner_a", "packer_a"},
    "width": {"owner_a", "owner_b", "packer_a"},
    "ref": {"owner_a", "packer_a"},
    "number": {"owner_a", "packer_a"},
    "first": {"owner_a"},
    "way": {"owner_a"},
    "application_ref": {"owner_a"},
    "question": {"owner_a"},
    "picture": {"owner_a"},
    "thread": {"buyer"},
    "shot": {"buyer", "owner_a", "packer_a"},
    "word": {"owner_a"},
    "pack": {"owner_a"},
    "photo": {"owner_a"},
    "movement": {"owner_a", "packer_a"},
    "step": {"owner_a", "packer_a"},
    "delivery": {"owner_a"},
    "roll": {"owner_a"},
    "ending": {"owner_a", "owner_b"},
    "table": {"owner_a", "owner_b", "packer_a"},
    "parcel": {"owner_a"},
    "month": {"owner_a", "owner_b"},
    "year": {"owner_a", "owner_b"},
    "kind": {"owner_a", "owner_b"},
}
"""Whose the thing in an address is; operators see every order and seller."""
OPEN_TO_ALL = ("questions.", "product_messages.", "invitations.", "household.", "reminders.")
"""Questions are asked in public, anybody writes about goods; an invitation and a confirmation are by link."""
NOTHING_SOLD = {("shop_taxes.table", "owner_b"), ("shop_taxes.certificate", "owner_b")}
"""Who has sold nothing has nothing that could be certified."""
ONE_AREA = {"operator_approvals.show": OperatorPermission.VIEW_TRUST}
"""Pages of several areas, with the one to which the thing of the tests belongs."""

Door = tuple[str, str, str, set[str], frozenset[Permission]]


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
    """Endpoint, method, address, arguments and permissions of everything that is not open to all."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        required = required_for(app, rule.endpoint)
        if required & {Audience.PUBLIC, Audience.DEVELOPMENT, Audience.REHEARSAL} or rule.endpoint.startswith(
            "shop_choice."
        ):
            continue
        given = belongings.arguments(rule, things)
        for method in sorted({"GET", "HEAD", "POST"} & (rule.methods or set())):
            path = urls.build(rule.endpoint, given, method=method)
            narrowed = frozenset({ONE_AREA[rule.endpoint]}) if rule.endpoint in ONE_AREA else required
            yield rule.endpoint, method, path, set(rule.arguments), narrowed


def answer_to(door: Door, permissions: frozenset[Permission]) -> int:
    """What somebody with these permissions, where the thing is theirs, is told."""
    required = door[4]
    if required & permissions:
        return 200
    works_here = {type(each) for each in permissions} & {type(each) for each in required} - {Audience}
    return 403 if works_here else 404


def permissions_of_person(person: str) -> frozenset[Permission]:
    signed_in: frozenset[Permission] = frozenset({Audience.SIGNED_IN})
    if person == "operator":
        return signed_in | {Audience.OPERATOR} | frozenset(OperatorPermission)
    shop = {"owner_a": SellerRole.OWNER, "owner_b": SellerRole.OWNER, "packer_a": SellerRole.PACKER}.get(person)
    return signed_in | (GRANTS[shop] if shop else frozenset())


def expected(person: str, door: Door) -> int:
    endpoint, _, _, arguments, required = door
    answer = answer_to(door, permissions_of_person(person))
    of_operators = any(isinstance(each, OperatorPermission) for each in required)
    is_open = of_operators or endpoint.startswith(OPEN_TO_ALL)
    theirs = is_open or (all(person in OWNERS[name] for name in arguments) and (endpoint, person) not in NOTHING_SOLD)
    return answer if theirs or answer == 403 else 404


def knock(visitor: Client, door: Door, token: str) -> int:
    _, method, path, _, _ = door
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
    before, token = state_of(order), client.token("/don")
    closed = list(doors(app, things))
    assert len(closed) >= 40
    assert {door[2]: answer for door in closed if (answer := knock(client, door, token)) != 303} == {}
    assert state_of(order) == before


@pytest.mark.parametrize(
    "person", [pytest.param(each, marks=pytest.mark.smoke if each == "owner_b" else ()) for each in PEOPLE]
)
def test_what_is_not_theirs_is_not_there(
    app: Flask, client: Client, cast: Cast, things: Belongings, order: Order, person: str
) -> None:
    people.signed_in(client, getattr(cast, person))
    before, token = state_of(order), client.token("/don")
    closed = [door for door in doors(app, things) if expected(person, door) != 200]
    assert {
        door[:3]: answer for door in closed if (answer := knock(client, door, token)) != expected(person, door)
    } == {}
    assert state_of(order) == before


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_theirs_opens(app: Flask, client: Client, cast: Cast, things: Belongings, person: str) -> None:
    """The control: the doors above are closed to others, not broken."""
    people.signed_in(client, getattr(cast, person))
    mine = [door for door in doors(app, things) if door[1] == "GET" and expected(person, door) == 200]
    assert len(mine) >= 5
    answers = {door[2]: knock(client, door, "") for door in mine if door[0] != "operator_start.show"}
    assert {path: answer for path, answer in answers.items() if answer != 200} == {}


@pytest.mark.parametrize("name", ROLES)
def test_a_role_opens_what_it_grants_and_nothing_more(
    app: Flask, client: Client, cast: Cast, things: Belongings, order: Order, name: str
) -> None:
    """Every page and button of one's part, for each role: what it lacks is refused with a page that says so."""
    role = ROLES[name]
    kind: type[Permission] = ShopPermission if isinstance(role, SellerRole) else OperatorPermission
    if isinstance(role, SellerRole):
        factories.member(cast.seller_a, cast.neighbour, role)
    else:
        accounts.make_operator(cast.neighbour, {role})
    granted = GRANTS[role] if isinstance(role, SellerRole) else permissions_of({role})
    people.signed_in(client, cast.neighbour)
    before, token = state_of(order), client.token("/don")
    mine = [door for door in doors(app, things) if any(isinstance(each, kind) for each in door[4])]
    tried = [door for door in mine if not granted & door[4] or door[1] == "GET"]
    answers = {door[:3]: (knock(client, door, token), answer_to(door, granted)) for door in tried}
    assert {door: found for door, found in answers.items() if found[0] != found[1]} == {}
    assert 200 in {found for found, _ in answers.values()}
    assert state_of(order) == before


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


def test_another_role_holds_from_the_next_request_on(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.packer_a)
    assert client.get("/ban-hang/don.csv").status_code == 403
    db.session.get_one(SellerMember, (cast.seller_a.id, cast.packer_a.id)).role = SellerRole.ACCOUNTANT
    assert client.get("/ban-hang/don.csv").status_code == 200
    assert client.get("/ban-hang/phieu").status_code == 403


def test_an_operator_no_more_finds_no_desk(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.operator)
    assert client.get("/van-hanh/don").status_code == 200
    operator = accounts.find_operator(cast.operator.id)
    assert operator is not None
    operator.stored_roles = []
    assert client.get("/van-hanh/don").status_code == 404
    assert client.get("/van-hanh").status_code == 404


def test_the_people_of_a_suspended_shop_still_finish_their_orders(client: Client, cast: Cast, order: Order) -> None:
    people.signed_in(client, cast.packer_a)
    cast.seller_a.state = SellerState.SUSPENDED
    assert client.send(f"/ban-hang/don/{order.number}/confirmation", form_at="/ban-hang/them").status_code == 303


@pytest.mark.parametrize("endpoint", ["dev.components", "dev.letter", "dev.mailbox"])
def test_the_pages_of_development_are_for_this_machine_only(app: Flask, client: Client, endpoint: str) -> None:
    assert required_for(app, endpoint) == {Audience.DEVELOPMENT}
    path = app.url_map.bind("localhost").build(endpoint, {"name": "x"} if endpoint == "dev.letter" else {})
    assert client.get(path, environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404


def test_a_view_that_says_nothing_is_closed_to_everybody(
    app: Flask, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "help.stars", lambda: "open")
    assert client.get("/sao-ocop").location.startswith("/dang-nhap")
    people.signed_in(client, cast.operator)
    assert client.get("/sao-ocop").status_code == 404


def test_what_a_view_requires_outlives_its_other_decorators(app: Flask) -> None:
    """Whichever stands above the other, the view that answers is the one that says what it requires."""

    def view() -> str:
        return "open"

    required = {Audience.SIGNED_IN}
    assert signed_in(rate_limits.new_accounts(view)).required == required
    assert rate_limits.new_accounts(csrf.exempt(signed_in(view))).required == required
