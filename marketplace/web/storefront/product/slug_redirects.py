"""Links to goods that were renamed since: followed for good, at the price of one statement on a miss."""

from flask import Blueprint, Response, redirect, request, url_for

from marketplace import catalogue
from marketplace.catalogue.errors import ProductNotFound
from marketplace.web import errors

blueprint = Blueprint("slug_redirects", __name__)


@blueprint.app_errorhandler(ProductNotFound)
def follow(error: ProductNotFound) -> Response | errors.Page:
    """Lead from a former address of a product to the same page at its present one."""
    arguments = request.view_args or {}
    present = catalogue.find_present_slug(str(arguments["slug"])) if _is_about_a_product() else None
    if present is None:
        return errors.expected(error)
    address = url_for(str(request.endpoint), **(arguments | {"slug": present}))
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, 301)  # type: ignore[return-value]


def _is_about_a_product() -> bool:
    return request.method in {"GET", "HEAD"} and str(request.url_rule).startswith("/p/<slug>")
