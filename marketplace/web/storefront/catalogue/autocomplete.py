"""Suggestions under the search field while somebody types. Without scripts the field is a plain search."""

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext

from marketplace import shelf
from marketplace.catalogue import CATEGORIES
from marketplace.text import clean_line, fold
from marketplace.web.filters import say
from marketplace.web.permissions import public
from marketplace.web.rate_limits import suggestions_for_address
from marketplace.web.storefront.catalogue.filter_args import LONGEST_QUERY

blueprint = Blueprint("autocomplete", __name__)

MOST = 8
MOST_CATEGORIES = 2
KEPT_SECONDS = 60


@blueprint.get("/tim/goi-y")
@public
@suggestions_for_address
def find() -> Response:
    words = clean_line(request.args.get("q", ""), LONGEST_QUERY)
    answer = jsonify(list(islice(_suggestions(words), MOST)))
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    return answer


def _suggestions(words: str) -> Iterator[dict[str, str]]:
    """Categories, goods and sellers, each with where it leads."""
    yield from islice(_categories(fold(words)), MOST_CATEGORIES)
    found = shelf.suggest(words)
    for product in found.goods:
        yield _item(say(product, "name"), "", url_for("product.show", slug=product.slug))
    for seller in found.sellers:
        yield _item(say(seller, "name"), gettext("Nơi làm"), url_for("sellers.show", slug=seller.slug))


def _categories(folded: str) -> Iterator[dict[str, str]]:
    for category in CATEGORIES:
        names = (fold(category.name_vi), fold(category.name_en))
        if folded and any(f" {folded}" in f" {name}" for name in names):
            url = url_for("catalogue.category", slug=category.slug)
            yield _item(say(category, "name"), gettext("Nhóm hàng"), url)


def _item(text: str, detail: str, url: str) -> dict[str, str]:
    return {"text": text, "detail": detail, "url": url}
