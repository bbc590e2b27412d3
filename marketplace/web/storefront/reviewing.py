"""Writing a review: for whoever may see the purchase, the buyer signed in or a guest with the tracking link."""

from flask import Blueprint, Response, flash, render_template
from flask_babel import gettext

from marketplace import reviews
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.orders.states import OrderState
from marketplace.reviews import Invitation
from marketplace.reviews.errors import NotDeliveredYet, TextRefused
from marketplace.web import limits
from marketplace.web.redirects import see_other
from marketplace.web.storefront.purchases import keep_private
from marketplace.web.storefront.review_forms import ReviewForm, review_form

blueprint = Blueprint("reviewing", __name__, url_prefix="/don/<token>/danh-gia/<ref>")
blueprint.after_request(keep_private)

Answer = Response | tuple[str, int]


@blueprint.get("")
def show(token: str, ref: str) -> str:
    invitation = reviews.get_invitation(token, ref)
    if invitation.line.order.state != OrderState.DELIVERED:
        raise NotDeliveredYet()
    return _page(token, invitation, review_form(invitation.review))


@blueprint.post("")
@limits.reviews_from_address
def save(token: str, ref: str) -> Answer:
    form = ReviewForm()
    if not form.validate():
        return _page(token, reviews.get_invitation(token, ref), form), 422
    try:
        with transaction():
            _write(reviews.get_invitation(token, ref, lock=True), form)
    except TextRefused as error:
        form.refuse(error, form.body)
        return _page(token, reviews.get_invitation(token, ref), form), error.status
    except Conflict as error:
        invitation = reviews.get_invitation(token, ref)
        form = review_form(invitation.review)
        form.refuse(error)
        return _page(token, invitation, form), error.status
    flash(gettext("Đã ghi đánh giá. Cảm ơn bạn, người mua sau sẽ đọc."))
    return see_other("purchases.track", token=token)


def _write(invitation: Invitation, form: ReviewForm) -> None:
    written = {"scores": form.scores, "body": form.body.data or "", "tags": form.tags.data or ()}
    owner = invitation.owner
    if invitation.review is not None:
        reviews.revise(invitation.review, **written)
    else:
        author, author_id = reviews.shown_author(invitation.line, owner), owner.id if owner else None
        reviews.publish(invitation.line, author=author, author_id=author_id, **written)


def _page(token: str, invitation: Invitation, form: ReviewForm) -> str:
    return render_template(
        "storefront/reviews/write.html",
        token=token,
        ref=invitation.ref,
        line=invitation.line,
        review=invitation.review,
        author=reviews.shown_author(invitation.line, invitation.owner),
        form=form,
    )
