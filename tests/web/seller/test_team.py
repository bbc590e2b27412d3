"""The people of a shop and their roles, which the owner alone gives."""

from collections.abc import Callable

import pytest

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.client import Client
from tests.people import Cast

PAGE = "/ban-hang/them/nguoi"


def membership(cast: Cast, person: User) -> SellerMember | None:
    return db.session.get(SellerMember, (cast.seller_a.id, person.id), populate_existing=True)


def ref_of(cast: Cast, person: User) -> str:
    found = membership(cast, person)
    assert found is not None
    return found.ref


def send(browser: Client, ref: str, what: str, role: str = "") -> tuple[int, str]:
    answer = browser.send(f"{PAGE}/{ref}/{what}", {"vai": role}, form_at="/tai-khoan")
    return answer.status_code, answer.text


def test_the_owner_makes_the_packer_an_accountant_at_once(cast: Cast, owner: Client, packer: Client) -> None:
    assert "Người đóng gói" in owner.get(PAGE).text
    assert send(owner, ref_of(cast, cast.packer_a), "vai", "accountant")[0] == 303
    assert "Người đóng gói nay là: Kế toán" in owner.get(PAGE).text
    assert packer.get("/ban-hang/don.csv").status_code == 200
    assert packer.get("/ban-hang/phieu").status_code == 403


def test_who_is_let_go_is_out_at_once(cast: Cast, owner: Client, packer: Client) -> None:
    assert send(owner, ref_of(cast, cast.packer_a), "thoi")[0] == 303
    assert packer.get("/ban-hang").status_code == 404


@pytest.mark.parametrize(("what", "role"), [("vai", "packer"), ("thoi", "")])
def test_the_last_owner_stays(cast: Cast, owner: Client, what: str, role: str) -> None:
    status, page = send(owner, ref_of(cast, cast.owner_a), what, role)
    assert status == 409
    assert "Gian hàng cần ít nhất một chủ." in page
    found = membership(cast, cast.owner_a)
    assert found is not None
    assert found.role == SellerRole.OWNER


def test_an_owner_hands_the_shop_over(cast: Cast, owner: Client) -> None:
    send(owner, ref_of(cast, cast.packer_a), "vai", "owner")
    assert send(owner, ref_of(cast, cast.owner_a), "vai", "manager")[0] == 303
    assert owner.get("/ban-hang").status_code == 200
    assert owner.get(PAGE).status_code == 403


def test_a_role_that_is_none_is_refused(cast: Cast, owner: Client) -> None:
    assert send(owner, ref_of(cast, cast.packer_a), "vai", "king")[0] == 422


def test_the_people_of_another_shop_are_not_there(cast: Cast, stranger: Client) -> None:
    ref = ref_of(cast, cast.packer_a)
    assert send(stranger, ref, "vai", "owner")[0] == send(stranger, ref, "thoi")[0] == 404
    assert membership(cast, cast.packer_a) is not None


@pytest.mark.parametrize("role", [SellerRole.MANAGER, SellerRole.PACKER, SellerRole.ACCOUNTANT])
def test_nobody_else_gives_roles(cast: Cast, client_for: Callable[[User], Client], role: SellerRole) -> None:
    factories.member(cast.seller_a, cast.neighbour, role)
    theirs = client_for(cast.neighbour)
    assert send(theirs, ref_of(cast, cast.neighbour), "vai", "owner")[0] == 403
    assert PAGE not in theirs.get("/ban-hang/them").text


def test_the_accountant_sees_money_and_no_button_that_changes_an_order(
    cast: Cast, client_for: Callable[[User], Client]
) -> None:
    factories.member(cast.seller_a, cast.neighbour, SellerRole.ACCOUNTANT)
    order = factories.order(factories.product(cast.seller_a))
    theirs = client_for(cast.neighbour)
    for path in ("/ban-hang", "/ban-hang/don", f"/ban-hang/don/{order.number}", "/ban-hang/mon"):
        page = theirs.get(path).text
        posts = [form.split(">", 1)[0] for form in page.split("<form")[1:] if 'method="post"' in form.split(">", 1)[0]]
        assert [form for form in posts if "/ban-hang/" in form] == []
        assert "/ban-hang/phieu" not in page
        assert path == "/ban-hang" or "₫" in page
