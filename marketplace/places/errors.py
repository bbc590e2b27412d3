"""What can go wrong with a place."""

from marketplace.errors import DomainError
from marketplace.text import N_


class UnknownPlace(DomainError):
    """No province or commune has this code, or the commune lies in another province."""

    sentence = N_("Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách")
