"""Who may use which page, said beside each view; an endpoint whose view says nothing is closed.

    @blueprint.get("/<number>")
    @requires(ShopPermission.VIEW_ORDERS)
    def show(number: str) -> str: ...

What somebody may do is asked anew at each request, so that a role that was taken away is gone at the next one.
"""

from collections.abc import Callable
from enum import Enum
from hmac import compare_digest
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user

from marketplace import sellers
from marketplace.accounts import OperatorPermission
from marketplace.errors import DomainError
from marketplace.sellers import applications
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import N_
from marketplace.web.redirects import safe_path, see_other

LOOPBACK = frozenset({"127.0.0.1", "::1"})
PROXY_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SERVER",
    "HTTP_X_REAL_IP",
)
SMOKE_HEADER = "X-Smoke-Token"
CHOSEN_SHOP = "shop"
"""In the session: the id of the seller for whom this browser works, where the person has several."""


class Audience(Enum):
    """Pages that ask for no role."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    OPERATOR = "any operator"
    DEVELOPMENT = "development"
    REHEARSAL = "token of the smoke test"


Permission = Audience | OperatorPermission | ShopPermission
View = TypeVar("View", bound=Callable[..., Any])


class PermissionMissing(DomainError):
    """The person works here, but this is another one's task."""

    status = 403
    sentence = N_("Vai của bạn không có quyền này. Nhờ chủ gian hàng giao thêm nếu cần.")


class OperatorPermissionMissing(PermissionMissing):
    """An operator whose roles do not reach so far."""

    sentence = N_("Bạn chưa được giao quyền này. Nhờ người quản lý quyền giao thêm nếu cần.")


def requires(*any_of: Permission) -> Callable[[View], View]:
    """Open a view to whoever has one of these permissions. May stand above or below the other decorators of a view."""

    def mark(view: View) -> View:
        view.required = frozenset(any_of)  # type: ignore[attr-defined]
        return view

    return mark


public = requires(Audience.PUBLIC)
signed_in = requires(Audience.SIGNED_IN)
development = requires(Audience.DEVELOPMENT)
rehearsing = requires(Audience.REHEARSAL)


def init_app(app: Flask) -> None:
    """Check every request before its view runs, and let templates ask what the person may do."""
    public(app.view_functions["static"])
    app.before_request(_check)
    app.jinja_env.globals.update(may=may, may_open=may_open, ShopPermission=ShopPermission)


def required_for(app: Flask, endpoint: str) -> frozenset[Permission]:
    """The permissions of which one opens this endpoint; none open one that says nothing."""
    required: frozenset[Permission] = getattr(app.view_functions[endpoint], "required", frozenset())
    return required


def may(permission: OperatorPermission | ShopPermission) -> bool:
    """Whether the person may do this: as an operator, or in the shop for which they work at the moment."""
    if isinstance(permission, OperatorPermission):
        return bool(current_user.may(permission))
    return current_membership().may(permission)


def may_open(endpoint: str) -> bool:
    """Whether an operator may use this endpoint of the operators: links and buttons that lead there ask."""
    required = required_for(current_app, endpoint)
    return any(isinstance(permission, OperatorPermission) and may(permission) for permission in required)


def current_membership() -> SellerMember:
    """The shop the signed-in person works for; only for endpoints that require something in a shop."""
    membership: SellerMember = g.membership
    return membership


def memberships() -> list[SellerMember]:
    """Every shop the signed-in person works for; asked once for a page."""
    if "memberships" not in g:
        g.memberships = sellers.memberships_of(current_user.id)
    found: list[SellerMember] = g.memberships
    return found


def _check() -> Response | None:
    if request.endpoint is None:
        return None
    required = required_for(current_app, request.endpoint)
    if Audience.PUBLIC in required:
        return None
    if Audience.DEVELOPMENT in required:
        return None if _is_developer() else abort(404)
    if Audience.REHEARSAL in required:
        return None if _knows_token() or _is_developer() else abort(404)
    if not current_user.is_authenticated:
        return _to("auth.sign_in")
    if any(isinstance(permission, ShopPermission) for permission in required):
        return _check_shop(required)
    _check_person(required)
    return None


def _check_person(required: frozenset[Permission]) -> None:
    if Audience.SIGNED_IN in required:
        return
    if not (required and current_user.is_operator):
        abort(404)
    if Audience.OPERATOR not in required and not any(current_user.may(permission) for permission in required):
        raise OperatorPermissionMissing()


def _check_shop(required: frozenset[Permission]) -> Response | None:
    """One shop is found by itself; among several the person chooses, and a shop that was left is chosen no more.

    Whoever has only applied for one is led from a shop's first page to where the application stands.
    """
    mine = memberships()
    chosen = mine if len(mine) == 1 else [each for each in mine if each.seller_id == session.get(CHOSEN_SHOP)]
    if not mine:
        return _to_application() if request.endpoint == "shop_dashboard.show" else abort(404)
    if not chosen:
        return _to("shop_choice.show")
    g.membership = chosen[0]
    if not any(isinstance(permission, ShopPermission) and may(permission) for permission in required):
        raise PermissionMissing()
    return None


def _to_application() -> Response:
    """To the person's application, to the list of several."""
    begun = applications.applications_of(current_user.id)
    if not begun:
        abort(404)
    if len(begun) > 1:
        return see_other("shop_application.about")
    return see_other("shop_application.tasks", application_ref=begun[0].ref)


def _is_developer() -> bool:
    """Somebody at this very machine: the mailbox holds reset links, which nobody else on the network may read.

    A proxy on the same machine speaks for anybody, and a foreign name may be made to lead here (DNS rebinding).
    """
    if current_app.config["PRODUCTION"] or current_app.config["TRUSTED_HOPS"] or _came_through_proxy():
        return False
    return request.remote_addr in LOOPBACK and urlsplit(f"//{request.host}").hostname in {*LOOPBACK, "localhost"}


def _knows_token() -> bool:
    token: str = current_app.config["SMOKE_TOKEN"]
    return bool(token) and compare_digest(request.headers.get(SMOKE_HEADER, "").encode(), token.encode())


def _came_through_proxy() -> bool:
    """Whether a proxy says so; nginx says nothing unless told to, but speaks HTTP/1.0, which no browser does."""
    return request.environ["SERVER_PROTOCOL"] == "HTTP/1.0" or any(name in request.environ for name in PROXY_HEADERS)


def _to(endpoint: str) -> Response:
    """First to another page, which leads back to the one that was wanted."""
    wanted = safe_path(request.full_path.rstrip("?")) if request.method == "GET" else None
    return redirect(url_for(endpoint, next=wanted), 303)  # type: ignore[return-value]
