"""The screens of the editor that are plain forms: one question each, saved with each step."""

from collections import defaultdict

from flask import Response, flash, render_template, request
from flask_login import current_user

from marketplace import certification
from marketplace.catalogue import drafts
from marketplace.catalogue.blocked_words import Flag
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Step, blocked_in, demanded_in
from marketplace.catalogue.drafts.errors import SavedMeanwhile
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.listing.drafts import Answer, own
from marketplace.web.seller.listing.forms import FORMS, StepForm, form_of, sent_form
from marketplace.web.seller.listing.navigation import listing_pages, name_after, number_of, url_after
from marketplace.web.seller.listing.preview import preview_of

blueprint = listing_pages("shop_draft_steps", __name__, "/ban-hang/dang-mon/<ref>")


QUOTED = ", ".join(f'"{step}"' for step in FORMS)
WORD = f"/<any({QUOTED}):word>"


@blueprint.get(WORD)
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str, word: str) -> str:
    draft, step = own(ref), Step(word)
    return _page(draft, step, form_of(step, draft))


@blueprint.post(WORD)
@requires(ShopPermission.CHANGE_GOODS)
def save(ref: str, word: str) -> Answer:
    step, draft = Step(word), own(ref)
    form = sent_form(step, draft)
    if not form.validate():
        return _page(draft, step, form), 400
    try:
        with transaction():
            draft = own(ref, lock=True)
            drafts.save(draft, step, form.values(), by=current_user.user, seen=form.version)
    except DomainError as error:
        form.refuse(error)
        draft = own(ref)
        if isinstance(error, SavedMeanwhile):
            form.seen.data = str(draft.version)
        return _page(draft, step, form), error.status
    return onward(draft, step)


def onward(draft: Draft, step: Step) -> Response:
    """After saving a step: to the next one, to the list of tasks, or back to a word that may not stand there."""
    if request.form.get("then") == "later":
        flash(gettext("Đã lưu bản nháp. Mở máy nào cũng thấy."))
        return see_other("shop_drafts.show", ref=draft.ref)
    if any(blocked.step == step for blocked in blocked_in(draft.content)):
        flash(gettext("Đã lưu. Còn chữ cần bỏ, xem chỗ có dấu bên dưới."))
        return see_other("shop_draft_steps.show", ref=draft.ref, word=step)
    return Response(status=303, headers={"Location": url_after(draft, step)})


def _flags_by_field(draft: Draft, step: Step) -> dict[str, list[Flag]]:
    """The words that may not stand there, each below its field."""
    found: dict[str, list[Flag]] = defaultdict(list)
    for blocked in blocked_in(draft.content):
        if blocked.step == step:
            found[blocked.field].append(blocked.flag)
    return found


def _page(draft: Draft, step: Step, form: StepForm) -> str:
    product_id = draft.product_id
    return render_template(
        f"seller/listing/{step.name.lower()}.html",
        draft=draft,
        step=step,
        number=number_of(step),
        next_name=name_after(step),
        form=form,
        preview=preview_of(draft),
        flags=_flags_by_field(draft, step),
        demanded=demanded_in(draft.content),
        certificates=certification.certificates_of_product(product_id) if product_id and step == Step.ORIGIN else [],
    )
