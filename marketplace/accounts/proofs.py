"""Showing that an address or a number is one's own: by the link mailed there, or by the code sent there.

Whoever asks learns the same whether somebody has the contact already or not; the owner of a known one is told.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from marketplace import jobs
from marketplace.accounts.actions import end_links, register, see_that_password_holds
from marketplace.accounts.errors import IdentifierTaken, LinkEnded, NotTheChosenPassword, WrongCode
from marketplace.accounts.events import ContactChanged, ContactKnown, PhoneProven, ProofAsked
from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.links import make_reset_link
from marketplace.accounts.models import User
from marketplace.accounts.passwords import PasswordHash, matches
from marketplace.accounts.proof_models import ContactProof, ProofPurpose
from marketplace.accounts.queries import find_user
from marketplace.accounts.tokens import digest, new_token
from marketplace.clock import now
from marketplace.database import announce, db, violates
from marketplace.retention import period

LINK_VALID: Final = timedelta(hours=24)
CODE_VALID: Final = timedelta(minutes=15)
KEPT_AFTERWARDS: Final = period("contact_proofs")
MOST_TRIES: Final = 5
LONGEST_PATH: Final = 200


@dataclass(frozen=True)
class Proven:
    """What followed: whose account it is, for a forgotten password the token of the link that sets a new one, and for a
    new account the path to which its owner was on the way.
    """

    purpose: ProofPurpose
    user: User
    reset_token: str = ""
    wanted_path: str = ""


def ask_to_register(
    *, name: str, identifier: Identifier, password_hash: PasswordHash, locale: str | None = None, wanted_path: str = ""
) -> str:
    """Ask whoever has the address or number whether to open the account, and remember where they wanted to go.

    Returns the token of the page for the code. A path of more than 200 characters is forgotten.
    """
    return _ask(
        ProofPurpose.REGISTER,
        identifier,
        None,
        locale,
        owner=find_user(identifier),
        name=name,
        password_hash=password_hash,
        wanted_path=wanted_path,
    )


def ask_for_contact(user: User, identifier: Identifier, *, locale: str | None = None) -> str:
    """Ask whoever has the address or number whether it is this person's. Returns the token of the page for the code.

    What was asked before of another one counts no more: it may have been mistyped. Confirm the password first; raises
    WrongPassword when it was changed since then.
    """
    see_that_password_holds(user)
    purpose = ProofPurpose.EMAIL if identifier.email else ProofPurpose.PHONE
    older = ContactProof.user_id == user.id, ContactProof.purpose == purpose, ContactProof.used_at.is_(None)
    db.session.execute(update(ContactProof).where(*older).values(used_at=now()))
    owner = find_user(identifier)
    return _ask(purpose, identifier, user, locale, owner=None if owner is user else owner)


def ask_for_reset(phone: str, *, locale: str | None = None) -> str:
    """Send a code with which a new password can be set, if somebody signs in by this number.

    Returns the token of the page for the code, also where nobody does.
    """
    user = find_user(Identifier(phone=phone))
    usable = user if user and user.disabled_at is None else None
    return _ask(ProofPurpose.RESET, Identifier(phone=phone), usable, locale, is_live=usable is not None)


def ask_for_shop(phone: str, *, locale: str | None = None) -> str:
    """Send a code to the number of a shop; no account changes by it. Returns the token to show it with."""
    return _ask(ProofPurpose.SHOP, Identifier(phone=phone), None, locale)


def count_try(token: str) -> None:
    """Count a code before it is compared, in a transaction of its own. Raises LinkEnded once there were enough."""
    counted = update(ContactProof).where(*_usable(token), ContactProof.tries < MOST_TRIES)
    if db.session.scalar(counted.values(tries=ContactProof.tries + 1).returning(ContactProof.id)) is None:
        raise LinkEnded()


def get_mailed_proof(token: str) -> ContactProof:
    """What the link in a mail is to prove. Raises LinkEnded when it was used, replaced or is too old."""
    proof = _get_proof(token)
    if proof.email is None:
        raise LinkEnded()
    return proof


def check_choice(proof: ContactProof, password: str) -> None:
    """See that a new account is opened by whoever asked for it, who alone knows its password: anybody could have given
    the address, and would have a key to what its owner does there. Slow, reads only. Raises NotTheChosenPassword.
    """
    if not matches(proof.password_hash, password):
        raise NotTheChosenPassword()


def prove_by_link(token: str) -> Proven:
    """Whoever opened the mail wants it; for a new account call `check_choice` first.

    Raises LinkEnded, or IdentifierTaken when somebody was quicker.
    """
    get_mailed_proof(token)
    return _follow(_use(token))


def prove_by_code(token: str, code: str) -> Proven:
    """Whoever has the phone wants it; call `count_try` first. Raises WrongCode, LinkEnded or IdentifierTaken."""
    return _follow(_use_with_code(token, code))


def show_shop_phone(token: str, code: str) -> str:
    """The number of a shop that is at hand, once; call `count_try` first. Raises WrongCode or LinkEnded."""
    proof = _use_with_code(token, code)
    if proof.purpose != ProofPurpose.SHOP or proof.phone is None:
        raise LinkEnded()
    return proof.phone


def take_phone(user: User, phone: str) -> None:
    """Sign in by this number from now on, where no code can be sent that would prove it. Confirm the password first.

    Raises IdentifierTaken, or WrongPassword when the password was changed since then.
    """
    see_that_password_holds(user)
    if phone != user.phone:  # a number that was proven stays so
        _take(user, Identifier(phone=phone), is_proven=False)


def tell_owner(identifier: Identifier) -> None:
    """Let whoever signs in by this know that somebody else wanted to."""
    if owner := find_user(identifier):
        announce(ContactKnown(owner, identifier))


def forget_proofs() -> int:
    """Delete some that ended a week ago; returns how many."""
    return jobs.delete_some(ContactProof, ContactProof.expires_at < now() - KEPT_AFTERWARDS)


def _ask(
    purpose: ProofPurpose,
    identifier: Identifier,
    user: User | None,
    locale: str | None,
    *,
    owner: User | None = None,
    is_live: bool = True,
    name: str = "",
    password_hash: str = "",
    wanted_path: str = "",
) -> str:
    """Write the same row whatever is known. Nothing follows from one whose secret nobody was told."""
    token, code = new_token(), f"{secrets.randbelow(1_000_000):06d}"
    is_live = is_live and owner is None
    proof = ContactProof(
        token_digest=digest(token if is_live or identifier.phone else new_token()),
        purpose=purpose,
        code_digest=_code_digest(token, code) if is_live and identifier.phone else None,
        user_id=user.id if user else None,
        email=identifier.email,
        phone=identifier.phone,
        name=name,
        password_hash=password_hash if is_live else "",
        locale=locale,
        wanted_path=wanted_path if len(wanted_path) <= LONGEST_PATH else "",
        expires_at=now() + (LINK_VALID if identifier.email else CODE_VALID),
    )
    db.session.add(proof)
    db.session.flush()
    if owner is not None:
        announce(ContactKnown(owner, identifier))
    elif is_live:
        announce(ProofAsked(proof, token, code))
    return token


def _get_proof(token: str) -> ContactProof:
    wanted = select(ContactProof).where(*_usable(token)).options(joinedload(ContactProof.user))
    proof = db.session.scalars(wanted).first()
    if proof is None:
        raise LinkEnded()
    return proof


def _use_with_code(token: str, code: str) -> ContactProof:
    proof = _get_proof(token)
    if not secrets.compare_digest(proof.code_digest or "", _code_digest(token, code)):
        raise WrongCode()
    return _use(token)


def _use(token: str) -> ContactProof:
    """Mark it used; the condition of the UPDATE lets only one of two at a time through."""
    used = update(ContactProof).where(*_usable(token)).values(used_at=now()).returning(ContactProof.id)
    proof_id = db.session.scalar(used)
    if proof_id is None:
        raise LinkEnded()
    return db.session.get_one(ContactProof, proof_id)


def _follow(proof: ContactProof) -> Proven:
    purpose, identifier = ProofPurpose(proof.purpose), Identifier(email=proof.email, phone=proof.phone)
    if purpose == ProofPurpose.SHOP:
        raise LinkEnded()
    if purpose == ProofPurpose.REGISTER:
        hashed = PasswordHash(proof.password_hash)
        user = register(name=proof.name, identifier=identifier, password_hash=hashed, locale=proof.locale)
        proof.password_hash = ""
    elif proof.user is None or proof.user.disabled_at is not None:
        raise LinkEnded()
    else:
        user = proof.user
    if purpose == ProofPurpose.RESET and user.phone != identifier.phone:
        raise LinkEnded()  # nobody signs in by this number any more
    _take(user, identifier, is_proven=True)
    reset_token = make_reset_link(user) if purpose == ProofPurpose.RESET else ""
    return Proven(purpose, user, reset_token, proof.wanted_path)


def _take(user: User, identifier: Identifier, *, is_proven: bool) -> None:
    column = "email" if identifier.email else "phone"
    change = ContactChanged(user, user.email, user.phone)
    setattr(user, column, identifier.email or identifier.phone)
    setattr(user, f"{column}_confirmed_at", now() if is_proven else None)
    try:
        db.session.flush()
    except IntegrityError as error:
        if violates(error, f"uq_users_{column}", f"users.{column}"):
            raise IdentifierTaken() from error
        raise
    end_links(user)
    if is_proven and identifier.phone:
        announce(PhoneProven(user, identifier.phone))
    if (user.email, user.phone) != (change.former_email, change.former_phone):
        announce(change)


def _usable(token: str) -> tuple[ColumnElement[bool], ...]:
    known = ContactProof.token_digest == digest(token)
    return known, ContactProof.used_at.is_(None), ContactProof.expires_at > now()


def _code_digest(token: str, code: str) -> str:
    digits = "".join(char for char in code if char.isdecimal())
    return digest(f"{token} {digits}")
