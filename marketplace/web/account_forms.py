"""The forms by which people sign in and look after their account."""

from typing import Any, TypedDict

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, PasswordField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace import accounts
from marketplace.accounts import Identifier, PasswordHash
from marketplace.accounts.phones import parse_phone
from marketplace.errors import DomainError
from marketplace.names import check_person
from marketplace.web.forms import Reads, ShopForm

NAME_CHECKS = [
    DataRequired(_("Ghi họ tên của bạn. Ví dụ: Đinh Thị Mẫu")),
    Reads(check_person),
]
TYPED_CHECKS = [
    DataRequired(_("Ghi số điện thoại hoặc e-mail. Ví dụ: 0912 345 678")),
    Length(max=254, message=_("Dài nhất %(max)d ký tự.")),
]
IDENTIFIER_CHECKS = [*TYPED_CHECKS, Reads(accounts.parse_identifier)]


class SignInForm(ShopForm):
    """Who, and the proof."""

    identifier = StringField(_("Số điện thoại hoặc e-mail"), [*TYPED_CHECKS, Reads(accounts.parse_known_identifier)])
    password = PasswordField(_("Mật khẩu"), [InputRequired(_("Nhập mật khẩu."))])
    next = HiddenField()

    def propose_spelling(self) -> None:
        """After a refused try: an address that no mail can have is probably another one with accents by mistake."""
        try:
            accounts.parse_identifier(str(self.identifier.data))
        except DomainError as error:
            self.refuse(error, self.identifier)


class NewPasswordForm(ShopForm):
    """A password that is set; `about` is what others know of the person and must not be it."""

    about: tuple[str | None, ...] = ()
    password = PasswordField(_("Mật khẩu mới"), [InputRequired(_("Chọn một mật khẩu từ 10 ký tự."))])

    def validate_password(self, field: Field) -> None:
        """Say what is wrong with the password, if anything."""
        Reads(lambda password: accounts.check_password(password, about=self.about))(self, field)


class NewAccount(TypedDict):
    """What an account is opened with."""

    name: str
    identifier: Identifier
    password_hash: PasswordHash


class RegisterForm(NewPasswordForm):
    """A new account."""

    name = StringField(_("Họ và tên"), NAME_CHECKS)
    identifier = StringField(_("Số điện thoại hoặc e-mail"), IDENTIFIER_CHECKS)
    password = PasswordField(_("Mật khẩu"), [InputRequired(_("Chọn một mật khẩu từ 10 ký tự."))])
    next = HiddenField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check the password against the name and number that stand above it."""
        self.about = (self.name.data, self.identifier.data)
        return bool(super().validate(*args, **kwargs))

    def account(self) -> NewAccount:
        """The valid form as the arguments of `accounts.register`. Slow: hashes the password."""
        return {
            "name": str(self.name.data),
            "identifier": accounts.parse_identifier(str(self.identifier.data)),
            "password_hash": accounts.hash_password(str(self.password.data), about=self.about),
        }


class ChosenPasswordForm(ShopForm):
    """The password that a new account was asked for with."""

    password = PasswordField(_("Mật khẩu đã chọn"), [InputRequired(_("Nhập mật khẩu."))])


class ForgotForm(ShopForm):
    """Whose password is to be set anew."""

    identifier = StringField(_("Số điện thoại hoặc e-mail"), IDENTIFIER_CHECKS)


class NameForm(ShopForm):
    """What the person is called."""

    name = StringField(_("Họ và tên"), NAME_CHECKS)


class ChangePasswordForm(NewPasswordForm):
    """The old password and the new one."""

    current = PasswordField(_("Mật khẩu hiện tại"), [InputRequired(_("Nhập mật khẩu đang dùng."))])
    password = PasswordField(_("Mật khẩu mới"), [InputRequired(_("Chọn một mật khẩu từ 10 ký tự."))])


class CodeForm(ShopForm):
    """The code that was sent to a number."""

    code = StringField(_("Mã sáu chữ số"), [DataRequired(_("Gõ mã trong tin nhắn, gồm sáu chữ số."))])


class EmailForm(ShopForm):
    """Another address to sign in by, and the proof that the person sits there."""

    email = StringField(_("E-mail"), [Reads(accounts.parse_email)])
    current = PasswordField(_("Mật khẩu hiện tại"), [InputRequired(_("Nhập mật khẩu đang dùng."))])


class PhoneForm(ShopForm):
    """Another number to sign in by, and the proof that the person sits there."""

    phone = TelField(_("Số điện thoại"), [Reads(parse_phone)])
    current = PasswordField(_("Mật khẩu hiện tại"), [InputRequired(_("Nhập mật khẩu đang dùng."))])
