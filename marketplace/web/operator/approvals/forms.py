"""The form by which something is sent back to be mended."""

from collections.abc import Iterable
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.approvals.errors import ReasonMissing
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.diff import Row
from marketplace.web.operator.approvals.reasons import Reason, ticked

LONGEST_NOTE: Final = 1_000
CHECK_LETTER: Final = _("Đọc lại thư viết sẵn bên dưới, sửa nếu cần, rồi bấm gửi lần nữa.")


class SendBackForm(ShopForm):
    """Ready reasons, the letter that they write, and the fields to mend."""

    reasons = SelectMultipleField(_("Vì sao? Chọn một hoặc nhiều"), validate_choice=False)
    note = TextAreaField(
        _("Nơi bán sẽ đọc"),
        [
            DataRequired(_(ReasonMissing.sentence)),
            Length(max=LONGEST_NOTE, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
    to_mend = SelectMultipleField(
        _("Sửa mục nào"), [DataRequired(_("Chọn ít nhất một mục để nơi bán sửa."))], validate_choice=False
    )

    def offer(self, reasons: Iterable[Reason], rows: Iterable[Row]) -> "SendBackForm":
        """Set what can be ticked: the reasons of the kind, the fields of the request. Nothing else counts as ticked."""
        _offer(self.reasons, {reason.word: gettext(reason.name) for reason in reasons})
        _offer(self.to_mend, {row.field: row.label for row in rows})
        return self

    def write_letter(self, reasons: Iterable[Reason], letters: dict[str, str]) -> bool:
        """Without scripts: write the letter of the ticked reasons where none is typed, to be read before it is sent."""
        chosen = ticked(reasons, self.reasons.data or ())
        if self.note.data or not chosen:
            return False
        self.note.data = "\n".join(letters[reason.word] for reason in chosen)
        named = [name for reason in chosen for name in reason.fields]
        self.to_mend.data = list(dict.fromkeys([*(self.to_mend.data or ()), *named]))
        self.form_errors = [*self.form_errors, str(CHECK_LETTER)]
        return True


def _offer(ticks: SelectMultipleField, names: dict[str, str]) -> None:
    ticks.choices = [SelectChoice(word, name) for word, name in names.items()]
    ticks.data = [word for word in ticks.data or () if word in names]
