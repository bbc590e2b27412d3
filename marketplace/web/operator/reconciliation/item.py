"""One transfer as the desk shows it: the purchases that it may be of, each with the sum that has to come out."""

from dataclasses import dataclass, field

from marketplace import reconciliation
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.reconciliation import BankTransfer, Suggestion
from marketplace.web.filters import vnd
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.operator.reconciliation.parts import Choice
from marketplace.web.operator.reconciliation.words import ground_of, purchase_line, purchase_state


@dataclass(frozen=True)
class Option:
    """A suggestion to choose. `lines` are the sum: what came, where it goes, and the difference, which is nothing."""

    code: str
    title: str
    detail: str
    amount: str
    grounds: list[Label]
    lines: list[tuple[str, str]]
    then: str


@dataclass(frozen=True)
class Item:
    """A transfer with what speaks for whom; `choice` is what the operator chose or typed."""

    transfer: BankTransfer
    options: list[Option] = field(default_factory=list)
    choice: Choice = field(default_factory=Choice)


def item_of(transfer: BankTransfer, choice: Choice | None = None) -> Item:
    """The transfer with its suggestions, where somebody has to say whose it is; the likeliest is chosen."""
    if not transfer.is_waiting:
        return Item(transfer)
    options = [_option(transfer, suggestion) for suggestion in reconciliation.suggest(transfer)]
    first = options[0].code if options else "khac"
    return Item(transfer, options, choice or Choice(first))


def _option(transfer: BankTransfer, suggestion: Suggestion) -> Option:
    purchase = suggestion.purchase
    return Option(
        code=purchase.code,
        title=purchase_line(purchase),
        detail=purchase_state(purchase),
        amount=vnd(purchase.due_vnd or purchase.total_vnd),
        grounds=[ground_of(said) for said in suggestion.grounds],
        lines=_lines(transfer.amount_vnd, purchase),
        then=_then(transfer.amount_vnd, purchase),
    )


def _lines(amount_vnd: int, purchase: Purchase) -> list[tuple[str, str]]:
    """Where all of it goes: to what is due, and what is too much back to the buyer."""
    due_vnd = 0 if purchase.payment_method == PaymentMethod.COD else min(purchase.due_vnd, amount_vnd)
    lines = [(gettext("Tiền về"), vnd(amount_vnd))]
    if due_vnd:
        lines.append((gettext("Đơn %(code)s phải trả", code=purchase.code), vnd(-due_vnd)))
    if due_vnd < amount_vnd:
        lines.append((_rest_text(purchase), vnd(due_vnd - amount_vnd)))
    return lines


def _rest_text(purchase: Purchase) -> str:
    if _is_over(purchase):
        return gettext("Đặt lại hàng nếu còn, không thì hoàn khách")
    return gettext("Thừa, lập lệnh hoàn cho khách")


def _then(amount_vnd: int, purchase: Purchase) -> str:
    """What follows from the match."""
    if purchase.payment_method == PaymentMethod.COD:
        return gettext("Đơn này trả khi nhận. Tiền chuyển thừa được hoàn, khách được hỏi tài khoản nhận.")
    if _is_over(purchase):
        return gettext("Đơn đã hết giờ giữ hàng. Hàng còn thì đơn chạy tiếp, hàng hết thì tiền được hoàn.")
    if purchase.payment_state != PaymentState.AWAITING:
        return gettext("Đơn đã đủ tiền. Tiền này được hoàn, khách được hỏi tài khoản nhận.")
    if missing_vnd := max(purchase.due_vnd - amount_vnd, 0):
        return gettext("Đơn còn chờ %(amount)s. Khách thấy số còn thiếu và chuyển thêm được.", amount=vnd(missing_vnd))
    return gettext("Khớp xong, đơn chuyển sang “chờ nơi bán nhận” và khách được báo.")


def _is_over(purchase: Purchase) -> bool:
    return purchase.payment_state in (PaymentState.EXPIRED, PaymentState.FAILED)
