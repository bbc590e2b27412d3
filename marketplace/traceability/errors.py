"""What can go wrong with stamps, said to the person who holds the jar."""

from collections.abc import Sequence
from typing import Final

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CodeRefused(DomainError):
    """What was typed cannot be a stamp's code."""


class CodeIncomplete(CodeRefused):
    """As many characters as no code has."""

    sentence = N_("Mã tem có %(length)s ký tự (tem in trước đây có %(former)s). Ở đây có %(count)s ký tự.")


class CodeOfOtherLetters(CodeRefused):
    """Signs or letters of another alphabet that look like none of a stamp's."""

    sentence = N_("Mã tem chỉ có chữ số và chữ cái không dấu. Bỏ những ký tự này: %(shown)s.")


class GroupWrong(CodeRefused):
    """A check character does not fit; says in which group."""

    def __init__(self, groups: Sequence[str], wrong: Sequence[int]) -> None:
        if len(wrong) > 1:
            sentence = N_("Những nhóm không đúng: %(shown)s. Nhìn lại mã trên tem rồi gõ lại.")
        else:
            sentence = _GROUPS[wrong[0]]
        super().__init__(sentence, shown=", ".join(groups[at] for at in wrong))


_GROUPS: Final = (
    N_("Nhóm thứ nhất không đúng: %(shown)s. Nhìn lại nhóm đầu trên tem."),
    N_("Nhóm thứ hai không đúng: %(shown)s. Nhìn lại nhóm thứ hai trên tem."),
    N_("Nhóm thứ ba không đúng: %(shown)s. Nhìn lại nhóm cuối trên tem."),
)


class StampUnknown(NotFound):
    """No stamp bears this code."""

    sentence = N_("Không có tem này trong sổ. Có thể là hàng giả. Báo cho chúng tôi.")


class GtinOfOtherGoods(DomainError):
    """The square names other goods than its stamp was printed for."""

    sentence = N_("Mã số mã vạch trong ô vuông là của món khác, không phải món của tem này. Có thể là hàng giả.")


class StampCountRefused(DomainError):
    """A number of stamps that nobody can mean."""

    sentence = N_("Số tem phải từ 1 đến %(most)s.")


class StampsOutnumberUnits(DomainError):
    """More stamps than there are packs to stick them on."""

    sentence = N_("Mỗi gói một tem: lô này in thêm được nhiều nhất %(left)s tem. Nhập thêm hàng vào lô để in nữa.")


class RollNotMade(Conflict):
    """A worker has not come to its end yet."""

    sentence = N_("Cuộn tem này đang được làm. Chờ chút rồi thử lại.")


class RollNotOfLot(NotFound):
    """No such roll of this lot."""

    sentence = N_("Không thấy cuộn tem này.")


class StampsOutOfRoll(DomainError):
    """Numbers that stand in another roll, or from high to low."""

    sentence = N_("Cuộn này có tem số %(first)s đến %(last)s. Ghi hai số trong khoảng ấy, số nhỏ trước.")


class StampReportNotFound(NotFound):
    """No such report."""

    sentence = N_("Không thấy lời báo này.")


class StampReportHandled(Conflict):
    """A colleague was quicker."""

    sentence = N_("Lời báo này vừa có người xem rồi.")


class StepUntitled(DomainError):
    """Nobody said what was done."""

    sentence = N_("Viết vài chữ: đã làm gì với lô này. Ví dụ: Kiểm nghiệm")


class StepNotFound(NotFound):
    """No such step in this lot."""

    sentence = N_("Không thấy việc này trong chuyện của lô.")


class TooManyStepPhotos(DomainError):
    """More photos than a step shows."""

    sentence = N_("Mỗi việc nhiều nhất %(most)s ảnh. Bỏ bớt rồi gửi lại.")


class DayUnreadable(DomainError):
    """What stands in the place of a day is none."""

    sentence = N_("Ngày viết chưa đúng. Ví dụ: 25/11/2026")
