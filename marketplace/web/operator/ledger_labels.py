"""How the books read at the operators' desk: what was booked, and what the accounts are called."""

from typing import Final

from marketplace.ledger import Account, AccountKind, Kind
from marketplace.ledger.accounts import parse
from marketplace.ledger.models import LedgerTransaction
from marketplace.text import N_
from marketplace.web.filters import say
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

KINDS: Final = {
    Kind.SALE: Label(N_("Bán hàng"), "g"),
    Kind.PAYMENT: Label(N_("Tiền vào"), "g"),
    Kind.REFUND: Label(N_("Hoàn tiền"), "b"),
    Kind.RETURN: Label(N_("Trả hàng, bù tiền"), "b"),
    Kind.REMITTANCE: Label(N_("Nộp tiền thu hộ"), "n"),
    Kind.PAYOUT: Label(N_("Chuyển cho nơi bán"), "n"),
    Kind.PROVIDER_FEE: Label(N_("Phí cổng thanh toán"), "n"),
    Kind.ADJUSTMENT: Label(N_("Điều chỉnh tay"), "b"),
    Kind.REVERSAL: Label(N_("Đảo bút toán"), "x"),
}
ACCOUNTS: Final = {
    AccountKind.BUYER: N_("Tiền của người mua"),
    AccountKind.SELLER: N_("Phải trả nơi bán"),
    AccountKind.CASH: N_("Tiền mặt đang giữ"),
    AccountKind.BANK: N_("Ngân hàng"),
    AccountKind.STRIPE: N_("Cổng thẻ Stripe"),
    AccountKind.FEES: N_("Phí dịch vụ của chợ"),
    AccountKind.FEE_VAT: N_("Thuế GTGT của phí dịch vụ"),
    AccountKind.DELIVERY: N_("Phí giao hàng"),
    AccountKind.TAX: N_("Thuế khấu trừ"),
    AccountKind.VOUCHERS: N_("Phiếu giảm giá"),
    AccountKind.COSTS: N_("Chi phí"),
    AccountKind.ROUNDING: N_("Làm tròn"),
    AccountKind.SUSPENSE: N_("Chưa rõ của ai"),
}
OWNERS: Final = {"vat": N_("GTGT"), "pit": N_("TNCN"), "adjustments": N_("điều chỉnh tay")}


def kind_of(transaction: LedgerTransaction) -> Label:
    """What was booked."""
    return KINDS[Kind(transaction.kind)]


def account_of(code: str, transaction: LedgerTransaction) -> str:
    """An account as its transaction knows it: a seller by the shop's name, a buyer by the purchase."""
    account = parse(code)
    if account.kind == AccountKind.SELLER and transaction.seller:
        return f"{gettext(ACCOUNTS[account.kind])}: {say(transaction.seller, 'name')}"
    if account.kind == AccountKind.BUYER and transaction.purchase:
        return f"{gettext(ACCOUNTS[account.kind])}: {transaction.purchase.code}"
    return account_name(account)


def account_name(account: Account) -> str:
    """An account by itself: "Tiền mặt đang giữ: Bưu điện"."""
    name = gettext(ACCOUNTS[account.kind])
    owner = gettext(OWNERS[account.owner]) if account.owner in OWNERS else account.owner
    return f"{name}: {owner}" if owner else name


def cause_of(transaction: LedgerTransaction) -> str:
    """What it is about: an order, a purchase or a payout."""
    if transaction.order:
        return str(transaction.order.number)
    return str(transaction.purchase.code) if transaction.purchase else transaction.payout_ref or ""
