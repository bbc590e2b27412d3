"""Work in the background that did not succeed: what it was, why, and the button to start it again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _

from marketplace import jobs
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.jobs import Job
from marketplace.web.filters import number, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE, Link, capped, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_jobs", __name__, url_prefix="/van-hanh/viec-nen")
blueprint.context_processor(navigation_rail)

RETRIED: Final = "thu-lai"
KINDS: Final[Mapping[str, str]] = {
    "mail": _("Gửi thư"),
    "slow_mail": _("Gửi lại thư"),
    "audit": _("Soát mọi lời hứa của cửa hàng"),
    "ledger_verify": _("Tính lại sổ cái"),
    "sms": _("Gửi tin nhắn"),
    "zalo": _("Gửi tin Zalo"),
    "notice": _("Ghi tin báo"),
    "review_reminder": _("Hỏi khách đánh giá đơn đã nhận"),
    "picture": _("Chuẩn bị ảnh"),
    "decision": _("Ghi quyết định của người duyệt"),
    "reminders": _("Nhắc khách chờ hàng"),
    "import": _("Nhập bảng tính của người bán"),
    "stamp_roll": _("Làm cuộn tem của nơi bán"),
    "statement": _("Đếm tiền về trong sao kê"),
    "unknown_money": _("Tìm lại đơn cho tiền về sớm hơn đơn"),
    "awaited_money": _("Hủy đơn quá hạn thanh toán"),
    "card_refund": _("Trả tiền về thẻ của khách"),
    "card_payments": _("Hỏi cổng thẻ về những khoản chưa rõ"),
    "carrier_rates": _("Hỏi giá các đơn vị chuyển"),
    "carrier_parcels": _("Hỏi đơn vị chuyển về những kiện chưa rõ"),
    "old_carrier_rates": _("Dọn giá cũ của các đơn vị chuyển"),
    "refund_accounts": _("Nhắc khách ghi tài khoản nhận tiền hoàn"),
    "claim_files": _("Xóa ảnh, phim của các yêu cầu đã xong từ lâu"),
    "awaited_claims": _("Chuyển cho chợ các yêu cầu quá hạn trả lời"),
    "awaited_cancellations": _("Hủy đơn khi nơi bán không trả lời lời xin hủy"),
    "certificate_reminders": _("Nhắc giấy sắp hết hạn"),
    "late_orders": _("Nhắc nơi bán trễ hẹn, hủy đơn không ai trả lời"),
    "uncollected_orders": _("Cất lại hàng khách không đến lấy"),
    "awaited_answers": _("Làm theo cách an toàn khi khách không trả lời"),
    "daily_harvests": _("Mở số hàng của những ngày tới"),
    "product_feeds": _("Soạn tệp hàng cho Google và Facebook"),
    "shelf": _("Cập nhật kệ hàng theo ngày"),
    "listing_checks": _("Soát chữ không được dùng trong các món"),
    "removed_pictures": _("Dọn ảnh đã gỡ"),
    "sitemap": _("Soạn sơ đồ trang"),
    "earnings": _("Ghi sổ những đơn giao qua bản cũ"),
    "receipt": _("Lập biên nhận"),
    "fee_letters": _("Báo nơi bán phí đổi"),
    "credit_note": _("Lập phiếu hoàn tiền"),
    "fee_statements": _("Lập bảng kê phí của tháng trước"),
    "old_feeds": _("Dọn tệp hàng và sơ đồ trang cũ"),
    "backup": _("Sao lưu hằng đêm"),
    "trial_restore": _("Thử khôi phục bản sao lưu mới nhất"),
    "stray_files": _("Dọn tệp không thuộc ảnh nào"),
    "stale_reminders": _("Dọn lời nhắc cũ"),
    "ended_sessions": _("Dọn phiên đăng nhập đã hết"),
    "known_places": _("Dọn nơi đăng nhập cũ"),
    "letters": _("Sửa chữ viết giống Đ, Ư"),
    "contact_proofs": _("Dọn mã xác nhận cũ"),
    "unsent_applications": _("Nhắc và dọn hồ sơ bán hàng bỏ dở"),
    "practice_shops": _("Dọn gian hàng tập bỏ lâu"),
    "old_imports": _("Dọn bảng tính cũ"),
    "export": _("Soạn tệp mọi thứ của một gian hàng"),
    "old_exports": _("Dọn tệp gian hàng đã hết hạn"),
    "personal_data": _("Soạn tệp dữ liệu của một người"),
    "old_personal_data": _("Dọn tệp dữ liệu đã hết hạn"),
    "account_closings": _("Đóng tài khoản đã xin đóng"),
    "closed_orders": _("Xóa tên, số điện thoại và địa chỉ trong đơn cũ"),
    "recall_letters": _("Báo khách có hàng bị thu hồi"),
    "stamp_scans": _("Dọn số lần quét tem đã lâu"),
    "stamp_tries": _("Dọn số lần thử mã không có thật đã lâu"),
    "stamp_sightings": _("Dọn số lần báo tỉnh quét tem đã lâu"),
    "guest_baskets": _("Dọn giỏ hàng khách bỏ quên"),
    "mail_addresses": _("Dọn địa chỉ thư cũ"),
    "sent_mails": _("Dọn thư đã gửi"),
    "old_messages": _("Dọn tin nhắn cũ"),
    "old_notices": _("Dọn tin báo cũ"),
    "old_dispatches": _("Dọn sổ tin đã gửi"),
    "ledger_chain": _("Nối chuỗi mã kiểm của sổ cái"),
    "unbooked": _("Ghi vào sổ cái những gì còn thiếu"),
    "payout_run": _("Tính kỳ chuyển cho nơi bán"),
    "table_sizes": _("Đo dung lượng các bảng dữ liệu"),
    "old_table_sizes": _("Dọn số đo cũ của các bảng dữ liệu"),
    "finished_jobs": _("Dọn việc đã xong"),
}


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_SETTINGS)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_SETTINGS)
def show(ref: str) -> str:
    return _page(jobs.get_troubled(ref))


@blueprint.post("/<ref>/chay-lai")
@requires(OperatorPermission.CHANGE_SETTINGS)
def start(ref: str) -> Response | tuple[str, int]:
    return _changed(lambda: jobs.start_again(ref), gettext("Việc chạy lại ngay."))


@blueprint.post("/tat-ca/chay-lai")
@requires(OperatorPermission.CHANGE_SETTINGS)
def start_all() -> Response | tuple[str, int]:
    return _changed(jobs.start_failed_again, gettext("Mọi việc hỏng chạy lại ngay."))


def _changed(change: Callable[[], object], said: str) -> Response | tuple[str, int]:
    """Make the change and go back to the list, or show the list with what spoke against it."""
    try:
        with transaction():
            change()
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(), error.status
    flash(said)
    return see_other(".list")


def _page(opened: Job | None = None) -> str:
    retried = request.args.get("xem") == RETRIED
    counts, tab = jobs.count_troubled(), RETRIED if retried else None
    found = partial(jobs.troubled, failed=not retried)
    page = page_of(found, PAGE_SIZE, lambda page: url_for(".list", xem=tab, trang=page))
    return render_template(
        "operator/jobs/list.html",
        tabs=[
            Link(gettext("Hỏng"), url_for(".list"), capped(counts[True]), current=not retried),
            Link(gettext("Đang thử lại"), url_for(".list", xem=RETRIED), capped(counts[False]), current=retried),
        ],
        tab=tab,
        jobs=page.rows,
        failed=number(counts[True]) if counts[True] and not retried else "",
        kind_of=lambda job: KINDS.get(job.kind, job.kind),
        **turning(page, counts[not retried]),
        opened=opened,
    )
