"""How far a long step is, in lines that a journal keeps as well as a terminal shows them."""

from collections.abc import Callable
from time import monotonic
from typing import Final

import click

SECONDS: Final = 2.0
"""Between two lines."""


class Progress:
    """Says how far something is: at the beginning, every two seconds, and at the end."""

    def __init__(self, label: str, total: int, say: Callable[[str], None] = click.echo) -> None:
        self.label, self.total, self.done = label, total, 0
        self._say, self._said, self._said_at = say, -1, float("-inf")

    def add(self, count: int) -> None:
        """So many more are done."""
        self.reach(self.done + count)

    def reach(self, done: int) -> None:
        """So many are done altogether."""
        self.done = done
        if monotonic() - self._said_at >= SECONDS or done >= self.total:
            self._tell()

    def end(self) -> None:
        """Nothing is left, however many were expected."""
        if self._said != self.done:
            self._tell()

    def _tell(self) -> None:
        self._say(f"  {self.label}: {self.done:,} of {max(self.total, self.done):,}")
        self._said, self._said_at = self.done, monotonic()
