"""The forms by which operators write about a collection and the goods in it."""

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from marketplace.catalogue import CATEGORIES
from marketplace.collections import Collection, Cover
from marketplace.names import check_legible
from marketplace.web.filters import say
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm

LONGEST_NOTE = 160
TOO_LONG = _("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")
SHORT, MEDIUM, LONG = (Length(max=most, message=TOO_LONG) for most in (80, LONGEST_NOTE, 600))


class CoverForm(ShopForm):
    """What a collection says of itself."""

    title_vi = StringField(_("Tên"), [DataRequired(_("Đặt tên cho bộ sưu tập.")), SHORT, Reads(check_legible)])
    title_en = StringField(_("Tên tiếng Anh"), [Optional(), SHORT, Reads(check_legible)])
    intro_vi = TextAreaField(_("Lời giới thiệu"), [LONG])
    intro_en = TextAreaField(_("Lời giới thiệu tiếng Anh"), [LONG])
    picture = SelectField(_("Hình bìa"), default="gui")
    shown_from_on = DateField(_("Hiện từ ngày"), [Optional()], format=DATES)
    shown_until_on = DateField(_("Đến hết ngày"), [Optional()], format=DATES)

    def __init__(self, collection: Collection | None = None) -> None:
        super().__init__(obj=collection)
        categories = [SelectChoice(category.picture, say(category, "name")) for category in CATEGORIES]
        self.picture.choices = [SelectChoice("gui", _("Cái gùi")), *categories]

    @property
    def cover(self) -> Cover:
        """What was typed; only after a successful check."""
        return Cover(**{field.short_name: field.data for field in self if field.short_name != "csrf_token"})


class NoteForm(ShopForm):
    """Why a product was chosen."""

    note_vi = StringField(_("Vì sao chọn"), [MEDIUM])
    note_en = StringField(_("Vì sao chọn, tiếng Anh"), [MEDIUM])
