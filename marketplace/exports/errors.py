"""What can be wrong with asking for a file."""

from marketplace.errors import DomainError
from marketplace.text import N_


class ExportGone(DomainError):
    """There is no such file, or it was kept long enough."""

    status = 404
    sentence = N_("Tệp này không còn. Soạn tệp mới trong mục Tải mọi thứ của gian hàng.")
