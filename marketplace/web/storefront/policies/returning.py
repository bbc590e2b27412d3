"""Returns, and complaints with their deadlines (decree 248/2026/NĐ-CP, art. 7 and 14; law 122/2025/QH15, art. 17)."""

from flask import current_app

from marketplace import returns as claims
from marketplace.moderation.models import TO_TAKE_DOWN
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.states import OrderState
from marketplace.reviews.question_queries import ANSWER_WITHIN
from marketplace.web.lengths import span
from marketplace.web.locale import gettext
from marketplace.web.storefront.policies.sections import Section


def returns() -> list[Section]:
    """What is taken back, until when, and how."""
    terms = claims.terms_of()
    return [
        Section(
            gettext("Khi nào được đổi, trả, hoàn tiền"),
            (
                gettext(
                    "Hàng tươi, lạnh báo trong %(fresh)s từ lúc nhận, hàng để được lâu báo trong %(keep)s, kèm ảnh. "
                    "Được nhận nếu hàng:",
                    fresh=span(terms.fresh),
                    keep=span(terms.keep),
                ),
            ),
            (
                gettext("vỡ, hỏng, thiu, quá hạn dùng;"),
                gettext("sai món, thiếu món, thiếu cân;"),
                gettext("không đúng như trang món mô tả. Lý do này không nơi bán nào được từ chối nhận."),
            ),
        ),
        Section(
            gettext("Cách làm và ai trả phí"),
            (
                gettext("Mở trang đơn hàng, làm theo phần hàng hỏng, sai món. Không cần tài khoản."),
                gettext(
                    "Lỗi của nơi bán hay của đường đi thì bạn không trả phí gửi lại. Hàng tươi không cần gửi "
                    "lại, ảnh là đủ."
                ),
                gettext(
                    "Đổi ý thì trả được hàng để được lâu, trong cùng thời hạn, ở nơi bán có nhận lại. Hàng cần gửi lại "
                    "thì gửi trong %(back)s.",
                    back=span(terms.send_back),
                ),
            ),
        ),
    ]


def complaints() -> list[Section]:
    """Where to turn, the steps, and a time limit for each kind."""
    email = current_app.config["SUPPORT_EMAIL"]
    return [
        Section(
            gettext("Gửi ở đâu"),
            (
                gettext(
                    "Về một đơn: ở trang của đơn ấy. Về lời đánh giá, hàng giả, nơi bán: nút báo trên chính trang "
                    "đó. Việc khác: thư tới %(email)s.",
                    email=email,
                ),
                gettext(
                    "Người của chợ đọc từng khiếu nại, hỏi bên kia, quyết định kèm lý do bằng chữ. Không đồng ý "
                    "thì bạn có thể nhờ cơ quan bảo vệ người tiêu dùng, hòa giải, trọng tài hoặc tòa án."
                ),
            ),
        ),
        Section(
            gettext("Thời hạn của từng việc"),
            heads=(gettext("Việc"), gettext("Ai"), gettext("Trong bao lâu")),
            rows=tuple(_deadlines()),
        ),
    ]


def _deadlines() -> list[tuple[str, str, str]]:
    buyer, seller, market = gettext("Người mua"), gettext("Nơi bán"), gettext("Chợ")
    terms = claims.terms_of()
    return [
        (gettext("Báo hàng tươi vỡ, hỏng, sai, thiếu"), buyer, span(terms.fresh)),
        (gettext("Báo hàng để được lâu vỡ, hỏng, sai, thiếu"), buyer, span(terms.keep)),
        (gettext("Trả lời một khiếu nại"), seller, span(terms.answer)),
        (gettext("Nhận hoặc từ chối đề nghị của nơi bán"), buyer, span(terms.offer)),
        (gettext("Quyết định khi hai bên không thống nhất"), market, span(terms.decide)),
        (gettext("Xin xem lại quyết định"), buyer, span(terms.appeal)),
        (gettext("Gửi hàng thay"), seller, span(terms.replace)),
        (gettext("Nhận hoặc từ chối đơn"), seller, span(deadlines_of().to_act[OrderState.PLACED])),
        (gettext("Trả lời câu hỏi về món hàng"), seller, span(ANSWER_WITHIN)),
        (gettext("Kiện quay về tới nơi bán"), seller, span(deadlines_of().to_act[OrderState.RETURNING])),
        (gettext("Gỡ món theo yêu cầu của cơ quan nhà nước"), market, span(TO_TAKE_DOWN)),
    ]
