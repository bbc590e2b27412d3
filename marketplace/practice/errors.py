"""What can go wrong while practising, said to the person who can mend it."""

from marketplace.errors import Conflict, NotFound
from marketplace.text import N_


class NotPractising(NotFound):
    """The person has not begun, or has not been there for weeks."""

    sentence = N_("Anh chị chưa mở gian hàng tập, hoặc đã lâu không vào nên nó được dọn đi. Mở lại từ trang đầu.")


class ShortOfGoods(Conflict):
    """The sample order asks for more than the sample lots hold."""

    sentence = N_("Kho tập chỉ còn %(left)d, khách đặt %(wanted)d. Hủy đơn này và chọn lý do: khách sẽ đọc được.")
