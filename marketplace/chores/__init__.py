"""Work that nobody waits for: mails, pictures and whatever else falls due, done beside the web server."""

from marketplace.chores.courier import Courier, start
from marketplace.chores.plan import CHORES, Chore, run_due

__all__ = ["CHORES", "Chore", "Courier", "run_due", "start"]
