"""Suggestions under the search field while somebody types. Without scripts the field is a plain search."""

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import gettext

from marketplace import shelf
from marketplace.catalogue import CATEGORIES
from marketplace.text import clean_line, fold
from marketplace.web.filters import say
from marketplace.web.limits import suggestions_for_address
from marketplace.web.permissions import public
from marketplace.web.storefront.filter_args import LONGEST_QUERY

blueprint = Blueprint("suggestions", __name__)

MOST = 8
MOST_FAMILIES = 2
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
    """Families, goods and makers, each with where it leads."""
    yield from islice(_families(fold(words)), MOST_FAMILIES)
    found = shelf.suggest(words)
    for product in found.goods:
        yield _item(say(product, "name"), "", url_for("catalogue.product", slug=product.slug))
    for maker in found.makers:
        yield _item(say(maker, "name"), gettext("Nơi làm"), url_for("catalogue.shop", slug=maker.slug))


def _families(folded: str) -> Iterator[dict[str, str]]:
    for family in CATEGORIES:
        names = (fold(family.name_vi), fold(family.name_en))
        if folded and any(f" {folded}" in f" {name}" for name in names):
            url = url_for("catalogue.category", slug=family.slug)
            yield _item(say(family, "name"), gettext("Nhóm hàng"), url)


def _item(text: str, detail: str, url: str) -> dict[str, str]:
    return {"text": text, "detail": detail, "url": url}
