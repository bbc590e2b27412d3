"""What things are called: the shape of a label, and the names that several surfaces speak of.

Each surface has one table for each kind of state, event and role that it shows; nothing else turns one into words.
"""

from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.dispatches import DeliveryStep, DispatchState
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.pictures import Photo
from marketplace.reviews import ReportReason, Tag
from marketplace.sellers.models import SellerKind
from marketplace.sellers.shop_page.models import ConsentWay
from marketplace.text import N_
from marketplace.web.locale import gettext


@dataclass(frozen=True)
class Label:
    """What something is called, and the tone of its pill as `components/state_pill.html` knows it."""

    name: str
    tone: str

    def __str__(self) -> str:
        """The name in the language of the page."""
        return gettext(self.name)


@dataclass(frozen=True)
class Tab:
    """A part of a list, or a way to sort it: its word in the address, and what it is called."""

    word: str
    name: str


@dataclass(frozen=True)
class Step:
    """One entry of a timeline, with photos where some were taken; `todo` marks what is still to come."""

    title: str
    detail: str
    todo: bool = False
    photos: tuple[Photo, ...] = ()


def spoken(sentence: str, **blanks: object) -> str:
    """A sentence of a label in the language of the page; nothing where the label has none."""
    return gettext(sentence, **blanks) if sentence else ""


SELLER_KINDS: Final = {
    SellerKind.COOPERATIVE: _("Hợp tác xã (HTX)"),
    SellerKind.COOP_UNION: _("Liên hiệp hợp tác xã"),
    SellerKind.COOP_GROUP: _("Tổ hợp tác"),
    SellerKind.HOUSEHOLD_BUSINESS: _("Hộ kinh doanh"),
    SellerKind.INDIVIDUAL_FARMER: _("Hộ nông dân"),
    SellerKind.ENTERPRISE: _("Doanh nghiệp"),
}
REVIEW_TAGS: Final = {
    Tag.TASTY: _("Thơm ngon"),
    Tag.FRESH: _("Tươi mới"),
    Tag.WELL_PACKED: _("Đóng gói kỹ"),
    Tag.ON_TIME: _("Giao đúng hẹn"),
    Tag.AS_A_GIFT: _("Hợp làm quà"),
    Tag.BUY_AGAIN: _("Sẽ mua lại"),
}
REPORT_REASONS: Final = {
    ReportReason.SPAM: _("Quảng cáo, lừa đảo"),
    ReportReason.INSULT: _("Xúc phạm, thù ghét"),
    ReportReason.PRIVATE: _("Lộ thông tin riêng của ai đó"),
    ReportReason.OTHER: _("Lý do khác"),
}
NOTICE_KINDS: Final = {
    NoticeKind.ORDERS: _("Đơn hàng"),
    NoticeKind.MONEY: _("Tiền"),
    NoticeKind.MESSAGES: _("Tin nhắn"),
    NoticeKind.QUESTIONS: _("Hỏi đáp, đánh giá"),
    NoticeKind.GOODS: _("Món hàng và giấy tờ"),
    NoticeKind.WISHES: _("Món nhờ nhắc"),
    NoticeKind.ACCOUNT: _("Tài khoản"),
}
CHANNELS: Final = {
    Channel.MAIL: _("Thư"),
    Channel.ZALO: _("Zalo"),
    Channel.TEXT: _("Tin nhắn"),
    Channel.NOTICE: _("Tin báo"),
}
PARTIES: Final = {
    Party.BUYER: _("người mua"),
    Party.SHOP: _("nơi bán"),
    Party.PERSON: _("chủ tài khoản"),
    Party.OPERATORS: _("người vận hành"),
}
DISPATCHES: Final = {
    DispatchState.SENDING: Label(N_("đang gửi"), "n"),
    DispatchState.TRYING: Label(N_("chưa gửi được, đang thử lại"), "b"),
    DispatchState.SENT: Label(N_("đã gửi"), "g"),
    DispatchState.UNREACHABLE: Label(N_("không tới được"), "n"),
    DispatchState.REFUSED: Label(N_("cổng gửi từ chối"), "x"),
    DispatchState.LATE: Label(N_("quá giờ nên không gửi"), "n"),
    DispatchState.FAILED: Label(N_("không gửi được"), "x"),
    DispatchState.UNKNOWN: Label(N_("chưa rõ tới chưa"), "a"),
}
DELIVERY_STEPS: Final = {
    DeliveryStep.DELIVERED: Label(N_("đã tới máy"), "g"),
    DeliveryStep.READ: Label(N_("đã xem"), "g"),
}
HIDDEN_ANEW = _("Đã ghi. Lời này đang bị ẩn, người vận hành xem lại rồi mới hiện.")

CONSENT_WAYS: Final = {
    ConsentWay.SPOKEN: _("Hỏi tận nơi, họ nói đồng ý"),
    ConsentWay.PHONE: _("Hỏi qua điện thoại"),
    ConsentWay.MESSAGE: _("Họ nhắn tin đồng ý, còn giữ tin"),
    ConsentWay.SIGNED: _("Họ ký giấy, còn giữ giấy"),
}
"""How somebody agreed to be quoted on a shop's page."""
