"""What can go wrong with the cash of carriers, said to the operator who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CashNotFound(NotFound):
    """No such remittance, line or parcel."""

    sentence = N_("Không thấy khoản tiền mặt này.")


class NoRemittance(DomainError):
    """A table without rows of parcels."""

    sentence = N_("Bảng không có dòng nào có mã vận đơn hoặc mã đơn. Gửi bảng kê từng vận đơn của đơn vị chuyển.")


class ColumnsMissing(DomainError):
    """Nobody can tell which parcel, or how much."""

    sentence = N_("Không thấy cột %(missing)s. Đặt tên cột như “Mã vận đơn” và “Tiền thu hộ”, rồi gửi lại.")


class RowUnreadable(DomainError):
    """An amount that is not one; nothing of the table is taken in."""

    sentence = N_("Dòng %(row)s, cột “%(column)s”: không đọc được số tiền “%(text)s”. Sửa trong bảng rồi gửi lại.")


class TooManyLines(DomainError):
    """More rows than one remittance has."""

    sentence = N_("Bảng có hơn %(most)s dòng. Chia thành nhiều bảng rồi gửi từng bảng.")


class CarrierMissing(DomainError):
    """The table does not say whose it is."""

    sentence = N_("Chọn đơn vị chuyển đã gửi bảng này.")


class DecisionRefused(Conflict):
    """Somebody has decided meanwhile, or this decision does not fit the difference."""

    sentence = N_("Dòng này vừa được xử lý hoặc không xử lý theo cách đó được. Xem lại bên dưới.")


class ReasonMissing(DomainError):
    """Money is not given up without a word."""

    sentence = N_("Viết lý do trong vài chữ, để lần soát sổ sau còn hiểu.")


class NotHeld(DomainError):
    """The order that was named has no cash to be sent."""

    sentence = N_("Đơn %(number)s không có tiền mặt đang chờ: chưa giao, không thu khi giao, hoặc đã nhận đủ.")
