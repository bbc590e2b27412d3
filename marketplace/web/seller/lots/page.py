"""The page of one lot: how much is there, what came and went, and the story that buyers read."""

from dataclasses import dataclass

from flask import render_template, request

from marketplace import orders, stock, traceability
from marketplace.orders import LotUnits
from marketplace.pictures import Photo, Picture
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import Yield
from marketplace.stock.models import Lot, MovementReason, StockMovement
from marketplace.traceability.models import LotStep
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, may
from marketplace.web.seller.lots.forms import LotCountForm, StepForm, WithdrawalForm
from marketplace.web.seller.lots.labels import REASONS, STANDINGS, mended
from marketplace.web.seller.lots.processing_forms import measured

MOST_MOVEMENTS = 50
LONGEST_WISH = 160


@dataclass(frozen=True)
class Entry:
    """A row of the book: what happened, and whether the shop may still take it back."""

    movement: StockMovement
    label: str
    is_taken_back: bool

    @property
    def units(self) -> str:
        """How many came or went, with a sign that everybody can read: "+80", "−2"."""
        quantity = self.movement.quantity
        return f"+{quantity}" if quantity > 0 else f"−{-quantity}"

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it was told by somebody of the shop, and still counts."""
        return self.movement.was_told and not self.is_taken_back


@dataclass(frozen=True)
class ToldStep:
    """A step with its photos that are ready, and how many are still being made ready."""

    step: LotStep
    photos: list[Photo]
    waiting: int


def own_lot(ref: str, *, lock: bool = False) -> Lot:
    """One of the shop's own lots. Raises LotNotFound for anybody else's."""
    return stock.get_lot_of(current_membership().seller_id, ref, lock=lock)


def lot_page(
    lot: Lot,
    *,
    withdrawal: WithdrawalForm | None = None,
    counting: LotCountForm | None = None,
    step_form: StepForm | None = None,
) -> str:
    """The page, with a form that was refused in place of an empty one."""
    received, reserved, awaiting = orders.units_of_lots([lot.id]).get(lot.id, LotUnits())
    may_change, sources = may(ShopPermission.CHANGE_GOODS), stock.sources_of(lot)
    return render_template(
        "seller/lots/show.html",
        lot=lot,
        received=received,
        whole=max(received, lot.on_hand, 1),
        reserved=reserved,
        awaiting=awaiting,
        label=STANDINGS[stock.standing_of(lot, received)],
        entries=_entries(lot),
        changes=[(change, list(mended(change))) for change in stock.changes_of(lot)],
        steps=told_steps(lot),
        to_come=list(traceability.proposed_steps(lot).values()) if may_change else [],
        stamps=traceability.roll_of(lot),
        sources=sources,
        made_of=stock.made_of(lot),
        loss=_loss(stock.yield_of(lot, sources, received)),
        withdrawal=withdrawal or WithdrawalForm(formdata=None),
        counting=counting or LotCountForm(formdata=None),
        step_form=step_form or _empty_step(),
        is_telling=step_form is not None or "viec" in request.args,
        most_photos=traceability.MOST_STEP_PHOTOS,
    )


def _loss(found: Yield | None) -> str:
    """What was lost between going in and coming out: "Vào 20 lít, ra 19 lít: hao 1 lít (5 %)"."""
    if found is None:
        return ""
    words = {"went_in": measured(found.went_in, found.unit), "came_out": measured(found.came_out, found.unit)}
    if found.loss < 0:
        return gettext("Vào %(went_in)s, ra %(came_out)s.", **words)
    loss = measured(found.loss, found.unit)
    hint = gettext("Vào %(went_in)s, ra %(came_out)s: hao %(loss)s", **words, loss=loss)
    return f"{hint} ({found.loss_percent} %)"


def told_steps(lot: Lot) -> list[ToldStep]:
    """The story so far."""
    steps = traceability.steps_of(lot)
    photos = traceability.photos_of(step.id for step in steps)
    return [_told(step, photos.get(step.id, [])) for step in steps]


def _told(step: LotStep, photos: list[Picture]) -> ToldStep:
    ready = [photo.photo() for photo in photos if photo.is_ready]
    return ToldStep(step, ready, sum(not (photo.is_ready or photo.is_refused) for photo in photos))


def _entries(lot: Lot) -> list[Entry]:
    rows = stock.movements_of(lot, limit=MOST_MOVEMENTS)
    taken_back = {row.corrects_id for row in rows}
    back = [row.order_line_id for row in rows if row.reason == MovementReason.RETURNED and row.order_line_id]
    unpaid = orders.lines_unpaid(back) if back else set()
    return [Entry(row, _why(row, unpaid), row.id in taken_back) for row in rows]


def _why(row: StockMovement, unpaid: set[int]) -> str:
    if row.reason == MovementReason.RETURNED and row.order_line_id in unpaid:
        return gettext("Khách không trả tiền kịp, hết giờ giữ nên về kho")
    return str(REASONS[MovementReason(row.reason)])


def _empty_step() -> StepForm:
    """The form for one more step; a link may name what was done, after the lot before."""
    return StepForm(formdata=None, data={"title_vi": request.args.get("viec", "")[:LONGEST_WISH]})
