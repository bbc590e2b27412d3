"""How it went: what is done every night says so where operators and machines can find it."""

from marketplace import run_results
from marketplace.database import transaction
from marketplace.run_results import Outcome


def note_outcome(name: str, ok: bool, words: str) -> None:
    """Note how a run of this name ended (`run_results.BACKUP`, `.TRIAL_RESTORE`): whether it went well, and how."""
    with transaction():
        run_results.write_down(name, Outcome.CLEAN if ok else Outcome.BROKEN, words)
