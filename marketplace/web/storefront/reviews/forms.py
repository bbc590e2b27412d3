"""What buyers and shoppers write."""

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from marketplace.reviews import Scores
from marketplace.reviews.actions import MOST_TAGS
from marketplace.reviews.errors import TextMissing
from marketplace.reviews.models import Review
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import REPORT_REASONS, REVIEW_TAGS
from marketplace.web.locale import gettext

SCORES = [
    SelectChoice("1", _("Rất kém")),
    SelectChoice("2", _("Kém")),
    SelectChoice("3", _("Tạm được")),
    SelectChoice("4", _("Tốt")),
    SelectChoice("5", _("Rất tốt")),
]


class ScoreField(RadioField):
    """One heading with its five levels; nothing is chosen beforehand."""

    def pre_validate(self, form: object) -> None:
        """Refuse what is none of the five, an empty choice included."""
        if self.data not in {choice.value for choice in SCORES}:
            raise ValidationError(gettext("%(heading)s: chọn một trong năm mức.", heading=self.label.text))


class ReviewForm(ShopForm):
    """The three headings, and what somebody likes to add."""

    quality = ScoreField(_("Chất lượng"), choices=SCORES)
    look = ScoreField(_("Hình thức, đóng gói"), choices=SCORES)
    as_described = ScoreField(_("Đúng như mô tả"), choices=SCORES)
    tags = SelectMultipleField(
        _("Nói nhanh"),
        choices=[SelectChoice(tag, label) for tag, label in REVIEW_TAGS.items()],
        validate_choice=False,  # what is none of them is not kept
    )
    body = TextAreaField(_("Lời nhận xét"))
    photos = MultipleFileField(_("Ảnh món hàng"))
    dropped = SelectMultipleField(_("Bỏ ảnh"), choices=[], validate_choice=False)

    def validate_tags(self, field: SelectMultipleField) -> None:
        """Three say enough."""
        if len(field.data or ()) > MOST_TAGS:
            raise ValidationError(gettext("Chọn nhiều nhất %(count)d ý.", count=MOST_TAGS))

    @property
    def files(self) -> list[FileStorage]:
        """The photos that were chosen; a browser sends one nameless file when none was."""
        return [file for file in self.photos.data or () if isinstance(file, FileStorage) and file.filename]

    @property
    def scores(self) -> Scores:
        """The headings as numbers; only after validation."""
        return Scores(*(int(field.data) for field in (self.quality, self.look, self.as_described)))


def review_form(review: Review | None) -> ReviewForm:
    """The form as the review stands, empty when there is none."""
    if review is None:
        return ReviewForm(formdata=None)
    headings = {name: str(getattr(review, name)) for name in ("quality", "look", "as_described")}
    return ReviewForm(formdata=None, data={**headings, "tags": review.tags, "body": review.body})


class QuestionForm(ShopForm):
    """A question about goods."""

    body = TextAreaField(_("Câu hỏi"), [DataRequired(_(TextMissing.sentence))])


class ReportForm(ShopForm):
    """What is wrong with what somebody wrote."""

    reason = RadioField(
        _("Có gì không ổn?"),
        choices=[SelectChoice(reason, label) for reason, label in REPORT_REASONS.items()],
    )
    note = StringField(_("Nói thêm"), [Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))])
