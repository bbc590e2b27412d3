"""What happens to people's accounts. Passwords arrive hashed (see passwords.py)."""

from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.errors import (
    AccountNotFound,
    IdentifierTaken,
    LastPeopleOperator,
    RolesChanged,
    WrongCredentials,
    WrongPassword,
)
from marketplace.accounts.events import PasswordChanged
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import OneTimeLink, Operator, OperatorEvent, User, UserSession
from marketplace.accounts.passwords import PasswordHash, match_nobody, matches
from marketplace.accounts.permissions import FULL, OperatorRole
from marketplace.accounts.proof_models import ContactProof
from marketplace.accounts.queries import find_operator, find_user, operators_locked, signs_in_as_before
from marketplace.accounts.sessions import end_other_sessions
from marketplace.clock import now
from marketplace.database import announce, db, violates
from marketplace.names import check_person


def register(*, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None) -> User:
    """Open an account. Raises IdentifierTaken, when the transaction must be given up, or what `check_person` raises."""
    check_person(name)
    user = User(name=name, email=identifier.email, phone=identifier.phone, password_hash=password_hash, locale=locale)
    return _save(user)


def create_operator(
    *, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None
) -> User:
    """Open an account that may do everything in the marketplace. Raises IdentifierTaken like `register`."""
    user = register(name=name, identifier=identifier, password_hash=password_hash, locale=locale)
    make_operator(user)
    return user


def make_operator(user: User, roles: Iterable[OperatorRole] = FULL, *, by: User | None = None) -> Operator:
    """Let a person help to run the marketplace, who has not done so before."""
    operator = Operator(user=user)
    db.session.add(operator)
    _give(operator, frozenset(roles), by)
    return operator


def add_operator(identifier: Identifier) -> Operator:
    """The operator who signs in by this, so far perhaps without any role. Raises AccountNotFound."""
    user = find_user(identifier)
    if user is None or user.disabled_at is not None:
        raise AccountNotFound()
    operator = find_operator(user.id)
    if operator is None:
        operator = Operator(user=user)
        db.session.add(operator)
        db.session.flush()
    return operator


def change_roles(
    operator: Operator, roles: Iterable[OperatorRole], *, shown: Iterable[OperatorRole], by: User | None
) -> None:
    """Give the operator these roles instead of those that were `shown`; they hold from the next request on.

    Raises RolesChanged when others hold by now, LastPeopleOperator when nobody would be left to give roles.
    """
    wanted = frozenset(roles)
    everybody = operators_locked()
    if operator.roles != frozenset(shown):
        raise RolesChanged()
    if OperatorRole.PEOPLE not in wanted:
        _leave_somebody(each for each in everybody if each is not operator)
    if wanted != operator.roles:
        _give(operator, wanted, by)


def authenticate(identifier: Identifier, password: str) -> User:
    """The person who signs in. Slow, reads only. Raises WrongCredentials after the same time whatever is wrong."""
    user = find_user(identifier)
    if user is None:
        match_nobody(password)
        raise WrongCredentials()
    if not matches(user.password_hash, password) or user.disabled_at is not None:
        raise WrongCredentials()
    return user


def confirm_password(user: User, password: str) -> None:
    """Ask again who sits there before something weighty. Slow, reads only. Raises WrongPassword."""
    if not matches(user.password_hash, password):
        raise WrongPassword()


def change_password(user: User, password_hash: PasswordHash, *, keep: str) -> None:
    """Take the new password and end every session but the one with the token `keep`. Confirm the old one first.

    Raises WrongPassword when the old one was changed since then.
    """
    see_that_password_holds(user)
    user.password_hash = password_hash
    end_other_sessions(user, keep=keep)
    end_links(user)
    announce(PasswordChanged(user))


def see_that_password_holds(user: User) -> None:
    """Let nobody change the password that was confirmed until the end. Raises WrongPassword when somebody has."""
    if not signs_in_as_before(user):
        raise WrongPassword()


def end_links(user: User) -> None:
    """Let no link and no code lead into the account that was asked for until now: it may be in other hands.

    Call it after the change that it follows from was flushed, so that what others ask at this moment sees that change.
    """
    for asked in (OneTimeLink, ContactProof):
        waiting = update(asked).where(asked.user_id == user.id, asked.used_at.is_(None))
        db.session.execute(waiting.values(used_at=now()))


def rename(user: User, name: str) -> None:
    """Change what the person is called. Raises what `check_person` raises."""
    check_person(name)
    user.name = name
    db.session.flush()


def switch_theme(user: User) -> None:
    """Turn the operator pages from light to dim or back, and remember it."""
    user.theme = "light" if user.theme == "dim" else "dim"
    db.session.flush()


def disable(user: User) -> None:
    """Shut a person out: the account stays for its orders, every session ends now.

    Raises LastPeopleOperator when nobody would be left to give roles.
    """
    everybody = operators_locked()
    if any(each.user_id == user.id for each in everybody):
        _leave_somebody(each for each in everybody if each.user_id != user.id)
    user.disabled_at = now()
    db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
    end_links(user)
    db.session.flush()


def _leave_somebody(others: Iterable[Operator]) -> None:
    """Raise LastPeopleOperator when none of these may give roles."""
    if not any(OperatorRole.PEOPLE in each.roles for each in others):
        raise LastPeopleOperator()


def _give(operator: Operator, roles: frozenset[OperatorRole], by: User | None) -> None:
    operator.stored_roles = [role for role in OperatorRole if role in roles]
    operator.events.append(OperatorEvent(stored_roles=operator.stored_roles, by=by))
    db.session.flush()


def _save(user: User) -> User:
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, "uq_users_email", "users.email") or violates(error, "uq_users_phone", "users.phone"):
            raise IdentifierTaken() from error
        raise
    return user
