"""Signed-in browsers: opened, kept alive, ended. A deleted row is a browser that is signed out."""

from datetime import timedelta

from sqlalchemy import delete, or_, update

from marketplace import jobs
from marketplace.accounts.errors import SessionNotFound, WrongCredentials
from marketplace.accounts.models import User, UserSession
from marketplace.accounts.passwords import PasswordHash
from marketplace.accounts.queries import LONGEST_IDLE, LONGEST_SESSION, signs_in_as_before
from marketplace.accounts.tokens import digest, new_token
from marketplace.clock import now
from marketplace.database import db

SEEN_EVERY = timedelta(hours=12)


def open_session(user: User, *, device: str, address: str, renewed_hash: PasswordHash | None = None) -> str:
    """Sign a browser in and return its token, the only copy there is; `renewed_hash` replaces an outdated one.

    Raises WrongCredentials when the password was changed since it was checked.
    """
    if not signs_in_as_before(user):
        raise WrongCredentials()
    token = new_token()
    db.session.add(UserSession(user_id=user.id, token_digest=digest(token), device=device, address=address))
    if renewed_hash:
        user.password_hash = renewed_hash
    _forget_expired(user)
    db.session.flush()
    return token


def is_due_to_be_seen(session: UserSession) -> bool:
    """Whether the last visit was noted so long ago that it should be noted again."""
    return now() - session.seen_at > SEEN_EVERY


def see(session: UserSession) -> None:
    """Note that this browser was here, so that the session does not count as idle; one that just ended stays ended."""
    db.session.execute(update(UserSession).where(UserSession.id == session.id).values(seen_at=now()))


def end_session(token: str) -> None:
    """Sign a browser out; one that is signed out already stays so."""
    db.session.execute(delete(UserSession).where(UserSession.token_digest == digest(token)))


def end_other_sessions(user: User, *, keep: str) -> None:
    """Sign a person out everywhere but in the browser with the token `keep`."""
    others = UserSession.user_id == user.id, UserSession.token_digest != digest(keep)
    db.session.execute(delete(UserSession).where(*others))
    db.session.flush()


def end_session_of(user: User, reference: str) -> None:
    """Sign one of a person's browsers out. Raises SessionNotFound when it is not one of theirs."""
    theirs = UserSession.user_id == user.id, UserSession.reference == reference
    ended = db.session.execute(delete(UserSession).where(*theirs).returning(UserSession.id)).all()
    if not ended:
        raise SessionNotFound()


def forget_ended_sessions() -> int:
    """Delete some of the sessions that nobody used for too long or that are too old; returns how many."""
    moment = now()
    is_over = or_(UserSession.seen_at < moment - LONGEST_IDLE, UserSession.created_at < moment - LONGEST_SESSION)
    return jobs.delete_some(UserSession, is_over)


def _forget_expired(user: User) -> None:
    too_old = UserSession.user_id == user.id, UserSession.created_at < now() - LONGEST_SESSION
    db.session.execute(delete(UserSession).where(*too_old))
