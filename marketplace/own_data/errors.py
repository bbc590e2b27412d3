"""What can stand in the way."""

from marketplace.errors import Conflict, DomainError
from marketplace.text import N_

WORKS_HERE = N_("Anh chị còn là người vận hành chợ. Nhờ người quản lý quyền thu vai trước, rồi đóng tài khoản.")
HAS_SHOP = N_("Anh chị còn làm ở một gian hàng. Rời gian hàng hoặc giao lại cho người khác trước, rồi đóng tài khoản.")
HAS_ORDERS = N_("Còn đơn chưa xong hoặc tiền chưa hoàn hết. Đợi xong, rồi đóng tài khoản.")


class StillNeeded(Conflict):
    """The account cannot be closed yet; the sentence says why and what to do."""

    sentence = HAS_ORDERS


class DataFileGone(DomainError):
    """There is no such file, or it was kept long enough."""

    status = 404
    sentence = N_("Tệp này không còn. Bấm soạn tệp mới.")
