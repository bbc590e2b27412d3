"""What the link of an invitation opens: a page that says who asks for what, and the button that says yes."""

from flask import Blueprint, Response, current_app, flash, render_template, session, url_for
from flask_login import current_user
from itsdangerous import BadSignature

from marketplace import sellers
from marketplace.database import transaction
from marketplace.sellers.errors import AlreadyMember, InvitationEnded
from marketplace.sellers.models import Invitation
from marketplace.web.filters import say, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import CHOSEN_SHOP, public, signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller.account import ROLES
from marketplace.web.signing import Signer, signer

blueprint = Blueprint("invitations", __name__, url_prefix="/loi-moi")

Answer = Response | str | tuple[str, int]


@blueprint.get("/<token>")
@public
def show(token: str) -> Answer:
    """Nothing happens by opening the link: messengers open links too, to show what they lead to.

    Whoever came by it is led to the shop: the message with the link is how some find their way back.
    """
    try:
        if current_user.is_authenticated and sellers.find_accepted(_ref(token), by=current_user.user):
            return see_other("shop_dashboard.show")
        invitation = sellers.get_invitation(_ref(token))
    except InvitationEnded as error:
        return render_template("seller/invitations/ended.html", error=error), error.status
    return _page(invitation, token)


@blueprint.post("/<token>")
@signed_in
def accept(token: str) -> Answer:
    try:
        with transaction():
            invitation = sellers.accept(_ref(token), by=current_user.user)
    except InvitationEnded as error:
        return render_template("seller/invitations/ended.html", error=error), error.status
    except AlreadyMember as error:
        return _page(sellers.get_invitation(_ref(token)), token, sentence_of(error)), error.status
    session[CHOSEN_SHOP] = invitation.seller_id
    flash(gettext("Anh chị đang làm cho %(shop)s.", shop=say(invitation.seller, "name")))
    return see_other("shop_dashboard.show")


def link_of(invitation: Invitation) -> str:
    """The address to be sent to whoever is invited."""
    return url_for("invitations.show", token=token_of(invitation), _external=True)


def path_of(invitation: Invitation) -> str:
    """Where the owner sees what the link opens."""
    return url_for("invitations.show", token=token_of(invitation))


def token_of(invitation: Invitation) -> str:
    """What stands in the address: the reference, signed, so that no other can be guessed."""
    return str(_signer().dumps(invitation.ref))


def _page(invitation: Invitation, token: str, refusal: str = "") -> str:
    role = ROLES[invitation.role]
    return render_template(
        "seller/invitations/show.html", invitation=invitation, token=token, role=role, refusal=refusal
    )


def _ref(token: str) -> str:
    """Raises InvitationEnded for an address that the shop has not made."""
    try:
        return str(_signer().loads(token))
    except BadSignature as error:
        raise InvitationEnded() from error


def _signer() -> Signer:
    return signer(current_app.config, "invitation")
