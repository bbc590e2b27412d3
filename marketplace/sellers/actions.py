"""What operators decide about sellers, and sellers about their people."""

from collections.abc import Mapping
from typing import Any, Final

from marketplace import former_slugs
from marketplace.accounts.models import User
from marketplace.database import announce, db
from marketplace.sellers import households
from marketplace.sellers.applications import find_application_of_shop
from marketplace.sellers.errors import DecisionRefused, LastOwner, MemberNotFound, NotReady, ReasonMissing
from marketplace.sellers.models import Seller, SellerEvent, SellerMember, SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.sellers.queries import members_locked
from marketplace.text import N_

STORY: Final = ("tagline_vi", "tagline_en", "story_vi", "story_en", "facts")
"""What a shop says of itself on its page."""


def missing_of(seller: Seller, *, goods: int) -> list[str]:
    """What a shop still lacks before it can be opened, for the first time or again; `goods` is how many it has."""
    needed = {
        N_("xác nhận của hộ trên máy của mình"): not households.is_awaited(seller.id),
        N_("số điện thoại"): seller.phone,
        N_("mã số thuế"): seller.tax_code or seller.personal_number_sealed,
        N_("ít nhất một món hàng"): goods,
    }
    return [name for name, there in needed.items() if not there]


def approve(seller: Seller, *, by: User, goods: int, note: str = "") -> None:
    """Open the shop of an application, or one that was suspended; whoever applied owns it.

    `goods` is how many it has. Raises DecisionRefused when it is open, and NotReady when something is missing.
    """
    if seller.state == SellerState.APPROVED:
        raise DecisionRefused()
    if missing := missing_of(seller, goods=goods):
        raise NotReady(missing)
    if seller.is_waiting and (application := find_application_of_shop(seller.id)):
        households.give_shop(seller, application)
    _decide(seller, SellerState.APPROVED, by, note)


def suspend(seller: Seller, *, by: User, note: str) -> None:
    """Close an open shop: its goods disappear from the shelves and all feeds, its open orders go on.

    Raises DecisionRefused unless the shop is open, ReasonMissing without a reason.
    """
    if seller.state != SellerState.APPROVED:
        raise DecisionRefused()
    if not note.strip():
        raise ReasonMissing()
    _decide(seller, SellerState.SUSPENDED, by, note.strip())


def tell_story(seller: Seller, texts: Mapping[str, Any]) -> None:
    """Put these texts on the shop's page; names that are none of `STORY` are left aside."""
    for name in STORY:
        if name in texts:
            setattr(seller, name, texts[name])
    db.session.flush()


def change_role(seller_id: int, ref: str, role: SellerRole) -> SellerMember:
    """Give a person of the shop another role, from their next request on. Raises MemberNotFound, LastOwner."""
    member = _member(seller_id, ref, stays_owner=role == SellerRole.OWNER)
    member.role = role
    db.session.flush()
    return member


def remove_member(seller_id: int, ref: str) -> SellerMember:
    """Let a person work for the shop no more, from now on. Raises MemberNotFound, LastOwner."""
    member = _member(seller_id, ref, stays_owner=False)
    db.session.delete(member)
    db.session.flush()
    return member


def mend_slugs() -> int:
    """Give some shops an address with all letters of their name; returns how many, 0 when none is left."""
    return former_slugs.mend_slugs(Seller, Seller.name_vi)


def _member(seller_id: int, ref: str, *, stays_owner: bool) -> SellerMember:
    """The person, while nobody else changes the people of the shop, if an owner who can sign in is left."""
    people = members_locked(seller_id)
    member = next((each for each in people if each.ref == ref), None)
    if member is None:
        raise MemberNotFound()
    others = (each for each in people if each is not member and each.user.disabled_at is None)
    if not stays_owner and not any(each.role == SellerRole.OWNER for each in others):
        raise LastOwner()
    return member


def _decide(seller: Seller, state: SellerState, by: User, note: str) -> None:
    seller.state = state
    event = SellerEvent(state=state, by=by, note=note)
    seller.events.append(event)
    announce(event)
