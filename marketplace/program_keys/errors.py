"""What keeps a key from being made, taken away or believed."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class KeyUnnamed(DomainError):
    """Nobody could tell the keys apart."""

    status = 422
    sentence = N_("Ghi phần mềm nào dùng khóa này, ví dụ: sổ lô của hợp tác xã.")


class TooManyKeys(Conflict):
    """Keys that nobody uses any more are found out by nobody."""

    sentence = N_("Mỗi gian hàng giữ nhiều nhất %(most)d khóa. Thu lại một khóa không dùng nữa rồi tạo khóa mới.")


class KeyMadeAlready(Conflict):
    """The form was sent twice, and what the program has to say was shown the first time."""

    sentence = N_("Khóa này đã tạo rồi và chỉ xem được một lần. Chưa kịp chép thì thu lại, rồi tạo khóa khác.")


class KeyNotFound(NotFound):
    """The shop has no such key, or it was taken away."""

    sentence = N_("Không tìm thấy khóa này, hoặc khóa đã thu lại.")


class KeyRefused(DomainError):
    """A program without a key, or with one that does not count."""

    status = 401
    sentence = N_("Cần khóa của gian hàng trong dòng Authorization: Bearer. Khóa này không đúng hoặc đã thu lại.")
