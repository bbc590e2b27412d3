"""People: who they are, how they sign in, and where they are signed in."""

from marketplace.accounts.actions import (
    authenticate,
    change_password,
    confirm_password,
    create_operator,
    disable,
    register,
    rename,
    switch_theme,
)
from marketplace.accounts.identifiers import Identifier, parse_email, parse_identifier
from marketplace.accounts.links import claim_first_operator, first_operator_link, request_reset, reset_password
from marketplace.accounts.passwords import PasswordHash, check_password, hash_password, renewed, use_cost
from marketplace.accounts.queries import (
    check_first_operator_link,
    find_session,
    find_user,
    get_user_to_reset,
    has_operator,
    sessions_of,
)
from marketplace.accounts.sessions import (
    end_other_sessions,
    end_session,
    end_session_of,
    forget_ended_sessions,
    is_due_to_be_seen,
    open_session,
    see,
)

__all__ = [
    "Identifier",
    "PasswordHash",
    "authenticate",
    "change_password",
    "check_first_operator_link",
    "check_password",
    "claim_first_operator",
    "confirm_password",
    "create_operator",
    "disable",
    "end_other_sessions",
    "end_session",
    "end_session_of",
    "find_session",
    "find_user",
    "first_operator_link",
    "forget_ended_sessions",
    "get_user_to_reset",
    "has_operator",
    "hash_password",
    "is_due_to_be_seen",
    "open_session",
    "parse_email",
    "parse_identifier",
    "register",
    "rename",
    "renewed",
    "request_reset",
    "reset_password",
    "see",
    "sessions_of",
    "switch_theme",
    "use_cost",
]
