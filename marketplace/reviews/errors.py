"""What can go wrong with reviews and questions, said to the person who can mend it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class ReviewNotFound(NotFound):
    """No such review, or nothing that this person may review."""

    sentence = N_("Không thấy đánh giá này.")


class QuestionNotFound(NotFound):
    """No such question for this person."""

    sentence = N_("Không thấy câu hỏi này.")


class ReportNotFound(NotFound):
    """No such complaint."""

    sentence = N_("Không thấy lời báo này.")


class NotDeliveredYet(Conflict):
    """Only what has arrived can be judged."""

    sentence = N_("Đánh giá viết được sau khi nhận hàng. Nhận rồi thì bấm “Tôi đã nhận được hàng” trước.")


class AlreadyReviewed(Conflict):
    """Somebody with the same link was quicker."""

    sentence = N_("Món này vừa có đánh giá gửi từ cửa sổ khác. Gửi lần nữa là thay đánh giá ấy.")


class EditingOver(Conflict):
    """The time in which a review can be changed has passed."""

    sentence = N_("Đánh giá chỉ sửa được trong 30 ngày đầu.")


class ScoreOutOfRange(DomainError):
    """A score that is not on the scale."""

    sentence = N_("Chấm từ 1 đến 5 điểm cho cả ba mục.")


class TextRefused(DomainError):
    """What was written cannot be shown like that."""


class TextMissing(TextRefused):
    """Nothing was written."""

    sentence = N_("Viết vài chữ rồi gửi.")


class TextTooLong(TextRefused):
    """More than fits."""

    sentence = N_("Viết ngắn hơn, nhiều nhất %(limit)s ký tự.")


class ContactInText(TextRefused):
    """Everybody reads this page, and so does whoever collects phone numbers."""

    sentence = N_("Bỏ số điện thoại và e-mail ra khỏi lời viết: trang này ai cũng đọc được.")


class TooManyPhotos(DomainError):
    """More photos than anybody looks at."""

    sentence = N_("Mỗi đánh giá tối đa %(most)s ảnh. Bỏ bớt rồi gửi lại.")


class MayNotAnswer(DomainError):
    """Answers come from those who know the goods."""

    status = 403
    sentence = N_("Chỉ nơi bán và người đã nhận món này trả lời được.")


class AlreadyHelpful(Conflict):
    """One reader, one vote."""

    sentence = N_("Bạn đã bấm hữu ích cho đánh giá này rồi.")


class AlreadyReported(Conflict):
    """One reader, one complaint about one thing."""

    sentence = N_("Bạn đã báo nội dung này rồi. Người vận hành sẽ xem.")


class ReasonMissing(DomainError):
    """Hiding is explained to whoever wrote it."""

    sentence = N_("Viết lý do ẩn trong vài chữ. Người viết sẽ đọc được.")


class AlreadyDecided(Conflict):
    """A colleague was quicker."""

    sentence = N_("Nội dung này vừa được xử lý. Xem tình trạng mới bên dưới.")


class ReadyAnswerNotFound(NotFound):
    """No such answer in this shop."""

    sentence = N_("Không thấy lời soạn sẵn này.")


class TooManyReadyAnswers(DomainError):
    """Nobody finds the right one among more."""

    sentence = N_("Giữ tối đa %(most)s lời soạn sẵn. Bỏ một lời ít dùng trước.")
