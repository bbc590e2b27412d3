"""Who runs the market, and who sells on it (decree 248/2026/NĐ-CP, art. 4)."""

from flask import current_app

from marketplace.moderation.models import TO_TAKE_DOWN
from marketplace.web.lengths import span
from marketplace.web.locale import gettext
from marketplace.web.storefront.policies.sections import Section


def sections() -> list[Section]:
    """The owner as the settings name them; a trial shop says that it is one."""
    return [_owner() if current_app.config["OWNER_NAME"] and not current_app.config["DEMO"] else _trial(), _sellers()]


def _trial() -> Section:
    return Section(
        gettext("Đây là chợ chạy thử"),
        (
            gettext("Chưa có doanh nghiệp nào mở bán ở đây: không có hàng được gửi, không có tiền được thu."),
            gettext("Giá, số còn lại, đánh giá và đơn hàng trên các trang là ví dụ để xem chợ chạy thế nào."),
            gettext(
                "Khi mở bán thật, trang này ghi tên, địa chỉ, mã số thuế của chủ chợ và số xác nhận đăng ký với "
                "Bộ Công Thương."
            ),
        ),
    )


def _owner() -> Section:
    config = current_app.config
    told = (
        (gettext("Tên"), config["OWNER_NAME"]),
        (gettext("Địa chỉ"), config["OWNER_ADDRESS"]),
        (gettext("Mã số thuế"), config["OWNER_TAX_CODE"]),
        (gettext("Người đại diện"), config["OWNER_REPRESENTATIVE"]),
        (gettext("Điện thoại"), config["OWNER_PHONE"]),
        (gettext("E-mail"), config["SUPPORT_EMAIL"]),
        (gettext("Xác nhận đăng ký với Bộ Công Thương"), config["OWNER_REGISTRATION"]),
    )
    items = tuple(gettext("%(label)s: %(value)s", label=label, value=value) for label, value in told if value)
    return Section(gettext("Chủ chợ"), items=items)


def _sellers() -> Section:
    return Section(
        gettext("Ai bán hàng"),
        (
            gettext(
                "Chợ không tự bán hàng. Người bán là hợp tác xã, doanh nghiệp, tổ hợp tác và hộ kinh doanh; tên và địa "
                "chỉ của từng nơi bán ghi ở trang của nơi bán ấy. Hợp đồng mua bán là giữa bạn và nơi bán."
            ),
            gettext(
                "Chợ lo phần chung: kiểm giấy tờ của nơi bán, nhận đơn, nhận và trả tiền, giải quyết khi hai bên không "
                "thống nhất."
            ),
            gettext(
                "Cơ quan nhà nước có yêu cầu thì món vi phạm được gỡ trong %(span)s. Gửi yêu cầu về %(email)s.",
                span=span(TO_TAKE_DOWN),
                email=current_app.config["SUPPORT_EMAIL"],
            ),
        ),
    )
