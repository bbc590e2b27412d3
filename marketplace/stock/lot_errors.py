"""What can be wrong with what a seller writes down about a lot."""

from datetime import date

from marketplace.errors import Conflict, DomainError, NotFound
from marketplace.text import N_


def written(day: date) -> str:
    """A day as sentences name it: 25/11/2026."""
    return f"{day:%d/%m/%Y}"


class LotNotFound(NotFound):
    """No such lot in this shop."""

    sentence = N_("Không thấy lô này.")


class MovementNotFound(NotFound):
    """No such movement in this lot."""

    sentence = N_("Không thấy dòng này trong sổ của lô.")


class QuantityRefused(DomainError):
    """A number of units that nobody can mean."""

    sentence = N_("Số lượng phải là số từ 1 đến 100.000, ví dụ 80.")


class CodeRefused(DomainError):
    """A lot's code that does not fit on a stamp."""

    sentence = N_("Mã lô chỉ gồm chữ không dấu, số, dấu chấm và gạch ngang, nhiều nhất 40 ký tự. Ví dụ: GL-1201")


class CodeTaken(Conflict):
    """Another lot of this pack size has the code."""

    sentence = N_("Cỡ gói này đã có lô mang mã %(code)s. Chọn mã khác, ví dụ: %(free)s")


class DayAhead(DomainError):
    """A day on which nothing can have happened yet."""

    sentence = N_("Ngày %(day)s chưa tới. Ghi ngày đã làm xong, muộn nhất là hôm nay.")

    def __init__(self, day: date) -> None:
        super().__init__(day=written(day))


class PackedBeforeHarvest(DomainError):
    """The goods were packed before they were there."""

    sentence = N_("Ngày đóng gói %(packed)s trước ngày thu hoạch %(harvested)s. Xem lại hai ngày này.")

    def __init__(self, packed_on: date, harvested_on: date) -> None:
        super().__init__(packed=written(packed_on), harvested=written(harvested_on))


class EndsBeforePacking(DomainError):
    """The best-before day comes before the lot was made."""

    sentence = N_("Hạn dùng %(day)s phải sau ngày đóng gói %(packed)s.")

    def __init__(self, day: date, packed_on: date) -> None:
        super().__init__(day=written(day), packed=written(packed_on))


class PastItsBest(DomainError):
    """A new lot that could not be sold."""

    sentence = N_("Làm ngày ấy thì lô đã hết hạn từ %(day)s. Xem lại ngày làm hoặc hạn dùng.")

    def __init__(self, day: date) -> None:
        super().__init__(day=written(day))


class BeforeTheLot(DomainError):
    """Something is said to have happened to a lot that did not exist yet."""

    sentence = N_("Ngày %(day)s thì chưa có lô này: lô bắt đầu từ %(began)s.")

    def __init__(self, day: date, began_on: date) -> None:
        super().__init__(day=written(day), began=written(began_on))


class ReasonMissing(DomainError):
    """Nobody said why units left."""

    sentence = N_("Chọn vì sao bớt: bán tại chỗ, biếu tặng, vỡ hỏng …")


class LotShort(Conflict):
    """Fewer units can be taken from the lot: what is ordered stays where it is."""

    sentence = N_("Lô này chỉ còn %(left)s chưa ai đặt, không bớt được %(quantity)s. Ghi số nhỏ hơn hoặc kiểm kho.")

    def __init__(self, left: int, quantity: int) -> None:
        super().__init__(left=left, quantity=quantity)
        self.left = left


class MovementKept(Conflict):
    """A movement that follows an order or a count cannot be taken back, or was taken back before."""

    sentence = N_("Dòng này không lấy lại được: nó đi theo đơn, theo lần kiểm kho, hoặc đã được sửa rồi.")


class AmountRefused(DomainError):
    """An amount of goods that cannot be read for certain."""

    sentence = N_("Không đọc được lượng giao. Viết như 12,5 hoặc 1250, chỉ số thôi.")


class MemberMissing(DomainError):
    """Nobody is named who delivered."""

    sentence = N_("Ghi tên người giao.")


class DeliveryNotFound(NotFound):
    """No such delivery for this lot."""

    sentence = N_("Không thấy lần giao này.")


class SourceMissing(DomainError):
    """Something was made of nothing."""

    sentence = N_("Ghi lấy bao nhiêu từ ít nhất một lô.")
