"""Who is in front of the screen: a signed-in person or a guest, and what every page shows of them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from flask import Flask, current_app, g, session
from flask_login import AnonymousUserMixin, UserMixin, current_user

from marketplace import accounts, acting, cart, notices, places, sellers, wishlist
from marketplace.accounts.models import User, UserSession
from marketplace.accounts.permissions import OperatorPermission, OperatorRole, permissions_of
from marketplace.extensions import login_manager
from marketplace.shelf.category_counts import categories_to_lead_to
from marketplace.web import own_parts
from marketplace.web.networks import digest_here

ALONE: Final = "ngay"
"""In an address: not the basket is meant, but the one of its own for what is bought at once."""


class SignedIn(UserMixin):  # type: ignore[misc]
    """A signed-in person. Loaded with the basket count, the shop question, the roles and the unread notices in one
    statement."""

    def __init__(
        self,
        token: str,
        row: UserSession,
        basket_units: int,
        has_shop: bool,
        roles: frozenset[OperatorRole],
        unread: int = 0,
    ) -> None:
        self.token, self.session, self.user = token, row, row.user
        self.basket_units, self.has_shop, self.is_operator = basket_units, has_shop, bool(roles)
        self.unread_notices = unread
        self.id, self.name, self.theme = row.user.id, row.user.name, row.user.theme
        self._permissions = permissions_of(roles)

    def may(self, permission: OperatorPermission) -> bool:
        """Whether the person may do this for the marketplace."""
        return permission in self._permissions

    def get_id(self) -> str:
        """What the cookie keeps: this session's random token, never the person's id."""
        return self.token


class Guest(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody who has not signed in."""

    id = None
    user: User | None = None
    name, theme = "", "light"
    is_operator = has_shop = False
    unread_notices = 0

    def may(self, _permission: OperatorPermission) -> bool:
        """Guests do nothing for the marketplace."""
        return False

    @cached_property
    def basket_units(self) -> int:
        """How many units lie in this browser's basket; asked once for a page, or known from another question."""
        if "basket_units" in g:
            return int(g.basket_units)
        token = session.get("cart")
        return cart.units_in(token) if token else 0


class Stranger(Guest):
    """Nobody we know anything about, so that a page can be shown when nothing can be read."""

    @cached_property
    def basket_units(self) -> int:
        """None can be counted."""
        return 0


def forget() -> None:
    """Treat the visitor as a stranger for the rest of this request: the database may not answer."""
    g._login_user = Stranger()


def is_guest(session: Mapping[str, Any]) -> bool:
    """Whether this browser has never signed in, as its cookie says: asks nobody. An ended session is no guest."""
    return "_user_id" not in session


def init_app(app: Flask) -> None:
    """Teach Flask-Login our sessions and give every template the visitor."""
    login_manager.init_app(app)
    login_manager.anonymous_user = Guest
    login_manager.user_loader(_load)
    app.teardown_request(lambda _error: acting.note(None))
    app.context_processor(_context)
    app.add_template_global(_has_wishes, "has_wishes")


def _load(token: str) -> SignedIn | None:
    facts = (cart.units_of_user(), sellers.has_shop(), accounts.operator_roles(), notices.unread_of_user())
    found = accounts.find_session(token, *facts)
    if found is None:
        return None
    row, units, has_shop, roles, unread = found
    acting.note(row.user_id)
    return SignedIn(token, row, units or 0, bool(has_shop), accounts.read_roles(roles or ()), unread)


def _context() -> dict[str, Any]:
    config, visitor = current_app.config, current_user._get_current_object()
    return {
        "shop_name": config["SHOP_NAME"],
        "support_email": config["SUPPORT_EMAIL"],
        "is_demo": config["DEMO"],
        "visitor": visitor,
        **_own_parts(),
        "current_theme": visitor.theme,
        "delivery_place": delivery_place(),
        "nav_categories": categories_to_lead_to,
    }


def _own_parts() -> dict[str, Any]:
    """What each visitor sees of their own: in a page to be kept there are marks in its place."""
    if own_parts.is_marking():
        return own_parts.MARKS
    units, unread = current_user.basket_units, current_user.unread_notices
    return {
        "basket_quantity": units,
        "basket_badge": own_parts.badge(units),
        "visitor_name": current_user.name,
        "notice_count": unread,
        "notice_badge": own_parts.badge(unread),
    }


def _has_wishes() -> str:
    """The same for a component, which sees no context."""
    if own_parts.is_marking():
        return own_parts.MARKS["has_wishes"]
    return "1" if may_have_wishes() else ""


def delivery_place() -> places.Commune | None:
    """The commune this browser asked deliveries to, if any."""
    return places.find_commune(session.get("deliver_to", ""))


def delivery_province() -> places.Province | None:
    """The province of that commune, or the one that was chosen alone: enough for an estimate."""
    place, chosen = delivery_place(), session.get("deliver_to", "")
    return place.province if place else next((each for each in places.provinces() if each.code == chosen), None)


def may_have_wishes() -> bool:
    """Whether it is worth asking what the visitor wishes for; itself it asks nobody."""
    return current_user.is_authenticated or bool(session.get("wishes"))


def wishes_here() -> wishlist.Kept:
    """What the guest at this browser wishes for."""
    return wishes_in(session)


def wishes_in(session: Mapping[str, Any]) -> wishlist.Kept:
    """What the guest with this session wishes for."""
    return dict(session.get("wishes", ()))


def reader() -> str:
    """The key under which somebody's votes and complaints are kept, one of each about one thing.

    Guests count by their network: a browser that forgets its cookies is a new one at no cost.
    """
    return f"person:{current_user.id}" if current_user.is_authenticated else f"network:{digest_here()}"
