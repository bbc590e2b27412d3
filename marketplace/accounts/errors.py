"""What can go wrong with an account, said to the person at the form."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class IdentifierUnreadable(DomainError):
    """What was typed is neither a phone number nor an e-mail address."""

    sentence = N_("Địa chỉ e-mail viết chưa đúng. Ví dụ: ten@example.com")


class MailNeverArrives(IdentifierUnreadable):
    """The address has letters that no mailbox of the usual providers has."""

    sentence = N_("Trước dấu @ chỉ có chữ không dấu, số và dấu chấm, gạch. Có phải là %(plain)s không?")


class IdentifierTaken(Conflict):
    """Somebody already signs in by this phone number or e-mail address."""

    sentence = N_("Số hoặc e-mail này đã có tài khoản. Đăng nhập, hoặc xin đặt lại mật khẩu.")


class WrongCredentials(DomainError):
    """No such account, a disabled one, or a wrong password: the same sentence for all, so that nobody can tell."""

    status = 401
    sentence = N_("Số điện thoại, e-mail hoặc mật khẩu chưa đúng. Kiểm tra rồi thử lại.")


class WrongPassword(DomainError):
    """The current password, asked for again before a change, is not right."""

    sentence = N_("Mật khẩu hiện tại chưa đúng.")


class NotTheChosenPassword(DomainError):
    """Whoever opened the mail does not know the password that the account was asked for with."""

    sentence = N_(
        "Đây không phải mật khẩu đã chọn khi đăng ký. Nếu người đăng ký không phải là bạn, bỏ qua thư ấy và tự đăng ký."
    )


class PasswordTooShort(DomainError):
    """Short passwords are guessed."""

    sentence = N_("Mật khẩu cần ít nhất %(least)s ký tự. Một câu ngắn dễ nhớ là tốt nhất.")


class PasswordTooLong(DomainError):
    """Nobody types so much; hashing it would only cost."""

    sentence = N_("Mật khẩu dài nhất %(most)s ký tự.")


class PasswordTooCommon(DomainError):
    """On the list of common passwords, a plain pattern, or the person's own name, number or address."""

    sentence = N_("Mật khẩu này dễ đoán: nhiều người dùng, hoặc giống tên, số của bạn. Thử ghép bốn từ lạ với nhau.")


class SessionNotFound(NotFound):
    """Not one of this person's sessions, or ended already."""

    sentence = N_("Không thấy phiên đăng nhập này. Có thể nó đã kết thúc.")


class LinkEnded(NotFound):
    """The one-time link was used, replaced by a newer one, or is too old."""

    sentence = N_("Liên kết này đã dùng rồi hoặc đã hết hạn.")


class MailAddressNotFound(NotFound):
    """No mail has a link with this secret."""

    sentence = N_("Không thấy địa chỉ của liên kết này. Mở lại liên kết trong thư.")


class WrongCode(DomainError):
    """The code that was typed is not the one that was sent."""

    sentence = N_("Mã này chưa đúng. Xem lại tin nhắn rồi gõ sáu chữ số.")


class HelpRefused(Conflict):
    """Who runs the marketplace gets back in by a colleague who gives roles, or by mail."""

    sentence = N_("Đây là tài khoản vận hành. Người ấy đặt lại mật khẩu qua e-mail.")


class HelpUnexplained(DomainError):
    """How the caller was recognised is written down."""

    sentence = N_("Ghi vài chữ: nhận ra người gọi bằng cách nào.")


class OperatorNotFound(NotFound):
    """Nobody runs the marketplace under this reference."""

    sentence = N_("Không thấy người vận hành này.")


class AccountNotFound(NotFound):
    """Nobody signs in by this number or address."""

    sentence = N_("Chưa có tài khoản nào với số hoặc e-mail này. Người ấy cần mở tài khoản trước.")


class LastPeopleOperator(Conflict):
    """Somebody must be left who may give roles to others."""

    sentence = N_("Đây là người cuối cùng được giao quyền cho người khác. Giao quyền ấy cho một người nữa trước.")


class RolesChanged(Conflict):
    """Somebody else changed the roles since they were shown."""

    sentence = N_("Quyền của người này vừa được đổi. Xem lại rồi quyết định.")


class OperatorExists(Conflict):
    """The first operator's link is only for an empty marketplace."""

    sentence = N_("Đã có người vận hành. Nhờ người ấy thêm bạn vào.")
