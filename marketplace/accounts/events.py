"""What happens to accounts that their owners have to hear of."""

from dataclasses import dataclass

from marketplace.accounts.models import User


@dataclass(frozen=True)
class PasswordChanged:
    """Somebody changed the person's password."""

    user: User


@dataclass(frozen=True)
class ResetRequested:
    """Somebody wants a new password for the person; `token` is the link's secret, kept nowhere."""

    user: User
    token: str
