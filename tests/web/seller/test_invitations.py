"""An owner sends a link, somebody takes the place in the shop, once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import sellers
from marketplace.accounts.models import User
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.sellers.errors import AlreadyMember, InvitationEnded, RoleNotOffered, TooManyInvitations
from marketplace.sellers.models import Invitation, Seller, SellerMember
from marketplace.sellers.permissions import SellerRole
from tests import factories
from tests.client import Client
from tests.crowd import DONE, tried_at_once
from tests.people import Cast

PAGE = "/ban-hang/them/nguoi"
FORM = {"hint": "Chị Hoa", "role": "packer"}


def links(page: str) -> list[str]:
    return re.findall(r'href="[^"]*(/loi-moi/[^"]+)"', page)


def invited(owner: Client, **form: str) -> str:
    """The path of the link that the owner gets for this form."""
    assert owner.send(f"{PAGE}/moi", FORM | form, form_at=PAGE).status_code == 303
    return links(owner.get(PAGE).text)[0]


def role_of(cast: Cast, person: User) -> SellerRole | None:
    found = db.session.get(SellerMember, (cast.seller_a.id, person.id), populate_existing=True)
    return SellerRole(found.role) if found else None


def members(cast: Cast) -> dict[int, str]:
    """Who works in seller A's shop, with what stands for them in addresses."""
    return {member.user_id: member.ref for member in sellers.members_of(cast.seller_a.id)}


def test_whoever_takes_the_link_works_in_the_shop_at_once(
    cast: Cast, owner: Client, client_for: Callable[[User], Client]
) -> None:
    path, theirs = invited(owner, role="accountant"), client_for(cast.neighbour)
    page = theirs.get(path).text
    assert "HTX Green Life mời bạn vào làm" in page
    assert "Chủ Green Life gửi lời mời này cho Chị Hoa." in page
    assert theirs.send(path, form_at=path).headers["Location"] == "/ban-hang"
    assert theirs.get("/ban-hang/don.csv").status_code == 200
    assert role_of(cast, cast.neighbour) == SellerRole.ACCOUNTANT
    assert "Đang chờ nhận" not in owner.get(PAGE).text


def test_a_link_serves_one_person(cast: Cast, owner: Client, client_for: Callable[[User], Client]) -> None:
    path, buyers = invited(owner), client_for(cast.buyer)
    client_for(cast.neighbour).send(path, form_at="/tai-khoan")
    assert buyers.get(path).status_code == 404
    answer = buyers.send(path, form_at="/tai-khoan")
    assert answer.status_code == 404
    assert "Lời mời này đã dùng rồi hoặc đã hết hạn." in answer.text
    assert role_of(cast, cast.buyer) is None


def test_pressing_twice_or_opening_the_message_again_leads_whoever_took_it_to_the_shop(
    cast: Cast, owner: Client, client_for: Callable[[User], Client]
) -> None:
    path, theirs = invited(owner), client_for(cast.neighbour)
    for _press in range(2):
        assert theirs.send(path, form_at="/tai-khoan").headers["Location"] == "/ban-hang"
    assert theirs.get(path).headers["Location"] == "/ban-hang"
    with transaction():
        sellers.remove_member(cast.seller_a.id, members(cast)[cast.neighbour.id])
    assert theirs.get(path).status_code == 404
    assert theirs.send(path, form_at="/tai-khoan").status_code == 404
    assert role_of(cast, cast.neighbour) is None


def test_a_guest_signs_in_first_and_comes_back(cast: Cast, owner: Client, client: Client) -> None:
    path = invited(owner)
    page = client.get(path).text
    assert f'href="/dang-nhap?next={path}"' in page
    assert f'href="/dang-ky?next={path}"' in page
    assert client.send(path, form_at="/dang-nhap").headers["Location"].startswith("/dang-nhap")


def test_opening_the_link_changes_nothing_and_is_kept_nowhere(cast: Cast, owner: Client, client: Client) -> None:
    answer = client.get(invited(owner))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert links(owner.get(PAGE).text)


def test_who_works_here_already_leaves_the_link_to_others(cast: Cast, owner: Client, packer: Client) -> None:
    path = invited(owner)
    answer = packer.send(path, form_at=path)
    assert answer.status_code == 409
    assert "Bạn đã làm ở gian hàng này rồi." in answer.text
    assert links(owner.get(PAGE).text)


def test_an_owner_ends_an_invitation(cast: Cast, owner: Client, client: Client) -> None:
    path = invited(owner)
    end = re.findall(rf'action="({PAGE}/moi/\w+/bo)"', owner.get(PAGE).text)[0]
    assert owner.send(end, form_at=PAGE).status_code == 303
    assert client.get(path).status_code == 404
    assert owner.send(end, form_at=PAGE).status_code == 404


def test_a_link_that_was_changed_or_made_up_leads_nowhere(owner: Client, client: Client) -> None:
    path = invited(owner)
    for wrong in (path[:-1], path + "x", "/loi-moi/abc", "/loi-moi/" + "a" * 500):
        assert client.get(wrong).status_code == 404


def test_a_link_is_too_old_after_a_week(owner: Client, client: Client) -> None:
    path = invited(owner)
    with pretending(now() + timedelta(days=6)):
        assert client.get(path).status_code == 200
    with pretending(now() + timedelta(days=8)):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"hint": " "}, "Viết tên người được mời"),
        ({"role": ""}, "Chọn một vai để mời."),
        ({"role": "owner"}, "Chọn một trong các mục có sẵn."),
        ({"hint": "Hoa" * 40}, "Tên dài tối đa 80 chữ."),
    ],
)
def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(
    owner: Client, form: dict[str, str], sentence: str
) -> None:
    answer = owner.send(f"{PAGE}/moi", FORM | form, form_at=PAGE)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert links(owner.get(PAGE).text) == []


def test_nobody_but_an_owner_invites(cast: Cast, packer: Client, stranger: Client) -> None:
    assert packer.send(f"{PAGE}/moi", FORM, form_at="/tai-khoan").status_code == 403
    assert stranger.send(f"{PAGE}/moi", FORM, form_at=PAGE).status_code == 303
    assert sellers.open_invitations(cast.seller_a.id) == []


def test_the_invitations_of_another_shop_cannot_be_ended(cast: Cast, owner: Client, stranger: Client) -> None:
    invited(owner)
    ref = sellers.open_invitations(cast.seller_a.id)[0].ref
    assert stranger.send(f"{PAGE}/moi/{ref}/bo", form_at=PAGE).status_code == 404
    assert sellers.open_invitations(cast.seller_a.id)


def an_invitation(role: SellerRole = SellerRole.PACKER) -> tuple[Seller, Invitation]:
    shop = factories.seller()
    return shop, sellers.invite(shop, role=role, hint="Chị Hoa", by=factories.user())


def test_no_link_makes_an_owner(app: Flask) -> None:
    with pytest.raises(RoleNotOffered):
        an_invitation(SellerRole.OWNER)


def test_twenty_open_invitations_are_enough(app: Flask) -> None:
    shop, first = an_invitation()
    for _ in range(19):
        sellers.invite(shop, role=SellerRole.PACKER, hint="Chị Hoa", by=first.invited_by)
    with pytest.raises(TooManyInvitations):
        sellers.invite(shop, role=SellerRole.PACKER, hint="Chị Hoa", by=first.invited_by)
    sellers.end_invitation(shop.id, first.ref)
    sellers.invite(shop, role=SellerRole.PACKER, hint="Chị Hoa", by=first.invited_by)


def test_of_many_who_open_a_link_at_once_one_gets_the_place(committed_app: Flask) -> None:
    with transaction():
        ref = an_invitation()[1].ref
        keys = [factories.user().id for _ in range(4)]

    def take(key: int) -> Callable[[], object]:
        return lambda: sellers.accept(ref, by=db.session.get_one(User, key))

    assert tried_at_once(committed_app, [take(key) for key in keys]) == ["InvitationEnded"] * 3 + [DONE]


def test_a_member_who_takes_a_link_keeps_the_role_they_have(app: Flask) -> None:
    shop, invitation = an_invitation()
    manager = factories.member(shop, factories.user(), SellerRole.MANAGER)
    with pytest.raises(AlreadyMember), db.session.begin_nested():
        sellers.accept(invitation.ref, by=manager.user)
    assert sellers.get_invitation(invitation.ref) is invitation
    assert manager.role == SellerRole.MANAGER
    with pytest.raises(InvitationEnded):
        sellers.get_invitation("khong-co")
