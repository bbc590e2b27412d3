"""The navigation rail: the pages that an operator may open, with the work that waits there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace import approvals, jobs, moderation, orders, reviews, traceability
from marketplace.approvals.queries import Work
from marketplace.web.operator.approvals.kinds import seen_kinds
from marketplace.web.operator.links import capped
from marketplace.web.permissions import may_open


@dataclass(frozen=True)
class Page:
    """A page of the rail; `waiting` counts the work that waits there."""

    endpoint: str
    icon: str
    label: LazyString
    waiting: Callable[[], int] = lambda: 0

    @property
    def url(self) -> str:
        """Where it is."""
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        """Whether it is open, or something that belongs to it."""
        return request.blueprint == self.endpoint.partition(".")[0]

    @property
    def count(self) -> str:
        """The work that waits; an empty text where none does."""
        count = self.waiting()
        return capped(count) if count else ""


def review_work() -> Work:
    """What waits to be looked at; asked once for a page."""
    if "review_work" not in g:
        g.review_work = approvals.count_work()
    found: Work = g.review_work
    return found


def _count_requests() -> int:
    waiting = review_work().waiting
    return sum(waiting[kind] for kind in seen_kinds())


GROUPS = (
    (
        _("Vận hành"),
        (
            Page("operator_orders.list", "box", _("Đơn hàng"), orders.count_to_do),
            Page("operator_approvals.list", "check", _("Duyệt"), _count_requests),
            Page("operator_products.list", "leaf", _("Món hàng"), moderation.count_waiting_cases),
            Page("operator_reports.list", "flag", _("Lời báo"), lambda: reviews.count_reports()[None]),
            Page("operator_help.show", "users", _("Mở lại tài khoản")),
            Page("operator_stamps.list", "qr", _("Tem nghi giả"), lambda: traceability.count_stamp_reports()[False]),
        ),
    ),
    (
        _("Danh bạ"),
        (
            Page("operator_sellers.list", "store", _("Nơi bán"), lambda: review_work().unasked),
            Page("operator_first_sales.show", "chart", _("Đơn đầu tiên")),
            Page("operator_collections.list", "gift", _("Bộ sưu tập")),
            Page("operator_synonyms.list", "search", _("Từ đồng nghĩa")),
            Page("operator_people.list", "lock", _("Người vận hành")),
            Page("operator_jobs.list", "clock", _("Việc nền"), lambda: jobs.count_troubled()[True]),
        ),
    ),
)


def navigation_rail() -> dict[str, object]:
    """The rail's groups, for the layout of the operators."""
    return {"rail": list(_groups())}


def first_page() -> str:
    """The endpoint where this operator begins; every role opens at least one."""
    return next(page.endpoint for _heading, pages in GROUPS for page in pages if may_open(page.endpoint))


def _groups() -> Iterator[tuple[LazyString, list[Page]]]:
    for heading, pages in GROUPS:
        if opened := [page for page in pages if may_open(page.endpoint)]:
            yield heading, opened
