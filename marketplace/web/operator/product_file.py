"""A product as an operator sees it: what buyers see, what is the matter with it, and everything that was decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace import approvals, moderation, prices
from marketplace.approvals import ApprovalState
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.drafts.content import Blocked
from marketplace.catalogue.listing_checks import words_in
from marketplace.catalogue.models import Product
from marketplace.moderation import ProductCase
from marketplace.prices import PriceChange
from marketplace.web.case_labels import KINDS, ORDERS
from marketplace.web.filters import full_date, moment, number, pack_name, say, vnd
from marketplace.web.labels import Step
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.history import STATES
from marketplace.web.operator.approvals.kinds import kind_of
from marketplace.web.price_words import name_of, steps_of
from marketplace.web.product_facts import facts_of

MOST_DECISIONS = 20


@dataclass(frozen=True)
class ProductFile:
    """Everything beside the list; `open_case` and `open_takedown` are what is under way."""

    product: Product
    facts: list[tuple[str, str]]
    cases: Sequence[ProductCase]
    same_names: Sequence[Product]
    same_pictures: Sequence[Product]
    words: list[Blocked]
    open_orders: int
    steps: list[Step]

    @property
    def open_cases(self) -> list[ProductCase]:
        """What is under way, what was taken down first."""
        return sorted((case for case in self.cases if case.is_open), key=lambda case: not case.is_takedown)

    @property
    def can_ask(self) -> bool:
        """Whether a change can be asked for: one at a time."""
        return all(case.is_takedown for case in self.open_cases)

    @property
    def can_take_down(self) -> bool:
        """Whether it can be taken down."""
        return not any(case.is_takedown for case in self.open_cases)


def file_of(product: Product) -> ProductFile:
    """Read everything about a product: each list costs one statement, however long."""
    cases = moderation.cases_about(product.id)
    decided = approvals.decided_about(product.id, limit=MOST_DECISIONS)
    changes = prices.history_of([variant.id for variant in product.variants], limit=MOST_DECISIONS)
    told = [*_of_product(product), *_of_cases(cases), *_of_approvals(decided), *_of_prices(product, changes)]
    told.sort(key=lambda each: each[0])
    return ProductFile(
        product=product,
        facts=list(_facts(product)),
        cases=cases,
        same_names=moderation.same_names(product.name_key, but=product.id),
        same_pictures=moderation.same_pictures([photo["ref"] for photo in product.photos], but=product.id),
        words=words_in(product),
        open_orders=moderation.count_open_orders_with(product.id),
        steps=[step for _at, step in told],
    )


def _facts(product: Product) -> Iterator[tuple[str, str]]:
    yield gettext("Nhóm hàng"), say(get_category(product.category), "name")
    for variant in product.variants:
        yield pack_name(variant), vnd(variant.price_vnd)
    yield gettext("Đã bán"), number(product.sold_units)
    yield gettext("Đánh giá"), number(product.review_count)
    yield gettext("Đăng ngày"), full_date(product.created_at)
    if product.seller.tax_code:
        yield gettext("Mã số thuế"), product.seller.tax_code
    yield from facts_of(product, ())


def _of_product(product: Product) -> Iterator[tuple[datetime, Step]]:
    yield product.created_at, Step(gettext("Đăng lên"), moment(product.created_at))


def _of_prices(product: Product, changes: Sequence[PriceChange]) -> Iterator[tuple[datetime, Step]]:
    names = {variant.id: pack_name(variant) for variant in product.variants}
    for change, step in zip(changes, steps_of(changes, name_of), strict=True):
        title = gettext("Giá %(pack)s: %(price)s", pack=names[change.variant_id], price=step.title)
        yield change.at, Step(title, step.detail)


def _of_approvals(decided: Sequence[approvals.Approval]) -> Iterator[tuple[datetime, Step]]:
    for each in decided:
        if each.decided_at:
            title = f"{kind_of(each).name}: {STATES[ApprovalState(each.state)]}"
            yield each.decided_at, Step(title, _told(each.decided_at, each.decided_by, each.note))


def _of_cases(cases: Sequence[ProductCase]) -> Iterator[tuple[datetime, Step]]:
    for case in cases:
        name = gettext(KINDS[case.kind])
        if case.authority:
            demanded = gettext("%(authority)s yêu cầu hạ", authority=case.authority)
            yield case.demanded_at or case.opened_at, Step(demanded, _told(case.demanded_at, None, case.document))
        elif not case.is_takedown:
            yield case.opened_at, Step(name, _told(case.opened_at, case.opened_by, case.words_vi))
        if case.taken_down_at:
            orders = gettext(ORDERS[case.orders_decision]) if case.orders_decision else ""
            words = " · ".join(part for part in (case.legal_ground, orders) if part)
            yield case.taken_down_at, Step(gettext("Đã hạ"), _told(case.taken_down_at, case.taken_down_by, words))
        if case.answered_at:
            yield (
                case.answered_at,
                Step(gettext("Nơi bán trả lời"), _told(case.answered_at, case.answered_by, case.answer)),
            )
        if case.closed_at:
            ended = gettext("Bán lại được") if case.taken_down_at else gettext("Khép yêu cầu")
            yield case.closed_at, Step(ended, _told(case.closed_at, case.closed_by, case.closing_note))


def _told(at: datetime | None, by: object, words: str) -> str:
    who = str(getattr(by, "name", "")) if by else ""
    return " · ".join(part for part in (moment(at) if at else "", who, words) if part)
