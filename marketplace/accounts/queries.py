"""Questions about people and their sessions."""

from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, select
from sqlalchemy.orm import contains_eager

from marketplace.accounts.errors import LinkEnded
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import LinkPurpose, OneTimeLink, User, UserSession
from marketplace.accounts.tokens import digest
from marketplace.clock import now
from marketplace.database import db

LONGEST_IDLE = timedelta(days=30)
LONGEST_SESSION = timedelta(days=180)

Fact: TypeAlias = ColumnElement[Any] | ScalarSelect[Any]


def find_session(token: str, *facts: Fact) -> "Row[UserSession, *tuple[Any, ...]] | None":
    """The living session behind a cookie with its user loaded, followed by `facts` about the user; one statement.

    Ended, expired and disabled people's sessions count as none.
    """
    statement = (
        select(UserSession, *facts)
        .join(UserSession.user)
        .options(contains_eager(UserSession.user))
        .where(UserSession.token_digest == digest(token), *_alive(), User.disabled_at.is_(None))
    )
    return db.session.execute(statement).first()


def sessions_of(user: User) -> list[UserSession]:
    """Every living session of a person, the one used last first."""
    mine = select(UserSession).where(UserSession.user_id == user.id, *_alive())
    return list(db.session.scalars(mine.order_by(UserSession.seen_at.desc(), UserSession.id.desc())))


def find_user(identifier: Identifier) -> User | None:
    """The person who signs in by this e-mail or phone, disabled or not."""
    known = User.email == identifier.email if identifier.email else User.phone == identifier.phone
    return db.session.scalars(select(User).where(known)).first()


def signs_in_as_before(user: User) -> bool:
    """Whether the password is still the one that was checked and nobody shut the person out meanwhile.

    Locks the person's row, so that it stays so until the transaction ends.
    """
    unchanged = (User.id == user.id, User.password_hash == user.password_hash, User.disabled_at.is_(None))
    return db.session.scalar(select(User.id).where(*unchanged).with_for_update(key_share=True)) is not None


def get_user_to_reset(token: str) -> User:
    """Whose password this link sets. Raises LinkEnded when it was used, replaced or is too old, or leads to nobody."""
    links = select(User).join(OneTimeLink, OneTimeLink.user_id == User.id)
    usable_links = links.where(*usable(token, LinkPurpose.PASSWORD_RESET), User.disabled_at.is_(None))
    user = db.session.scalars(usable_links).first()
    if user is None:
        raise LinkEnded()
    return user


def check_first_operator_link(token: str) -> None:
    """Raises LinkEnded when the link was used, replaced or is too old."""
    link = select(OneTimeLink.id).where(*usable(token, LinkPurpose.FIRST_OPERATOR))
    if db.session.scalar(link) is None:
        raise LinkEnded()


def usable(token: str, purpose: LinkPurpose) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a link may be used; whoever uses it checks them in the same UPDATE."""
    return (
        OneTimeLink.token_digest == digest(token),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now(),
    )


def has_operator() -> bool:
    """Whether somebody already runs this marketplace."""
    return bool(db.session.scalar(select(func.count()).select_from(User).where(User.is_operator)))


def _alive() -> tuple[ColumnElement[bool], ...]:
    moment = now()
    return UserSession.seen_at > moment - LONGEST_IDLE, UserSession.created_at > moment - LONGEST_SESSION
