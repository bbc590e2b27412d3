"""Questions about people and their sessions."""

from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, ScalarSelect, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.accounts.errors import LinkEnded, OperatorNotFound
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import (
    AccountHelp,
    LinkPurpose,
    OneTimeLink,
    Operator,
    OperatorEvent,
    User,
    UserSession,
)
from marketplace.accounts.tokens import as_spoken, digest
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
    return db.session.scalars(select(User).where(signs_in_by(identifier))).first()


def signs_in_by(identifier: Identifier) -> ColumnElement[bool]:
    """The condition on people that this is theirs."""
    return User.email == identifier.email if identifier.email else User.phone == identifier.phone


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
        OneTimeLink.token_digest == digest(as_spoken(token)),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now(),
    )


def helps_given(*, limit: int) -> list[AccountHelp]:
    """To whom operators gave a way back into the account, the last first, with both people."""
    given = select(AccountHelp).options(joinedload(AccountHelp.user), joinedload(AccountHelp.by))
    return list(db.session.scalars(given.order_by(AccountHelp.id.desc()).limit(limit)))


def has_operator() -> bool:
    """Whether somebody already runs this marketplace."""
    return db.session.scalar(select(Operator.id).limit(1)) is not None


def operator_roles() -> ScalarSelect[Any]:
    """A column for a statement about users: the roles by which the person runs the marketplace, for `read_roles`."""
    return select(Operator.stored_roles).where(Operator.user_id == User.id).scalar_subquery()


def find_operator(user_id: int) -> Operator | None:
    """What this person may do for the marketplace, if anything."""
    return db.session.scalars(select(Operator).where(Operator.user_id == user_id)).first()


def get_operator(ref: str) -> Operator:
    """An operator, present or former. Raises OperatorNotFound."""
    wanted = select(Operator).where(Operator.ref == ref).options(joinedload(Operator.user))
    operator = db.session.scalars(wanted).first()
    if operator is None:
        raise OperatorNotFound()
    return operator


def operators() -> list[Operator]:
    """Everybody who runs the marketplace or has run it, by name."""
    wanted = select(Operator).join(Operator.user).options(contains_eager(Operator.user))
    return list(db.session.scalars(wanted.order_by(User.name, Operator.id)))


def operators_locked() -> list[Operator]:
    """Whoever can sign in and runs the marketplace, as it stands now; nobody else changes that until the end.

    Asked after the lock is had: a statement that waits for it still sees who could sign in when it began.
    """
    db.session.execute(select(Operator.id).order_by(Operator.id).with_for_update())
    active = Operator.user_id.in_(select(User.id).where(User.disabled_at.is_(None)))
    wanted = select(Operator).where(active).order_by(Operator.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def changes_of_roles(operator: Operator) -> list[OperatorEvent]:
    """Every change of the operator's roles, oldest first, with who made it."""
    wanted = select(OperatorEvent).where(OperatorEvent.operator_id == operator.id)
    return list(db.session.scalars(wanted.order_by(OperatorEvent.id).options(joinedload(OperatorEvent.by))))


def _alive() -> tuple[ColumnElement[bool], ...]:
    moment = now()
    return UserSession.seen_at > moment - LONGEST_IDLE, UserSession.created_at > moment - LONGEST_SESSION
