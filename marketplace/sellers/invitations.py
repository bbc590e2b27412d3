"""Asking somebody to work in a shop: a link that one person uses once, within a week.

The link can be sent any way, by Zalo too, so it never makes an owner: whoever picks it up on the way gets no more than
a role that the owner takes away with one button.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.sellers.errors import AlreadyMember, InvitationEnded, NobodyNamed, RoleNotOffered, TooManyInvitations
from marketplace.sellers.models import Invitation, Seller, SellerMember
from marketplace.sellers.permissions import SellerRole
from marketplace.text import clean_line

VALID: Final = timedelta(days=7)
MOST_OPEN: Final = 20
OFFERED: Final = (SellerRole.PACKER, SellerRole.MANAGER, SellerRole.ACCOUNTANT)
"""Roles that can be sent by link; a member is made an owner on the page of the people."""


def invite(seller: Seller, *, role: SellerRole, hint: str, by: User) -> Invitation:
    """Keep a place for somebody. Raises RoleNotOffered, NobodyNamed, or TooManyInvitations when twenty are open."""
    called = clean_line(hint, 80)
    if role not in OFFERED:
        raise RoleNotOffered()
    if not called:
        raise NobodyNamed()
    if (db.session.scalar(select(func.count()).where(*_open(), Invitation.seller_id == seller.id)) or 0) >= MOST_OPEN:
        raise TooManyInvitations()
    invitation = Invitation(seller=seller, role=role, hint=called, invited_by=by, expires_at=now() + VALID)
    db.session.add(invitation)
    db.session.flush()
    return invitation


def accept(ref: str, *, by: User) -> Invitation:
    """Let this person work for the shop, once; who did so and works there still has it again when they press twice.

    Raises InvitationEnded, or AlreadyMember, which leaves it open.
    """
    used = update(Invitation).where(Invitation.ref == ref, *_open()).values(accepted_at=now(), accepted_by_id=by.id)
    if db.session.scalar(used.returning(Invitation.id)) is None:
        return _accepted(ref, by=by)
    invitation = get_invitation_made(ref)
    place = {"seller_id": invitation.seller_id, "user_id": by.id, "role": invitation.role}
    added = insert_or_conflict(SellerMember).values(**place).on_conflict_do_nothing()
    if db.session.scalar(added.returning(SellerMember.user_id)) is None:
        raise AlreadyMember()
    return invitation


def _accepted(ref: str, *, by: User) -> Invitation:
    invitation = find_accepted(ref, by=by)
    if invitation is None:
        raise InvitationEnded()
    return invitation


def find_accepted(ref: str, *, by: User) -> Invitation | None:
    """The invitation with which this person came to the shop, as long as they work there."""
    came = (Invitation.ref == ref) & (Invitation.accepted_by_id == by.id)
    works = (SellerMember.seller_id == Invitation.seller_id) & (SellerMember.user_id == by.id)
    return db.session.scalars(_with_names().where(came).join(SellerMember, works)).first()


def end_invitation(seller_id: int, ref: str) -> Invitation:
    """Let an open invitation of this shop count no more. Raises InvitationEnded."""
    ended = update(Invitation).where(Invitation.ref == ref, Invitation.seller_id == seller_id, *_open())
    if db.session.scalar(ended.values(expires_at=now()).returning(Invitation.id)) is None:
        raise InvitationEnded()
    return get_invitation_made(ref)


def get_invitation(ref: str) -> Invitation:
    """An invitation that still counts, with its shop and whose it is. Raises InvitationEnded."""
    invitation = db.session.scalars(_with_names().where(Invitation.ref == ref, *_open())).first()
    if invitation is None:
        raise InvitationEnded()
    return invitation


def get_invitation_made(ref: str) -> Invitation:
    """An invitation whatever became of it."""
    made = _with_names().where(Invitation.ref == ref).execution_options(populate_existing=True)
    return db.session.scalars(made).one()


def open_invitations(seller_id: int) -> Sequence[Invitation]:
    """Those of this shop that still count, the newest first."""
    mine = _with_names().where(Invitation.seller_id == seller_id, *_open())
    return db.session.scalars(mine.order_by(Invitation.id.desc())).all()


def _with_names() -> Select[Invitation]:
    return select(Invitation).options(joinedload(Invitation.seller), joinedload(Invitation.invited_by))


def _open() -> tuple[ColumnElement[bool], ...]:
    return Invitation.accepted_at.is_(None), Invitation.expires_at > now()
