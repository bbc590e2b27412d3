"""The navigation rail: the pages that an operator may open, with the work that waits there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flask import g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from marketplace import (
    approvals,
    cash,
    dispatches,
    jobs,
    ledger,
    messages,
    moderation,
    notices,
    orders,
    payments,
    payouts,
    reconciliation,
    returns,
    reviews,
    shipments,
    traceability,
)
from marketplace.approvals.queries import Work
from marketplace.counting import Count, count_all
from marketplace.web.operator.approvals.kinds import seen_kinds
from marketplace.web.operator.links import capped
from marketplace.web.permissions import may_open


@dataclass(frozen=True)
class Page:
    """A page of the rail; `waiting` is the question how much work waits there, `count` its answer, if there is any."""

    endpoint: str
    icon: str
    label: LazyString
    waiting: Callable[[], Count] | None = None
    count: str = ""
    beside: tuple[str, ...] = ()
    """Further blueprints whose pages belong to it."""

    @property
    def url(self) -> str:
        """Where it is."""
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        """Whether it is open, or something that belongs to it."""
        return request.blueprint in (self.endpoint.partition(".")[0], *self.beside)


def review_work() -> Work:
    """What waits to be looked at; asked once for a page."""
    if "review_work" not in g:
        g.review_work = approvals.count_work()
    found: Work = g.review_work
    return found


def _requests() -> Count:
    return approvals.waiting_requests(seen_kinds())


def _unread_notices() -> Count:
    return notices.unread_of_operators(current_user.id)


GROUPS = (
    (
        _("Vận hành"),
        (
            Page("operator_orders.list", "box", _("Đơn hàng"), orders.orders_to_do),
            Page("operator_parcels.list", "truck", _("Kiện ở hãng"), shipments.parcels_to_do),
            Page("operator_delivery.list", "truck", _("Giao hàng"), orders.late_parcels),
            Page("operator_own_deliveries.list", "pin", _("Cách giao của nơi bán")),
            Page("operator_claims.list", "back", _("Khiếu nại"), returns.claims_waiting),
            Page(
                "operator_approvals.list",
                "check",
                _("Duyệt"),
                _requests,
                beside=("operator_approval_batches", "operator_approval_history"),
            ),
            Page("operator_products.list", "leaf", _("Món hàng"), moderation.waiting_cases),
            Page("operator_reports.list", "flag", _("Lời báo"), reviews.open_reports),
            Page("operator_messages.list", "chat", _("Tin nhắn bị báo"), messages.open_reports),
            Page("operator_help.show", "users", _("Mở lại tài khoản")),
            Page("operator_notices.list", "bell", _("Tin báo"), _unread_notices),
            Page("operator_dispatches.list", "phone", _("Tin chưa rõ"), dispatches.unclear_to_look_at),
            Page("operator_stamps.list", "qr", _("Tem nghi giả"), traceability.waiting_stamp_reports),
        ),
    ),
    (
        _("Tiền"),
        (
            Page(
                "operator_reconciliation.list",
                "bank",
                _("Đối soát"),
                reconciliation.waiting_money,
                beside=("operator_statements",),
            ),
            Page(
                "operator_cash.list",
                "cash",
                _("Tiền mặt khi giao"),
                cash.cash_to_do,
                beside=("operator_remittances", "operator_cash_lines"),
            ),
            Page(
                "operator_refunds.list",
                "undo",
                _("Hoàn tiền"),
                payments.refunds_to_do,
                beside=("operator_refund_requests",),
            ),
            Page("operator_payouts.list", "wallet", _("Chuyển cho nơi bán"), payouts.open_runs),
            Page("operator_holds.list", "lock", _("Tiền đang giữ")),
            Page("operator_ledger.list", "list", _("Sổ cái")),
            Page("operator_adjustments.list", "edit", _("Điều chỉnh tay"), ledger.adjustments_to_approve),
            Page("operator_fees.list", "cash", _("Phí của chợ")),
            Page("operator_tariffs.list", "truck", _("Bảng phí gửi")),
            Page("operator_vouchers.list", "gift", _("Mã giảm giá")),
            Page("operator_campaigns.list", "gift", _("Chương trình khuyến mãi")),
            Page("operator_taxes.list", "sheet", _("Thuế khấu trừ")),
        ),
    ),
    (
        _("Danh bạ"),
        (
            Page("operator_sellers.list", "store", _("Nơi bán"), approvals.unasked_shops),
            Page("operator_certificates.list", "cert", _("Giấy chứng nhận")),
            Page("operator_first_sales.show", "chart", _("Đơn đầu tiên")),
            Page("operator_promotions.list", "cash", _("Khuyến mãi")),
            Page("operator_collections.list", "gift", _("Bộ sưu tập")),
            Page("operator_synonyms.list", "search", _("Từ đồng nghĩa")),
            Page("operator_people.list", "lock", _("Người vận hành")),
            Page("operator_jobs.list", "clock", _("Việc nền"), jobs.failed_jobs),
            Page("operator_tables.show", "chart", _("Bảng dữ liệu")),
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
    """What waits on all pages is counted by one statement."""
    opened = {heading: [page for page in pages if may_open(page.endpoint)] for heading, pages in GROUPS}
    asking = [page for pages in opened.values() for page in pages if page.waiting]
    answers = count_all([page.waiting() for page in asking if page.waiting])
    counts = {page.endpoint: capped(count) for page, count in zip(asking, answers, strict=True) if count}
    for heading, pages in opened.items():
        if pages:
            yield heading, [replace(page, count=counts.get(page.endpoint, "")) for page in pages]
