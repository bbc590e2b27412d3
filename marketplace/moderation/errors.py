"""What can go wrong with a case, said to whom it concerns."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CaseNotFound(NotFound):
    """There is no such case, or it is another shop's."""

    sentence = N_("Không thấy yêu cầu này.")


class ProductNotFound(NotFound):
    """No product has this address."""

    sentence = N_("Không thấy món hàng này trong sổ.")


class AlreadyOpen(Conflict):
    """One case of a kind at a time."""

    sentence = N_("Món này đang có một yêu cầu như thế. Xem yêu cầu ấy rồi làm tiếp.")


class CaseClosed(Conflict):
    """Somebody was quicker."""

    sentence = N_("Yêu cầu này đã khép hoặc đã làm rồi. Xem lại món hàng.")


class ReasonMissing(DomainError):
    """The seller reads why."""

    sentence = N_("Chọn một lý do hoặc viết vài chữ. Nơi bán sẽ đọc được.")


class GroundMissing(DomainError):
    """Goods leave the shop on a legal ground."""

    sentence = N_("Ghi căn cứ: điều luật, quy chế chợ hoặc văn bản yêu cầu.")


class AuthorityMissing(DomainError):
    """A demand names who demands, by which paper and since when."""

    sentence = N_("Ghi cơ quan yêu cầu, số văn bản và lúc nhận được.")


class DeadlinePast(DomainError):
    """Nobody can keep a deadline that is over."""

    sentence = N_("Hạn phải từ ngày mai trở đi và trong vòng 90 ngày.")


class DemandInTheFuture(DomainError):
    """Probably a mistyped day."""

    sentence = N_("Lúc nhận yêu cầu không thể ở tương lai. Xem lại ngày giờ.")


class OrdersUndecided(Conflict):
    """What becomes of open orders is said, never guessed."""

    sentence = N_("Món này có đơn đang mở. Chọn giao tiếp hay hủy các đơn ấy.")


class SecondPersonNeeded(Conflict):
    """Whoever took goods down does not bring them back alone."""

    sentence = N_("Anh chị là người hạ món này, nên người khác phải xem rồi mới bán lại được.")


class OwnShop(Conflict):
    """Nobody decides about the goods of a shop they work for."""

    sentence = N_("Anh chị làm ở gian hàng này, nên người khác phải quyết định.")


class AnswerMissing(DomainError):
    """An answer says something."""

    sentence = N_("Viết vài chữ: đã sửa gì, hoặc vì sao anh chị nghĩ khác.")
