"""Who may use which page: every endpoint stands in exactly one list, and one that stands in none is closed."""

from collections.abc import Mapping

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user

from marketplace import sellers
from marketplace.sellers.models import SellerMember, SellerRole

PUBLIC = frozenset(
    {
        "static",
        "locale.switch",
    }
)
SIGNED_IN = frozenset(
    {
        "theme.switch",
    }
)
SHOP_MEMBER: frozenset[str] = frozenset()
SHOP_OWNER: frozenset[str] = frozenset()
OPERATOR: frozenset[str] = frozenset()
DEVELOPMENT = frozenset(
    {
        "dev.components",
        "dev.mailbox",
    }
)

LISTS: Mapping[str, frozenset[str]] = {
    "public": PUBLIC,
    "signed_in": SIGNED_IN,
    "shop_member": SHOP_MEMBER,
    "shop_owner": SHOP_OWNER,
    "operator": OPERATOR,
    "development": DEVELOPMENT,
}


def init_app(app: Flask) -> None:
    """Check every request before its view runs."""
    app.before_request(_check)


def current_membership() -> SellerMember:
    """The shop the signed-in person works for; only for endpoints of the shop lists."""
    membership: SellerMember = g.membership
    return membership


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in PUBLIC:
        return None
    if endpoint in DEVELOPMENT:
        return None if not current_app.config["PRODUCTION"] else abort(404)
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not _may_use(endpoint):
        abort(404)
    return None


def _may_use(endpoint: str) -> bool:
    if endpoint in SIGNED_IN:
        return True
    if endpoint in OPERATOR:
        return bool(current_user.is_operator)
    if endpoint in SHOP_MEMBER | SHOP_OWNER:
        g.membership = sellers.find_membership(current_user.id)
        return g.membership is not None and (endpoint in SHOP_MEMBER or g.membership.role == SellerRole.OWNER)
    return False


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=wanted), 303)  # type: ignore[return-value]
