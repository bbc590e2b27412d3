"""What is wrong with a cell, kept as data so that each page says it in its own language."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from marketplace.errors import DomainError
from marketplace.imports.errors import CellRefused


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the field of the row, the sentence that says how, and what was probably meant."""

    field: str
    sentence: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    suggestion: str = ""

    def stored(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {"field": self.field, **told(DomainError(self.sentence, **self.params)), "suggestion": self.suggestion}


def told(error: DomainError) -> dict[str, Any]:
    """Why something was refused, as it is kept in the database."""
    return {"sentence": error.message, "params": error.params}


def problem(name: str, error: DomainError) -> Problem:
    """What is wrong with this field."""
    suggestion = error.suggestion if isinstance(error, CellRefused) else ""
    return Problem(name, error.message, error.params, suggestion)
