"""The first message about goods: for who is signed in, so that an answer reaches them."""

from flask import Blueprint, url_for
from flask_login import current_user

from marketplace import messages, reviews
from marketplace.messages import Message, Words
from marketplace.web import rate_limits
from marketplace.web.permissions import signed_in
from marketplace.web.storefront.messages import page
from marketplace.web.storefront.messages.page import Answer, Talk
from marketplace.web.storefront.messages.threads import urls_of

blueprint = Blueprint("product_messages", __name__, url_prefix="/p/<slug>/nhan")


@blueprint.get("")
@signed_in
def show(slug: str) -> str:
    return page.show(_talk(slug))


@blueprint.post("")
@signed_in
@rate_limits.messages_from_address
def send(slug: str) -> Answer:
    def write(words: Words) -> Message:
        return messages.write_about_product(reviews.get_product(slug), words, by=current_user.user)

    return page.send(lambda: _talk(slug), write)


def _talk(slug: str) -> Talk:
    product = reviews.get_product(slug)
    thread = messages.find_thread_about(product.id, current_user.id)
    return Talk(
        seller=product.seller,
        thread=thread,
        here=url_for("product_messages.show", slug=slug),
        product=product,
        back_url=url_for("product.show", slug=slug),
        **urls_of(thread),
    )
