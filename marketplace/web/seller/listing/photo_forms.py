"""What a seller says about photos."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, Length

from marketplace.catalogue.drafts import DraftPhoto
from marketplace.pictures import Step
from marketplace.web.forms import ShopForm


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


def alt_form_of(photo: DraftPhoto) -> AltForm:
    """The form as it stands when nobody has typed anything."""
    return AltForm(photo.picture.ref, formdata=None, data={"alt_vi": photo.alt_vi, "alt_en": photo.alt_en})
