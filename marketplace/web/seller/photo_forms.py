"""What a seller says about a product and its photos."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from marketplace.pictures import Picture, Step
from marketplace.web.forms import ShopForm


class WordsForm(ShopForm):
    """Name, summary and keywords, in both languages."""

    name_vi = StringField(
        _("Tên món"),
        [InputRequired(_("Món hàng cần một cái tên.")), Length(max=160, message=_("Tên món dài tối đa 160 chữ."))],
    )
    name_en = StringField(_("Tên tiếng Anh"), [Length(max=160, message=_("Tên món dài tối đa 160 chữ."))])
    summary_vi = TextAreaField(_("Một câu giới thiệu"), [Length(max=200, message=_("Câu giới thiệu tối đa 200 chữ."))])
    summary_en = TextAreaField(
        _("Câu giới thiệu tiếng Anh"), [Length(max=200, message=_("Câu giới thiệu tối đa 200 chữ."))]
    )
    keywords = StringField(_("Từ khách hay tìm"), [Length(max=300, message=_("Các từ khóa tối đa 300 chữ."))])


class AltForm(ShopForm):
    """A photo in words. A page holds many of these forms, so the ids of the fields end with the photo's name."""

    alt_vi = StringField(_("Trong ảnh có gì"), [Length(max=200, message=_("Lời tả tối đa 200 chữ."))])
    alt_en = StringField(_("Lời tả tiếng Anh"), [Length(max=200, message=_("Lời tả tối đa 200 chữ."))])

    def __init__(self, ref: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for form_field in self:
            form_field.id = f"{form_field.name}-{ref}"


class StepForm(ShopForm):
    """Where a photo goes."""

    step = HiddenField(validators=[AnyOf(list(Step))])


def alt_form_of(picture: Picture) -> AltForm:
    """The form as it stands when nobody has typed anything."""
    return AltForm(picture.ref, formdata=None, data={"alt_vi": picture.alt_vi, "alt_en": picture.alt_en})
