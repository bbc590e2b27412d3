"""Pages for those who build the shop; permissions.py closes them in production."""

from pathlib import Path

from flask import Blueprint, abort, current_app, render_template

from marketplace.gateways.mailbox import find_mail, mails_in
from marketplace.web.dev.samples import samples
from marketplace.web.permissions import development

blueprint = Blueprint("dev", __name__)


@blueprint.get("/_components")
@development
def components() -> str:
    return render_template("dev/components.html", **samples())


@blueprint.get("/dev/mail")
@development
def mailbox() -> str:
    return render_template("dev/mailbox.html", mails=mails_in(_folder()), opened=None)


@blueprint.get("/dev/mail/<name>")
@development
def letter(name: str) -> str:
    opened = find_mail(_folder(), name) or abort(404)
    return render_template("dev/mailbox.html", mails=mails_in(_folder()), opened=opened)


def _folder() -> Path:
    return Path(current_app.config["MAIL_FILE_PATH"])
