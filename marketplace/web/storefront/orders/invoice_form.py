"""What a buyer wants on the VAT invoice."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace import accounts
from marketplace.documents import InvoiceDetails, parse_buyer_code
from marketplace.documents.errors import AddressMissing, BuyerNameMissing
from marketplace.web.forms import Reads, ShopForm

TOO_LONG = _("Dài nhất %(max)d ký tự.")
NO_CODE = _("Ghi mã số thuế của đơn vị, hoặc số định danh nếu mua cho mình.")


class InvoiceForm(ShopForm):
    """The buyer as the invoice names it."""

    buyer_name = StringField(
        _("Tên đơn vị hoặc người mua"), [DataRequired(_(BuyerNameMissing.sentence)), Length(max=200, message=TOO_LONG)]
    )
    buyer_code = StringField(_("Mã số thuế hoặc số định danh"), [DataRequired(NO_CODE), Reads(parse_buyer_code)])
    buyer_address = StringField(
        _("Địa chỉ trên đăng ký"), [DataRequired(_(AddressMissing.sentence)), Length(max=300, message=TOO_LONG)]
    )
    buyer_email = StringField(
        _("E-mail nhận hóa đơn"), [DataRequired(_("Ghi e-mail để nhận hóa đơn.")), Reads(accounts.parse_email)]
    )

    def fill(self, details: InvoiceDetails) -> None:
        """Show what was asked for before."""
        self.buyer_name.data, self.buyer_code.data = details.name, details.tax_code
        self.buyer_address.data, self.buyer_email.data = details.address, details.email

    def told(self) -> dict[str, str]:
        """The form as `documents.request_invoice` takes it."""
        return {
            "name": self.buyer_name.data or "",
            "tax_code": self.buyer_code.data or "",
            "address": self.buyer_address.data or "",
            "email": self.buyer_email.data or "",
        }
