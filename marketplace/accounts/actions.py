"""What happens to people's accounts. Passwords arrive hashed (see passwords.py)."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from marketplace.accounts.errors import IdentifierTaken, WrongCredentials, WrongPassword
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import User, UserSession
from marketplace.accounts.passwords import PasswordHash, match_nobody, matches
from marketplace.accounts.queries import find_user, signs_in_as_before
from marketplace.accounts.sessions import end_other_sessions
from marketplace.clock import now
from marketplace.database import db, violates


def register(*, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None) -> User:
    """Open an account. Raises IdentifierTaken; the transaction must then be given up."""
    user = User(name=name, email=identifier.email, phone=identifier.phone, password_hash=password_hash, locale=locale)
    return _save(user)


def create_operator(
    *, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None
) -> User:
    """Open an account that may run the marketplace. Raises IdentifierTaken like `register`."""
    operator = register(name=name, identifier=identifier, password_hash=password_hash, locale=locale)
    operator.is_operator = True
    db.session.flush()
    return operator


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
    if not signs_in_as_before(user):
        raise WrongPassword()
    user.password_hash = password_hash
    end_other_sessions(user, keep=keep)


def rename(user: User, name: str) -> None:
    """Change what the person is called."""
    user.name = name
    db.session.flush()


def switch_theme(user: User) -> None:
    """Turn the operator pages from light to dim or back, and remember it."""
    user.theme = "light" if user.theme == "dim" else "dim"
    db.session.flush()


def disable(user: User) -> None:
    """Shut a person out: the account stays for its orders, every session ends now."""
    user.disabled_at = now()
    db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
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
