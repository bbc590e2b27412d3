"""What can be wrong with a rule about fees, said to the operator who writes it."""

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


class RuleNotFound(NotFound):
    """There is no such rule."""

    sentence = N_("Không có quy định phí này.")


class RuleTooEarly(DomainError):
    """Fees change for sales to come only."""

    sentence = N_("Phí chỉ đổi từ ngày mai trở đi, vì đơn đã bán giữ phí của ngày bán.")


class RuleEndsTooEarly(DomainError):
    """A rule counts for today's sales to the end of the day."""

    sentence = N_("Ngày cuối sớm nhất là hôm nay, vì đơn đã bán giữ phí của ngày bán.")


class RuleEndsBeforeItBegins(DomainError):
    """The last day comes before the first."""

    sentence = N_("Ngày cuối phải sau ngày bắt đầu.")


class RuleOver(Conflict):
    """The rule has ended already."""

    sentence = N_("Quy định phí này đã hết hiệu lực.")


class RateTooHigh(DomainError):
    """More than the market ever asks, so most likely a slip."""

    sentence = N_("Phí cao nhất là %(most)s %% giá bán.")

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class AmountMissing(DomainError):
    """A fee of nothing is no rule, but for a commission of 0 %."""

    sentence = N_("Ghi tỷ lệ hoặc số tiền của khoản phí.")


class LeastAboveMost(DomainError):
    """The bounds exclude each other."""

    sentence = N_("Mức thấp nhất phải không quá mức cao nhất.")


class TooManyRules(Conflict):
    """Rules are kept in memory."""

    sentence = N_("Đã có quá nhiều quy định phí. Kết thúc những quy định không còn dùng trước.")
