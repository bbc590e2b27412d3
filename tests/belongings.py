"""One of everything that an address can lead to, so that tests can walk all addresses of the shop."""

from collections.abc import Mapping
from datetime import timedelta

from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from marketplace import (
    accounts,
    approvals,
    cash,
    collections,
    ledger,
    listings,
    moderation,
    orders,
    payouts,
    practice,
    program_keys,
    reconciliation,
    reviews,
    sellers,
    traceability,
)
from marketplace.accounts import OperatorRole
from marketplace.accounts.models import UserSession
from marketplace.accounts.tokens import digest
from marketplace.approvals import ApprovalKind
from marketplace.cash.reading import Line, Table
from marketplace.catalogue import drafts
from marketplace.catalogue.models import Product
from marketplace.clock import now, today
from marketplace.collections import Cover
from marketplace.database import db, transaction
from marketplace.exports import Export, storage
from marketplace.gateways import files
from marketplace.imports import Import, ImportRow, ImportState, RowState
from marketplace.jobs import Job
from marketplace.ledger import LedgerFilter
from marketplace.ledger import accounts as accounts_of_books
from marketplace.listings import Change, ChangeKind
from marketplace.moderation import Told
from marketplace.orders.models import Order
from marketplace.payouts import Payout, PayoutRun, PayoutState, RunState
from marketplace.payouts.models import PayoutItem
from marketplace.pictures import Received, storage_keys
from marketplace.reconciliation import BankStatement, BankTransfer
from marketplace.reconciliation.states import Source
from marketplace.reconciliation.telling import Told as ToldMoney
from marketplace.refs import new_ref
from marketplace.reviews import ReportReason
from marketplace.sealing import seal
from marketplace.search import SynonymGroup
from marketplace.sellers import DaysOff, applications, shop_page
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import SellerRole
from marketplace.sellers.questions import Question
from marketplace.sellers.shop_page import BlockKind, Consent, Said
from marketplace.sellers.shop_page.models import ConsentWay
from marketplace.web.seller.invitations import token_of
from tests import factories, own_deliveries
from tests.approvals import requests
from tests.buyers_things import of_buyer, of_gifts
from tests.certificate_things import of_certificates
from tests.lot_things import harvest_of, of_lots
from tests.message_things import of_messages
from tests.money_things import of_money
from tests.people import Cast
from tests.shipments.parcels import of_carriers

SESSION_DIGEST = "d" * 64
PAPER = "paperofownera000"
HOUSEHOLD = "link-of-a-household"
PRACTICE = {"parcel": "TAP-MAU-1"}

Belongings = Mapping[str, Mapping[str, str]]
"""What stands in the blanks of an address: by endpoint, blueprint or, under "", for all others."""


def of_cast(cast: Cast, order: Order) -> Belongings:
    """The buyer's device and `order`, the goods in it with all that seller A has of them, and the operators' things."""
    db.session.add(UserSession(user_id=cast.buyer.id, token_digest=SESSION_DIGEST))
    product = db.session.get_one(Product, order.lines[0].product_id)
    review, question = factories.review(product), factories.question(product)
    purchase, variant = review.line.order.purchase, product.variants[0]
    db.session.commit()
    with transaction():
        application = applications.start(cast.owner_a)
        applications.put_paper(application, Question.REGISTRATION, Received(PAPER, "0" * 64), by=cast.owner_a)
        practice.start(cast.owner_a)
        draft = drafts.change(product, by=cast.owner_a)
        photo = drafts.add_photo(draft, Received("photo-of-honey", "0" * 64), by=cast.owner_a)
        pack = drafts.add_pack(draft, by=cast.owner_a)
    complaint = reviews.report(review, reader="browser:x", reason=ReportReason.SPAM)
    gifts = collections.create(Cover("Quà Tết"))
    collections.add(gifts, product)
    words = SynonymGroup(words="trà, chè")
    db.session.add(words)
    job = Job(kind="mail", last_error="nobody answers")
    db.session.add(job)
    stamp, certificate = factories.stamp(), factories.certificate(product)
    told = traceability.report(stamp.code, what="Nhãn mờ")
    helper = accounts.make_operator(factories.user("Anh Mẫu Trực"), {OperatorRole.ORDERS})
    table = Import(seller=cast.seller_a, by=cast.owner_a, filename="hang.csv", state=ImportState.CHECKED)
    table.heading, table.fields = ["Tên món", "Cỡ gói"], ["name_vi", "pack_vi"]
    db.session.add(table)
    db.session.flush()
    db.session.add(ImportRow(import_id=table.id, number=2, cells=["Chè xanh", "Gói 100 g"], state=RowState.GOOD))
    ref_of_packer = db.session.get_one(SellerMember, (cast.seller_a.id, cast.packer_a.id)).ref
    sellers.rest(cast.seller_a, DaysOff(today(), today()))
    bulk = listings.apply(
        cast.seller_a, Change(ChangeKind.DELIST), [f"{product.slug}:10"], ref="bulkofownera", by=cast.owner_a
    )
    listings.undo(bulk, by=cast.owner_a)
    invitation = sellers.invite(cast.seller_a, role=SellerRole.PACKER, hint="Chị Hoa", by=cast.owner_a)
    application.seller = cast.seller_a
    told_anew = requests.to_tell("Chuyện mới.", of=cast.seller_a)
    sent = approvals.submit(
        ApprovalKind.PRODUCT,
        seller=cast.seller_a,
        subject="draftofatable",
        title="Chè xanh",
        after={"name_vi": "Chè xanh"},
        by=cast.owner_a,
        batch="tableofownera",
    )
    soon = today() + timedelta(days=3)
    change = moderation.ask_for_change(product, Told(("label",), "", soon), by=cast.operator)
    application.household_token, application.phone = digest(HOUSEHOLD), "+84900000321"
    files.put(storage_keys.rendition(PAPER, 1600, "jpg"), b"a photo")
    quote = shop_page.add_quote(
        cast.seller_a, Said("Bà Mẫu", "Nghe ong là biết mùa."), Consent(today(), ConsentWay.SPOKEN), by=cast.owner_a
    )
    money, statement = of_bank(cast)
    carriers = Table("GHN", (Line(2, "GHN999", "", 90_000, 0, 90_000),))
    remittance = cash.take_in(carriers, carrier="", filename="doi-soat.csv", by_id=cast.operator.id)
    thanks = reviews.keep_ready(cast.seller_a, title="Cảm ơn", body="Cảm ơn bạn.")
    db.session.flush()
    return {
        "": {"number": order.number, "ref": variant.ref, "slug": product.slug, "reference": SESSION_DIGEST[:16]},
        "certificates": {"ref": certificate.ref},
        "operator_certificates": {"ref": certificate.ref},
        **of_certificates(cast),
        "reviews": {"ref": review.ref},
        "invitations": {"token": token_of(invitation)},
        "operator_approval_papers": {"ref": told_anew.ref, "picture": PAPER},
        "operator_approvals": {"ref": told_anew.ref},
        "operator_approval_batches": {"batch": sent.batch},
        "operator_cash_lines": {"ref": remittance.lines[0].ref},
        "operator_remittances": {"ref": remittance.ref},
        "operator_collections": {"slug": gifts.slug, "product_slug": product.slug},
        "operator_adjustments": {"ref": awaited_adjustment(cast)},
        "operator_holds": {"ref": payouts.keep_back(cast.seller_b, by=cast.operator, note="Khách báo hàng vỡ").ref},
        "operator_jobs": {"ref": job.ref},
        "operator_ledger": {"number": an_entry(cast), "code": "bank"},
        "operator_reconciliation": {"ref": money.ref},
        "operator_statements": {"ref": statement.ref},
        "operator_payouts": {"code": "261203", "ref": a_payout(cast), "kind": "generic"},
        "operator_products": {"slug": product.slug},
        "operator_people": {"ref": helper.ref},
        "operator_reports": {"ref": complaint.ref},
        "operator_sellers": {"slug": cast.seller_a.slug},
        "operator_stamp_watch": {"code": stamp.code},
        "operator_stamps": {"ref": told.ref},
        "operator_synonyms": {"first": words.spellings[0]},
        **of_buyer(cast),
        **of_gifts(order, product),
        **{
            key: {"token": order.purchase.token}
            for key in ("card_payment", "payment", "purchases", "purchases_again", "cancel_requests")
        },
        "order_messages": {"token": order.purchase.token},
        "questions": {"ref": question.ref},
        "reports": {"kind": "danh-gia", "ref": review.ref},
        "review_writing": {"token": purchase.token, "ref": variant.ref},
        "household": {"token": HOUSEHOLD},
        "shop_cases": {"ref": change.ref},
        **own_deliveries.of_shop(cast.seller_a),
        "shop_days_off": {"first": f"{today()}"},
        "shop_answers": {"application_ref": application.ref, "question": "ten", "picture": PAPER},
        "shop_answers.keep_photo": {"question": "anh-mon"},
        **{f"shop_answers.{step}": {"question": "dien-thoai"} for step in ("keep_phone", "code", "check_code")},
        "shop_application": {"application_ref": application.ref},
        **of_lots(product, cast.owner_a.id),
        "shop_bulk": {"ref": bulk.ref},
        "shop_harvests": {"ref": harvest_of(product, cast.owner_a.id)},
        "shop_inbox.answer": {"ref": question.ref},
        "shop_inbox.reply": {"ref": review.ref},
        "shop_drafts": {"ref": draft.ref},
        "shop_draft_packs": {"ref": draft.ref, "pack": pack},
        "shop_draft_steps": {"ref": draft.ref, "word": "ten"},
        "shop_import_rows": {"ref": table.ref, "number": "2"},
        "shop_export": {"ref": ready_export(cast)},
        "shop_goods_export": {"ending": "csv"},
        "shop_imports": {"ref": table.ref},
        "shop_photos": {"ref": draft.ref, "photo": photo.ref},
        **dict.fromkeys(("shop_practice_orders", "shop_practice_packing", "shop_practice_prints"), PRACTICE),
        "shop_programs": {
            "ref": program_keys.make_key(cast.seller_a, "Sổ lô", ref="keyofaprogram", by_id=cast.owner_a.id)[0].ref
        },
        "shop_team": {"ref": ref_of_packer},
        "shop_shortages": {"number": being_packed(cast).number},
        "shortages": {"token": short_of(cast)},
        "shop_team.end_invitation": {"ref": invitation.ref},
        "shop_page_blocks": {"ref": shop_page.add_block(cast.seller_a, BlockKind.MAKING, by=cast.owner_a)},
        "shop_page_quotes": {"ref": quote.ref},
        "shop_ready_answers": {"ref": thanks.ref},
        "shop_money": {"ref": "payoutofa", "month": "2026-11", "kind": "csv"},
        "shop_sales.export": {"table": "tuan"},
        "trace": {"code": stamp.code},
        **of_money(cast, purchase),
        **of_messages(product, cast),
        **of_carriers(being_packed(cast)),
    }


def awaited_adjustment(cast: Cast) -> str:
    """An adjustment that waits for a second operator."""
    ref = "adjustmentof"
    ledger.adjust(ref, cast.seller_a.id, 2_000_000, note="Đền hàng vỡ", by=cast.operator)
    return ref


def an_entry(cast: Cast) -> str:
    """Something that is booked."""
    ledger.adjust("adjusted", cast.seller_a.id, 1_000, note="Đền tem", by=cast.operator)
    return str(ledger.transactions(LedgerFilter(), limit=1)[0].id)


def a_payout(cast: Cast) -> str:
    """A payout to seller A that the bank has got, of money that was booked by hand."""
    owed = accounts_of_books.seller(cast.seller_a.id)
    booked = ledger.post(
        ledger.Kind.ADJUSTMENT, "payoutofa", [ledger.Posting(ledger.SUSPENSE, owed, 50_000)], seller_id=cast.seller_a.id
    )
    ledger.hold("payout:payoutofa", ledger.Posting(owed, ledger.BANK, 50_000), "payout", payout_ref="payoutofa")
    item = PayoutItem(transaction_id=booked, seller_id=cast.seller_a.id, amount_vnd=50_000)
    two = {"closed_by": cast.operator, "approved_by": factories.user(), "closed_at": now(), "approved_at": now()}
    run = PayoutRun(code="261203", due_on=today(), state=RunState.SENT, **two)
    account = {"bank": "970436", "number_sealed": seal("0123456789"), "number_end": "6789", "holder": "HTX MAU"}
    sent = {"seller_id": cast.seller_a.id, "amount_vnd": 50_000, "state": PayoutState.SENT}
    run.payouts.append(Payout(ref="payoutofa", items=[item], **sent, **account))
    db.session.add(run)
    db.session.flush()
    return "payoutofa"


def being_packed(cast: Cast) -> Order:
    """An order of three packs that seller A is packing."""
    return factories.confirmed((factories.product(cast.seller_a, "Trà khô").variants[0], 3))


def short_of(cast: Cast) -> str:
    """The link of a question about goods that are short."""
    return orders.ask(being_packed(cast), "take-1", there=1, plan=orders.Plan.PART, by=cast.packer_a).token


def ready_export(cast: Cast) -> str:
    """Everything of seller A in one file, that can be had."""
    export = Export(ref=new_ref(), seller_id=cast.seller_a.id, ready_at=now())
    db.session.add(export)
    files.put(storage.path_of(export.ref), b"PK")
    db.session.flush()
    return export.ref


def of_bank(cast: Cast) -> tuple[BankTransfer, BankStatement]:
    """Money that nobody knows the order of, and a statement."""
    told = ToldMoney(Source.SEPAY, "1", "2026", 50_000, now(), True, "FT1", "ck", "")
    money = reconciliation.take(told, []).transfer
    assert money is not None
    statement = BankStatement(filename="sao-ke.csv", shape="signed", account="", rows=0, by=cast.operator)
    db.session.add(statement)
    return money, statement


def arguments(rule: Rule, belongings: Belongings) -> dict[str, str]:
    """What fills the blanks of this rule's address, as far as anything does."""
    blueprint = rule.endpoint.split(".")[0]
    known = {name: text for key in ("", blueprint, rule.endpoint) for name, text in belongings.get(key, {}).items()}
    return {name: text for name, text in known.items() if name in rule.arguments}


def made_up(rule: Rule) -> dict[str, str]:
    """Something for each blank of the address that leads to nothing, where a blank takes any word."""
    words = {name: blank.items for name, blank in rule._converters.items() if isinstance(blank, AnyConverter)}
    numbers = {name: {"1901"} for name, blank in rule._converters.items() if isinstance(blank, IntegerConverter)}
    return {name: min((words | numbers).get(name, {"khong-co"})) for name in rule.arguments}
