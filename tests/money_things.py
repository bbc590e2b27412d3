"""What stands in the blanks of addresses about fees, taxes, documents, refunds and claims."""

from collections.abc import Mapping
from datetime import timedelta

from marketplace import campaigns, documents, fees, payments, promotions, shipping, vouchers
from marketplace.campaigns import NewCampaign
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.documents import Document, DocumentKind, income
from marketplace.documents.numbering import issue
from marketplace.documents.statements import issue_statement
from marketplace.fees import FeeKind, NewRule
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.payouts import PayoutRun, PayoutState, RefundTransfer, RunState
from marketplace.promotions import Plan
from marketplace.vouchers import Bearer, NewVoucher, VoucherKind
from tests import factories, tariffs
from tests.people import Cast
from tests.returns.claiming import of_claims

MONTH = "2026-10"


def of_money(cast: Cast, paid: Purchase) -> dict[str, Mapping[str, str]]:
    """A fee rule, a receipt of a purchase that is paid, and a statement of seller A."""
    new = NewRule(FeeKind.COMMISSION, today() + timedelta(days=1), basis_points=600)
    rule, receipt = fees.add_rule(new, by=cast.operator), documents.issue_receipt(paid.id)
    assert receipt is not None
    earned = a_statement_of_income(cast)
    table, year = {"month": MONTH, "kind": "csv"}, {"year": f"{today().year}"}
    return {
        "income_check": {"token": documents.open_link(earned, by=cast.owner_a).token},
        "operator_fees": {"ref": rule.ref},
        "operator_tariffs": {"ref": shipping.add_tariff(tariffs.new(), by=cast.operator).ref},
        "operator_taxes": {"month": MONTH},
        **of_vouchers(cast),
        **of_promotions(cast),
        "operator_taxes.export": table,
        "purchase_documents": {"token": paid.token, "ref": receipt.ref},
        "shop_income": {"ref": earned.ref, **year},
        "shop_invoices": {"month": MONTH},
        "shop_invoices.export": table,
        "shop_statements": {"ref": issue_statement(cast.seller_a.id, MONTH).ref},
        "shop_taxes": year,
        **of_refunds(cast),
        **of_claims(cast, factories.product(cast.seller_a)),
    }


def of_vouchers(cast: Cast) -> dict[str, Mapping[str, str]]:
    """A voucher of seller A, which operators may end, too."""
    days = {"first_day": today(), "last_day": today()}
    said = {"bearer": Bearer.SELLER, "seller_id": cast.seller_a.id, "basis_points": 1_000, **days}
    made = vouchers.make(NewVoucher(code="KHACHQUEN", kind=VoucherKind.PERCENT, **said), by=cast.owner_a)
    change = {"ref": made.ref, "step": "tam-ngung"}
    return {
        "operator_vouchers": {"ref": made.ref},
        "operator_vouchers.change": change,
        "shop_vouchers": {"ref": made.ref},
        "shop_vouchers.change": change,
    }


def of_promotions(cast: Cast) -> dict[str, Mapping[str, str]]:
    """A promotion of seller A, which operators may stop, too."""
    pack, plan = factories.product(cast.seller_a).variants[0], Plan(today(), today(), basis_points=1_000)
    made = promotions.plan(cast.seller_a.id, plan, [pack.ref], by=cast.owner_a)
    new = NewCampaign("Tết", 1_000, today(), today(), product_ids=[pack.product_id])
    campaign = campaigns.announce(new, by=cast.operator)
    return {
        "operator_promotions": {"ref": made.ref},
        "shop_promotions": {"ref": made.ref},
        "operator_campaigns": {"ref": campaign.ref},
        "shop_campaigns": {"ref": campaign.ref},
    }


def of_refunds(cast: Cast) -> dict[str, Mapping[str, str]]:
    """A refund of a parcel of seller A that waits for an account, and another one that the bank has got."""
    waiting, gone = a_refund(cast), a_refund(cast)
    payments.name_account(gone, bank="970436", number="0123456789", holder="NGUYEN THI MAU")
    payments.mark_sent(gone)
    two = {"closed_by": cast.operator, "approved_by": factories.user(), "closed_at": now(), "approved_at": now()}
    run = PayoutRun(code="261210", due_on=today(), state=RunState.SENT, **two)
    account = {"bank": "970436", "number_sealed": gone.account_sealed, "number_end": "6789", "holder": "NGUYEN THI MAU"}
    sent = {"refund_id": gone.id, "amount_vnd": gone.amount_vnd, "state": PayoutState.SENT}
    run.refunds.append(RefundTransfer(**sent, **account))
    db.session.add(run)
    db.session.flush()
    return {
        "operator_refunds": {"ref": waiting.ref},
        "operator_payouts.confirm_refund": {"code": run.code, "ref": run.refunds[0].ref},
        "operator_payouts.fail_refund": {"code": run.code, "ref": run.refunds[0].ref},
        "refunds": {"token": waiting.token},
    }


def a_refund(cast: Cast) -> Refund:
    """A refund of a parcel of seller A that was paid by transfer, and booked as it is."""
    db.session.flush()
    with transaction():
        arrived = factories.delivered(factories.product(cast.seller_a, "Trà sen"), paying=PaymentMethod.TRANSFER)
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER}
        return payments.request_refund(arrived, quantities={arrived.lines[0].id: 1}, by=cast.operator, **why)


def a_statement_of_income(cast: Cast) -> Document:
    """What seller A earned this year, which is nothing."""
    sums = dict.fromkeys((*income.SUMS, "paid_out_vnd"), 0)
    content = {
        "seller": cast.seller_a.name_vi,
        "year": today().year,
        "until": "",
        "months": [],
        "mark": "0" * 64,
        **sums,
    }
    return issue(DocumentKind.INCOME, f"{cast.seller_a.id}:{today().year}", content, seller_id=cast.seller_a.id)
