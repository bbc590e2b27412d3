"""What stands beside a request to be looked at, and how the values of its fields are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from marketplace.approvals import Approval
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.diff import plain

Show = Callable[[Any], str]


@dataclass(frozen=True)
class Evidence:
    """Something to look at: a page of the shop, or with `picture` the address of a photo."""

    text: str
    url: str
    picture: str = ""


def of_shop(approval: Approval) -> Iterator[Evidence]:
    """The shop's file, and its page where it is open."""
    seller = approval.seller
    yield Evidence(gettext("Hồ sơ trong sổ nơi bán"), url_for("operator_sellers.show", slug=seller.slug))
    if seller.is_open:
        yield Evidence(gettext("Gian hàng như người mua thấy"), url_for("sellers.show", slug=seller.slug))


def read_by(show: Show) -> Show:
    """The same for a value that is there; what is not there reads as in every field."""
    return lambda value: show(value) if value else plain(value)
