"""What the component page shows that only code can make: a form that was refused."""

from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from marketplace.banking.qr_pictures import draw
from marketplace.clock import start_of_day
from marketplace.dispatches import DeliveryStep, DispatchState
from marketplace.notices import NoticeKind
from marketplace.orders.reasons import BUYERS
from marketplace.reviews import AnswerView, QuestionView, ReviewView, Tag
from marketplace.web.cancellation import CancellationForm
from marketplace.web.delivery_forms import KeepForm
from marketplace.web.dispatch_words import Sent
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import DELIVERY_STEPS, DISPATCHES
from marketplace.web.notice_choice import Kind, Way
from marketplace.web.storefront.payment.forms import WayForm
from marketplace.web.storefront.payment.ways import Part, ways_of
from marketplace.web.storefront.reviews.forms import ReviewForm
from marketplace.web.talk import MessageForm, ThreadReportForm


class SampleForm(ShopForm):
    """Every kind of field once."""

    phone = StringField("Số điện thoại")
    name = StringField("Họ và tên")
    province = SelectField("Tỉnh, thành phố", choices=[SelectChoice("01", "Hà Nội"), SelectChoice("04", "Cao Bằng")])
    note = TextAreaField("Dặn người giao")
    remember = BooleanField("Nhớ cho lần sau")
    payment = RadioField(
        "Trả tiền",
        choices=[SelectChoice("cod", "Tiền mặt khi nhận (COD)"), SelectChoice("qr", "Chuyển khoản VietQR")],
    )


def samples() -> dict[str, Any]:
    """The forms, what a buyer says and asks, and the day that dates are shown by."""
    form = SampleForm(data={"phone": "0912 345 67", "payment": "cod"})
    form.phone.errors = ["Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"]
    day = date(2026, 9, 30)
    at = start_of_day(day)
    said = ("Mật thơm, hũ gói rơm kỹ.", at, "Hũ 500 ml", "500 ml jar", 3, "Cảm ơn chị.", at, ())
    told = AnswerView("b", "Green L.", True, "Có, ngâm nước ấm là tan.", at)
    parts = [Part("Hộ nông dân Mẫu", "T2 30/11", 102_000), Part("HTX Mẫu", "T3 01/12", 368_000)]
    return {
        "form": form,
        "way_form": WayForm(prefix="way", formdata=None),
        "keep_form": KeepForm(prefix="keep", formdata=None),
        "ways": ways_of(parts, 470_000),
        "drawing": draw("MAU"),
        "cancellation": CancellationForm(BUYERS, formdata=None),
        "review_form": ReviewForm(formdata=None, data={"quality": "4", "tags": [Tag.TASTY]}),
        "message_form": MessageForm(prefix="message", formdata=None),
        **_notices(),
        "complaint_form": ThreadReportForm(prefix="complaint", formdata=None),
        "sample_day": day,
        "opinion": ReviewView("a", "Hoa N.", 5, 5, 4, 5, (Tag.TASTY, Tag.WELL_PACKED), *said),
        "asked": QuestionView("a", "Bình T.", "Mật có kết hạt không?", at, (told,)),
    }


def _notices() -> dict[str, Any]:
    return {
        "choice_rows": [
            Kind(
                NoticeKind.ORDERS,
                "Đơn hàng",
                [Way("mail", "Thư", True, True), Way("zalo", "Zalo", True, False)],
                "Vì sao.",
            ),
            Kind(NoticeKind.MESSAGES, "Tin nhắn", [Way("mail", "Thư", False, False)], ""),
        ],
        "sent_sample": _sent(),
        "url_for_sample": lambda _ref: "#main",
    }


def _sent() -> list[Sent]:
    """One that went out, one that has arrived and been read, one of which nobody knows."""
    shown = (
        ("a", "Đã gửi hàng", "Thư", "la•••@example.test", DISPATCHES[DispatchState.SENT]),
        ("b", "Xác nhận đặt hàng", "Zalo", "09•• ••• 678", DELIVERY_STEPS[DeliveryStep.READ]),
        ("c", "Không giao được", "Zalo", "09•• ••• 678", DISPATCHES[DispatchState.UNKNOWN]),
    )
    return [
        Sent(ref, what, "người mua", channel, reached, label, "14:05", "", ref == "c", "", "")
        for ref, what, channel, reached, label in shown
    ]
