"""Delivery: fees, times and what happens when it does not work (decree 248/2026/NĐ-CP, art. 13)."""

from flask import url_for

from marketplace.clock import today
from marketplace.orders.states import TIME_TO_ACT, OrderState
from marketplace.shipping import Zone
from marketplace.shipping.rates import CARRIERS, table_on
from marketplace.text import N_
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext
from marketplace.web.storefront.policies.sections import Section, span

ZONES = {
    Zone.SAME_PROVINCE: N_("Cùng tỉnh, thành phố"),
    Zone.SAME_REGION: N_("Cùng miền"),
    Zone.BETWEEN_REGIONS: N_("Khác miền"),
}


def sections() -> list[Section]:
    """What it costs, how long it takes, and who pays when it fails."""
    return [_fees(), _times(), _failed()]


def fee_rows() -> list[tuple[str, int, int]]:
    """The table of today: how far, dong for the first step of weight, dong for every further one."""
    return [(gettext(ZONES[zone]), rate.first_vnd, rate.further_vnd) for zone, rate in table_on(today()).rates.items()]


def _fees() -> Section:
    table = table_on(today())
    return Section(
        gettext("Phí gửi"),
        (
            gettext(
                "Tính theo từng nơi bán, theo khoảng cách và cân nặng cả bao bì. Mua từ %(from)s của một nơi bán thì "
                "nơi ấy gửi miễn phí.",
                **{"from": vnd(table.free_from_vnd)},
            ),
            gettext("Đặc khu ở đảo: thêm %(fee)s mỗi kiện.", fee=vnd(table.island_vnd)),
        ),
        heads=(
            gettext("Từ nơi bán đến nơi nhận"),
            gettext("%(kg)s kg đầu", kg=table.first_grams // 1000),
            gettext("Mỗi %(grams)s g thêm", grams=table.further_grams),
        ),
        rows=tuple((zone, vnd(first), vnd(further)) for zone, first, further in fee_rows()),
    )


def _times() -> Section:
    return Section(
        gettext("Bao giờ nhận được"),
        (
            gettext(
                "Ngày nhận của từng kiện ghi ở giỏ và lúc đặt. Nơi bán nhận đơn trong %(accept)s, gói trong %(pack)s, "
                "đưa đi trong %(send)s.",
                accept=span(TIME_TO_ACT[OrderState.PLACED]),
                pack=span(TIME_TO_ACT[OrderState.CONFIRMED]),
                send=span(TIME_TO_ACT[OrderState.PACKED]),
            ),
            gettext("Đơn vị giao: %(carriers)s.", carriers=", ".join(CARRIERS)),
            gettext(
                "Theo dõi bằng liên kết trong thư, hoặc bằng mã đơn và số điện thoại ở %(path)s.",
                path=url_for("purchases.find"),
            ),
        ),
    )


def _failed() -> Section:
    return Section(
        gettext("Không giao được"),
        (
            gettext(
                "Giao không gặp thì người giao gọi và hẹn lại. Kiện bị trả về hay thất lạc thì anh chị không phải "
                "trả; đã trả trước thì được hoàn."
            ),
            gettext(
                "Kiện quay về nơi bán trong %(span)s, quá hạn thì chợ đứng ra hỏi.",
                span=span(TIME_TO_ACT[OrderState.RETURNING]),
            ),
        ),
    )
