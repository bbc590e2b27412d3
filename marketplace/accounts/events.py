"""What happens to accounts that their owners have to hear of."""

from dataclasses import dataclass

from marketplace.accounts.identifiers import Identifier
from marketplace.accounts.models import User
from marketplace.accounts.proof_models import ContactProof


@dataclass(frozen=True)
class PasswordChanged:
    """Somebody changed the person's password."""

    user: User


@dataclass(frozen=True)
class ResetRequested:
    """Somebody wants a new password for the person; `token` is the link's secret, kept nowhere."""

    user: User
    token: str


@dataclass(frozen=True)
class ProofAsked:
    """Somebody is to show that an address or a number is theirs; the secrets are kept nowhere.

    `token` is the link's, to be mailed; `code` is what is sent to a number.
    """

    proof: ContactProof
    token: str
    code: str


@dataclass(frozen=True)
class ContactKnown:
    """Somebody else gave this person's address or number as their own."""

    user: User
    identifier: Identifier


@dataclass(frozen=True)
class ContactChanged:
    """A person signs in by a new address or number; whoever could be reached before hears of it there."""

    user: User
    former_email: str | None
    former_phone: str | None


@dataclass(frozen=True)
class PhoneProven:
    """A person has shown that this number is theirs, and signs in by it."""

    user: User
    phone: str


@dataclass(frozen=True)
class HelpGiven:
    """An operator gave the person a way back into the account."""

    user: User
