"""What can go wrong with stamps, said to the person who holds the jar."""

from collections.abc import Sequence

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class CodeRefused(DomainError):
    """What was typed cannot be a stamp's code."""


class CodeIncomplete(CodeRefused):
    """Too few characters, or too many."""

    sentence = N_("Mã tem có 8 ký tự, chia hai nhóm bốn. Ở đây có %(count)s ký tự.")


class GroupWrong(CodeRefused):
    """A check character does not fit; says in which group."""

    def __init__(self, groups: Sequence[str], wrong: Sequence[int]) -> None:
        both = N_("Cả hai nhóm không đúng: %(first)s và %(second)s. Nhìn lại mã trên tem rồi gõ lại.")
        first = N_("Nhóm thứ nhất không đúng: %(first)s. Nhìn lại bốn ký tự đầu trên tem.")
        second = N_("Nhóm thứ hai không đúng: %(second)s. Nhìn lại bốn ký tự sau trên tem.")
        sentence = both if len(wrong) > 1 else (first, second)[wrong[0]]
        super().__init__(sentence, first=groups[0], second=groups[1])


class StampUnknown(NotFound):
    """No stamp bears this code."""

    sentence = N_("Không có tem này trong sổ. Có thể là hàng giả. Báo cho chúng tôi.")


class StampCountRefused(DomainError):
    """A number of stamps that nobody can mean."""

    sentence = N_("Số tem phải từ 1 đến %(most)s.")


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
