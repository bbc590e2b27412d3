"""How far a purchase has come, in the buyer's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from marketplace import orders, places
from marketplace.orders import CancelOutcome, CancelRequest
from marketplace.orders.boxes import InBox, boxes_of
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.states import CALLED_OFF, UNTAKEN, ActorRole, OrderState
from marketplace.returns import Claim
from marketplace.web.cancel_request_words import in_turn
from marketplace.web.cancellation import shown
from marketplace.web.claim_words import steps_of
from marketplace.web.delivery_words import spaced_code, way_of, where_of
from marketplace.web.filters import day_range, moment, place, printed_place, say
from marketplace.web.harvest_notes import order_notes
from marketplace.web.labels import Label, Step
from marketplace.web.line_words import happened
from marketplace.web.locale import gettext
from marketplace.web.storefront.orders.deadline_words import can_acknowledge, deadline_of, received_note
from marketplace.web.storefront.orders.order_labels import FETCHED_STEPS, ROLES, STATES, STEPS, label_of

WITH_CODE: Final = frozenset(OrderState) - CALLED_OFF - {OrderState.DELIVERED, OrderState.AWAITING_PAYMENT}


@dataclass(frozen=True)
class Progress:
    """One parcel: where it stands, what happened and what is ahead.

    `request` is the last wish to have it called off; `received` says when it counts as received. What no carrier brings
    has its `way`, what is fetched an address in `where`, and a `code` while it may be fetched.
    """

    order: Order
    seller: str
    origin: str
    picture: str
    state: Label
    is_open: bool
    arrival: str
    harvest: list[str]
    steps: tuple[str, ...]
    now: int | None
    timeline: list[Step]
    deadline: str
    request: CancelRequest | None
    can_acknowledge: bool
    received: str
    way: str = ""
    where: tuple[str, ...] = ()
    boxes: Sequence[Sequence[InBox]] = ()
    code: str = ""

    @property
    def refusal(self) -> str:
        """Why the seller does not call off what the buyer asked for, as long as it could be."""
        is_refused = self.request and self.request.outcome == CancelOutcome.REFUSED and self.order.buyer_can_ask
        return shown(self.request.answer) if self.request and is_refused else ""


def progress_of(purchase: Purchase, claims: Mapping[int, Sequence[Claim]] = MappingProxyType({})) -> list[Progress]:
    """Every parcel of a purchase, with what was told of it by the ids of the orders."""
    asked = orders.requests_of(purchase.orders)
    return [_progress(order, claims.get(order.id, ()), asked.get(order.id, ())) for order in purchase.orders]


def address_lines(purchase: Purchase) -> list[str]:
    """Where it goes, from the house to the province, with the old address when one was given."""
    old = gettext("Địa chỉ cũ: %(address)s", address=purchase.old_address) if purchase.old_address else ""
    return [line for line in (purchase.street, place(places.get_commune(purchase.commune_code)), old) if line]


def _progress(order: Order, claims: Sequence[Claim], requests: Sequence[CancelRequest]) -> Progress:
    state = OrderState(order.state)
    label = label_of(order, state)
    past = [(event.at, _past(event, order)) for event in order.events]
    return Progress(
        order=order,
        seller=say(order.seller, "name"),
        origin=gettext("Gửi từ %(place)s", place=printed_place(order.seller)),
        picture=f"art/{order.seller.picture}.svg",
        state=label,
        is_open=state not in UNTAKEN and state != OrderState.DELIVERED,
        arrival=day_range(order.arrives_from_on, order.arrives_to_on),
        way=way_of(order) if order.is_own_delivery or order.chosen_carrier else "",
        where=where_of(order.own_delivery),
        boxes=boxes_of(order),
        code=spaced_code(order.pickup_code) if state in WITH_CODE else "",
        harvest=order_notes(order),
        steps=tuple(gettext(step) for step in (FETCHED_STEPS if order.is_pickup else STEPS)),
        now=label.step,
        timeline=[*in_turn(past, order, requests), *steps_of(claims), *_ahead(order)],
        deadline=deadline_of(order),
        request=requests[-1] if requests else None,
        can_acknowledge=can_acknowledge(order),
        received=received_note(order),
    )


def _past(event: OrderEvent, order: Order) -> Step:
    state = OrderState(event.state)
    title = happened(event, order) or gettext(label_of(order, state).happened)
    return Step(title, " · ".join(part for part in (moment(event.at), _why(event, state)) if part))


def _why(event: OrderEvent, state: OrderState) -> str:
    if state != OrderState.CANCELLED:
        return shown(event.note)
    return gettext("%(who)s: %(reason)s", who=gettext(ROLES[ActorRole(event.role)]), reason=shown(event.note))


def _ahead(order: Order) -> list[Step]:
    """The steps still to come; the last one says when."""
    if order.state in UNTAKEN:
        return []
    path = [state for state, label in STATES.items() if label.ahead]
    done = path.index(OrderState(order.state)) + 1 if order.state in path else 0
    when = {OrderState.DELIVERED: day_range(order.arrives_from_on, order.arrives_to_on)}
    return [Step(gettext(label_of(order, state).ahead), when.get(state, ""), todo=True) for state in path[done:]]
