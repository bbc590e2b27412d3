"""People: who they are, how they sign in, and where they are signed in."""

from marketplace.accounts import proof_models  # noqa: F401 - a table
from marketplace.accounts.actions import (
    add_operator,
    authenticate,
    change_password,
    change_roles,
    confirm_password,
    create_operator,
    disable,
    make_operator,
    register,
    rename,
    switch_theme,
)
from marketplace.accounts.identifiers import Identifier, parse_email, parse_identifier
from marketplace.accounts.known_places import forget_places, known_places, remember_places
from marketplace.accounts.links import claim_first_operator, first_operator_link, request_reset, reset_password
from marketplace.accounts.models import read_roles
from marketplace.accounts.passwords import PasswordHash, check_password, hash_password, renewed, use_cost
from marketplace.accounts.permissions import OperatorPermission, OperatorRole
from marketplace.accounts.queries import (
    changes_of_roles,
    check_first_operator_link,
    find_operator,
    find_session,
    find_user,
    get_operator,
    get_user_to_reset,
    has_operator,
    operator_roles,
    operators,
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
    "OperatorPermission",
    "OperatorRole",
    "PasswordHash",
    "add_operator",
    "authenticate",
    "change_password",
    "change_roles",
    "changes_of_roles",
    "check_first_operator_link",
    "check_password",
    "claim_first_operator",
    "confirm_password",
    "create_operator",
    "disable",
    "end_other_sessions",
    "end_session",
    "end_session_of",
    "find_operator",
    "find_session",
    "find_user",
    "first_operator_link",
    "forget_ended_sessions",
    "forget_places",
    "get_operator",
    "get_user_to_reset",
    "has_operator",
    "hash_password",
    "is_due_to_be_seen",
    "known_places",
    "make_operator",
    "open_session",
    "operator_roles",
    "operators",
    "parse_email",
    "parse_identifier",
    "read_roles",
    "register",
    "remember_places",
    "rename",
    "renewed",
    "request_reset",
    "reset_password",
    "see",
    "sessions_of",
    "switch_theme",
    "use_cost",
]
