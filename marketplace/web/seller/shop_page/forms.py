"""The forms of the page editor. What is public is checked for contacts; what is too long is said, not cut."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.reviews.texts import public_text
from marketplace.sellers.shop_page import MOST_FACTS, BlockKind
from marketplace.sellers.shop_page.content import LONGEST
from marketplace.sellers.shop_page.drafts import digest
from marketplace.sellers.shop_page.models import LONGEST_NAME, LONGEST_WORDS
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.labels import CONSENT_WAYS

REQUIRED = _("Chỗ này chưa điền.")


def _public(limit: int) -> Reads:
    return Reads(lambda text: public_text(text, limit=limit))


class FactForm(Form):
    """One figure: what it is and how much."""

    label_vi = StringField(_("Điều gì"), [_public(120)])
    value_vi = StringField(_("Bao nhiêu"), [_public(120)])
    label_en = StringField(_("Điều gì, tiếng Anh"), [_public(120)])
    value_en = StringField(_("Bao nhiêu, tiếng Anh"), [_public(120)])


class IntroForm(ShopForm):
    """The introduction: one sentence, the story, and a few figures."""

    tagline_vi = StringField(_("Một câu giới thiệu"), [_public(LONGEST["tagline_vi"])])
    tagline_en = StringField(_("Một câu, tiếng Anh"), [_public(LONGEST["tagline_en"])])
    story_vi = TextAreaField(_("Chuyện nơi làm"), [_public(LONGEST["story_vi"])])
    story_en = TextAreaField(_("Chuyện nơi làm, tiếng Anh"), [_public(LONGEST["story_en"])])
    facts = FieldList(FormField(FactForm), min_entries=MOST_FACTS, max_entries=MOST_FACTS)

    @property
    def texts(self) -> dict[str, str]:
        """The four texts."""
        return {name: self[name].data or "" for name in ("tagline_vi", "tagline_en", "story_vi", "story_en")}

    @property
    def figures(self) -> list[dict[str, str]]:
        """The rows as typed."""
        return [{name: text or "" for name, text in row.data.items()} for row in self.facts]


class BlockForm(ShopForm):
    """One block. `seen` tells whether somebody else has saved it since it was opened."""

    title_vi = StringField(_("Tên phần"), [_public(LONGEST["title_vi"])])
    title_en = StringField(_("Tên phần, tiếng Anh"), [_public(LONGEST["title_en"])])
    body_vi = TextAreaField(_("Lời kể"), [_public(LONGEST["body_vi"])])
    body_en = TextAreaField(_("Lời kể, tiếng Anh"), [_public(LONGEST["body_en"])])
    seen = HiddenField()

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the block."""
        return {name: self[name].data or "" for name in ("title_vi", "title_en", "body_vi", "body_en")}


class KindForm(ShopForm):
    """Which block is to be added; people are quoted on a page of their own."""

    kind = HiddenField(validators=[InputRequired(REQUIRED)])

    @property
    def wanted(self) -> BlockKind:
        """The kind."""
        return BlockKind(str(self.kind.data))

    def validate_kind(self, field: HiddenField) -> None:
        """Raise ValueError for what is no block that can be added here."""
        if field.data not in set(BlockKind) - {BlockKind.QUOTE}:
            raise ValueError(str(_("Chọn một trong các mục có sẵn.")))


class QuoteForm(ShopForm):
    """Somebody's words, and how they agreed to see them on the page."""

    name = StringField(_("Tên người nói"), [DataRequired(REQUIRED), Length(max=LONGEST_NAME), _public(LONGEST_NAME)])
    role_vi = StringField(_("Là ai"), [_public(LONGEST_NAME)])
    role_en = StringField(_("Là ai, tiếng Anh"), [_public(LONGEST_NAME)])
    words_vi = TextAreaField(_("Lời họ nói"), [DataRequired(REQUIRED), _public(LONGEST_WORDS)])
    words_en = TextAreaField(_("Lời họ nói, tiếng Anh"), [_public(LONGEST_WORDS)])
    consented_on = DateField(_("Đồng ý ngày nào"), [InputRequired(REQUIRED)], format=DATES)
    way = RadioField(_("Đồng ý bằng cách nào"), [InputRequired(_("Chọn một cách."))], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.way.choices = [SelectChoice(way.value, name) for way, name in CONSENT_WAYS.items()]


def block_form_of(block: dict[str, Any]) -> BlockForm:
    """The form as it stands when nobody has typed anything."""
    return BlockForm(formdata=None, data=block | {"seen": digest(block)})
