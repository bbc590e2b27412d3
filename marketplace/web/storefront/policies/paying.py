"""How one pays, and what vouchers are (decree 248/2026/NĐ-CP, art. 10)."""

from flask import current_app

from marketplace import payments
from marketplace.clock import today
from marketplace.orders.cash_limits import rules_on
from marketplace.orders.states import PaymentMethod
from marketplace.retention import period
from marketplace.web.filters import vnd
from marketplace.web.lengths import minutes, span
from marketplace.web.locale import gettext
from marketplace.web.storefront.orders.order_labels import PAYMENTS
from marketplace.web.storefront.policies.sections import Section


def sections() -> list[Section]:
    """The ways that are offered today, one by one; then money that goes back, and vouchers."""
    ways = {PaymentMethod.COD: _cash, PaymentMethod.TRANSFER: _transfer, PaymentMethod.CARD: _card}
    return [*(ways[method]() for method in payments.offered_methods()), _back(), _vouchers()]


def _cash() -> Section:
    rules = rules_on(today())
    return Section(
        gettext(PAYMENTS[PaymentMethod.COD]),
        (gettext("Người giao tới, bạn mở kiện xem hàng rồi trả đúng số ghi trên đơn."),),
        (
            gettext("Một kiện trả tiền mặt được nhiều nhất %(most)s.", most=vnd(rules.parcel_most_vnd)),
            gettext(
                "Số điện thoại chưa nhận đơn nào: các kiện đang đi cộng lại nhiều nhất %(most)s; từ %(call)s trở lên "
                "nơi bán gọi hỏi trước khi nhận đơn.",
                most=vnd(rules.first_time_most_vnd),
                call=vnd(rules.call_from_vnd),
            ),
            gettext(
                "Trong %(months)s tháng có %(call)s lần không nhận kiện thì nơi bán gọi trước; từ %(refuse)s lần thì "
                "trả trước mới gửi.",
                months=rules.refusal_months,
                call=rules.call_after,
                refuse=rules.refuse_after,
            ),
        ),
    )


def _transfer() -> Section:
    span_of_it = minutes(current_app.config["LIMITS"].transfer_minutes)
    return Section(
        gettext(PAYMENTS[PaymentMethod.TRANSFER]),
        (
            gettext("Quét mã QR đã có sẵn số tiền và nội dung. Hàng được giữ %(span)s cho bạn.", span=span_of_it),
            gettext("Chuyển thiếu, thừa hay muộn thì tiền không mất: ghép vào đơn hoặc trả lại."),
        ),
    )


def _card() -> Section:
    return Section(
        gettext(PAYMENTS[PaymentMethod.CARD]),
        (gettext("Trả ở trang bảo mật của nơi xử lý thẻ. Chợ không thấy và không giữ số thẻ."),),
    )


def _back() -> Section:
    return Section(
        gettext("Tiền hoàn lại"),
        (
            gettext("Trả bằng thẻ thì hoàn về thẻ, chuyển khoản hay tiền mặt thì hoàn về tài khoản bạn cho biết."),
            gettext(
                "Cần số tài khoản thì chợ gửi một liên kết, mở được trong %(span)s. Quá hạn chỉ phải xin liên kết mới: "
                "tiền vẫn là của bạn.",
                span=span(period("refund_account_link")),
            ),
        ),
    )


def _vouchers() -> Section:
    return Section(
        gettext("Mã giảm giá"),
        (
            gettext(
                "Mã giảm giá không phải tiền: không đổi ra tiền mặt, không trả lại phần chưa dùng, không bán lại. Điều "
                "kiện, mức giảm và hạn dùng ghi cạnh mã."
            ),
        ),
    )
