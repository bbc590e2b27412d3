"""The conditions of buying here, prices, and who has which rights and duties (248/2026/NĐ-CP, art. 6, 8, 9, 12, 15)."""

from marketplace.cart.models import MOST_LINES, MOST_OF_ONE
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.states import OrderState
from marketplace.reviews.models import TIME_TO_EDIT
from marketplace.sellers.models import COMMISSION_BP
from marketplace.web.lengths import span
from marketplace.web.locale import gettext
from marketplace.web.storefront.policies.sections import Section


def conditions() -> list[Section]:
    """How an order comes about, its limits, and what is not offered."""
    return [_order(), _late(), _limits(), _not_offered()]


def prices() -> list[Section]:
    """What a price holds, and what the market takes."""
    return [
        Section(
            gettext("Giá ghi thế nào"),
            (
                gettext("Mọi giá ghi bằng đồng Việt Nam, đã gồm thuế, do nơi bán đặt. Phí gửi tính riêng."),
                gettext(
                    "Bạn trả đúng giá lúc bấm đặt hàng. Giá đổi trong lúc bạn đang đặt thì trang báo giá cũ, "
                    "giá mới và chưa ghi đơn."
                ),
                gettext(
                    "Món tính theo cân ghi giá “khoảng” và mức nhiều nhất: cân lúc gói, trả theo cân thật, không quá "
                    "mức nhiều nhất."
                ),
                gettext("Mua nhiều có giá thấp hơn thì ghi sẵn trên trang món, giỏ tự tính."),
            ),
        ),
        Section(
            gettext("Chợ thu gì"),
            (
                gettext("Chợ không thu phí của người mua: bạn chỉ trả tiền hàng và phí gửi."),
                gettext(
                    "Nơi bán mới trả chợ %(percent)s%% tiền hàng bán được; mức khác do hai bên thỏa thuận. Phí này "
                    "nằm trong giá, không cộng thêm lúc đặt.",
                    percent=f"{COMMISSION_BP / 100:g}",
                ),
            ),
        ),
    ]


def rights() -> list[Section]:
    """What buyer, seller and market may do and have to do."""
    return [_of_buyers(), _of_sellers(), _of_market()]


def _order() -> Section:
    return Section(
        gettext("Đặt hàng"),
        (
            gettext("Ai có số điện thoại và nơi nhận ở Việt Nam đều mua được, không cần tài khoản."),
            gettext(
                "Bấm nút đặt hàng và nhận được mã đơn là hợp đồng đã lập, mỗi nơi bán một đơn. Trước khi bấm, trang "
                "hiện đủ món, giá, phí gửi, ngày nhận và cách trả tiền để xem lại."
            ),
            gettext(
                "Nơi bán có %(span)s để nhận đơn. Trước lúc ấy bạn tự hủy được, không mất gì.",
                span=span(deadlines_of().to_act[OrderState.PLACED]),
            ),
        ),
    )


def _late() -> Section:
    """What happens when somebody does not act in time, and how an order ends."""
    terms = deadlines_of()
    return Section(
        gettext("Trễ hẹn, xin hủy, nhận hàng"),
        items=(
            gettext(
                "Nơi bán không trả lời đúng hạn thì chợ nhắc. Thêm %(span)s vẫn không trả lời thì đơn tự hủy, tiền đã "
                "trả được hoàn.",
                span=span(terms.confirm_again),
            ),
            gettext("Nơi bán gói trễ thì chợ nhắc, báo cho bạn biết, và bạn hủy được ngay."),
            gettext(
                "Nơi bán đã nhận đơn thì bạn xin hủy ở trang đơn. Nơi bán trả lời trong %(span)s; không trả lời "
                "thì đơn tự hủy.",
                span=span(terms.answer_cancellation),
            ),
            gettext(
                "Kiện được báo là đã giao mà trong %(span)s bạn không báo gì thì tính là đã nhận. Hết hạn báo hàng "
                "có vấn đề thì đơn tự khép lại.",
                span=span(terms.received),
            ),
        ),
    )


def _limits() -> Section:
    return Section(
        gettext("Giới hạn"),
        items=(
            gettext("Một giỏ có nhiều nhất %(lines)s loại gói, mỗi loại nhiều nhất %(units)s.", **_of_basket()),
            gettext("Món ít hàng có thể ghi số nhiều nhất mỗi người mua trong một ngày, ngay trên trang món."),
            gettext("Món tươi, món lạnh chỉ gửi tới nơi kịp giao; trang món và giỏ báo trước khi đặt."),
            gettext("Món đặt trước mùa thu hoạch có ngày dự kiến; thu được ít hơn thì phần thiếu không phải trả."),
        ),
    )


def _of_basket() -> dict[str, int]:
    return {"lines": MOST_LINES, "units": MOST_OF_ONE}


def _not_offered() -> Section:
    return Section(
        gettext("Những gì chợ không có"),
        (
            gettext(
                "Chợ không bán hàng qua phát trực tiếp (livestream), không bán dịch vụ hay tour, không cho vay hay giữ "
                "ví tiền. Khi nào có, quy định về chúng sẽ đăng ở đây trước."
            ),
        ),
    )


def _of_buyers() -> Section:
    return Section(
        gettext("Người mua"),
        items=(
            gettext("Được biết ai bán, hàng làm ở đâu, giá và phí đủ trước khi đặt."),
            gettext("Được mở kiện xem hàng trước khi trả tiền mặt; hàng không đúng thì không nhận."),
            gettext(
                "Được khiếu nại, đổi trả, hoàn tiền theo các trang ở đây, và kiện ra tòa hay nhờ cơ quan bảo vệ "
                "người tiêu dùng bất cứ lúc nào."
            ),
            gettext("Được chấm điểm món đã nhận và sửa lời trong %(span)s.", span=span(TIME_TO_EDIT)),
            gettext("Ghi đúng số điện thoại và nơi nhận, nhận hàng đúng hẹn hoặc báo trước."),
            gettext("Không đặt hàng giả vờ, không viết lời sai sự thật hay xúc phạm người khác."),
        ),
    )


def _of_sellers() -> Section:
    return Section(
        gettext("Nơi bán"),
        items=(
            gettext("Tự đặt giá, nhận tiền bán hàng đúng kỳ, tải về toàn bộ hàng hóa và đơn của mình."),
            gettext(
                "Nhận đơn trong %(accept)s, gói trong %(pack)s sau khi nhận, giao bưu điện trong %(send)s sau khi gói.",
                accept=span(deadlines_of().to_act[OrderState.PLACED]),
                pack=span(deadlines_of().to_act[OrderState.CONFIRMED]),
                send=span(deadlines_of().to_act[OrderState.PACKED]),
            ),
            gettext("Có đủ giấy tờ, nói đúng về hàng, treo sao OCOP còn hạn, nhận lại hàng không đúng mô tả."),
            gettext("Lập hóa đơn khi luật yêu cầu hoặc người mua cần."),
        ),
    )


def _of_market() -> Section:
    return Section(
        gettext("Chợ"),
        items=(
            gettext("Duyệt nơi bán và món trước khi hiện, gỡ món vi phạm, cho biết lý do và cách khiếu nại."),
            gettext("Giữ tiền của đơn cho tới khi qua hạn khiếu nại rồi mới chuyển cho nơi bán."),
            gettext("Để người quyết định, không để máy tự quyết, khi hai bên không thống nhất."),
            gettext("Khấu trừ và nộp thuế thay hộ kinh doanh theo luật."),
        ),
    )
