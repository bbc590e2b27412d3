"""What can go wrong with an address book."""

from marketplace.errors import DomainError, NotFound
from marketplace.text import N_


class AddressNotFound(NotFound):
    """No such address, or it is somebody else's."""

    sentence = N_("Không có nơi nhận này.")


class AddressBookFull(DomainError):
    """Enough addresses for one person."""

    sentence = N_("Sổ có tối đa %(most)s nơi nhận. Xóa một nơi không dùng nữa rồi thêm lại.")
