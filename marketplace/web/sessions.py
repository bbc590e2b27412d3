"""Starting and ending the session of the browser in front of us."""

import logging
import secrets

from flask import Response, flash, request, session
from flask_login import current_user, login_user, logout_user

from marketplace import accounts, cart, sellers, wishlist
from marketplace.accounts import PasswordHash
from marketplace.accounts.models import User
from marketplace.database import NoAnswer, transaction
from marketplace.web.current_visitor import SignedIn, is_guest, wishes_here
from marketplace.web.merged_baskets import merged_sentence
from marketplace.web.security_headers import FILES
from marketplace.web.sign_in_places import DEVICE, digests_here
from marketplace.web.user_agents import device_of

log = logging.getLogger(__name__)


def start_session(user: User, renewed_hash: PasswordHash | None = None) -> None:
    """Sign this browser in under a new token; the guest's basket and wishes go into the person's own.

    Opens its own transaction. The cookie changes only after the commit, so that a failure loses nothing.
    """
    session.setdefault(DEVICE, secrets.token_urlsafe(12))
    device, address = device_of(request.user_agent.string), request.remote_addr or ""
    with transaction():
        token = accounts.open_session(user, device=device, address=address, renewed_hash=renewed_hash)
        accounts.remember_places(user, digests_here())
        merged = cart.adopt(token=session.get("cart"), user_id=user.id)
        wishlist.adopt(wishes_here(), user_id=user.id)
    _keep_only("locale", "deliver_to", "at_once", DEVICE)
    session.permanent = True
    if merged:
        flash(merged_sentence(merged))
    found = accounts.find_session(token)
    if found is not None:
        login_user(SignedIn(token, found[0], 0, False, frozenset()))
    log.info("person %s signed in from %s", user.id, address)


def stop_session() -> None:
    """Sign this browser out for good: the row goes, so a copied cookie is worth nothing."""
    if current_user.is_authenticated:
        with transaction():
            accounts.end_session(current_user.token)
    logout_user()
    _keep_only("locale", DEVICE)


def note_visit(response: Response) -> Response:
    """Note now and then that a session is in use, so that it does not run out as idle.

    A page that could be shown is shown even when nothing can be written.
    """
    if is_guest(session) or response.status_code >= 400 or request.endpoint in FILES:
        return response
    if current_user.is_authenticated:
        try:
            if accounts.is_due_to_be_seen(current_user.session):
                with transaction():
                    accounts.see(current_user.session)
        except NoAnswer:
            log.warning("a visit could not be noted", exc_info=True)
    return response


def first_page_of(user: User) -> str:
    """The endpoint where a person begins: operators at their desk, sellers at today's work, buyers at the shelves."""
    operator = accounts.find_operator(user.id)
    if operator and operator.roles:
        return "operator_start.show"
    return "shop_dashboard.show" if sellers.memberships_of(user.id) else "catalogue.home"


def _keep_only(*names: str) -> None:
    """Empty the browser's cookie but for these; the rest belonged to whoever sat there before."""
    kept = {name: session[name] for name in names if name in session}
    session.clear()
    session.update(kept)
    session.permanent = bool(kept)
