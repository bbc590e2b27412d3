"""What can go wrong with a place."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class UnknownPlace(DomainError):
    """No province or commune has this code, or the commune lies in another province."""

    sentence = N_("Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách")


class PlaceNotFound(NotFound):
    """No province or commune has or had this name."""

    sentence = N_("Không thấy tỉnh, phường hay xã này. Có thể tên gõ thiếu, hoặc nơi ấy thuộc tỉnh khác.")
