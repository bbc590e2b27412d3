"""Links to goods, shops and collections that have another address since: followed for good, at the price of one
statement on a miss.
"""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, redirect, request, url_for

from marketplace import catalogue, collections, sellers
from marketplace.catalogue.errors import ProductNotFound
from marketplace.collections.errors import CollectionNotFound
from marketplace.errors import DomainError
from marketplace.sellers.errors import SellerNotFound
from marketplace.web import errors

blueprint = Blueprint("slug_redirects", __name__)

PRESENT: Final[dict[str, Callable[[str], str | None]]] = {
    "/p/<slug>": catalogue.find_present_slug,
    "/htx/<slug>": sellers.find_present_slug,
    "/chon-loc/<slug>": collections.find_present_slug,
}
"""How pages begin that tell of one thing, and who knows where it stands now."""


@blueprint.app_errorhandler(ProductNotFound)
@blueprint.app_errorhandler(SellerNotFound)
@blueprint.app_errorhandler(CollectionNotFound)
def follow(error: DomainError) -> Response | errors.Page:
    """Lead from a former address to the same page at the present one."""
    arguments = request.view_args or {}
    present = _find_present(str(arguments.get("slug", "")))
    if present is None:
        return errors.expected(error)
    address = url_for(str(request.endpoint), **(arguments | {"slug": present}))
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, 301)  # type: ignore[return-value]


def _find_present(slug: str) -> str | None:
    rule = str(request.url_rule) if request.method in {"GET", "HEAD"} else ""
    finders = (find for beginning, find in PRESENT.items() if rule.startswith(beginning))
    return next((find(slug) for find in finders), None)
