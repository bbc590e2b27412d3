"""The way through the editor: which step follows, what is done, and what an operator asked to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, url_for

from marketplace.approvals import Approval, ApprovalState, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import STEP_OF, Blocked, Missing, Step, blocked_in, missing_in
from marketplace.web.listing_labels import FIELDS, STEPS
from marketplace.web.locale import gettext
from marketplace.web.seller.shop import shop_pages

IN_ORDER: Final = tuple(Step)


def listing_pages(name: str, import_name: str, url_prefix: str) -> Blueprint:
    """A blueprint of the shop whose pages know what steps and fields are called."""
    blueprint = shop_pages(name, import_name, url_prefix)
    blueprint.context_processor(lambda: {"step_names": STEPS, "field_names": FIELDS})
    return blueprint


@dataclass(frozen=True)
class Task:
    """A step in the list of tasks: what is missing or wrong there, and what the operator wants mended."""

    step: Step
    name: str
    url: str
    missing: tuple[Missing, ...]
    blocked: tuple[Blocked, ...]
    to_mend: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return not (self.missing or self.blocked)


@dataclass(frozen=True)
class Progress:
    """How far a draft has come. `asked` is what was sent last, `sent_back` the same if it came back."""

    draft: Draft
    tasks: tuple[Task, ...]
    asked: Approval | None

    @property
    def sent_back(self) -> Approval | None:
        """What came back to be mended."""
        return self.asked if self.asked and self.asked.state == ApprovalState.SENT_BACK else None

    @property
    def is_waiting(self) -> bool:
        """Whether an operator has still to look at it."""
        return bool(self.asked and self.asked.is_waiting)

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than what was sent."""
        return not self.asked or self.asked.after != self.draft.content

    @property
    def shown(self) -> tuple[Task, ...]:
        """The tasks that matter: of what came back only those to mend, and those that are not done."""
        if not self.sent_back:
            return self.tasks
        return tuple(task for task in self.tasks if task.to_mend or not task.is_done)

    @property
    def to_do(self) -> tuple[Task, ...]:
        """The tasks that keep the draft from being sent."""
        return tuple(task for task in self.tasks if not task.is_done)

    @property
    def wrongs(self) -> int:
        """How many places have to be mended before sending."""
        return sum(len(task.missing) + len(task.blocked) for task in self.tasks)

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return len(self.tasks) - len(self.to_do)


def progress_of(draft: Draft) -> Progress:
    """How far the draft has come."""
    asked = listings.last_asked(draft)
    missing = missing_in(draft.content, kept=drafts.refs_on_sale(draft))
    blocked = blocked_in(draft.content)
    to_mend = asked.to_mend if asked and asked.state == ApprovalState.SENT_BACK else []
    tasks = (_task(draft, step, missing, blocked, to_mend) for step in Step)
    return Progress(draft, tuple(tasks), asked)


def _task(
    draft: Draft, step: Step, missing: Iterable[Missing], blocked: Iterable[Blocked], to_mend: Iterable[str]
) -> Task:
    return Task(
        step=step,
        name=str(STEPS[step]),
        url=url_of(draft, step),
        missing=tuple(each for each in missing if each.step == step),
        blocked=tuple(each for each in blocked if each.step == step),
        to_mend=tuple(str(FIELDS[field]) for field in to_mend if STEP_OF.get(field) == step),
    )


def url_of(draft: Draft, step: Step) -> str:
    """The screen of a step."""
    if step == Step.PHOTOS:
        return url_for("shop_photos.show", ref=draft.ref)
    if step == Step.PACKS:
        return url_for("shop_draft_packs.show", ref=draft.ref)
    return url_for("shop_draft_steps.show", ref=draft.ref, word=step)


def url_after(draft: Draft, step: Step) -> str:
    """The next screen; after the last one, or when everything that came back is mended, the preview."""
    progress = progress_of(draft)
    following = IN_ORDER[IN_ORDER.index(step) + 1 :]
    wanted = {task.step for task in progress.shown}
    later = next((each for each in following if each in wanted), None)
    return url_of(draft, later) if later else url_for("shop_drafts.preview", ref=draft.ref)


def name_after(step: Step) -> str:
    """What the button calls the next screen."""
    if step == IN_ORDER[-1]:
        return gettext("Lưu, xem trước")
    return gettext("Lưu, sang bước %(number)s", number=number_of(step) + 1)


def number_of(step: Step) -> int:
    """Which screen it is, from 1 on."""
    return IN_ORDER.index(step) + 1
