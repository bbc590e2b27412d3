"""What can go wrong with wishes and reminders, said to the shopper."""

from marketplace.errors import Conflict, NotFound
from marketplace.text import N_


class WishListFull(Conflict):
    """More goods than anybody keeps in mind."""

    sentence = N_("Danh sách giữ tối đa %(most)s món. Bỏ bớt món cũ rồi thêm lại.")


class AlreadyInStock(Conflict):
    """Nobody needs to wait for what can be bought."""

    sentence = N_("Món này đang còn hàng, mua được ngay.")


class ReminderNotFound(NotFound):
    """The link is wrong, or the reminder was cancelled or is long past."""

    sentence = N_("Lời nhắc này không còn. Có thể đã được bỏ, hoặc liên kết chép thiếu.")
