"""What a seller types of a certificate. Drafts keep it as it was typed; only what is sent has to fit."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace.catalogue.models import Product
from marketplace.certification.errors import (
    DecidedInFuture,
    EndsBeforeIssue,
    ExtensionTooShort,
    NotExtendable,
    ScoreTooLow,
    StarsNotMarketable,
    UnusualTerm,
)
from marketplace.certification.ocop_rules import STARS, is_usual_term, ocop_ends_on, rules_on
from marketplace.certification.papers import Paper, parse_score
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.names import check_legible
from marketplace.web.filters import full_date, say, sentence_of
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext

LONGEST: Final = 200
SHORTER: Final = Length(max=LONGEST, message=_("Dài nhất %(max)d ký tự."))
NUMBER: Final = Length(max=60, message=_("Dài nhất %(max)d ký tự."))


class SaysStars:
    """Only three, four or five are a mark."""

    def __call__(self, _form: ShopForm, field: RadioField) -> None:
        """Raise ValidationError for others."""
        if field.data not in map(str, STARS):
            raise ValidationError(sentence_of(StarsNotMarketable()))


class FilingForm(ShopForm):
    """An OCOP certificate. An end that is not usual has to be confirmed: `keep_term` is asked for then."""

    product = SelectField(_("Món trên giấy"), [InputRequired(_("Chọn món hàng."))], choices=[])
    stars = RadioField(_("Mấy sao"), [InputRequired(_("Chọn số sao trên giấy.")), SaysStars()], validate_choice=False)
    number = StringField(_("Số quyết định"), [DataRequired(_("Ghi số quyết định trên giấy.")), NUMBER])
    issued_on = DateField(_("Ngày cấp"), [InputRequired(_("Ghi ngày cấp trên giấy. Ví dụ: 25/11/2026"))], format=DATES)
    expires_on = DateField(_("Có giá trị đến"), [MayBeEmpty()], format=DATES)
    keep_term = BooleanField(_("Giấy ghi đúng ngày này"))
    holder = StringField(
        _("Chủ thể trên giấy"), [DataRequired(_("Ghi tên chủ thể như trên giấy.")), SHORTER, Reads(check_legible)]
    )
    scope = StringField(_("Tên sản phẩm trên giấy, nếu khác"), [MayBeEmpty(), SHORTER, Reads(check_legible)])
    score = StringField(_("Số điểm"), [MayBeEmpty(), Reads(parse_score)])
    issuer = StringField(_("Nơi cấp"), [MayBeEmpty(), SHORTER, Reads(check_legible)])

    asks_for_term = False

    def __init__(self, *args: Any, goods: Iterable[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods = {product.slug: product for product in goods}
        named = [SelectChoice(slug, say(product, "name")) for slug, product in self.goods.items()]
        self.product.choices = [SelectChoice("", gettext("Chọn món hàng")), *named]
        scores = rules_on(today()).scores
        self.stars.choices = [(str(stars), gettext("từ %(least)s điểm", least=scores[stars])) for stars in STARS]

    def validate_issued_on(self, field: DateField) -> None:
        """Raises ValidationError for a day to come, before anything is reckoned from it."""
        if field.data and field.data > today():
            raise ValidationError(sentence_of(DecidedInFuture()))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """The same, and an end that is not usual is asked about once."""
        if not super().validate(*args, **kwargs):
            return False
        issued_on, expires_on = self.issued_on.data, self.expires_on.data
        if issued_on and expires_on and expires_on > issued_on and not is_usual_term(issued_on, expires_on):
            self.asks_for_term = True
            if not self.keep_term.data:
                self.refuse(UnusualTerm(day=full_date(ocop_ends_on(issued_on))), self.expires_on)
                return False
        return True

    def wanted_product(self) -> Product | None:
        """The goods that were chosen, of the shop's own."""
        return self.goods.get(self.product.data or "")

    def paper(self) -> Paper:
        """The valid form. What names no end counts as long as the rules say."""
        issued_on, product = self.issued_on.data or date.min, self.goods[self.product.data or ""]
        return Paper(
            stars=int(self.stars.data or 0),
            number=self.number.data or "",
            issued_on=issued_on,
            expires_on=self.expires_on.data or ocop_ends_on(issued_on),
            holder=self.holder.data or "",
            scope=self.scope.data or product.name_vi,
            score_hundredths=parse_score(self.score.data) if self.score.data else None,
            issuer=self.issuer.data or "",
        )

    def refuse_paper(self, error: DomainError) -> None:
        """Say beside its field what speaks against the paper."""
        fields = {
            DecidedInFuture: self.issued_on,
            EndsBeforeIssue: self.expires_on,
            ScoreTooLow: self.score,
            StarsNotMarketable: self.stars,
        }
        self.refuse(error, fields.get(type(error)))


class ExtensionForm(ShopForm):
    """The document by which an issuer lets a certificate count longer."""

    number = StringField(_("Số văn bản gia hạn"), [DataRequired(_("Ghi số văn bản gia hạn.")), NUMBER])
    until = DateField(
        _("Gia hạn đến hết ngày"), [InputRequired(_("Ghi ngày cuối được gia hạn. Ví dụ: 25/11/2026"))], format=DATES
    )

    def refuse_paper(self, error: DomainError) -> None:
        """Say beside its field what speaks against the extension."""
        is_of_day = isinstance(error, (ExtensionTooShort, NotExtendable))
        self.refuse(error, self.until if is_of_day else None)


def typed(form: ShopForm) -> dict[str, str]:
    """What was typed into the fields, as it was typed, for a draft."""
    raw = {field.name: (field.raw_data or [""])[0] for field in form if field.name != "csrf_token"}
    return {name: str(text).replace("\0", "")[:LONGEST] for name, text in raw.items()}
