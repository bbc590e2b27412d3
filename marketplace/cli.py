"""The shop's commands: `flask seed`, `flask audit`, `flask first-operator`."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands."""
