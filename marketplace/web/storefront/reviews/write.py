"""Writing a review: for whoever may see the purchase, the buyer signed in or a guest with the tracking link."""

from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response, flash, render_template
from wtforms import Field

from marketplace import pictures, reviews
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.orders.states import OrderState
from marketplace.pictures import Received
from marketplace.reviews import Invitation
from marketplace.reviews.errors import NotDeliveredYet, TextRefused, TooManyPhotos
from marketplace.reviews.models import Review
from marketplace.web import rate_limits
from marketplace.web.labels import HIDDEN_ANEW
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.reviews.forms import ReviewForm, review_form

blueprint = Blueprint("review_writing", __name__, url_prefix="/don/<token>/danh-gia/<ref>")

Answer = Response | tuple[str, int]


@blueprint.get("")
@public
def show(token: str, ref: str) -> str:
    invitation = reviews.get_invitation(token, ref)
    if invitation.line.order.state != OrderState.DELIVERED:
        raise NotDeliveredYet()
    return _page(token, invitation, review_form(invitation.review))


@blueprint.post("")
@public
@rate_limits.reviews_from_address
def save(token: str, ref: str) -> Answer:
    form, invitation = ReviewForm(), reviews.get_invitation(token, ref)
    if not form.validate():
        return _page(token, invitation, form), 422
    try:
        with pictures.receiving(_streams(form)) as received, transaction():
            review, spare = _write(reviews.get_invitation(token, ref, lock=True), form, received)
    except DomainError as error:
        form.refuse(error, _field_of(error, form))
        return _page(token, reviews.get_invitation(token, ref), form), error.status
    pictures.discard(spare)
    thanks = gettext("Đã ghi đánh giá. Cảm ơn bạn, người mua sau sẽ đọc.")
    flash(str(HIDDEN_ANEW) if review.is_hidden else thanks)
    return see_other("purchases.track", token=token)


def _streams(form: ReviewForm) -> Iterator[IO[bytes]]:
    """The photos, which are checked and kept before anything is written. Raises TooManyPhotos."""
    if len(form.files) > reviews.MOST_PHOTOS:
        raise TooManyPhotos(most=reviews.MOST_PHOTOS)
    yield from (file.stream for file in form.files)


def _write(invitation: Invitation, form: ReviewForm, received: list[Received]) -> tuple[Review, list[Received]]:
    """The review, and the files of photos that it has already."""
    scores, body, tags = form.scores, form.body.data or "", form.tags.data or ()
    owner, review = invitation.owner, invitation.review
    author_id = owner.id if owner else None
    if review is None:
        author = reviews.shown_author(invitation.line, owner)
        review = reviews.publish(
            invitation.line, author=author, author_id=author_id, scores=scores, body=body, tags=tags
        )
    else:
        reviews.revise(review, scores=scores, body=body, tags=tags)
    dropped = form.dropped.data or ()
    return review, reviews.change_photos(review, received=received, dropped=dropped, by_id=author_id)


def _field_of(error: DomainError, form: ReviewForm) -> Field | None:
    """What the refusal is about: the words, the order as a whole, or else the photos."""
    if isinstance(error, Conflict):
        return None
    return form.body if isinstance(error, TextRefused) else form.photos


def _page(token: str, invitation: Invitation, form: ReviewForm) -> str:
    return render_template(
        "storefront/reviews/write.html",
        token=token,
        ref=invitation.ref,
        line=invitation.line,
        review=invitation.review,
        photos=reviews.photos_of(invitation.review) if invitation.review else [],
        author=reviews.shown_author(invitation.line, invitation.owner),
        form=form,
    )
