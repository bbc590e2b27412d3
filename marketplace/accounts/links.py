"""Links that work once: a new password, and the first operator of an empty marketplace."""

from datetime import timedelta

from sqlalchemy import delete, update

from marketplace.accounts.actions import create_operator, end_links
from marketplace.accounts.errors import AccountNotFound, HelpRefused, HelpUnexplained, LinkEnded, OperatorExists
from marketplace.accounts.events import HelpGiven, PasswordChanged, ResetRequested
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import AccountHelp, LinkPurpose, OneTimeLink, User, UserSession
from marketplace.accounts.passwords import PasswordHash
from marketplace.accounts.queries import find_operator, find_user, has_operator, usable
from marketplace.accounts.tokens import digest, new_token, spoken_token
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.retention import period

RESET_VALID = timedelta(minutes=30)
FIRST_OPERATOR_VALID = timedelta(days=1)
KEPT_AFTERWARDS = period("contact_proofs")


def request_reset(identifier: Identifier) -> ResetRequested | None:
    """Make a link for a new password, the only one valid from now; None when there is nobody to mail it to.

    Writes as much for an unknown person as for a known one, so that the time it takes tells nothing.
    """
    user = find_user(identifier)
    reachable = user if user and user.email and user.disabled_at is None else None
    token = _make(LinkPurpose.PASSWORD_RESET, reachable, RESET_VALID, mailed_to=reachable.email if reachable else None)
    if reachable is None:
        return None
    requested = ResetRequested(reachable, token)
    announce(requested)
    return requested


def reset_password(token: str, password_hash: PasswordHash) -> User:
    """Take the new password and sign the person out everywhere; a link that was mailed shows whose the address is.

    Raises LinkEnded.
    """
    link = _use(token, LinkPurpose.PASSWORD_RESET)
    user = db.session.get(User, link.user_id) if link.user_id else None
    if user is None or user.disabled_at is not None:
        raise LinkEnded()
    user.password_hash = password_hash
    if link.mailed_to is not None and link.mailed_to == user.email:
        user.email_confirmed_at = user.email_confirmed_at or now()
    db.session.execute(delete(UserSession).where(UserSession.user_id == user.id))
    end_links(user)
    announce(PasswordChanged(user))
    return user


def make_reset_link(user: User) -> str:
    """The token of a link for a new password, for somebody who has shown who they are; the only one valid from now."""
    return _make(LinkPurpose.PASSWORD_RESET, user, RESET_VALID)


def help_back_in(identifier: Identifier, *, by: User, note: str) -> str:
    """The token of a link for a new password that an operator reads out to the caller, and a row that says who did.

    `note` says how the caller was recognised. Raises AccountNotFound, HelpUnexplained, or HelpRefused for whoever runs
    the marketplace.
    """
    user = find_user(identifier)
    if user is None or user.disabled_at is not None:
        raise AccountNotFound()
    if not note.strip():
        raise HelpUnexplained()
    operator = find_operator(user.id)
    if operator is not None and operator.roles:
        raise HelpRefused()
    db.session.add(AccountHelp(user_id=user.id, by_id=by.id, note=note.strip()))
    announce(HelpGiven(user))
    return _make(LinkPurpose.PASSWORD_RESET, user, RESET_VALID, spoken_token())


def first_operator_link() -> str:
    """The token of a link by which the first operator opens an account, valid for a day. Raises OperatorExists."""
    if has_operator():
        raise OperatorExists()
    return _make(LinkPurpose.FIRST_OPERATOR, None, FIRST_OPERATOR_VALID)


def claim_first_operator(
    token: str, *, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None
) -> User:
    """Open the first operator's account. Raises LinkEnded, OperatorExists or IdentifierTaken."""
    _use(token, LinkPurpose.FIRST_OPERATOR)
    if has_operator():
        raise OperatorExists()
    return create_operator(name=name, identifier=identifier, password_hash=password_hash, locale=locale)


def _make(
    purpose: LinkPurpose, user: User | None, valid: timedelta, token: str = "", *, mailed_to: str | None = None
) -> str:
    moment, token = now(), token or new_token()
    user_id = user.id if user else None
    older = OneTimeLink.purpose == purpose, OneTimeLink.user_id.is_not_distinct_from(user_id)
    db.session.execute(update(OneTimeLink).where(*older, OneTimeLink.used_at.is_(None)).values(used_at=moment))
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < moment - KEPT_AFTERWARDS))
    link = OneTimeLink(token_digest=digest(token), purpose=purpose, user_id=user_id, expires_at=moment + valid)
    link.mailed_to = mailed_to
    db.session.add(link)
    db.session.flush()
    return token


def _use(token: str, purpose: LinkPurpose) -> OneTimeLink:
    """Mark the link used and return it; the condition of the UPDATE lets only one of two at a time through."""
    used = update(OneTimeLink).where(*usable(token, purpose)).values(used_at=now()).returning(OneTimeLink.id)
    link_id = db.session.scalar(used)
    if link_id is None:
        raise LinkEnded()
    return db.session.get_one(OneTimeLink, link_id)
