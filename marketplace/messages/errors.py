"""What can go wrong with messages, said to whoever writes them."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ThreadNotFound(NotFound):
    """There is no such thread, or it is somebody else's."""

    sentence = N_("Không thấy cuộc trò chuyện này.")


class ReportNotFound(NotFound):
    """There is no such complaint."""

    sentence = N_("Không thấy lời báo này.")


class OwnShop(Conflict):
    """Nobody writes to a shop they work for."""

    sentence = N_(
        "Bạn làm ở gian hàng này, nên không nhắn cho chính mình được. Khách nhắn thì trả lời ở trang bán hàng."
    )


class TooManyMessages(DomainError):
    """More in an hour than somebody who needs an answer writes."""

    status = 429
    sentence = N_("Bạn đã gửi %(most)s tin trong một giờ. Nghỉ một lát rồi gửi tiếp; chữ đã viết vẫn còn ở dưới.")


class TooManyPhotos(DomainError):
    """More photos than one message holds."""

    sentence = N_("Mỗi tin gửi tối đa %(most)s ảnh. Bỏ bớt rồi gửi lại.")


class BlockedWords(DomainError):
    """A shop may promise in a message no more than in a listing."""

    sentence = N_("Tin có chữ “%(words)s”, mà nơi bán không được hứa với khách như thế. Bỏ chữ ấy rồi gửi lại.")


class AlreadyReported(Conflict):
    """One complaint of each side waits at a time."""

    sentence = N_("Bạn đã báo cuộc trò chuyện này rồi. Người vận hành đang xem.")


class AlreadyDecided(Conflict):
    """A colleague was quicker."""

    sentence = N_("Lời báo này vừa được xử lý. Xem tình trạng mới bên dưới.")


class NotJoined(Conflict):
    """Operators write once both sides know that they are there."""

    sentence = N_("Vào cuộc trò chuyện trước, để hai bên biết, rồi mới viết.")
