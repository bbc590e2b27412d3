"""Delivery: fees, times and what happens when it does not work (decree 248/2026/NĐ-CP, art. 13)."""

from collections.abc import Iterator

from flask import url_for

from marketplace import orders, shipping
from marketplace.clock import today
from marketplace.gateways.carriers import connected
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.pickup_terms import CODE_DIGITS
from marketplace.orders.states import OrderState
from marketplace.shipping import CARRIERS, RateTable, table_on
from marketplace.text import N_
from marketplace.web.fee_words import percent
from marketplace.web.filters import vnd
from marketplace.web.lengths import span
from marketplace.web.locale import gettext
from marketplace.web.storefront.content.help import FREE
from marketplace.web.storefront.policies.sections import Section
from marketplace.web.tariff_words import ZONES


def sections() -> list[Section]:
    """What it costs, how long it takes, and who pays when it fails."""
    return [_fees(), _other_ways(), _times(), _failed()]


def _fees() -> Section:
    table = table_on(today())
    return Section(
        gettext("Phí gửi"),
        tuple(_said_of(table)),
        heads=(
            gettext("Từ nơi bán đến nơi nhận"),
            gettext("%(kg)s kg đầu", kg=table.first_grams // 1000),
            gettext("Mỗi %(grams)s g thêm", grams=table.further_grams),
        ),
        rows=tuple(
            (str(ZONES[zone]), vnd(rate.first_vnd), vnd(rate.further_vnd)) for zone, rate in table.rates.items()
        ),
    )


def _said_of(table: RateTable) -> Iterator[str]:
    """What a table says beside its rates, as the help page words it."""
    yield gettext("Tính theo từng nơi bán, theo khoảng cách và cân nặng cả bao bì.")
    if table.free_from_vnd:
        yield gettext(FREE[table.free_paid_by], **{"from": vnd(table.free_from_vnd)})
    far = N_("Đặc khu ở đảo và xã vùng xa: thêm %(fee)s mỗi kiện."), N_("Đặc khu ở đảo: thêm %(fee)s mỗi kiện.")
    yield gettext(far[not table.remote_communes], fee=vnd(table.remote_vnd))
    if table.cash.basis_points:
        yield gettext(
            "Trả tiền mặt khi nhận, tiền hàng trên %(limit)s: thêm phí thu hộ %(rate)s tiền hàng, ít nhất %(least)s.",
            limit=vnd(table.cash.free_to_vnd),
            rate=percent(table.cash.basis_points),
            least=vnd(table.cash.least_vnd),
        )
    if table.insurance.basis_points:
        yield gettext(
            "Tiền hàng trên %(limit)s: thêm phí bảo hiểm %(rate)s tiền hàng.",
            limit=vnd(table.insurance.free_to_vnd),
            rate=percent(table.insurance.basis_points),
        )


def _other_ways() -> Section:
    return Section(gettext("Cách nhận khác"), tuple(_said_of_ways()))


def _said_of_ways() -> Iterator[str]:
    """What shops offer beside the market's table, where they do."""
    yield gettext("Nơi bán nào ghi thêm cách thì lúc đặt hàng chọn được; không chọn thì chợ gửi theo bảng phí trên.")
    yield gettext("Nơi bán tự giao: phí và vùng giao do nơi bán đặt, tiền mặt đưa cho nơi bán.")
    yield gettext(
        "Đến lấy: đọc mã %(digits)s số ở trang đơn hoặc trong thư thì mới được giao hàng. Hàng để sẵn %(days)s ngày; "
        "quá hạn nơi bán cất lại, bạn không phải trả, đã trả trước thì được hoàn.",
        digits=CODE_DIGITS,
        days=orders.kept_days(),
    )
    if carriers := connected():
        yield gettext(
            "Chọn hãng: %(carriers)s giao theo giá hãng báo cho nơi nhận, giữ nhiều nhất %(span)s. Giá thấy lúc đặt là "
            "giá phải trả; hãng chưa báo giá thì gửi cách khác.",
            carriers=", ".join(each.brand for each in carriers),
            span=span(shipping.rate_terms().usable),
        )


def _times() -> Section:
    return Section(
        gettext("Bao giờ nhận được"),
        (
            gettext(
                "Ngày nhận của từng kiện ghi ở giỏ và lúc đặt. Nơi bán nhận đơn trong %(accept)s, gói trong %(pack)s, "
                "đưa đi trong %(send)s.",
                accept=span(deadlines_of().to_act[OrderState.PLACED]),
                pack=span(deadlines_of().to_act[OrderState.CONFIRMED]),
                send=span(deadlines_of().to_act[OrderState.PACKED]),
            ),
            gettext("Ngày lễ và ngày nghỉ mà nơi bán đã báo trước không tính vào các hạn này."),
            gettext("Đơn vị giao: %(carriers)s.", carriers=", ".join(map(gettext, CARRIERS))),
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
                "Giao không gặp thì người giao gọi và hẹn lại. Kiện bị trả về hay thất lạc thì bạn không phải "
                "trả; đã trả trước thì được hoàn."
            ),
            gettext(
                "Kiện quay về nơi bán trong %(span)s, quá hạn thì chợ đứng ra hỏi.",
                span=span(deadlines_of().to_act[OrderState.RETURNING]),
            ),
        ),
    )
