"""Servers that make the application once and then fork, such as gunicorn with --preload."""

import os

from marketplace.database import db


def leave_connections_to_parent() -> None:
    """Let each process that is forked from now on open connections of its own, and leave those of here alone."""
    engine = db.engine
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
