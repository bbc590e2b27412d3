"""What is done with personal data (law 91/2025/QH15, decree 356/2025/NĐ-CP; 248/2026/NĐ-CP, art. 5)."""

from hashlib import sha256
from typing import Final

from flask import current_app

from marketplace.gateways.phones import reach_phones
from marketplace.retention import period
from marketplace.text import N_
from marketplace.web.lengths import span
from marketplace.web.locale import gettext, speaking
from marketplace.web.storefront.policies.sections import Section

KEPT: Final = {
    "guest_baskets": N_("Giỏ hàng của người chưa đăng nhập, từ lần cuối cho món vào"),
    "closed_orders": N_("Tên, điện thoại, e-mail, địa chỉ, lời dặn của đơn, từ khi đơn kết thúc; sau đó bị xóa trắng"),
    "known_places": N_("Thiết bị và mạng đã đăng nhập, dưới dạng mã băm"),
    "contact_proofs": N_("Mã và liên kết xác nhận e-mail, số điện thoại, từ khi hết hạn"),
    "mail_addresses": N_("Số thư đã gửi tới một địa chỉ"),
    "unconfirmed_reminders": N_("Lời nhờ nhắc khi có hàng mà chưa xác nhận"),
    "sent_reminders": N_("Lời nhờ nhắc khi có hàng đã gửi"),
}
"""What is said of retention.toml: the kinds that are about buyers."""


def sections() -> list[Section]:
    """All that the law wants told, in the order in which somebody asks."""
    return [_what(), _why(), _how_long(), _for_good(), _who(), _safe(), _rights(), _consent()]


def digest() -> str:
    """The SHA-256 of the Vietnamese text as it is today."""
    with speaking("vi"):
        text = "\n".join("\n".join((each.title, *each.text, *each.items, *map(str, each.rows))) for each in sections())
    return sha256(text.encode()).hexdigest()


def _what() -> Section:
    return Section(
        gettext("Chợ biết gì về anh chị"),
        items=(
            gettext("Khi đặt hàng: tên, số điện thoại, nơi nhận, lời dặn; e-mail và hóa đơn nếu anh chị ghi."),
            gettext("Khi mở tài khoản: tên, e-mail hoặc số điện thoại, mật khẩu đã băm, sổ nơi nhận, món yêu thích."),
            gettext("Khi viết: đánh giá, câu hỏi, khiếu nại, ảnh đính kèm. Tọa độ trong ảnh bị bỏ khi nhận."),
            gettext(
                "Khi xem trang: cookie đăng nhập, giỏ và ngôn ngữ. Không có cookie quảng cáo, không theo dõi của "
                "bên thứ ba."
            ),
        ),
    )


def _why() -> Section:
    return Section(
        gettext("Dùng để làm gì"),
        (
            gettext(
                "Để giao đơn, báo tin về đơn, nhận và hoàn tiền, giải quyết khiếu nại, chống gian lận, làm sổ sách "
                "thuế. Không bán dữ liệu, không gửi quảng cáo khi anh chị chưa đồng ý, không để máy tự quyết điều "
                "có hại cho anh chị."
            ),
        ),
    )


def _how_long() -> Section:
    rows = tuple((gettext(what), span(period(name))) for name, what in KEPT.items())
    heads = (gettext("Dữ liệu"), gettext("Giữ bao lâu"))
    return Section(gettext("Giữ bao lâu"), heads=heads, rows=rows)


def _for_good() -> Section:
    return Section(
        gettext("Phải giữ lâu hơn"),
        (
            gettext(
                "Chứng từ, yêu cầu hóa đơn, sổ sách thuế và tiền giữ theo luật thuế và kế toán, kể cả khi đã xóa "
                "tài khoản. Bản sao lưu tự mất trong vòng một năm."
            ),
        ),
    )


def _who() -> Section:
    senders = gettext("Nơi gửi tin nhắn, Zalo biết số điện thoại và lời của tin về đơn.")
    return Section(
        gettext("Ai được biết"),
        (
            gettext(
                "Nơi bán biết tên, điện thoại, nơi nhận của đơn gửi từ họ; đơn vị giao biết phần cần để giao; ngân "
                "hàng và nơi xử lý thẻ biết phần cần để chuyển tiền; cơ quan nhà nước khi luật buộc."
            ),
            *([senders] if reach_phones() else []),
            gettext("Chợ không chuyển dữ liệu ra nước ngoài, trừ khi anh chị chọn trả bằng thẻ quốc tế."),
        ),
    )


def _safe() -> Section:
    return Section(
        gettext("Giữ an toàn"),
        (
            gettext("Số giấy tờ, tài khoản ngân hàng, thông tin hóa đơn được mã hóa; chỉ người có việc mới mở được."),
            gettext("Lộ dữ liệu thì báo cơ quan chức năng trong 72 giờ và báo người bị ảnh hưởng."),
        ),
    )


def _rights() -> Section:
    email = current_app.config["SUPPORT_EMAIL"]
    return Section(
        gettext("Quyền của anh chị"),
        (
            gettext(
                "Xem, sửa, tải về, rút lại đồng ý, đóng tài khoản: tự làm trong mục Tài khoản. Mua không tài khoản "
                "thì viết về %(email)s từ e-mail hoặc kèm mã đơn và số điện thoại lúc đặt.",
                email=email,
            ),
            gettext(
                "Không hài lòng thì khiếu nại ở trang khiếu nại, hoặc tới Bộ Công an, cơ quan phụ trách bảo vệ dữ "
                "liệu cá nhân."
            ),
        ),
    )


def _consent() -> Section:
    return Section(
        gettext("Đồng ý và bản mới"),
        (
            gettext(
                "Dữ liệu cần để giao đơn không cần hỏi đồng ý riêng. Với tài khoản, chợ hỏi anh chị đồng ý hay "
                "không; câu trả lời được ghi kèm lúc nào và bản nào. Có bản mới thì hỏi lại."
            ),
        ),
    )
