"""What a server does between making the application and letting anybody in."""

import click
from flask import Flask
from flask.cli import FlaskGroup

from marketplace import health
from marketplace.web.readiness.probes import Health


def open_shop(app: Flask) -> None:
    """Make the application ready for a server that imports it. Raises OtherVersion.

    Commands import it as well; they say themselves what they need of the database. A server may fork afterwards: its
    children leave the connections that were opened here to their parent.
    """
    context = click.get_current_context(silent=True)
    if context and isinstance(context.find_root().command, FlaskGroup):
        return
    front: Health = app.extensions["readiness"]
    with app.app_context():
        health.refuse_other_version()
        health.leave_connections_to_parent()
    front.warm()
