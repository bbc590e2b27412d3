"""What can go wrong with messages that were sent."""

from marketplace.errors import NotFound
from marketplace.text import N_


class DispatchNotFound(NotFound):
    """There is no such message, or nobody has to look whether it arrived."""

    sentence = N_("Không tìm thấy tin đã gửi này. Có thể tin đã quá cũ hoặc không cần xem lại.")
