"""What can go wrong with a collection, said to the operator."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CollectionNotFound(NotFound):
    """No such collection, or shoppers may not see it."""

    sentence = N_("Không thấy bộ sưu tập này.")


class DaysReversed(DomainError):
    """A collection ends on or after the day it begins."""

    sentence = N_("Ngày kết thúc phải sau ngày bắt đầu, hoặc cùng ngày.")


class AlreadyChosen(Conflict):
    """A product stands in a collection once."""

    sentence = N_("Món này đã có trong bộ sưu tập.")


class NotChosen(Conflict):
    """The product was taken out meanwhile."""

    sentence = N_("Món này không còn trong bộ sưu tập. Xem lại danh sách rồi làm tiếp.")


class CollectionFull(Conflict):
    """A choice of everything is no choice."""

    sentence = N_("Bộ sưu tập đã đủ %(most)s món. Bỏ bớt một món rồi thêm.")


class NothingChosen(Conflict):
    """A collection is published with at least one product in it."""

    sentence = N_("Thêm ít nhất một món rồi đăng.")
