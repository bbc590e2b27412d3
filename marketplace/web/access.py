"""Who may use which page: every endpoint stands in exactly one list, and one that stands in none is closed."""

from collections.abc import Mapping

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user

from marketplace import sellers
from marketplace.sellers.models import SellerMember

PUBLIC = frozenset(
    {
        "static",
        "locale.switch",
        "catalogue.home",
        "catalogue.category",
        "catalogue.categories",
        "catalogue.search",
        "autocomplete.find",
        "season.show",
        "sellers.list",
        "sellers.show",
        "product.show",
        "certificates.show",
        "stamps.ask",
        "stamps.look_up",
        "trace.show",
        "trace.scan",
        "trace.doubt",
        "trace.report",
        "product_pictures.show",
        "product_pictures.card",
        "collections.list",
        "collections.show",
        "provinces.list",
        "provinces.show",
        "provinces.commune",
        "delivery_place.choose",
        "delivery_place.suggest",
        "delivery_place.remember",
        "delivery_place.remember_province",
        "basket.show",
        "basket.add",
        "basket.set_quantity",
        "basket.remove",
        "checkout.show",
        "checkout.set_place",
        "checkout.place",
        "purchases.placed",
        "purchases.track",
        "purchases.find",
        "purchases.look_up",
        "purchases.cancel",
        "purchases.receive",
        "review_writing.show",
        "review_writing.save",
        "reviews.list",
        "reviews.find_helpful",
        "reviews.take_back_vote",
        "questions.list",
        "reports.show",
        "reports.send",
        "wishlist.show",
        "wishlist.add",
        "wishlist.remove",
        "recently_seen.show",
        "recently_seen.clear",
        "reminders.ask",
        "reminders.remind",
        "reminders.show",
        "reminders.confirm",
        "reminders.stop",
        "feeds.robots",
        "feeds.sitemap",
        "feeds.sitemap_part",
        "feeds.google",
        "feeds.facebook",
        "feeds.news",
        "feeds.news_of_category",
        "feeds.drawing",
        "media.picture",
        "help.buying",
        "help.stars",
        "auth.sign_in",
        "auth.open_session",
        "auth.sign_out",
        "auth.register",
        "auth.open_account",
        "auth.forgot",
        "auth.request_reset",
        "auth.reset_requested",
        "auth.reset",
        "auth.reset_password",
        "first_operator.show",
        "first_operator.claim",
    }
)
SIGNED_IN = frozenset(
    {
        "account.show",
        "account.name",
        "account.rename",
        "account.password",
        "account.change_password",
        "account.sessions",
        "account.end_session",
        "account.end_other_sessions",
        "account.purchases",
        "questions.ask",
        "questions.answer",
        "following.show",
        "following.follow",
        "following.unfollow",
        "theme.switch",
    }
)
SHOP_MEMBER = frozenset(
    {
        "shop_account.show",
        "shop_inbox.list",
        "shop_inbox.answer",
        "shop_inbox.reply",
        "shop_orders.cancel",
        "shop_orders.confirm",
        "shop_orders.deliver",
        "shop_orders.list",
        "shop_orders.pack",
        "shop_orders.ship",
        "shop_orders.show",
        "shop_packing_slips.show",
        "shop_packing_slips.list",
        "shop_products.count",
        "shop_products.list",
        "shop_dashboard.show",
    }
)
SHOP_OWNER = frozenset(
    {
        "shop_order_export.table",
        "shop_photos.describe",
        "shop_photos.move",
        "shop_photos.remove",
        "shop_photos.restore",
        "shop_photos.send",
        "shop_product.describe",
        "shop_product.edit",
        "shop_products.delist",
        "shop_products.list_again",
        "shop_price_breaks.save",
        "shop_price_breaks.show",
        "shop_products.reprice",
    }
)
OPERATOR = frozenset(
    {
        "operator_jobs.list",
        "operator_jobs.show",
        "operator_jobs.start",
        "operator_jobs.start_all",
        "operator_orders.list",
        "operator_orders.reveal",
        "operator_orders.ask_cancellation",
        "operator_orders.cancel",
        "operator_orders.export",
        "operator_collections.list",
        "operator_collections.new",
        "operator_collections.create",
        "operator_collections.show",
        "operator_collections.change",
        "operator_collections.publish",
        "operator_collections.withdraw",
        "operator_collections.move",
        "operator_collections.add",
        "operator_collections.remove",
        "operator_collections.move_item",
        "operator_collections.annotate",
        "operator_reports.list",
        "operator_reports.show",
        "operator_reports.keep",
        "operator_reports.hide",
        "operator_sellers.list",
        "operator_sellers.show",
        "operator_sellers.approve",
        "operator_sellers.suspend",
        "operator_stamps.list",
        "operator_stamps.show",
        "operator_stamps.handle",
        "operator_synonyms.list",
        "operator_synonyms.new",
        "operator_synonyms.add",
        "operator_synonyms.show",
        "operator_synonyms.change",
        "operator_synonyms.remove",
    }
)
DEVELOPMENT = frozenset({"dev.components", "dev.mailbox", "dev.letter"})

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
        return None if _is_developer() else abort(404)
    if not current_user.is_authenticated:
        return _to_sign_in()
    if not _may_use(endpoint):
        abort(404)
    return None


def _is_developer() -> bool:
    """Somebody at this very machine: the mailbox holds reset links, which nobody else on the network may read."""
    return not current_app.config["PRODUCTION"] and request.remote_addr in {"127.0.0.1", "::1"}


def _may_use(endpoint: str) -> bool:
    if endpoint in SIGNED_IN:
        return True
    if endpoint in OPERATOR:
        return bool(current_user.is_operator)
    if endpoint in SHOP_MEMBER | SHOP_OWNER:
        g.membership = sellers.find_membership(current_user.id)
        return g.membership is not None and (endpoint in SHOP_MEMBER or g.membership.is_owner)
    return False


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=wanted), 303)  # type: ignore[return-value]
