"""What the component page shows that only code can make: a form that was refused."""

from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from marketplace.web.forms import ShopForm


class SampleForm(ShopForm):
    """Every kind of field once."""

    phone = StringField("Số điện thoại")
    name = StringField("Họ và tên")
    province = SelectField("Tỉnh, thành phố", choices=[("01", "Hà Nội"), ("04", "Cao Bằng")])
    note = TextAreaField("Dặn người giao")
    remember = BooleanField("Nhớ cho lần sau")
    payment = RadioField("Trả tiền", choices=[("cod", "Tiền mặt khi nhận (COD)"), ("qr", "Chuyển khoản VietQR")])


def samples() -> dict[str, Any]:
    """The refused form and the day that dates are shown by."""
    form = SampleForm(data={"phone": "0912 345 67", "payment": "cod"})
    form.phone.errors = ["Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"]
    return {"form": form, "sample_day": date(2026, 9, 30)}
