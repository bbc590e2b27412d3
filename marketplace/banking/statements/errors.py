"""Why a statement cannot be read, said so that the person can get the right one."""

from marketplace.errors import DomainError
from marketplace.text import N_


class StatementUnknown(DomainError):
    """A table in which no heading of a statement stands."""

    sentence = N_(
        "Không thấy dòng tiêu đề của sao kê. Cần ít nhất cột ngày, cột nội dung và cột ghi có (hoặc cột số tiền). "
        "Tải lại sao kê từ ngân hàng, đừng xóa dòng tiêu đề."
    )


class LettersBroken(DomainError):
    """A text whose letters were written in one encoding and read in another before it came here."""

    sentence = N_(
        "Chữ trong tệp bị vỡ vì sai bảng mã, nên không đọc chắc được nội dung chuyển khoản. Tải lại sao kê dạng .xlsx, "
        "hoặc CSV UTF-8, đừng mở ra rồi lưu lại."
    )


class WrongAccount(DomainError):
    """The statement of another account."""

    sentence = N_(
        "Sao kê này của tài khoản %(account)s, không phải tài khoản nhận tiền của chợ (%(ours)s). Chưa ghi gì."
    )


class WrongCurrency(DomainError):
    """The statement of an account in another currency."""

    sentence = N_("Sao kê này tính bằng %(currency)s. Chợ chỉ nhận tiền đồng. Chưa ghi gì.")


class StatementDamaged(DomainError):
    """A file of a known format that is broken or cut."""

    sentence = N_("Tệp %(format)s này bị hỏng hoặc bị cắt cụt. Tải lại từ ngân hàng.")


class PrintedStatement(DomainError):
    """A PDF, which is a picture of a statement and no data."""

    sentence = N_("Đây là tệp PDF. Trên trang ngân hàng, chọn tải sao kê dạng Excel (.xlsx) hoặc CSV rồi nạp tệp ấy.")


class StatementTooBig(DomainError):
    """More bytes than statements have."""

    status = 413
    sentence = N_("Tệp nặng quá %(most)s MB. Tải sao kê của ít ngày hơn rồi nạp từng tệp.")


class TooManyRows(DomainError):
    """More rows than are read at once."""

    sentence = N_("Sao kê có hơn %(most)s dòng. Tải từng tuần rồi nạp từng tệp; nạp trùng ngày cũng không sao.")
