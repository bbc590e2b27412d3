"""Operators and what they may do: given and taken by those who look after people."""

from collections.abc import Callable

import pytest

from marketplace import accounts
from marketplace.accounts import OperatorRole
from marketplace.accounts.models import Operator, User
from marketplace.database import db
from tests.client import Client
from tests.people import Cast

LIST = "/van-hanh/nguoi"
SignIn = Callable[[User], Client]


@pytest.fixture
def helper(cast: Cast) -> Operator:
    """The neighbour, who looks after orders."""
    return accounts.make_operator(cast.neighbour, {OperatorRole.ORDERS})


def change(browser: Client, operator: Operator, wanted: set[str], shown: set[str]) -> tuple[int, str, str]:
    form = {"quyen": sorted(wanted), "truoc": sorted(shown)}
    answer = browser.send(f"{LIST}/{operator.ref}/quyen", form, form_at=LIST)
    db.session.refresh(operator)
    return answer.status_code, answer.location or "", answer.text


def test_the_list_names_everybody_with_their_roles(operator: Client, helper: Operator) -> None:
    page = operator.get(LIST).text
    assert "Anh Mẫu Xóm" in page
    assert "Mọi quyền" in page


def test_an_account_is_added_by_its_number_and_given_a_role(operator: Client, cast: Cast) -> None:
    form = {"identifier": str(cast.buyer.email)}
    added = operator.send(LIST, form, form_at="/van-hanh/nguoi-moi")
    assert added.status_code == 303
    page = operator.get(added.location)
    assert "Chị Mẫu Mua" in page.text
    found = accounts.find_operator(cast.buyer.id)
    assert found is not None
    assert found.roles == frozenset()
    asked = operator.get(f"{LIST}/{found.ref}/quyen?quyen=trust")
    assert "Giao thêm: Tin cậy" in asked.text
    assert change(operator, found, {"trust"}, set())[:2] == (303, f"{LIST}/{found.ref}")
    assert found.roles == {OperatorRole.TRUST}


def test_who_is_added_twice_is_there_once(operator: Client, cast: Cast, helper: Operator) -> None:
    added = operator.send(LIST, {"identifier": str(cast.neighbour.email)}, form_at=LIST)
    assert added.location == f"{LIST}/{helper.ref}"


def test_nobody_is_added_without_an_account(operator: Client) -> None:
    answer = operator.send(LIST, {"identifier": "0987 654 321"}, form_at=LIST)
    assert answer.status_code == 404
    assert "Chưa có tài khoản nào với số hoặc e-mail này" in answer.text
    assert operator.send(LIST, {"identifier": ""}, form_at=LIST).status_code == 422


def test_looking_at_a_change_changes_nothing(operator: Client, helper: Operator) -> None:
    page = operator.get(f"{LIST}/{helper.ref}/quyen?quyen=finance").text
    assert "Giao thêm: Tiền" in page
    assert "Thôi giao: Đơn hàng" in page
    db.session.refresh(helper)
    assert helper.roles == {OperatorRole.ORDERS}
    assert "Không có gì thay đổi." in operator.get(f"{LIST}/{helper.ref}/quyen?quyen=orders&quyen=khong-co").text


def test_a_change_holds_at_once_and_is_written_down(
    operator: Client, cast: Cast, helper: Operator, client_for: SignIn
) -> None:
    theirs = client_for(cast.neighbour)
    assert (theirs.get("/van-hanh/don").status_code, theirs.get("/van-hanh/tem").status_code) == (200, 403)
    change(operator, helper, {"trust"}, {"orders"})
    assert (theirs.get("/van-hanh/don").status_code, theirs.get("/van-hanh/tem").status_code) == (403, 200)
    page = operator.get(f"{LIST}/{helper.ref}").text
    assert "Tin cậy" in page
    assert [event.by_id for event in accounts.changes_of_roles(helper)] == [None, cast.operator.id]


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(operator: Client, helper: Operator) -> None:
    helper.stored_roles = ["settings"]
    status, _, page = change(operator, helper, {"trust"}, {"orders"})
    assert status == 409
    assert "Quyền của người này vừa được đổi" in page
    assert "Thôi giao: Cài đặt" in page
    assert helper.roles == {OperatorRole.SETTINGS}


def test_the_last_one_who_gives_roles_keeps_that_right(operator: Client, cast: Cast, helper: Operator) -> None:
    me = accounts.find_operator(cast.operator.id)
    assert me is not None
    everything = {role.value for role in me.roles}
    status, _, page = change(operator, me, {"orders"}, everything)
    assert status == 409
    assert "Đây là người cuối cùng được giao quyền cho người khác" in page
    assert me.roles == {OperatorRole(role) for role in everything}
    change(operator, helper, {"people"}, {"orders"})
    assert change(operator, me, {"orders"}, everything)[:2] == (303, "/van-hanh")
    assert operator.get("/van-hanh").location == "/van-hanh/don"
    assert operator.get(LIST).status_code == 403


def test_who_gives_up_every_role_is_a_shopper_again(operator: Client, cast: Cast, helper: Operator) -> None:
    change(operator, helper, {"people"}, {"orders"})
    me = accounts.find_operator(cast.operator.id)
    assert me is not None
    assert change(operator, me, set(), {role.value for role in me.roles})[:2] == (303, "/")
    assert operator.get("/van-hanh").status_code == 404
    assert "van-hanh" not in operator.get("/tai-khoan").text


def test_who_only_looks_sees_no_button_and_changes_nothing(cast: Cast, helper: Operator, client_for: SignIn) -> None:
    accounts.make_operator(cast.buyer, {OperatorRole.READ_ONLY})
    looking = client_for(cast.buyer)
    page = looking.get(f"{LIST}/{helper.ref}")
    assert page.status_code == 200
    assert "/quyen" not in page.text
    answer = looking.send(f"{LIST}/{helper.ref}/quyen", {"quyen": "people"}, form_at=LIST)
    assert answer.status_code == 403
    assert "Bạn chưa được giao quyền này" in answer.text


@pytest.mark.parametrize(
    ("role", "first", "unseen"),
    [
        (OperatorRole.ORDERS, "/van-hanh/don", ("/van-hanh/tem", "/van-hanh/nguoi", "/van-hanh/noi-ban")),
        (OperatorRole.FINANCE, "/van-hanh/don", ("/van-hanh/tem", "/van-hanh/nguoi", "/van-hanh/noi-ban")),
        (OperatorRole.TRUST, "/van-hanh/duyet", ("/van-hanh/don", "/van-hanh/chon-loc")),
        (OperatorRole.CATALOGUE, "/van-hanh/duyet", ("/van-hanh/don", "/van-hanh/tu-dong-nghia")),
        (OperatorRole.SETTINGS, "/van-hanh/tu-dong-nghia", ("/van-hanh/don", "/van-hanh/chon-loc")),
        (OperatorRole.PEOPLE, "/van-hanh/nguoi", ("/van-hanh/don", "/van-hanh/chon-loc")),
    ],
)
def test_each_role_begins_at_its_own_work_and_is_shown_no_other(
    cast: Cast, client_for: SignIn, role: OperatorRole, first: str, unseen: tuple[str, ...]
) -> None:
    accounts.make_operator(cast.neighbour, {role})
    theirs = client_for(cast.neighbour)
    assert theirs.get("/van-hanh").location == first
    page = theirs.get(first).text
    assert [path for path in unseen if f'href="{path}"' in page] == []


def test_who_only_looks_is_shown_no_button_that_changes_something(cast: Cast, client_for: SignIn) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.READ_ONLY})
    looking = client_for(cast.neighbour)
    harmless = ("/ngon-ngu", "/nen-sang-toi")
    for path in ("don", "danh-gia", "tem", "noi-ban", "chon-loc", "tu-dong-nghia", "nguoi", "viec-nen"):
        forms = looking.get(f"/van-hanh/{path}").text.split("<form")[1:]
        posts = [form.split(">", 1)[0] for form in forms if 'method="post"' in form.split(">", 1)[0]]
        assert [form for form in posts if not any(f'action="{each}' in form for each in harmless)] == []
