"""From where an account was signed in to: the owner is not shut out there by what others try elsewhere."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from marketplace import jobs
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import KnownPlace, User
from marketplace.accounts.queries import signs_in_by
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.retention import period

KEPT: Final = period("known_places")


def remember_places(user: User, digests: Iterable[str]) -> None:
    """Note that the person signed in from here."""
    rows = [{"user_id": user.id, "digest": digest, "seen_at": now()} for digest in digests]
    noted = insert_or_conflict(KnownPlace)
    db.session.execute(
        noted.on_conflict_do_update(index_elements=["user_id", "digest"], set_={"seen_at": noted.excluded.seen_at}),
        rows,
    )


def known_places(identifier: Identifier, digests: Iterable[str]) -> set[str]:
    """Which of these places the account was signed in to from; none for an unknown account."""
    places = select(KnownPlace.digest).join(User, User.id == KnownPlace.user_id)
    return set(db.session.scalars(places.where(signs_in_by(identifier), KnownPlace.digest.in_(list(digests)))))


def forget_places() -> int:
    """Delete some of the places from which nobody signed in for a year; returns how many."""
    return jobs.delete_some(KnownPlace, KnownPlace.seen_at < now() - KEPT)
