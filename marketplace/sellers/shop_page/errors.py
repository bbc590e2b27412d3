"""What can go wrong with a shop's page, said to the seller."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class BlockNotFound(NotFound):
    """No such block in this shop's draft."""

    sentence = N_("Không thấy phần này. Có thể người khác vừa bỏ nó.")


class QuoteNotFound(NotFound):
    """No such quote of this shop."""

    sentence = N_("Không thấy lời kể này.")


class TooManyBlocks(DomainError):
    """Nobody reads on for ever."""

    sentence = N_("Trang có tối đa %(most)s phần. Bỏ một phần cũ rồi thêm phần mới.")


class TooManyPagePhotos(DomainError):
    """A block is read in one look."""

    sentence = N_("Mỗi phần có tối đa %(most)s ảnh. Bỏ bớt ảnh cũ trước.")


class SavedByAnother(Conflict):
    """A colleague saved the same part after the page was opened."""

    sentence = N_("Có người vừa lưu phần này. Chữ anh chị gõ còn nguyên bên dưới: lưu lần nữa là thay bản ấy.")


class ConsentAhead(DomainError):
    """Nobody has agreed yet on a day that is to come."""

    sentence = N_("Ngày đồng ý chưa tới. Hỏi xong rồi hẵng ghi.")


class PageUnfinished(DomainError):
    """Something is empty, or a photo is not ready."""

    sentence = N_("Trang còn chỗ chưa xong. Xem các dòng cần sửa rồi gửi lại.")
