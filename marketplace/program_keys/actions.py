"""Giving a program a key, and taking it away."""

from typing import Final

from sqlalchemy import update

from marketplace.accounts import tokens
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.program_keys.errors import KeyMadeAlready, KeyNotFound, KeyUnnamed, TooManyKeys
from marketplace.program_keys.models import ProgramKey
from marketplace.program_keys.queries import keys_of
from marketplace.sellers.models import Seller
from marketplace.text import clean_line

MOST_KEYS: Final = 5
LONGEST_NAME: Final = 60
BEGIN: Final = "gui_"
"""So that a key that was left in a file of a program is found by those who look for such."""


def make_key(shop: Seller, name: str, *, ref: str, by_id: int) -> tuple[ProgramKey, str]:
    """A new key, and what the program has to say, which is shown this once. Raises KeyUnnamed, TooManyKeys,
    or KeyMadeAlready for a form that was sent before, with the same `ref`.

    Load the shop with `lock=True`, so that nobody makes two at once.
    """
    called = clean_line(name, LONGEST_NAME)
    if not called:
        raise KeyUnnamed()
    standing = keys_of(shop.id)
    if any(key.ref == ref for key in standing):
        raise KeyMadeAlready()
    if len(standing) >= MOST_KEYS:
        raise TooManyKeys(most=MOST_KEYS)
    secret = BEGIN + tokens.new_token()
    key = ProgramKey(ref=ref, seller_id=shop.id, name=called, digest=tokens.digest(secret), made_by_id=by_id)
    db.session.add(key)
    db.session.flush()
    return key, secret


def revoke_key(seller_id: int, ref: str) -> ProgramKey:
    """Let a key of this shop count no more, from the next request on. Raises KeyNotFound."""
    key = next((each for each in keys_of(seller_id) if each.ref == ref), None)
    if key is None:
        raise KeyNotFound()
    key.revoked_at = now()
    return key


def note_use(key: ProgramKey) -> None:
    """Remember the last day on which the key was used, so that a shop sees which one nobody needs."""
    used = update(ProgramKey).where(ProgramKey.id == key.id, ProgramKey.used_on.is_distinct_from(today()))
    db.session.execute(used.values(used_on=today()))
